"""Which indicator a column is: CBS's own metadata, and the names that other CBS files use for the same.

Column names of StatLine end in a number that shifts from year to year (`AantalInwoners_5`), so a column is
matched on the stem before it. Some stems occur more than once (`Appartement_54` is electricity,
`Appartement_62` gas); those are told apart by their order, and left out when a file holds only some.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from wijknet.areas.exchange.problem import FileProblem

CATALOGUE_FILE = Path(__file__).with_name("catalogue.csv")
CBS = "CBS, Kerncijfers wijken en buurten"
# Top groups of the CBS table whose whole numbers count people.
ABOUT_PEOPLE = {"Bevolking", "Onderwijs", "Inkomen", "Sociale zekerheid", "Zorg"}
# Columns that say where, when or what kind of row it is: no figures, and nothing is lost without them.
PLACE_COLUMNS = {"ID", "WijkenEnBuurten", "Gemeentenaam", "SoortRegio", "Codering"}
PLACE_COLUMNS |= {"IndelingswijzigingGemeenteWijkBuurt", "IndelingswijzigingWijkenEnBuurten"}
PLACE_COLUMNS |= {"gwb_code_10", "gwb_code_8", "gwb_code", "regio", "gm_naam", "recs", "ind_wbi"}
PLACE_COLUMNS |= {
    "statcode",
    "statnaam",
    "jrstatcode",
    "jaar",
    "water",
    "rubriek",
    "indelingswijziging_wijken_en_buurten",
}
PLACE_COLUMNS |= {"buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam"}
PLACE_GROUP = "Regioaanduiding"
_SUFFIX = re.compile(r"_(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFact:
    """One indicator as its publisher describes it; `key` is the column name in the year of the metadata."""

    code: str
    name: str
    unit: str = ""
    decimals: int = 0
    group: str = ""
    definition: str = ""
    source: str = CBS
    counts_people: bool = False
    order: int = 0
    key: str = ""


def stem(column: str) -> str:
    """The column name without the number that shifts between years."""
    return _SUFFIX.sub("", column.strip())


def suffix(column: str) -> int:
    found = _SUFFIX.search(column.strip())
    return int(found[1]) if found else 0


@dataclass(slots=True)
class Catalogue:
    """Indicators in the order of their publisher. `exact` means: made from the metadata of this very file."""

    facts: list[IndicatorFact]
    exact: bool = False
    other_names: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, columns: Iterable[str]) -> dict[str, IndicatorFact]:
        """Column name → indicator, for the columns that are known and not ambiguous."""
        wanted = [column for column in columns if column]
        by_key = {fact.key: fact for fact in self.facts if fact.key}
        numbered = [column for column in wanted if suffix(column)]
        if self.exact or (numbered and all(c in by_key or stem(c) in PLACE_COLUMNS for c in numbered)):
            exact = {column: by_key[column.strip()] for column in wanted if column.strip() in by_key}
            return exact | self._named(wanted)
        return self._by_stem(numbered) | self._named(wanted)

    def _named(self, columns: list[str]) -> dict[str, IndicatorFact]:
        by_code = {fact.code: fact for fact in self.facts}
        return {
            column: by_code[code]
            for column in columns
            if (code := self.other_names.get(column.strip().lower())) and code in by_code
        }

    def _by_stem(self, columns: list[str]) -> dict[str, IndicatorFact]:
        known: dict[str, list[IndicatorFact]] = defaultdict(list)
        for fact in self.facts:
            known[stem(fact.key)].append(fact)
        here: dict[str, list[str]] = defaultdict(list)
        for column in sorted(columns, key=suffix):
            here[stem(column)].append(column)
        found: dict[str, IndicatorFact] = {}
        for name, same in here.items():
            if len(same) == len(known.get(name, [])):
                found |= dict(zip(same, known[name], strict=True))
        return found


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """The catalogue that comes with WijkNet: the CBS table of 2024 with the names in XLSX and PDOK files."""
    with CATALOGUE_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))
    facts = [
        IndicatorFact(
            code=row["code"],
            name=row["name"],
            unit=row["unit"],
            decimals=int(row["decimals"]),
            group=row["group"],
            definition=row["definition"],
            counts_people=row["counts_people"] == "1",
            order=order,
            key=row["key"],
        )
        for order, row in enumerate(rows, start=1)
    ]
    other_names = {row[kind]: row["code"] for row in rows for kind in ("xlsx", "pdok") if row[kind]}
    return Catalogue(facts, other_names=other_names)


def from_metadata(data: Any, file: str) -> Catalogue:
    """The catalogue of one CBS table, from its `DataProperties.json`."""
    return Catalogue(read_metadata(data, file), exact=True, other_names=shipped().other_names)


def read_metadata(data: Any, file: str) -> list[IndicatorFact]:
    """All countable topics of `DataProperties.json`, with full definitions."""
    entries = data.get("value") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileProblem("dit is geen DataProperties.json van CBS", file=file)
    groups = {entry.get("ID"): entry for entry in entries if entry.get("Type") == "TopicGroup"}
    topics = []
    for row, entry in enumerate(entries, start=1):
        if entry.get("Type") != "Topic" or entry.get("Datatype") == "String":
            continue
        parents = list(_parents(entry, groups))
        if parents and _text(parents[-1], "Title") == PLACE_GROUP:
            continue
        if not isinstance(entry.get("Key"), str) or not _text(entry, "Title"):
            raise FileProblem("een onderwerp heeft geen Key of Title", file=file, row=row)
        topics.append((entry, parents))
    if not topics:
        raise FileProblem("er staat geen enkel onderwerp in", file=file)
    return _facts(topics, file)


def _parents(entry: dict[str, Any], groups: dict[Any, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The groups above a topic, nearest first; a circle in a broken file ends by itself."""
    seen: set[Any] = set()
    above = entry.get("ParentID")
    while above in groups and above not in seen:
        seen.add(above)
        yield groups[above]
        above = groups[above].get("ParentID")


def _text(entry: dict[str, Any], key: str) -> str:
    return " ".join(str(entry.get(key) or "").split())


def _facts(topics: list[tuple[dict[str, Any], list[dict[str, Any]]]], file: str) -> list[IndicatorFact]:
    titles = Counter(_text(entry, "Title") for entry, _ in topics)
    same_title: dict[str, list[list[str]]] = defaultdict(list)
    for entry, parents in topics:
        same_title[_text(entry, "Title")].append([_text(parent, "Title") for parent in parents])
    seen: Counter[str] = Counter()
    facts = []
    for order, (entry, parents) in enumerate(topics, start=1):
        title, name = _text(entry, "Title"), stem(entry["Key"])
        seen[name] += 1
        unit, decimals = _text(entry, "Unit"), entry.get("Decimals") or 0
        if not isinstance(decimals, int) or not 0 <= decimals <= 4:
            raise FileProblem("Decimals is geen getal van 0 tot en met 4", file=file, column=entry["Key"])
        group = _text(parents[-1], "Title") if parents else ""
        definitions = [text for part in (entry, *parents) if (text := _text(part, "Description"))]
        facts.append(
            IndicatorFact(
                code=(name if seen[name] == 1 else f"{name}-{seen[name]}")[:100],
                name=(title if titles[title] == 1 else _told_apart(title, parents, same_title[title]))[:200],
                unit=unit[:60],
                decimals=decimals,
                group=group[:100],
                definition=definitions[0] if definitions else "",
                counts_people=group in ABOUT_PEOPLE and unit == "aantal" and decimals == 0,
                order=order,
                key=entry["Key"].strip(),
            )
        )
    return facts


def _told_apart(title: str, parents: list[dict[str, Any]], all_parents: list[list[str]]) -> str:
    """A title that occurs more often, with the nearest group that only this one lies in."""
    for parent in parents:
        above = _text(parent, "Title")
        if sum(above in others for others in all_parents) == 1:
            return f"{above}: {title}"
    return title

"""Read what Kumu writes: a project or blueprint (JSON), and a workbook with a sheet of points and one of lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from wijknet.files.networks.draft import Draft
from wijknet.files.sheets import Limits, Unreadable, read_rows, sheet_names
from wijknet.ui.text import fold

_POINTS = {"elements", "nodes", "elementen", "punten", "knopen", "plekken"}
_LINES = {"connections", "edges", "links", "relations", "relaties", "verbindingen", "lijnen"}
_FROM, _TO = ("from", "source", "van", "bron"), ("to", "target", "naar", "met", "doel")
_IDS = ("id", "nummer", "wijknet-nummer")
_NAMES = ("label", "naam", "name")


def read_kumu(content: bytes, draft: Draft) -> None:
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("Dit JSON-bestand is beschadigd of niet af. Haal het opnieuw uit Kumu.")) from error
    if not isinstance(found, dict) or not isinstance(found.get("elements"), list):
        raise Unreadable(_("Dit JSON-bestand komt niet uit Kumu: er staan geen elements in."))
    loops = found.get("loops")
    if isinstance(loops, list) and loops:
        draft.skip("kumu_loops", len(loops))
    keys = _Keys(draft)
    for element in _dicts(found["elements"]):
        facts = _facts(element)
        keys.node(facts, facts.get("_id") or facts.get("id") or "")
    for connection in _dicts(found.get("connections")):
        facts = _facts(connection)
        ends = (facts.pop("from", ""), facts.pop("to", ""))
        keys.edge(*ends, facts)


def read_workbook(content: bytes, draft: Draft) -> None:
    """A point that only the lines name is a point as well, as in Kumu."""
    sheets = {fold(name): name for name in sheet_names(content)}
    points = next((name for folded, name in sheets.items() if folded in _POINTS), None)
    lines = next((name for folded, name in sheets.items() if folded in _LINES), None)
    if points is None and lines is None:
        raise Unreadable(_("In dit Excel-bestand staat geen blad Elements of Connections."))
    keys = _Keys(draft)
    if points is not None:
        for row in _table(content, points, draft.limits.nodes):
            keys.node(row, _first(row, _IDS))
    if lines is not None:
        for row in _table(content, lines, draft.limits.edges):
            ends = [_first(row, names, take=True) for names in (_FROM, _TO)]
            for end in ends:
                if end and keys.of(end) is None:
                    keys.node({"label": end}, "")
            keys.edge(ends[0], ends[1], row)


class _Keys:
    """Lines name their points by number or by name."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.numbered: set[str] = set()
        self.named: dict[str, str] = {}

    def node(self, facts: Mapping[str, str], number: str) -> None:
        name = _first(facts, _NAMES)
        key = number or name
        self.numbered.add(key)
        self.named.setdefault(fold(name), key)
        # Without a name there is nothing to show: a number of Kumu says nothing to people.
        self.draft.node(key if name else "", facts)

    def of(self, text: str) -> str | None:
        return text if text in self.numbered else self.named.get(fold(text))

    def edge(self, source: str, target: str, facts: Mapping[str, str]) -> None:
        self.draft.edge(self.of(source) or "", self.of(target) or "", facts, directed=False)


def _dicts(rows: Any) -> Iterator[dict[str, Any]]:
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _facts(thing: Mapping[str, Any]) -> dict[str, str]:
    """A project has its facts in `attributes`, a blueprint in the thing itself."""
    inside = thing.get("attributes")
    every = {**thing, **(inside if isinstance(inside, dict) else {})}
    return {str(name): value for name, value in every.items() if isinstance(value, str)}


def _table(content: bytes, sheet: str, most: int) -> Iterator[dict[str, str]]:
    """Rows by the heads of their columns; one row too many is enough to be refused in words."""
    rows = iter(read_rows(content, sheet=sheet, limits=Limits(rows=most + 2)))
    heads = next((row.cells for row in rows), ())
    for row in rows:
        yield dict(zip(heads, row.cells, strict=False))


def _first(row: Any, names: Iterable[str], *, take: bool = False) -> str:
    """The first of these columns that has something; with `take` it is no fact of the row any more."""
    for head in list(row):
        if fold(head) in names and row[head].strip():
            return str(row.pop(head) if take else row[head]).strip()
    return ""

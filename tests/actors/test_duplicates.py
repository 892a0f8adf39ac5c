"""Finding places that were written down twice: the labelled set, its traps, and the speed at 100,000."""

import csv
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from actors.duplicates import LIKELY, Candidate, compare, likely_matches, likely_pairs

# Made up by us: 75 records on which the rules were set; three times 75 that were held out until they were tried once,
# after which the rules were made better; and 75 that were written after that, and for which no rule was changed.
LABELLED = Path(__file__).parent / "data" / "duplicates.csv"
Pair = tuple[int, int]


def labelled(half: str) -> tuple[list[Candidate], set[Pair]]:
    """The records of one half, and the pairs that are the same place."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    records = [record_of(pk, row) for pk, row in enumerate(rows)]
    same = {(a, b) for a, b in combinations(range(len(rows)), 2) if rows[a]["place"] == rows[b]["place"]}
    return records, same


def record_of(pk: int, row: dict[str, str]) -> Candidate:
    texts: dict[str, Any] = {
        name: row[name]
        for name in ("name", "other_names", "kind", "street", "house_number", "postcode", "phone", "email", "website")
    }
    point: dict[str, Any] = {name: float(row[name]) if row[name] else None for name in ("lon", "lat")}
    return Candidate(pk=pk, wijk=row["wijk"], town=row["gemeente"], **texts, **point)


def measured(half: str) -> tuple[float, float, list[tuple[str, str]], list[tuple[str, str]]]:
    """Precision, recall, and by name what was wrongly found and what was missed."""
    records, same = labelled(half)
    found = {(match.one, match.other) for match in likely_pairs(records)}
    names = [record.name for record in records]
    wrong, missed = ([(names[a], names[b]) for a, b in sorted(some)] for some in (found - same, same - found))
    return len(found & same) / len(found), len(found & same) / len(same), wrong, missed


def test_as_many_are_held_out_as_the_rules_were_set_on() -> None:
    assert [len(labelled(half)[0]) for half in ("development", "tried once", "hold-out")] == [75, 225, 75]


@pytest.mark.parametrize("half", ["development", "tried once", "hold-out"])
def test_duplicates_are_found_and_traps_are_not(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    precision, recall, wrong, missed = measured(half)
    with capsys.disabled():
        sys.stdout.write(f"\n{half}: precision {precision:.3f}, recall {recall:.3f}; {wrong=}; {missed=}\n")
    assert precision >= 0.9
    assert recall >= 0.8


def place(pk: int, name: str, **facts: Any) -> Candidate:
    return Candidate(pk=pk, name=name, **({"wijk": "A", "town": "T"} | facts))


def test_accents_other_names_and_a_door_further_on_are_the_same_place() -> None:
    known = place(1, "Bakkerij Yıldız", other_names="Bij Emine", street="Kerkweg", house_number="3")
    assert likely_matches(place(2, "bij emine"), [known])
    found = likely_matches(place(2, "Bakker YILDIZ", street="Kerk weg", house_number="5a"), [known])
    assert found[0].why == ("zelfde naam", "adres vlakbij")


def test_the_same_phone_however_it_was_typed() -> None:
    known = place(1, "Kapsalon Salma", phone="+31 26 300 00 01", street="Kade", house_number="1")
    match = compare(place(2, "Kapper Salma", phone="026-3000001", street="Markt", house_number="9"), known)
    assert "zelfde telefoon" in match.why
    assert match.score >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A chain: two streets are two shops, whatever the web address.
        ({"street": "Kade", "house_number": "1", "website": "https://ah.example"}, {"street": "Markt"}),
        ({"wijk": "B"}, {}),
        ({"town": "U", "street": "Markt", "phone": "026 300 00 01"}, {"street": "Markt", "phone": "026 300 00 01"}),
        ({"phone": "14 026", "wijk": "B"}, {"phone": "14 026"}),
        ({"lon": 5.9, "lat": 52.0}, {"lon": 5.91, "lat": 52.0}),
    ],
)
def test_one_name_on_two_places_stays_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compare(place(1, "Albert Heijn", **one), place(2, "Albert Heijn", **other)).score < LIKELY


def test_what_says_nothing_breaks_nothing() -> None:
    odd = [
        place(pk, name, website="http://[", house_number="x", phone="?") for pk, name in enumerate(["-", "", "٣", "de"])
    ]
    assert isinstance(likely_pairs(odd), list)


def test_pairs_at_100_000_records_without_comparing_all_with_all() -> None:
    records = [
        place(n, f"Plek {n // 2:x} {n % 7}", wijk=n % 40, street=f"Straat {n // 60}", house_number=str(n % 60))
        for n in range(100_000)
    ]
    records += [place(100_000, "Bakkerij Zonnehof", phone="026 300 00 01")]
    records += [place(100_001, "Bakker Zonnehof", phone="026 300 00 01")]
    start = time.perf_counter()
    found = {(match.one, match.other) for match in likely_pairs(records)}
    assert (100_000, 100_001) in found
    assert time.perf_counter() - start < 60

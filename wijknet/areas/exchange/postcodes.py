"""Which postcode lies in which buurt or wijk: CSV or XLSX with the columns postcode and buurtcode.

CBS's own list ("pc6hnr") has a row per house number; those rows are folded into runs of numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from wijknet.areas.exchange.codes import municipality_of, read_code
from wijknet.areas.exchange.problem import FileProblem, shorten
from wijknet.areas.exchange.tables import Table, read_table

POSTCODE_NAMES = ("postcode", "pc6")
AREA_NAMES = ("buurtcode", "buurt", "wijkcode", "wijk", "gebied", "code", "area")
NUMBER_NAMES = ("huisnummer", "house_number")
RANGE_NAMES = (("huisnummer_van", "van"), ("huisnummer_tot", "tot", "tot en met"))
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}")
_BARE = re.compile(r"\d{6}|\d{8}|\d{5}|\d{7}")


class PostcodeFact(NamedTuple):
    postcode: str
    house_from: int | None
    house_to: int | None
    area: str


def read_postcodes(path: Path, *, municipality: str | None = None) -> list[PostcodeFact]:
    """All postcodes of a file (of one gemeente, if asked), each part of a postcode once, sorted."""
    table = read_table(path)
    columns = find_columns(table)
    whole: set[tuple[str, str]] = set()
    numbers: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for row, cells in table.rows:
        code = read_area(cells.get(columns["area"]), table.file, row, columns["area"])
        if municipality and municipality_of(code) != municipality:
            continue
        postcode = "".join(str(cells.get(columns["postcode"]) or "").split()).upper()
        if not _POSTCODE.fullmatch(postcode):
            problem = f"'{shorten(postcode)}' is geen postcode (vier cijfers en twee letters: 6822AB)"
            raise FileProblem(problem, file=table.file, row=row, column=columns["postcode"])
        houses = read_houses(cells, columns, table.file, row)
        if houses is None:
            whole.add((postcode, code))
        else:
            numbers[postcode, code].add(houses)
    return sorted(fold(whole, numbers), key=lambda fact: (fact.postcode, fact.house_from or 0, fact.area))


def find_columns(table: Table) -> dict[str, str]:
    """Which column is what; CBS puts the year behind its names (Buurt2024)."""
    lower = {re.sub(r"\d{4}$", "", column.strip().lower()): column for column in table.columns}
    wanted = {"postcode": POSTCODE_NAMES, "area": AREA_NAMES, "number": NUMBER_NAMES}
    wanted |= {"from": RANGE_NAMES[0], "to": RANGE_NAMES[1]}
    found: dict[str, str] = {}
    for meaning, names in wanted.items():
        for name in reversed(names):
            if name in lower:
                found[meaning] = lower[name]
    absent = [name for meaning, name in (("postcode", "postcode"), ("area", "buurtcode")) if meaning not in found]
    if absent:
        raise FileProblem(f"deze kop ontbreekt: {', '.join(absent)}", file=table.file, row=1)
    return found


def read_area(cell: Any, file: str, row: int | str, column: str) -> str:
    """A code of a buurt or wijk; CBS's list leaves out "BU" and, as numbers, the zeros before it."""
    text = str(cell if cell is not None else "").strip().upper()
    if _BARE.fullmatch(text):
        is_wijk = column.lower().startswith("wijk")
        text = f"WK{text.zfill(6)}" if is_wijk else f"BU{text.zfill(8)}"
    code = read_code(text, file=file, row=row, column=column)
    if code is None or code.startswith("GM"):
        raise FileProblem(f"{text} is geen buurt of wijk", file=file, row=row, column=column)
    return code


def read_houses(cells: dict[str, Any], columns: dict[str, str], file: str, row: int | str) -> tuple[int, int] | None:
    """The house numbers of a row: one, a range, or None for the whole postcode."""
    first = columns.get("from") or columns.get("number")
    last = columns.get("to") or first
    texts = [str(cells.get(column) or "").strip().removesuffix(".0") if column else "" for column in (first, last)]
    if not any(texts):
        return None
    if not all(text.isascii() and text.isdigit() and 0 < int(text) < 100_000 for text in texts):
        raise FileProblem(f"'{shorten('-'.join(texts))}' is geen huisnummer", file=file, row=row, column=first)
    low, high = int(texts[0]), int(texts[1])
    if low > high:
        raise FileProblem("het laatste huisnummer is lager dan het eerste", file=file, row=row, column=last)
    return low, high


def fold(whole: set[tuple[str, str]], numbers: dict[tuple[str, str], set[tuple[int, int]]]) -> Iterator[PostcodeFact]:
    """As few rows as say the same: a postcode that lies in one area needs no house numbers."""
    houses: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for (postcode, code), found in numbers.items():
        if (postcode, code) not in whole:
            houses[postcode].extend((low, high, code) for low, high in found)
    shared = {postcode for postcode, _ in whole}
    for postcode, code in whole:
        yield PostcodeFact(postcode, None, None, code)
    for postcode, rows in houses.items():
        codes = {code for _, _, code in rows}
        if len(codes) == 1 and postcode not in shared:
            yield PostcodeFact(postcode, None, None, codes.pop())
        else:
            yield from (PostcodeFact(postcode, low, high, code) for low, high, code in runs(sorted(rows)))


def runs(houses: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Numbers one after another in the same area as one run."""
    low, high, area = houses[0]
    for start, end, code in houses[1:]:
        if code != area:
            yield low, high, area
            low, high, area = start, end, code
        else:
            high = max(high, end)
    yield low, high, area

"""Every file of figures as one thing: named columns and rows, whatever it was on disk.

CBS publishes the same table as OData JSON (rows under "value"), as a map of code to measures, as an
Excel workbook ("maatwerk"), as StatLine CSV, and PDOK puts it in the properties of a map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from wijknet.areas.exchange.catalogue import stem
from wijknet.areas.exchange.codes import COUNTRY, read_code
from wijknet.areas.exchange.files import Row, is_json, is_workbook, read_bytes, read_csv, read_json, read_sheet
from wijknet.areas.exchange.problem import FileProblem

# Where the CBS code of a row stands, most precise level first.
CODE_COLUMNS = ("WijkenEnBuurten", "gwb_code_10", "gwb_code", "statcode", "buurtcode", "wijkcode", "gemeentecode")
OLD_CODE_COLUMNS = ("BU_CODE", "WK_CODE", "GM_CODE")
NAME_COLUMNS = {
    "GM": ("regio", "statnaam", "gemeentenaam", "Gemeentenaam", "GM_NAAM", "gm_naam"),
    "WK": ("regio", "statnaam", "wijknaam", "WK_NAAM"),
    "BU": ("regio", "statnaam", "buurtnaam", "BU_NAAM"),
}
MUNICIPALITY_NAME_COLUMNS = ("gm_naam", "gemeentenaam", "GM_NAAM", "Gemeentenaam")


@dataclass(slots=True)
class Table:
    """Columns and rows of a file. The number of a row is where a person finds it: a line, or a place in a list."""

    file: str
    columns: list[str]
    rows: Iterator[tuple[int | str, dict[str, Any]]]
    decimal_comma: bool = False

    @property
    def code_column(self) -> str | None:
        """The column with the CBS code, or None when this is not a CBS table."""
        for name in (*CODE_COLUMNS, *OLD_CODE_COLUMNS):
            if name in self.columns:
                return name
        return next((column for column in self.columns if stem(column) == "Codering"), None)

    def name_column(self, code: str) -> str | None:
        """The column with the name of a place of this level, or None when the file does not name it."""
        stems = {stem(column): column for column in self.columns}
        return next((stems[name] for name in NAME_COLUMNS.get(code[:2], ()) if name in stems), None)

    def municipality_column(self) -> str | None:
        stems = {stem(column): column for column in self.columns}
        return next((stems[name] for name in MUNICIPALITY_NAME_COLUMNS if name in stems), None)

    def places(self, *, country: bool = False) -> Iterator[tuple[int | str, str, dict[str, Any]]]:
        """Rows with their CBS code; pieces of open water are passed over, twice is wrong. So is the country, unless
        one asks for it."""
        column = self.code_column
        if column is None:
            raise FileProblem("er is geen kolom met CBS-codes", file=self.file)
        seen: set[str] = set()
        for number, row in self.rows:
            if str(row.get("water", row.get("WATER", ""))).strip().upper() == "JA":
                continue
            code = read_code(row.get(column), file=self.file, row=number, column=column)
            if code is None and not country:
                continue
            code = code or COUNTRY
            if code in seen:
                raise FileProblem(f"{code} staat er twee keer in", file=self.file, row=number, column=column)
            seen.add(code)
            yield number, code, row


def read_table(path: Path) -> Table:
    """Open any file of figures or names; what it holds is seen from its content, not from its name."""
    content, file = read_bytes(path), path.name
    if is_workbook(content):
        columns, rows = read_sheet(content, file)
        return Table(file, columns, _numbered(rows), decimal_comma=True)
    if is_json(content):
        return table_of_json(read_json(content, file), file)
    columns, rows, delimiter = read_csv(content, file)
    return Table(file, columns, _numbered(rows), decimal_comma=delimiter != ",")


def table_of_json(data: Any, file: str) -> Table:
    """The shapes of JSON that CBS and PDOK use."""
    rows: list[tuple[int | str, Any]]
    if isinstance(data, dict) and isinstance(data.get("features"), list):
        properties = (f.get("properties") if isinstance(f, dict) else None for f in data["features"])
        rows = list(enumerate(properties, start=1))
    elif isinstance(data, dict) and isinstance(data.get("value"), list):
        rows = list(enumerate(data["value"], start=1))
    elif isinstance(data, list):
        rows = list(enumerate(data, start=1))
    elif isinstance(data, dict) and data and all(isinstance(row, dict) for row in data.values()):
        rows = [(code, {"WijkenEnBuurten": code} | row) for code, row in data.items()]
    else:
        raise FileProblem("dit is geen bestand van CBS of PDOK dat WijkNet kent", file=file)
    for number, row in rows:
        if not isinstance(row, dict):
            raise FileProblem("hier staat geen rij met kolommen", file=file, row=number)
    if not rows:
        raise FileProblem("er staat geen enkele rij in", file=file)
    columns = list(dict.fromkeys(chain.from_iterable(row for _, row in rows)))
    return Table(file, columns, iter(rows))


def _numbered(rows: Iterator[Row]) -> Iterator[tuple[int | str, dict[str, Any]]]:
    yield from rows

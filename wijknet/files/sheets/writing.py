"""Write rows as CSV or XLSX that is safe to open: no cell is ever a formula (OWASP: CSV injection).

A text that starts with one of `= + - @` gets an apostrophe before it; reading takes it off again (`unguarded`). The
CSV is what Excel in Dutch opens with a double click: semicolons, UTF-8 with a mark.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from wijknet.files.sniff import CSV, XLSX

FORMATS = {"csv": CSV, "xlsx": XLSX}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Signs that no XML may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_IN_CELL = 32_000
_DUTCH_DAY = "%d-%m-%Y"


def write_sheet(kind: str, *, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of a file of `kind` ("csv", "xlsx"). Values are text, numbers, dates, yes or no, or nothing."""
    return write_book([(title, heads, rows)]) if kind == "xlsx" else _csv(heads, rows)


def write_book(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """A workbook of several sheets, each with its title, heads and rows."""
    book = openpyxl.Workbook(write_only=True)
    for title, heads, rows in sheets:
        _add_sheet(book, title, heads, rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def plain_text(text: str) -> str:
    """Without signs that no XML may hold."""
    return _CONTROL.sub("", text)


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = plain_text(text)[:_MOST_IN_CELL]
    return f"'{text}" if text.lstrip(" \n").startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """What stood there before `guarded`."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" \n").startswith(_DANGEROUS) else text


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(head) for head in heads])
    writer.writerows([_as_text(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _add_sheet(book: "openpyxl.Workbook", title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    package: Any = openpyxl  # its stubs do not name all its parts
    bold = []
    for head in heads:
        cell = package.cell.WriteOnlyCell(sheet, value=guarded(head))
        cell.font = openpyxl.styles.Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in rows:
        sheet.append([_as_cell(value) for value in row])


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return value.strftime(_DUTCH_DAY)
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return str(value) if isinstance(value, int) else guarded(str(value))


def _as_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _as_text(value)
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, int | float | date) else guarded(str(value))

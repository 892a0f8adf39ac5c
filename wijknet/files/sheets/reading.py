"""Read a CSV or XLSX that somebody sent, as rows of text, without trusting any of it.

Everything that is wrong with a file is one `Unreadable` with a Dutch sentence. Cells come out as people see them: dates
as 24-11-2026, whole numbers without ".0", a telephone number with the zero that its format shows.
"""

import csv
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from django.utils.translation import gettext as _

from wijknet.files.sniff import CSV, NO_ZIP, OLD_EXCEL, XLSX, type_of

_SEPARATORS = ";,\t|"
_ZEROS = re.compile(r"0{2,20}")


class Unreadable(ValueError):
    """This file cannot be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is more than a file for people. Bytes are of the file, `unpacked` of what a zip says it holds."""

    bytes: int = 10_000_000
    unpacked: int = 60_000_000
    parts: int = 1_000
    rows: int = 10_000
    columns: int = 200
    cell: int = 5_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it; `number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


def sheet_names(content: bytes, limits: Limits | None = None) -> list[str]:
    """The sheets of a workbook, in its order; of a CSV there is one, without a name."""
    if _checked_type(content, limits or Limits()) == CSV:
        return [""]
    with closing(_workbook(content)) as book:
        return [sheet.title for sheet in book.worksheets]


def read_rows(content: bytes, *, sheet: str = "", limits: Limits | None = None) -> Iterator[Row]:
    """Rows that have something in them, one by one. Without `sheet`: the first one."""
    given = limits or Limits()
    raw = _csv_rows(content) if _checked_type(content, given) == CSV else _xlsx_rows(content, sheet, given)
    until = time.monotonic() + given.seconds
    count = 0
    for number, values in raw:
        if time.monotonic() > until:
            raise Unreadable(_("Dit bestand lezen duurt te lang. Verdeel het over meer bestanden."))
        cells = tuple(_text(value, given) for value in values)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            continue
        if len(cells) > given.columns:
            raise Unreadable(_("Dit bestand heeft meer dan %(most)d kolommen.") % {"most": given.columns})
        count += 1
        if count > given.rows:
            raise Unreadable(
                _("Dit bestand heeft meer dan %(most)d rijen. Verdeel het over meer bestanden.") % {"most": given.rows}
            )
        yield Row(number, cells)


def _checked_type(content: bytes, limits: Limits) -> str:
    if not content.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    if len(content) > limits.bytes:
        raise Unreadable(_("Dit bestand is te groot: hoogstens %(most)d MB.") % {"most": limits.bytes // 1_000_000})
    found = type_of(content)
    if found == OLD_EXCEL:
        raise Unreadable(
            _("Dit is een oud Excel-bestand, of er zit een wachtwoord op. Sla het op als .xlsx zonder wachtwoord.")
        )
    if found == "text/html":
        raise Unreadable(_("Dit is een webpagina, geen tabel. Sla het op als CSV of als Excel-bestand (.xlsx)."))
    if found not in {CSV, XLSX}:
        raise Unreadable(_("Dit is geen CSV of Excel-bestand (.xlsx). Sla het eerst zo op."))
    if found == XLSX:
        _refuse_bomb(content, limits)
    return found


def _refuse_bomb(content: bytes, limits: Limits) -> None:
    """A zip may say that it holds a thousand times its size; reading stops at what it says, so that is enough."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except NO_ZIP as error:
        raise Unreadable(_broken()) from error
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise Unreadable(_("Dit Excel-bestand is uitgepakt te groot. Bewaar alleen het blad dat je nodig hebt."))


def _broken() -> str:
    return _("Dit Excel-bestand is beschadigd. Open het in Excel en sla het opnieuw op.")


def _workbook(content: bytes) -> Any:
    """Values only, no links to other files. Whatever openpyxl stumbles over is a broken file."""
    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise Unreadable(_broken()) from error


def _xlsx_rows(content: bytes, name: str, limits: Limits) -> Iterator[tuple[int, Any]]:
    with closing(_workbook(content)) as book:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if not sheets or (name and name not in sheets):
            raise Unreadable(_("Dit blad staat niet in het bestand."))
        sheet = sheets[name] if name else next(iter(sheets.values()))
        sheet.reset_dimensions()  # a sheet may claim a million rows
        try:
            # One column too many is enough to know that there are too many.
            for number, cells in enumerate(sheet.iter_rows(max_col=limits.columns + 1), 1):
                yield number, [_shown(cell) for cell in _without_tail(cells)]
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(_broken()) from error


def _without_tail(cells: Sequence[Any]) -> Sequence[Any]:
    """Every row comes as wide as the widest that we allow."""
    width = len(cells)
    while width and cells[width - 1].value is None:
        width -= 1
    return cells[:width]


def _shown(cell: Any) -> Any:
    """A number of which the format shows zeros in front ("0000000000") keeps them."""
    value = cell.value
    if type(value) is int and _ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return value


def _csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    first, _nl, rest = text.partition("\n")
    offset = 0
    if (named := re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)) is not None:
        separator, text, offset = named.group(1), rest, 1
    else:
        separator = _separator(text)
    try:
        yield from enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1 + offset)
    except csv.Error as error:
        raise Unreadable(
            _("In dit bestand staat een aanhalingsteken te veel of te weinig. Sla het opnieuw op.")
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what Excel in Dutch writes: Windows-1252."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The sign that cuts the first lines in the most cells, most evenly."""
    head = text[:20_000]

    def evenness(sign: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(StringIO(head, newline=""), delimiter=sign) if cells][:30]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count) if widths else 0
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(_SEPARATORS, key=evenness)


def _text(value: Any, limits: Limits) -> str:
    """As a person reads the cell. Excel's errors (#N/B) are no value; nor is the sign that fends off a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y}" if value.time() == clock.min else f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, clock | timedelta):
        return str(value)
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value).replace(".", ",")
    text = str(value).strip()
    if len(text) > limits.cell:
        raise Unreadable(_("In een cel staan meer dan %(most)d tekens.") % {"most": limits.cell})
    return text

"""From bytes on disk to JSON, rows of a sheet or rows of a CSV; broken files are named, never half read."""

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from wijknet.areas.exchange.problem import FileProblem, shorten

# A real file of the whole country stays well below this; a zip bomb does not.
MOST_BYTES = 400 * 1024 * 1024
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
Row = tuple[int, dict[str, Any]]


def read_bytes(path: Path) -> bytes:
    """The content of a file; a .gz is unpacked, whatever its name."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(f"het bestand kan niet worden gelezen ({error.strerror})", file=path.name) from error
    if content[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise FileProblem("het ingepakte bestand (.gz) is beschadigd", file=path.name) from error
    if len(content) > MOST_BYTES:
        raise FileProblem("het bestand is groter dan 400 MB", file=path.name)
    if not content.strip():
        raise FileProblem("het bestand is leeg", file=path.name)
    return content


def is_workbook(content: bytes) -> bool:
    return content[:4] == b"PK\x03\x04"


def is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def decode(content: bytes, file: str) -> str:
    """UTF-8 with or without mark, UTF-16 with a mark, else Windows-1252 as an older Excel writes it."""
    encodings = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise FileProblem("dit is geen tekstbestand", file=file)


def read_json(content: bytes, file: str) -> Any:
    try:
        return json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except json.JSONDecodeError as error:
        raise FileProblem(f"dit is geen geldige JSON: {error.msg}", file=file, row=error.lineno) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise FileProblem("dit is geen geldige JSON", file=file) from error


def read_csv(content: bytes, file: str) -> tuple[list[str], Iterator[Row], str]:
    """Header, rows with their line number, and the mark between cells. A row with too many cells is wrong.

    Empty lines and lines with "#" before the header are remarks.
    """
    text = decode(content, file)
    lines = text.splitlines(keepends=True)
    start = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if start is None:
        raise FileProblem("er staat geen regel met koppen in", file=file)
    delimiter = max(";,\t", key=lines[start].count)
    reader = csv.reader(io.StringIO("".join(lines[start:]), newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as error:
        raise FileProblem("deze regel is niet te lezen als koppen", file=file, row=start + 1) from error
    check_header(header, file)
    return header, _csv_rows(reader, header, file, start), delimiter


def _csv_rows(reader: Any, header: list[str], file: str, before: int) -> Iterator[Row]:
    """Rows as dictionaries; empty lines are passed over. `before` is how many lines stood above the header."""
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            row = before + reader.line_num
            if len(cells) > len(header):
                raise FileProblem(f"{len(cells)} cellen, maar {len(header)} koppen", file=file, row=row)
            yield row, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise FileProblem("de regel is niet te lezen als CSV", file=file, row=before + reader.line_num) from error


def read_sheet(content: bytes, file: str) -> tuple[list[str], Iterator[Row]]:
    """Header and rows of the first sheet of a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > MOST_BYTES:
            raise FileProblem("de werkmap is uitgepakt groter dan 400 MB", file=file)
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = ["" if cell is None else str(cell).strip() for cell in next(rows)]
    except FileProblem:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part made it stumble over
        raise FileProblem("dit is geen leesbare Excel-werkmap (.xlsx)", file=file) from error
    check_header(header, file)
    return header, _sheet_rows(rows, header, file)


def _sheet_rows(rows: Any, header: list[str], file: str) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except Exception as error:  # as above, now while reading on
            raise FileProblem("de werkmap is beschadigd", file=file, row=number) from error
        if cells is None:
            return
        if any(cell is not None for cell in cells):
            yield number, dict(zip(header, cells, strict=False))


def check_header(header: list[str], file: str) -> None:
    """Every column has a name of its own; columns without a name are let be."""
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        twice = next(name for name in named if named.count(name) > 1)
        raise FileProblem("deze kop staat er twee keer", file=file, row=1, column=twice)


def year_of(given: int | None, file: str, *found: object) -> int:
    """The year of a file: what was asked for, else what the data says, else the one year in its name."""
    if given is not None:
        candidates: set[int] = {given}
    else:
        candidates = {int(year) for text in found if text is not None for year in _YEAR.findall(str(text)[:4])}
        candidates = candidates or {int(year) for year in _YEAR.findall(file)}
    if len(candidates) != 1:
        raise FileProblem("uit het bestand blijkt niet welk jaar het is; geef het met --year", file=file)
    year = candidates.pop()
    if not 1900 <= year <= 2100:
        raise FileProblem(f"{shorten(year)} is geen jaar", file=file)
    return year

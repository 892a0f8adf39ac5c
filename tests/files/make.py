"""Files as people send them, and as nobody should; made here, so that no file of others is kept."""

import random
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from PIL import Image


def xlsx(rows: Sequence[Sequence[Any]], *more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with a sheet per table."""
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate((rows, *more), 1):
        sheet = book.create_sheet(f"Blad{number}")
        for row in table:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def excel_nl(rows: Sequence[Sequence[str]]) -> bytes:
    """What Excel in Dutch saves as "CSV": semicolons and Windows-1252."""
    return "\r\n".join(";".join(row) for row in rows).encode("cp1252")


def bomb(size: int) -> bytes:
    """A small workbook that unpacks to `size` bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return out.getvalue()


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG", *, mode: str = "RGB", **options: Any) -> bytes:
    """A picture of which the upper left corner is red and the rest blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    picture.convert(mode).save(out, kind, **options)
    return out.getvalue()


def noise(size: tuple[int, int] = (2000, 1500)) -> bytes:
    """A picture in which every point is another colour: nothing packs worse."""
    out = BytesIO()
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()

"""Which signs a font can draw, read from its `cmap` table (OpenType specification, "cmap", formats 4 and 12)."""

import struct
from pathlib import Path


def signs_of(path: Path) -> frozenset[int]:
    """Code points with a glyph in a TrueType file; ValueError when the file has no table that we read."""
    data = path.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    for number in range(tables):
        tag, _check, start, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"cmap":
            return _mapped(data, start)
    raise ValueError(f"{path.name} is no font with a table of signs.")


def _mapped(data: bytes, start: int) -> frozenset[int]:
    count = struct.unpack_from(">H", data, start + 2)[0]
    found: set[int] = set()
    for number in range(count):
        at = start + struct.unpack_from(">HHL", data, start + 4 + 8 * number)[2]
        kind = struct.unpack_from(">H", data, at)[0]
        if read := _READERS.get(kind):
            found |= read(data, at)
    return frozenset(found)


def _format_4(data: bytes, at: int) -> set[int]:
    """Segments of the basic plane: where each ends, where it begins. 0xFFFF closes the table."""
    double = struct.unpack_from(">H", data, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
    return {sign for first, last in zip(starts, ends, strict=True) for sign in range(first, last + 1)} - {0xFFFF}


def _format_12(data: bytes, at: int) -> set[int]:
    groups = struct.unpack_from(">L", data, at + 12)[0]
    rows = (struct.unpack_from(">LLL", data, at + 16 + 12 * number) for number in range(groups))
    return {sign for first, last, _glyph in rows for sign in range(first, last + 1)}


_READERS = {4: _format_4, 12: _format_12}

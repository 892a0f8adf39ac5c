"""What a file is, read from its content; what the sender calls it says nothing."""

import struct
import zipfile
from io import BytesIO

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_EXCEL = "application/vnd.ms-excel"
UNKNOWN = "application/octet-stream"

_STARTS = (
    (b"\xd0\xcf\x11\xe0", OLD_EXCEL),  # Excel before 2007, and every file with a password
    (b"%PDF", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"{\\rtf", "application/rtf"),
)
# What zipfile stumbles over in a file that only begins like a zip, or was damaged.
NO_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError, struct.error)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"<table")


def type_of(content: bytes) -> str:
    """The type by content: a sheet, text that may be a CSV, or something else."""
    for start, found in _STARTS:
        if content.startswith(start):
            return found
    if content.startswith(b"PK"):
        return _type_of_zip(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return CSV
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_MARKUP):
        return "text/html"
    return UNKNOWN if b"\0" in content else CSV


def _type_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
    except NO_ZIP:
        return UNKNOWN
    return XLSX if {"[Content_Types].xml", "xl/workbook.xml"} <= names else "application/zip"

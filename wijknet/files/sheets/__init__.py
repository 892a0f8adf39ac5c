"""Tables in files: read from what people send, written for who opens them in a spreadsheet."""

from wijknet.files.sheets.reading import Limits, Row, Unreadable, read_rows, sheet_names
from wijknet.files.sheets.writing import FORMATS, write_sheet

__all__ = ["FORMATS", "Limits", "Row", "Unreadable", "read_rows", "sheet_names", "write_sheet"]

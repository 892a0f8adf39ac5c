"""CBS codes: GM0202, WK020207, BU02020701. The level and the place above follow from the code itself."""

import re
import unicodedata

from wijknet.areas.exchange.problem import FileProblem, shorten

_CODE = re.compile(r"GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}")
# The country itself stands in CBS tables as NL00 or NL01.
_COUNTRY = re.compile(r"NL\d\d")
# What we call it, whatever the file does.
COUNTRY = "NL"
LEVELS = {"GM": "GEMEENTE", "WK": "WIJK", "BU": "BUURT"}
# CBS put the number before the name until 2021: "Wijk 07 Klarendal". "Wijk 00" alone is a whole name.
_NUMBERED = re.compile(r"Wijk \d{1,2} +(?=\S)")


def read_code(cell: object, *, file: str, row: int | str, column: str | None = None) -> str | None:
    """A code without its padding; None for the country. Anything else is a problem."""
    code = str(cell).strip().upper() if isinstance(cell, str) else ""
    if _CODE.fullmatch(code):
        return code
    if _COUNTRY.fullmatch(code):
        return None
    raise FileProblem(
        f"'{shorten(cell)}' is geen CBS-code (GM0202, WK020207 of BU02020701)", file=file, row=row, column=column
    )


def level_of(code: str) -> str:
    return LEVELS[code[:2]]


def parent_of(code: str) -> str | None:
    """The code of the place that this one lies in; None for a gemeente."""
    return {"GM": None, "WK": f"GM{code[2:6]}", "BU": f"WK{code[2:8]}"}[code[:2]]


def municipality_of(code: str) -> str:
    return f"GM{code[2:6]}"


def read_name(cell: object, *, file: str, row: int | str, column: str | None = None) -> str:
    """The published name on one line; empty when there is none."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise FileProblem(f"'{shorten(cell)}' is geen naam", file=file, row=row, column=column)
    name = " ".join(cell.split())
    if len(name) > 100:
        raise FileProblem("de naam is langer dan 100 tekens", file=file, row=row, column=column)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in name):
        raise FileProblem("in de naam staat een teken dat geen letter is", file=file, row=row, column=column)
    return name


def plain_name(name: str) -> str:
    """The name as people say it, without CBS's number before it."""
    return _NUMBERED.sub("", name)

"""From a cell to a number or a reason why there is none. Missing stays missing: never 0."""

import math
import re
from decimal import Decimal

SECRET, ABSENT = "GEHEIM", "ONTBREEKT"
Value = tuple[Decimal | None, str]

# CBS writes -99995 for "not (yet) available" and -99997 for "secret or not certain enough"; older files
# use -99999999. Nothing that is counted here lies that low.
LOWEST = Decimal(-99990)
SECRET_MARK = Decimal(-99997)
HIGHEST = Decimal(10) ** 13
SECRET_WORDS = {"x", "geheim"}
# In StatLine "." is unknown, too uncertain or secret, "-" is nothing to say, "*" provisional without value.
ABSENT_WORDS = {"", ".", "..", "-", "*", "na", "n/a", "null", "none", "onbekend", "ontbreekt"}

_PLAIN = re.compile(r"-?\d{1,15}(?:[.,]\d{1,15})?")
_DUTCH = re.compile(r"-?(?:\d{1,15}|\d{1,3}(?:\.\d{3}){1,4})(?:,\d{1,15})?")
_ENGLISH = re.compile(r"-?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,15})?")


class NotAValue(ValueError):
    """The cell holds neither a number nor a known mark for a missing value."""


def cbs_value(cell: object) -> Value:
    """A cell of a CBS file: numbers have no thousands mark, the decimal mark is a point or a comma."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _checked(Decimal(cell))
    if isinstance(cell, str) and _PLAIN.fullmatch(stripped := cell.strip()):
        return _checked(Decimal(stripped.replace(",", ".")))
    return _other(cell)


def plain_value(cell: object, *, decimal_comma: bool) -> Value:
    """A cell of a gemeente's own file: "1.234,5" with a decimal comma, else "1,234.5"."""
    if isinstance(cell, str):
        text = cell.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "").removesuffix("%")
        if decimal_comma and _DUTCH.fullmatch(text):
            return _checked(Decimal(text.replace(".", "").replace(",", ".")))
        if not decimal_comma and _ENGLISH.fullmatch(text):
            return _checked(Decimal(text.replace(",", "")))
        return _other(cell)
    return cbs_value(cell)


def _other(cell: object) -> Value:
    if cell is None:
        return None, ABSENT
    if isinstance(cell, Decimal) and cell.is_finite():
        return _checked(cell)
    if isinstance(cell, float) and not math.isnan(cell):
        if math.isinf(cell):
            raise NotAValue
        return _checked(Decimal(str(cell)))
    word = "" if isinstance(cell, float) else str(cell).strip().lower()
    if word in SECRET_WORDS:
        return None, SECRET
    if word in ABSENT_WORDS:
        return None, ABSENT
    raise NotAValue


def _checked(number: Decimal) -> Value:
    if number <= LOWEST:
        return None, SECRET if number == SECRET_MARK else ABSENT
    if number > HIGHEST:
        raise NotAValue
    return round(number, 4) if number.as_tuple().exponent not in {0, -1, -2, -3, -4} else number, ""

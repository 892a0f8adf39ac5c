"""Telephone numbers that can be called in the Netherlands, kept as they were typed."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MESSAGE = _("Vul een telefoonnummer in, bijvoorbeeld 026 123 45 67, 06 12 34 56 78, 14 026 of 0800 1234.")

_SIGNS = re.compile(r"[\s().\-/–]+")
_NUMBER = re.compile(
    r"""
    0[1-57]\d{8}            # places and 7x, 5x: ten digits
    | 06\d{8}               # mobile, ten digits
    | 08[5-8]\d{7}          # not bound to a place
    | 0(?:800|900|906|909)\d{4}(?:\d{3})?   # free and paid numbers, eight or eleven digits
    | 14\d{3,4}             # the gemeente: 14 and its area code (14 026, 14 0187)
    | 1(?:12|13|16\d{3}|18\d{2})            # 112, 113, European and information numbers
    """,
    re.VERBOSE,
)
_ABROAD = re.compile(r"\+(?!31)[1-9]\d{7,14}")


def plain_number(typed: str) -> str:
    """Digits only, the country code of the Netherlands as 0; for `tel:` links and for comparing."""
    number = re.sub(r"^\+\s*31\s*\(0\)", "0", typed.strip())
    number = _SIGNS.sub("", number)
    return re.sub(r"^(?:\+|00)31", "0", number)


def validate_phone(typed: str) -> None:
    """Accept what people write: `(0570) 69 39 11`, `14 0187`, `0800 18 09`, `+31 26 123 45 67`."""
    number = re.sub(r"^00(?!31)", "+", plain_number(typed))
    if not (number.isascii() and (_NUMBER.fullmatch(number) or _ABROAD.fullmatch(number))):
        raise ValidationError(MESSAGE, code="phone")

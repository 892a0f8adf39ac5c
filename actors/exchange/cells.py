"""One cell of a file becomes a value, or a Dutch sentence that says what to do."""

import re
import time
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from actors.exchange.columns import Cell, Column
from wijknet.files.sheets.writing import unguarded
from wijknet.privacy.numbers import mask
from wijknet.ui.forms import NUL_MESSAGE
from wijknet.ui.phones import validate_phone
from wijknet.ui.text import fold

# What people type where there is nothing.
_NOTHING = {"na", "n.v.t.", "nvt", "n/a", "#n/b", "#n/a", "-", "--", "geen", "onbekend", "null", "none", "?"}
_YES = {"ja": True, "j": True, "x": True, "1": True, "waar": True, "true": True, "yes": True, "y": True}
_NO = {"nee": False, "n": False, "0": False, "onwaar": False, "false": False, "no": False}
_BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")
_LOST_ZERO = re.compile(r"[1-9]\d{8}")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAYS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y")
# Day 1 of Excel, with its leap day of 1900 that never was.
_EXCEL_DAY_0 = date(1899, 12, 30)
_ADDRESS = re.compile(
    r"(?P<street>[^\d,]+?)\s+(?P<number>\d+\s?[-/]?\s?[A-Za-z0-9]{0,6})(?=\s*(?:,|$|\s[1-9]\d{3}\s?[A-Z]{2}))"
)


def read_cell(column: Column, text: str) -> Any:
    """The value, or None when there is nothing. `ValidationError` when it is not what the column holds."""
    plain = unguarded(text).strip()
    if not plain or (column.cell not in {Cell.WORD, Cell.FREE} and plain.casefold() in _NOTHING):
        return None
    if _BAD.search(plain):
        raise ValidationError(NUL_MESSAGE)
    if column.length and len(plain) > column.length:
        raise ValidationError(
            _("Maak de tekst korter: hoogstens %(most)d tekens. Nu zijn het er %(now)d.")
            % {"most": column.length, "now": len(plain)}
        )
    return _READERS[column.cell](column, plain)


def split_address(text: str) -> dict[str, str]:
    """`Hoofdweg 12, 6822 GA Arnhem` in parts, as far as they can be told apart; the rest stays in the street."""
    parts: dict[str, str] = {}
    rest = " ".join(text.split())
    if found := _POSTCODE.search(rest):
        parts["postcode"] = f"{found[1]} {found[2].upper()}"
        parts["city"] = rest[found.end() :].strip(" ,")
        rest = rest[: found.start()].strip(" ,")
    elif "," in rest:
        rest, _comma, parts["city"] = (part.strip() for part in rest.rpartition(","))
    if found := _ADDRESS.match(rest):
        parts |= {"street": found["street"].strip(), "house_number": found["number"].strip()}
    else:
        parts["street"] = rest
    return {name: value for name, value in parts.items() if value}


def _line(column: Column, text: str) -> str:
    return " ".join(text.split())


def _free(column: Column, text: str) -> str:
    """Masked here as the table will mask it, so that the same file twice shows no difference."""
    return mask(text).text


def _list(column: Column, text: str) -> list[str]:
    separator = ";" if ";" in text else "\n" if "\n" in text else ","
    return list(dict.fromkeys(part for piece in text.split(separator) if (part := " ".join(piece.split()))))


def _phone(column: Column, text: str) -> str:
    """A spreadsheet that took the number for a number lost its zero."""
    number = f"0{text}" if _LOST_ZERO.fullmatch(text) else " ".join(text.split())
    validate_phone(number)
    return number


def _email(column: Column, text: str) -> str:
    address = text.removeprefix("mailto:").strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(_("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl")) from error
    return address


def _url(column: Column, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise ValidationError(_("Vul een webadres in, bijvoorbeeld https://voorbeeld.nl")) from error
    return address


def _postcode(column: Column, text: str) -> str:
    found = _POSTCODE.fullmatch(text)
    if not found:
        raise ValidationError(_("Vul een postcode in, bijvoorbeeld 6822 GA."))
    return f"{found[1]} {found[2].upper()}"


def _day(column: Column, text: str) -> date:
    plain = text.split(" ", maxsplit=1)[0]
    for form in _DAYS:
        try:
            found = date(*time.strptime(plain, form)[:3])
        except ValueError:
            continue
        if 1900 <= found.year <= 2100:
            return found
    if plain.isascii() and plain.isdigit() and 20_000 <= int(plain) <= 73_000:
        return _EXCEL_DAY_0 + timedelta(days=int(plain))
    raise ValidationError(_("Vul een datum in, bijvoorbeeld 24-11-2026"))


def _count(column: Column, text: str) -> int:
    plain = text.replace(".", "") if _THOUSANDS.fullmatch(text) else text
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise ValidationError(_("Vul een heel getal in, bijvoorbeeld 12"))
    return int(plain)


def _degrees(column: Column, text: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError as error:
        raise ValidationError(_("Vul een getal in, bijvoorbeeld 51,98")) from error
    most = 180 if column.name == "lon" else 90
    if not -most <= found <= most:
        raise ValidationError(_("Dit is geen plek op de kaart. Vul graden in, zoals 51,98 en 5,91."))
    return found


def _yes(column: Column, text: str) -> bool:
    found = (_YES | _NO).get(text.casefold())
    if found is None:
        raise ValidationError(_("Vul ja of nee in."))
    return found


def _word(column: Column, text: str) -> str:
    found = column.words.get(fold(text))
    if found is None:
        raise ValidationError(_("Kies uit: %(words)s.") % {"words": ", ".join(list(column.words)[:8])})
    return found


_READERS = {
    Cell.LINE: _line,
    Cell.FREE: _free,
    Cell.LIST: _list,
    Cell.PHONE: _phone,
    Cell.EMAIL: _email,
    Cell.URL: _url,
    Cell.POSTCODE: _postcode,
    Cell.DAY: _day,
    Cell.COUNT: _count,
    Cell.DEGREES: _degrees,
    Cell.YES: _yes,
    Cell.WORD: _word,
}

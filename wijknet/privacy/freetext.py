"""Words in free text that one is asked about before it is saved: health, crime, names, numbers, addresses.

Plain matching. Lists of words are data in `words/`: `*` is a part of a word, `_` at most four words. How often this is
right is measured on sentences in tests/privacy/freetext/.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from wijknet.privacy.numbers import Masked, mask
from wijknet.privacy.wordlists import listed
from wijknet.ui.phones import plain_number

__all__ = ["Finding", "Kind", "Masked", "mask", "warnings"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĆČŁŚŞŠŻŽİÖÜ]"
_SIGNS = r"[\s()./–-]{0,3}"
_PHONE = re.compile(rf"(?<![\d+])(?:(?:\+|00)31[\s.-]*(?:\(0\))?|\(?0)(?:{_SIGNS}\d){{9}}(?!\d|[:,]\d)")
_PHONE_ABROAD = re.compile(r"(?<![\d+])\+(?!31)[1-9](?:[\s.-]?\d){7,13}(?!\d)")
_OF_A_PERSON = re.compile(r"0[1-7]\d{8}|08[5-8]\d{7}")
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w+-][\w.+-]*@[\w-]+(?:\.[\w-]+)+")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


class Kind(StrEnum):
    """What a word may tell about somebody; the label is what the screen says."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    HEALTH = "health", "iets over gezondheid"
    CRIME = "crime", "iets over politie of straf"
    PHONE = "phone", "een telefoonnummer"
    EMAIL = "email", "een e-mailadres"
    NAME = "name", "de naam van iemand"
    ADDRESS = "address", "een adres"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Words at `start` to `end` of the text that may be too much."""

    start: int
    end: int
    kind: Kind
    words: str


def warnings(text: str) -> list[Finding]:
    """What to ask about before this text is saved, in the order of the text."""
    return sorted(
        Finding(start, end, kind, text[start:end]) for kind, find in _FINDERS.items() for start, end in find(text)
    )


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _PHONE.finditer(text):
        number = plain_number(match[0])
        mobile = number.startswith("06")
        if _DATE.search(match[0]) or not _OF_A_PERSON.fullmatch(number):
            continue
        if mobile or not _of_organisation(text[: match.start()]):
            yield match.span()
    for match in _PHONE_ABROAD.finditer(text):
        yield match.span()


def _of_organisation(before: str) -> bool:
    sentence = _SENTENCE_END.split(before)[-1].casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", sentence) for word in listed("organisations"))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        if match[0].split("@")[0].casefold() not in listed("organisations"):
            yield match.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_titled(), _first_and_last()):
        for match in pattern.finditer(text):
            name = match["name"].casefold()
            # "Dijk" is a last name, "Frankdijk" a place.
            is_place = name.endswith(listed("place_endings")) and name not in listed("place_endings")
            if not is_place and not match[0].startswith(listed("not_names")):
                yield match.span()


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _street().finditer(text):
        yield match.span()


def _in_list(name: str) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in _listed_pattern(name).finditer(text))


@cache
def _listed_pattern(name: str) -> re.Pattern[str]:
    entries = "|".join(_as_pattern(entry) for entry in sorted(listed(name), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{entries})(?!\w)", re.IGNORECASE)


def _as_pattern(entry: str) -> str:
    escaped = re.escape(entry).replace(r"\ _\ ", r"\s+(?:[\w'’-]+\s+){0,4}?").replace("_", "")
    return escaped.replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


def _either(name: str) -> str:
    words = [word for line in listed(name) for word in ([line] if name != "first_names" else line.split())]
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _titled() -> re.Pattern[str]:
    """ "Mevrouw Yilmaz", "dhr. Van der Meer"."""
    return re.compile(
        rf"(?<!\w)(?i:{_either('titles')})\s+(?:(?i:{_either('name_particles')})\s+)*(?P<name>{_CAPITAL}[\w'’-]+)"
    )


@cache
def _first_and_last() -> re.Pattern[str]:
    """A known first name, small words between, a last name with a capital."""
    particles = rf"(?:(?i:{_either('name_particles')})\s+)*"
    return re.compile(
        rf"(?<![\w-])(?:{_either('first_names')})\s+(?:{_CAPITAL}\.\s*)*{particles}(?P<name>{_CAPITAL}[\w'’-]+)"
    )


@cache
def _street() -> re.Pattern[str]:
    """A street with a capital and a house number: "Klarendalseweg 112", "Van Goghstraat nr. 15b"."""
    endings = _either("street_endings")
    words = rf"(?:(?:{_CAPITAL}[\w'’.-]*|(?i:{_either('name_particles')}))\s+){{0,4}}"
    street = rf"(?:{_CAPITAL}[\w'’-]*?(?i:{endings})|{_CAPITAL}[\w'’.-]*\s+{words}(?i:{endings})|(?i:{endings}))"
    of_something = rf"(?:Laan|Hof|Plein|Weg|Park|Kade|Pad)\s+van\s+(?:de[nr]?\s+|het\s+)?{_CAPITAL}\w+"
    capital = rf"(?={_CAPITAL})"
    number = r"(?:nr\.?\s*|nummer\s+)?(?!(?:19|20)\d\d\b)\d{1,4}(?:\s?-\s?\d{1,3}|\s?[A-Za-z](?!\w))?"
    not_counted = rf"(?!\s*(?:{_either('counted')}|%)(?!\w))(?![\d.,:]\d)"
    return re.compile(rf"(?<![\w-]){capital}(?:{of_something}|{street})\s+{number}(?!\d){not_counted}")


_FINDERS: dict[Kind, Callable[[str], Iterator[tuple[int, int]]]] = {
    Kind.HEALTH: _in_list("health"),
    Kind.CRIME: _in_list("crime"),
    Kind.PHONE: _phones,
    Kind.EMAIL: _emails,
    Kind.NAME: _names,
    Kind.ADDRESS: _addresses,
}

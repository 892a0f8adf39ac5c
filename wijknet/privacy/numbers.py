"""Numbers that are never kept: BSN (eleven test) and IBAN (mod 97) are found in text and taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from wijknet.privacy.wordlists import listed
from wijknet.ui.phones import plain_number

BSN, IBAN = "BSN", "IBAN"
_RUN = re.compile(r"(?:(?<=bsn)|(?<=bsn:)|(?<![^\W_]))\d+(?:[ \u00a0.\-/–]\d+)*", re.IGNORECASE)
_GROUP = re.compile(r"\d+")
_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z]{2}[ \u00a0.-]?\d{2}(?=[ \u00a0.-]?[A-Za-z0-9])")
_SEPARATORS = " \u00a0.-"
# How people group the digits of a BSN; in other groups it is a time, a range of years, an amount.
_GROUPINGS = {(9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (4, 5), (5, 4), (3, 2, 4), (1,) * 9}
_GROUPINGS |= {(8,), (2, 3, 3), (3, 2, 3), (1,) * 8}
_DATE = re.compile(r"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)")
_NAMED = re.compile(r"(?:\bbsn|burgerservicenummer|sofi-?nummer)\D{0,20}$", re.IGNORECASE)
_LETTERS_BEFORE = 25


@dataclass(frozen=True, slots=True)
class Masked:
    """The text without numbers that are never kept, and which kinds went, in the order of the text."""

    text: str
    found: tuple[str, ...] = ()


def mask(text: str) -> Masked:
    """Put `[BSN]` and `[IBAN]` where such a number stood; every other letter stays as it was."""
    if not _GROUP.search(text):
        return Masked(text)  # most texts, and an import looks at tens of thousands
    spans = sorted([*_ibans(text), *_bsns(text)])
    parts, found, end = [], [], 0
    for start, stop, kind in spans:
        if start < end:
            continue
        parts += [text[end:start], f"[{kind}]"]
        found.append(kind)
        end = stop
    return Masked("".join([*parts, text[end:]]), tuple(found))


def is_bsn(digits: str) -> bool:
    """The eleven test; eight digits are nine of which the first is 0."""
    digits = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return total % 11 == 0 and digits.strip("0") != ""


def is_iban(letters: str) -> bool:
    """Country, length and mod 97 are right; `letters` without separators."""
    letters = letters.upper()
    if len(letters) != _iban_lengths().get(letters[:2]):
        return False
    return int("".join(str(int(letter, 36)) for letter in letters[4:] + letters[:4])) % 97 == 1


@cache
def _iban_lengths() -> dict[str, int]:
    return {country: int(length) for country, length in (line.split() for line in listed("iban_lengths"))}


def _ibans(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _IBAN_START.finditer(text):
        wanted = _iban_lengths().get(match[0][:2].upper(), 0)
        letters, at = "", match.start()
        while at < len(text) and len(letters) < wanted:
            letter = text[at]
            if letter.isascii() and letter.isalnum():
                letters += letter
            elif letter not in _SEPARATORS:
                break
            at += 1
        if is_iban(letters):
            yield match.start(), at, IBAN


def _bsns(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        named = bool(_NAMED.search(text[max(0, run.start() - _LETTERS_BEFORE) : run.start()]))
        if not named and (_is_phone(text, run) or _is_something_else(text[: run.start()])):
            continue
        taken = -1
        for first in range(len(groups)):
            for last in range(min(len(groups), first + 9) - 1, first - 1, -1):
                span = groups[first : last + 1]
                if first > taken and _looks_like_bsn(text, span, named=named):
                    yield span[0].start(), span[-1].end(), BSN
                    taken = last
                    break


def _looks_like_bsn(text: str, span: list[re.Match[str]], *, named: bool) -> bool:
    digits = "".join(group[0] for group in span)
    if len(digits) not in {8, 9} or not is_bsn(digits):
        return False
    if named:
        return True
    between = {text[one.end() : two.start()] for one, two in pairwise(span)}
    if len(between) > 1 or tuple(len(group[0]) for group in span) not in _GROUPINGS:
        return False
    return len(digits) == 9 or not (digits.startswith("0") or _DATE.fullmatch(digits))


def _is_phone(text: str, run: re.Match[str]) -> bool:
    number = plain_number(run[0])
    return text[: run.start()].endswith("+") or (number.startswith("0") and len(number) in {10, 11})


def _is_something_else(before: str) -> bool:
    """A word like "KvK" or a euro sign right in front says that it is another number."""
    end = before[-_LETTERS_BEFORE:].casefold().rstrip(" \u00a0:.")
    return any(re.search(rf"(?<!\w){re.escape(word)}(?:[ -]?nr|[ -]?nummer)?$", end) for word in listed("no_bsn"))

"""The day that a written line speaks of: "vrijdag", "volgende week di", "24 nov", "over twee weken".

Plain Python; the words stand in `words/days.json`. What lies behind us or comes back every week is no day to do
something on.
"""

import calendar
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from wijknet.ui.text import fold

WORDS = json.loads((Path(__file__).parent / "words" / "days.json").read_text(encoding="utf-8"))
WEEKDAYS = {word: number for number, words in enumerate(WORDS["weekdays"]) for word in words}
MONTHS = {word: number for number, words in enumerate(WORDS["months"], start=1) for word in words}
NUMBERS: dict[str, int] = WORDS["numbers"]
NEAR: dict[str, int] = WORDS["near"]
FRIDAY, SATURDAY = 4, 5
# A day and month that has just passed tells of the past; longer ago means next year.
JUST_PASSED = timedelta(days=30)


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_DAY = rf"(?P<weekday>{_any(WEEKDAYS)})(?:ochtend|middag|avond)?\b\.?"
_SURE = rf"(?P<weekday>{_any(word for word in WEEKDAYS if word not in WORDS['doubtful'])})(?:ochtend|middag|avond)?\b"
_NOT_AHEAD = re.compile(rf"\b(?:{_any(WORDS['past'])})\b(?:\s+(?:week|maand|{_any(WEEKDAYS)})\b)*")


def said_day(line: str, *, today: date, agreed: bool = False) -> date | None:
    """The first and most precise day in the line, today or ahead. "Deze week" only counts for what was `agreed`."""
    text = _NOT_AHEAD.sub(" ", fold(line))
    for pattern, work_out in _FORMS:
        for found in pattern.finditer(text):
            day = work_out(found, today)
            if day is not None and day >= today:
                return day
    return _week(FRIDAY, today) if agreed and re.search(r"\bdeze week\b", text) else None


def _week(weekday: int, today: date, *, weeks: int = 0) -> date:
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def _coming(weekday: int, today: date) -> date:
    """The next one after today: who means today says so."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _valid(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _valid(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _valid(today.year, month, day)
    return _valid(today.year + 1, month, day) if this is None or this < today - JUST_PASSED else this


def _numeric(found: re.Match[str], today: date) -> date | None:
    return _in_year(int(found["day"]), int(found["month"]), found["year"], today)


def _written(found: re.Match[str], today: date) -> date | None:
    return _in_year(int(found["day"]), MONTHS[found["month"]], found["year"], today)


def _next_week(found: re.Match[str], today: date) -> date:
    return _week(WEEKDAYS[found["weekday"]], today, weeks=1)


def _weekday(found: re.Match[str], today: date) -> date:
    return _coming(WEEKDAYS[found["weekday"]], today)


def _months_on(today: date, count: int) -> date:
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _span(found: re.Match[str], today: date) -> date:
    number = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
    if found["unit"].startswith("maand"):
        return _months_on(today, number)
    return today + timedelta(days=number * (7 if found["unit"].startswith("we") else 1))


def _month_day(found: re.Match[str], today: date) -> date | None:
    day = _valid(today.year, today.month, int(found["day"]))
    later = _months_on(today.replace(day=1), 1)
    return day if day is None or day >= today else _valid(later.year, later.month, day.day)


def _month_end(_found: re.Match[str], today: date) -> date:
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])


Form = tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]]
# The most precise form first.
_FORMS: list[Form] = [
    (re.compile(pattern), work_out)
    for pattern, work_out in (
        (r"(?<![\d-])(?P<day>\d{1,2})[-/](?P<month>\d{1,2})(?:[-/](?P<year>20\d\d|\d\d))?(?![\d:/-])", _numeric),
        (rf"\b(?P<day>\d{{1,2}})e?\s+(?P<month>{_any(MONTHS)})\b\.?(?:\s+(?P<year>20\d\d))?", _written),
        (rf"\bvolgende week\s+{_DAY}", _next_week),
        (rf"\b{_DAY}\s+volgende week\b", _next_week),
        (r"\b(?:eind|einde)(?: van)? volgende week\b", lambda _found, today: _week(FRIDAY, today, weeks=1)),
        (r"\b(?:begin )?(?:van )?volgende week\b", lambda _found, today: _week(0, today, weeks=1)),
        (r"\b(?:eind|einde) van de week\b|\bvoor het weekend\b", lambda _found, today: _week(FRIDAY, today)),
        (r"\b(?:eind|einde) van de maand\b", _month_end),
        (r"\bvolgende maand\b", lambda _found, today: _months_on(today.replace(day=1), 1)),
        (r"\bna het weekend\b", lambda _found, today: _week(0, today, weeks=1)),
        (r"\b(?:dit|in het|komend) weekend\b", lambda _found, today: _week(SATURDAY, today)),
        (
            rf"\b(?:over|binnen) (?P<number>\d{{1,2}}|{_any(NUMBERS)}) (?P<unit>dag(?:en)?|week|weken|maand(?:en)?)\b",
            _span,
        ),
        (
            rf"\b(?P<near>{_any(NEAR)})\b",
            lambda found, today: today + timedelta(days=NEAR[found["near"]]),
        ),
        (rf"\b(?:op|komende|aanstaande|a\.?s\.?|voor|week) {_DAY}", _weekday),
        (rf"\b{_SURE}", _weekday),
        (r"\b(?:de|voor de) (?P<day>\d{1,2})e\b", _month_day),
    )
]

"""From when until when: the period in the address of a page, as days in Amsterdam.

Plain Python without tables. `?periode=week|maand|kwartaal|jaar`, or `?periode=zelf&van=…&tot=…`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wijknet.ui import dates

PERIODS = (
    ("week", "deze week"),
    ("maand", "deze maand"),
    ("kwartaal", "dit kwartaal"),
    ("jaar", "dit jaar"),
    ("zelf", "eigen data"),
)
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Both days are part of it."""

    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment of it, and the first moment after it."""
        return start_of(self.first), start_of(self.last + timedelta(days=1))

    @property
    def words(self) -> str:
        return f"{dates.day(self.first)} t/m {dates.day(self.last)}"


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=dates.AMSTERDAM)


def running(kind: str, day: date) -> Period:
    """The week (from Monday), month, quarter or year that this day lies in."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Period(first=first, last=first + timedelta(days=6))
    size = {"maand": 1, "kwartaal": 3, "jaar": 12}[kind]
    first = date(day.year, (day.month - 1) // size * size + 1, 1)
    return Period(first=first, last=months_on(first, size) - timedelta(days=1))


def finished_quarter(day: date) -> Period:
    """The last quarter that is over."""
    return running("kwartaal", running("kwartaal", day).first - timedelta(days=1))


def months_on(first: date, count: int) -> date:
    """The first day of the month, so many months on (back when negative)."""
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def last_months(day: date) -> list[date]:
    """The first days of twelve months, the last of them the month of this day."""
    return [months_on(day, count) for count in range(1 - MONTHS, 1)]

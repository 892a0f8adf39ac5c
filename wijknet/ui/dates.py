"""Dates as people say them, and working days; the one place where time becomes text.

Stored in UTC, shown and computed in Europe/Amsterdam. Plain string building: a list of a hundred moments
costs less than a millisecond, where Django's date filter looks up a format for each.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_DUTCH: tuple[Sequence[str], Sequence[str]] = (
    ("ma", "di", "wo", "do", "vr", "za", "zo"),
    (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
)
_ENGLISH: tuple[Sequence[str], Sequence[str]] = (
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)


def _names() -> tuple[Sequence[str], Sequence[str]]:
    return _ENGLISH if (get_language() or "nl").startswith("en") else _DUTCH


def today() -> date:
    """The calendar day in Amsterdam, also just after midnight when it is still yesterday in UTC."""
    return timezone.now().astimezone(AMSTERDAM).date()


def midnight(on: date | None = None) -> datetime:
    """When a day (none: today) begins in Amsterdam."""
    return datetime.combine(on or today(), time.min, tzinfo=AMSTERDAM)


def local_date(at: date | datetime) -> date:
    """The Amsterdam calendar day of a moment; a plain date is already one."""
    return at.astimezone(AMSTERDAM).date() if isinstance(at, datetime) else at


def short_day(at: date | datetime) -> str:
    """`di 24 november`: where the year is clear from the page."""
    on = local_date(at)
    weekdays, months = _names()
    return f"{weekdays[on.weekday()]} {on.day} {months[on.month - 1]}"


def day(at: date | datetime) -> str:
    """`di 24 november 2026`."""
    return f"{short_day(at)} {local_date(at).year}"


def month(at: date | datetime) -> str:
    """`november 2026`."""
    on = local_date(at)
    return f"{_names()[1][on.month - 1]} {on.year}"


def clock(at: datetime) -> str:
    """`14:30`, the time on an Amsterdam clock."""
    return at.astimezone(AMSTERDAM).strftime("%H:%M")


def moment(at: datetime) -> str:
    """`di 24 november 2026, 14:30`."""
    return f"{day(at)}, {clock(at)}"


def ago(at: date | datetime, now: date | None = None) -> str:
    """How long ago (or how far off) a day is, in the largest unit that people use for it."""
    days = ((now or today()) - local_date(at)).days
    if days in {-1, 0, 1}:
        return {-1: _("morgen"), 0: _("vandaag"), 1: _("gisteren")}[days]
    size = abs(days)
    if size < 14:
        span = ngettext("%(n)d dag", "%(n)d dagen", size) % {"n": size}
    elif size < 60:
        span = ngettext("%(n)d week", "%(n)d weken", size // 7) % {"n": size // 7}
    elif size < 730:
        span = ngettext("%(n)d maand", "%(n)d maanden", size // 30) % {"n": size // 30}
    else:
        span = ngettext("%(n)d jaar", "%(n)d jaar", size // 365) % {"n": size // 365}
    return _("%(span)s geleden") % {"span": span} if days > 0 else _("over %(span)s") % {"span": span}


def due_words(due: date, now: date | None = None) -> str:
    """What a due day asks: `vandaag`, `3 werkdagen` to go, or `1 werkdag te laat`."""
    left = working_days_between(now or today(), due)
    if left == 0:
        return _("vandaag") if due >= (now or today()) else _("net te laat")
    words = ngettext("%(n)d werkdag", "%(n)d werkdagen", abs(left)) % {"n": abs(left)}
    return words if left > 0 else _("%(span)s te laat") % {"span": words}


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, Meeus/Jones/Butcher)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month_number, day_number = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month_number, day_number + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The days on which a gemeente is closed. Bevrijdingsdag is one every year: most gemeenten close."""
    easter = _easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= timedelta(days=1)
    moving = (easter + timedelta(days=days) for days in (0, 1, 39, 49, 50))
    return frozenset({date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26), *moving})


def is_working_day(on: date) -> bool:
    return on.weekday() < 5 and on not in holidays(on.year)


@lru_cache(maxsize=1024)
def add_working_days(start: date, count: int) -> date:
    """The working day `count` working days after `start` (before it when negative)."""
    step = timedelta(days=1 if count >= 0 else -1)
    on, left = start, abs(count)
    while left:
        on += step
        if is_working_day(on):
            left -= 1
    return on


@lru_cache(maxsize=1024)
def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=days)) for days in range(1, (end - start).days + 1))

"""The days over which the result is counted: this quarter, or the days of `?van=…&tot=…`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wijknet.ui import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From and up to and including; `own` when it was chosen."""

    start: date
    end: date
    own: bool = False

    @property
    def words(self) -> str:
        """The year of the first day only where it is another one."""
        first = dates.short_day(self.start) if self.start.year == self.end.year else dates.day(self.start)
        return f"{first} t/m {dates.day(self.end)}"


def period_of(query: Mapping[str, str]) -> Period:
    """What the address asks for; days that are no days, or the wrong way round, give this quarter."""
    today = dates.today()
    start, end = _day(query.get("van", "")), _day(query.get("tot", ""))
    if start is None or (end or today) < start:
        return Period(start=date(today.year, (today.month - 1) // 3 * 3 + 1, 1), end=today)
    return Period(start=start, end=end or today, own=True)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # No wijkmanager worked before, and a database counts no days of the year 1.
    return found if 2000 <= found.year <= 2999 else None

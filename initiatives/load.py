"""How much a team carries, in numbers and plain sentences. It says what is seen, never whose fault it is.

Pure, apart from the words of a team that came along; the radar and the pages read the same numbers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# From so many open tasks with one person on it is much; it is all when nobody else carries one.
MANY = 5
ALONE = 3
# So many tasks of one person past their day, and so many that nobody carries.
LATE = 2
LOOSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Open tasks: that somebody carries, the most of one person, the most late of one, and those of nobody."""

    carried: int = 0
    most: int = 0
    late: int = 0
    loose: int = 0

    @property
    def heavy(self) -> str:
        """Why it is likely too much for one person; empty when it is not."""
        if self.most >= ALONE and self.most == self.carried:
            return f"Eén persoon draagt alles: {self.most} taken."
        if self.most >= MANY:
            return f"Eén persoon draagt {self.most} taken."
        if self.late >= LATE:
            return f"Bij één persoon zijn {self.late} taken te laat."
        return ""

    @property
    def signs(self) -> list[str]:
        """What a team or its wijkmanager may want to talk about."""
        loose = f"{self.loose} taken heeft nog niemand." if self.loose >= LOOSE else ""
        return [words for words in (self.heavy, loose) if words]


# What an initiative without tasks carries.
NOTHING = Load()


def weigh(tasks: Iterable[tuple[int | None, date | None]], today: date) -> Load:
    """Of open tasks who carries each (a key), and its day."""
    rows = list(tasks)
    each = Counter(member for member, _due in rows if member is not None)
    late = Counter(member for member, due in rows if member is not None and due is not None and due < today)
    return Load(
        carried=sum(each.values()),
        most=max(each.values(), default=0),
        late=max(late.values(), default=0),
        loose=sum(member is None for member, _due in rows),
    )

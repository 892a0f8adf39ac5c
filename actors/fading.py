"""How much a relation or reach still counts when nobody confirmed it for a while.

The rule is data, so that a page can show it and a test can read it. A relation is whole for half a year, then it fades
in steps; it is never forgotten by itself, because someone who knows better may say "klopt nog" at any time. Plain
functions of two dates: pages, the queue of "klopt dit nog?" and the measures of the network all use the same ones.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Step:
    """From `days` after the last confirmation a relation counts for `weight` (1 is whole)."""

    days: int
    weight: float
    words: str


# Half a year, a year, two years; from strong to weak.
STEPS = (
    Step(0, 1.0, "telt helemaal mee"),
    Step(184, 0.5, "telt half mee"),
    Step(366, 0.25, "telt voor een kwart mee"),
    Step(731, 0.1, "telt bijna niet meer mee"),
)
# Longer ago than this: "klopt dit nog?".
FADES_AFTER = timedelta(days=STEPS[1].days - 1)


@lru_cache(maxsize=4096)
def step_of(confirmed_on: date | None, day: date) -> Step:
    """Which step holds on `day`; what was never confirmed is at the last one."""
    if confirmed_on is None:
        return STEPS[-1]
    age = (day - confirmed_on).days
    return next(step for step in reversed(STEPS) if age >= step.days or step is STEPS[0])


def weight(confirmed_on: date | None, day: date) -> float:
    """From 1 (confirmed lately) down to 0.1."""
    return step_of(confirmed_on, day).weight


def is_faded(confirmed_on: date | None, day: date) -> bool:
    return step_of(confirmed_on, day) is not STEPS[0]

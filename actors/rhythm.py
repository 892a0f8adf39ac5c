"""How often one speaks to a place or a network, and who was not spoken to for longer than that."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

RHYTHMS = (
    (7, "elke week"),
    (14, "elke twee weken"),
    (28, "elke maand"),
    (56, "elke twee maanden"),
    (91, "elke drie maanden"),
    (182, "elk half jaar"),
)
# A network has no kind that knows a rhythm; without one of its own this is it.
NETWORK_DAYS = 56


def days_before(today: date) -> tuple[date, ...]:
    """For each rhythm, in their order: who was last spoken to before this day was not for longer than that."""
    return tuple(today - timedelta(days=days) for days, _ in RHYTHMS)


def kinds_before(
    today: date, rhythms: Iterable[tuple[int, int]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[date, ...]]:
    """The same for kinds, from (key, days): groups of kinds with one rhythm, and the day of each group."""
    groups: dict[int, tuple[int, ...]] = {}
    for key, days in sorted(rhythms):
        groups[days] = (*groups.get(days, ()), key)
    return tuple(groups.values()), tuple(today - timedelta(days=days) for days in groups)


def own_rhythm_passed(before: tuple[date, ...]) -> Q:
    """Longer ago than the rhythm that was chosen for just this one; takes what `days_before` gives."""
    passed = Q()
    for (days, _), day in zip(RHYTHMS, before, strict=True):
        passed |= Q(rhythm_days=days, last_spoken_on__lt=day)
    return passed


def words(days: int) -> str:
    """`elke maand`, or in weeks where a kind says something else."""
    weeks = max(1, days // 7)
    return dict(RHYTHMS).get(days) or (f"elke {weeks} weken" if weeks > 1 else "elke week")

"""How often one speaks to a place or a network, and who was not spoken to for longer than that."""

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


def spoken_before(today: date, days: int) -> Q:
    """Spoken to once, and longer ago than this; who was never spoken to is not silent but new."""
    return Q(last_spoken_on__lt=today - timedelta(days=days))


def own_rhythm_passed(today: date) -> Q:
    """Longer ago than the rhythm that was chosen for just this one."""
    passed = Q(pk__in=())
    for days, _ in RHYTHMS:
        passed |= Q(rhythm_days=days) & spoken_before(today, days)
    return passed


def words(days: int) -> str:
    """`elke maand`, or in weeks where a kind says something else."""
    weeks = max(1, days // 7)
    return dict(RHYTHMS).get(days) or (f"elke {weeks} weken" if weeks > 1 else "elke week")

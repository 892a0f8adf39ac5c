"""Te vaak gevraagd: how often an actor was asked for something, by all colleagues together.

An approach is written where somebody there has to do something: a referral to them, a question by mail, a part as
partner in a case, or a talk in which we said that we asked for something. A talk alone is none, and neither is a case
that is for them. Of other wijken only the number and the date are told, never who asked or why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from actors.models import Actor, Approach
from wijknet.access import STAFF, Viewer
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area
from wijknet.ui.dates import today

# From this many times in this many weeks on it is better to wait, or to ask another first.
WEEKS = 6
MANY_TIMES = 3
# Who was asked more often than this is not asked again anyway.
_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The count of the last weeks, in the wijken of the viewer and elsewhere."""

    name: str
    here: int
    elsewhere: int
    last: date | None
    weeks: int = WEEKS

    @property
    def times(self) -> int:
        return self.here + self.elsewhere

    @property
    def too_often(self) -> bool:
        return self.times >= MANY_TIMES


def asked_lately(viewer: Viewer, actor: Actor) -> Asked:
    """How often this actor was asked for something in the last weeks."""
    return all_asked_lately(viewer, [actor])[0]


def all_asked_lately(viewer: Viewer, actors: Sequence[Actor]) -> list[Asked]:
    """The same for several, in one query."""
    rows = _approaches(tuple(actor.pk for actor in actors), today() - timedelta(weeks=WEEKS)) if actors else []
    found: dict[int, list[tuple[date, bool]]] = {}
    for pk, on, area, municipality in rows:
        found.setdefault(pk, []).append((on, viewer.works_in(area, municipality, *STAFF)))
    return [_counted(actor, found.get(actor.pk, [])) for actor in actors]


@prepared
def _approaches(actors: tuple[int, ...], since: date) -> QuerySet[Any, tuple[int, date, int, int]]:
    rows: QuerySet[Any, tuple[int, date, int, int]] = (
        Approach.objects.filter(actor__in=actors)
        .since(since)
        .order_by("-on", "-pk")
        .values_list("actor_id", "on", "area_id", "municipality_id")[:_MOST]
    )
    return rows


@dataclass(frozen=True, slots=True)
class Times:
    """How often in the weeks that were asked about, and the last time ever."""

    times: int = 0
    last: date | None = None


def times_asked(area: Area, weeks: int) -> dict[str, Times]:
    """Of every actor that is active in this wijk (`actor-12`), counted over all wijken; one query."""
    recent = Q(on__gte=today() - timedelta(weeks=weeks))
    rows = Approach.objects.filter(actor__in=Actor.objects.in_area(area).in_network().values("pk"))
    counts = rows.order_by().values_list("actor").annotate(times=Count("pk", filter=recent), last=Max("on"))
    return {f"actor-{pk}": Times(times, last) for pk, times, last in counts}


def _counted(actor: Actor, times: list[tuple[date, bool]]) -> Asked:
    here = sum(mine for _on, mine in times)
    return Asked(
        name=actor.name, here=here, elsewhere=len(times) - here, last=max((on for on, _ in times), default=None)
    )

"""Which events and initiatives of a wijk fit each other, and why: worked out when a page is read, never stored.

What counts, and how it is told, is what counts for every koppelkans (`initiatives.scoring`). One query for all
candidates, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from initiatives import sides
from initiatives.models import Event, EventInitiative, Initiative, Kind, Phase
from initiatives.scoring import Side, reason, weigh
from wijknet.access import Viewer
from wijknet.areas.models import ResidentGroup
from wijknet.ui.dates import today

# How many are weighed and shown, and how far back and ahead events count.
WEIGHED, SHOWN = 200, 5
BACK, AHEAD = timedelta(days=30), timedelta(days=120)
_ENDED = (Phase.SUCCEEDED, Phase.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A pair, seen from one of both. `state` is empty while nobody judged it."""

    event: Event
    initiative: Initiative
    reason: str
    state: str
    score: float

    @property
    def is_linked(self) -> bool:
        return self.state == EventInitiative.State.LINKED


def initiatives_for(event: Event, viewer: Viewer) -> list[Fit]:
    """Of an event whose themes, groups and place were fetched with it: judged ones, then the best that fit."""
    rows = Initiative.objects.visible_to(viewer).in_area(event.area).filter(kind=Kind.IDEA)
    standing = Q(moderation__in=["RECEIVED", "LOOKING", "PUBLIC"]) & ~Q(phase__in=_ENDED)
    link = FilteredRelation("event_links", condition=Q(event_links__event=event))
    themes = Initiative.themes.through.objects.filter(initiative=OuterRef("pk"), theme__in=event.themes.all())
    found = with_state(rows, link, themes).filter(standing | Q(judged__isnull=False)).order_by("-received_on", "-pk")
    groups = event.groups.shown().values_list("name", flat=True)
    mine = sides.of_event(event, themes=[theme.name for theme in event.themes.all()], groups=groups)
    return best(
        judged(event, row, row)
        or proposed(event, row, sides.of_idea(row, themes=filter(None, [row.shared_theme])), mine)
        for row in found.select_related("area")[:WEIGHED]
    )


def events_for(initiative: Initiative, viewer: Viewer) -> list[Fit]:
    """The same for an initiative: events around now, of a row only the next."""
    if initiative.kind != Kind.IDEA:
        return []
    now = timezone.now()
    rows = Event.objects.visible_to(viewer).in_area(initiative.area)
    near = Q(cancelled_on=None, starts_at__gte=now - BACK, starts_at__lte=now + AHEAD)
    link = FilteredRelation("initiative_links", condition=Q(initiative_links__initiative=initiative))
    themes = Event.themes.through.objects.filter(event=OuterRef("pk"), theme__in=initiative.themes.all())
    found = with_state(rows, link, themes).filter(near | Q(judged__isnull=False)).order_by("-starts_at", "-pk")
    mine = sides.of_idea(initiative, themes=[theme.name for theme in initiative.themes.all()])
    # One group each says enough here, and saves asking for all of them.
    large = ResidentGroup.objects.shown()
    groups = Event.groups.through.objects.filter(event=OuterRef("pk"), residentgroup__in=large)
    chosen = found.annotate(for_whom=Subquery(groups.order_by("residentgroup__name").values("residentgroup__name")[:1]))
    fits = []
    for row in chosen.select_related("area", "place")[:WEIGHED]:
        other = sides.of_event(row, themes=filter(None, [row.shared_theme]), groups=filter(None, [row.for_whom]))
        fits.append(judged(row, initiative, row) or proposed(row, initiative, mine, other))
    return best(one_of_each_row([fit for fit in fits if fit is not None]))


def with_state(rows: QuerySet[Any], link: FilteredRelation, themes: QuerySet[Any]) -> QuerySet[Any]:
    """Candidates with how the pair was judged, why, and the first theme that both have."""
    found: QuerySet[Any] = rows.annotate(judged=link).annotate(
        link_state=F("judged__state"),
        link_reason=F("judged__reason"),
        shared_theme=Subquery(themes.order_by("theme__name").values("theme__name")[:1]),
    )
    return found


def one_of_each_row(fits: list[Fit]) -> list[Fit]:
    """Of a row of dates the judged ones, and the one that comes first after now (or else was last)."""
    now = timezone.now()
    first: dict[int, Fit] = {}
    for fit in fits:  # the latest comes first
        series = fit.event.series_id
        if series is not None and not fit.state and (series not in first or fit.event.starts_at >= now):
            first[series] = fit
    return [fit for fit in fits if fit.state or fit.event.series_id is None or first[fit.event.series_id] is fit]


def best(fits: Iterable[Fit | None]) -> list[Fit]:
    """What was judged first (linked, then the proposals, what was dropped last), each with the highest score on top."""
    found = [fit for fit in fits if fit is not None]
    open_ones = sorted((fit for fit in found if not fit.state), key=lambda fit: -fit.score)
    linked = [fit for fit in found if fit.is_linked]
    dropped = [fit for fit in found if fit.state and not fit.is_linked]
    return [*linked, *open_ones[:SHOWN], *dropped]


def judged(event: Event, initiative: Initiative, row: Any) -> Fit | None:
    """A pair that somebody judged, as it was told then."""
    if not row.link_state:
        return None
    return Fit(event=event, initiative=initiative, reason=row.link_reason, state=row.link_state, score=0)


def proposed(event: Event, initiative: Initiative, idea: Side, other: Side) -> Fit | None:
    """A pair that nobody judged, when enough counts."""
    on = today()
    found = weigh(idea, other, today=on)
    if not found.proposed:
        return None
    why = reason(idea, other, found, today=on)[:300]
    return Fit(event=event, initiative=initiative, reason=why, state="", score=found.points)

"""An organisation or place seen whole: what we know, who to speak to, who it reaches, and what was said."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from actors.approaches import asked_lately
from actors.forms import party_value
from actors.models import Actor, ActorMerge, InformalNetwork, PersonFunction, Position, Reach, Tie
from actors.models.relation import Side
from actors.permissions import may_change_actor
from actors.picture import draw, neighbours_of
from actors.querysets import DAYS_TO_TELL
from wijknet.access import STAFF, Viewer, get_visible_or_404, requires, rows_or_404, viewer_of
from wijknet.access.prepared import prepared
from wijknet.areas.models import ResidentGroup
from wijknet.casework.timeline import place_in, timeline_of
from wijknet.log.services import note_read
from wijknet.ui.dates import today

# "Te vaak gevraagd": as many times in as many weeks asks for a word before the next one.
MOST_ROWS = 100


@requires(*STAFF)
@require_GET
def actor(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        rows: list[Any] = rows_or_404(_actor_by_wijk, viewer, pk)
    except Http404:
        # It may have gone up in another one; its old address leads there.
        kept = ActorMerge.objects.into(pk)
        if kept == pk:
            raise
        return redirect(get_visible_or_404(Actor.objects.all(), viewer, pk=kept))
    found: Actor = rows[0]
    wijken = {row.wijk: row.wijk_name for row in rows if row.wijk is not None}
    day = today()
    people = [] if found.kind.sensitive else people_of(found, day, day - timedelta(days=DAYS_TO_TELL))
    for function in people:
        note_read(request, function.person)
    may_change = may_change_actor(viewer, found, wijken)
    context = {
        "actor": found,
        "side": found,
        "active_in": sorted(wijken.values()),
        "people": people,
        "side_value": party_value(found),
        "may_change": may_change,
        "reach_url": reverse("actor-reach", args=[found.pk]) if may_change else "",
        "tie_url": reverse("actor-tie-new", args=[found.pk]) if may_change else "",
        "asked": asked_lately(viewer, found),
        "timeline": timeline_of(viewer, actor=found, **place_in(request.GET)),
        "positions": [] if found.kind.sensitive else positions_of(viewer, found),
        "position_url": reverse("actor-position-new", args=[found.pk]) if may_change else "",
        "whole_url": "" if found.kind.sensitive else whole_url(viewer, found),
        **surroundings(viewer, found, tuple(sorted(wijken))),
    }
    return render(request, "pages/actor.html", context)


@prepared
def _actor_by_wijk(viewer: Viewer, pk: int) -> QuerySet[Actor]:
    """The actor, once for every wijk where it is active, with that wijk."""
    found: QuerySet[Actor] = Actor.objects.visible_to(viewer).filter(pk=pk)
    found = found.annotate(wijk=F("active_in"), wijk_name=F("active_in__name"))
    return found.select_related("kind", "area__municipality", "buurt")


def whole_url(viewer: Viewer, side: Side) -> str:
    """Where it stands in the picture of its wijk; nothing for who does not work there, or when it is put away."""
    area, gemeente = side.area, side.area.municipality
    if gemeente is None or side.archived_on or not viewer.works_in(area.pk, gemeente.pk, *STAFF):
        return ""
    address = reverse("network-whole", args=[gemeente.slug, area.slug])
    return f"{address}?beeld=1&rond={'actor' if isinstance(side, Actor) else 'network'}-{side.pk}"


@prepared
def people_of(actor: Actor, day: date, since: date) -> QuerySet[PersonFunction]:
    """Who may stand on the page this day; who was added `since` may still be told."""
    found: QuerySet[PersonFunction] = PersonFunction.objects.filter(actor=actor).shown(day, since)
    return found


def surroundings(viewer: Viewer, actor: Actor, wijken: tuple[int, ...]) -> dict[str, Any]:
    """Ties, reach, the groups that were not asked yet, and the networks it takes part in; four queries."""
    reach = reach_to(viewer, actor)
    ties = [tie.seen_from(actor) for tie in ties_of(viewer, actor, today())]
    networks = networks_with(viewer, actor)
    here, part = _("komt hier samen"), _("doet mee")
    parts = [(network, here if network.meeting_place_id == actor.pk else part) for network in networks]
    return {
        "ties": ties,
        "reach": reach,
        "not_asked": groups_left(viewer, wijken, tuple(row.group_id for row in reach)),
        "networks": networks,
        "picture": "" if actor.kind.sensitive else draw(actor, neighbours_of(ties, parts)),
    }


@prepared
def ties_of(viewer: Viewer, actor: Actor, day: date) -> QuerySet[Tie]:
    ties = Tie.objects.visible_to(viewer).current(day).with_actor(actor).with_sides()
    ties = ties.select_related("source_actor__kind", "target_actor__kind")
    return ties.order_by("-strength", "pk")[:MOST_ROWS]


@prepared
def reach_to(viewer: Viewer, actor: Actor) -> QuerySet[Reach]:
    found: QuerySet[Reach] = reach_of(viewer).filter(actor=actor)[:MOST_ROWS]
    return found


@prepared
def groups_left(viewer: Viewer, wijken: tuple[int, ...], known: tuple[int, ...]) -> QuerySet[ResidentGroup]:
    """Groups of these wijken that are large enough to speak of, without those that are known."""
    groups = ResidentGroup.objects.visible_to(viewer).shown().filter(area__in=wijken)
    return groups.exclude(pk__in=known).order_by("name")[:MOST_ROWS]


@prepared
def positions_of(viewer: Viewer, actor: Actor) -> QuerySet[Position]:
    """What it said about plans itself: what is shown here is what it may see."""
    found = Position.objects.in_wijken_of(viewer).filter(actor=actor).select_related("plan")
    return found.order_by("-on", "-pk")[:MOST_ROWS]


@prepared
def networks_with(viewer: Viewer, actor: Actor) -> QuerySet[InformalNetwork]:
    """Those it takes part in, and those that meet there."""
    networks = InformalNetwork.objects.visible_to(viewer).current()
    mine = networks.filter(Q(actors=actor) | Q(meeting_place=actor)).distinct()
    return mine.order_by("sort_name")[:MOST_ROWS]


def reach_of(viewer: Viewer) -> Any:
    """What may be said about reach: never of a group that is too small."""
    return Reach.objects.visible_to(viewer).above_minimum().select_related("group").order_by("group__name", "pk")

"""Vóór het gesprek: one card to read at the door, of an organisation, a place or a network."""

from dataclasses import replace
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from actors.approaches import asked_lately
from actors.models import Actor, InformalNetwork
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, requires, viewer_of
from wijknet.casework.models import Agreement, Case, ContactMoment, MomentParty
from wijknet.casework.timeline import moment_entry
from wijknet.log.services import note_read
from wijknet.pages.actor import reach_of
from wijknet.roles import World

LAST_TALKS = 3
MOST_ROWS = 10


@requires(*STAFF)
@require_GET
def actor_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is good to know before speaking to this place."""
    viewer = viewer_of(request)
    found: Actor = get_visible_or_404(Actor.objects.select_related("kind", "area"), viewer, pk=pk)
    people = [] if found.kind.sensitive else list(found.functions.shown())
    for function in people:
        note_read(request, function.person)
    context = {
        "kind": found.kind.name,
        "icon": found.kind.icon,
        "address": found.address,
        "people": people,
        "asked": asked_lately(viewer, found),
        "log": f"?actor={found.pk}",
    }
    return _card(request, viewer, found, {"actor": found}, context)


@requires(*STAFF)
@require_GET
def network_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """The same before going to where a network meets."""
    viewer = viewer_of(request)
    networks = InformalNetwork.objects.select_related("area", "meeting_place")
    found: InformalNetwork = get_visible_or_404(networks, viewer, pk=pk)
    place = found.meeting_place.name if found.meeting_place else found.meeting_text
    context = {
        "kind": "informeel netwerk",
        "icon": "network",
        "address": ", ".join(part for part in (place, found.rhythm) if part),
        "people": [],
        "log": f"?network={found.pk}",
    }
    return _card(request, viewer, found, {"network": found}, context)


def _card(
    request: HttpRequest, viewer: Viewer, found: Actor | InformalNetwork, whom: dict[str, Any], more: dict[str, Any]
) -> HttpResponse:
    cases = open_cases(viewer, whom)
    context = {
        "thing": found,
        "talks": [replace(entry, title=entry.text, text="") for entry in map(moment_entry, last_talks(viewer, whom))],
        "ours": list(
            Agreement.objects.visible_to(viewer).open().filter(**whom).with_names().order_by("due", "pk")[:MOST_ROWS]
        ),
        "theirs": [case for case in cases if is_their_turn(case)],
        "questions": cases,
        "reach": list(reach_of(viewer).filter(**whom)[:MOST_ROWS]),
        "may_write": viewer.works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER),
    }
    return render(request, "pages/talk.html", context | more)


def last_talks(viewer: Viewer, whom: dict[str, Any]) -> QuerySet[ContactMoment]:
    """The last few, as far as this viewer may see them."""
    rows = ContactMoment.objects.visible_to(viewer).filter(pk__in=MomentParty.objects.filter(**whom).values("moment"))
    last: QuerySet[ContactMoment] = rows.with_whom().order_by("-at", "-pk")[:LAST_TALKS]
    return last


def open_cases(viewer: Viewer, whom: dict[str, Any]) -> list[Case]:
    """What was taken up for them or with them, with the side on which they stand in `their_world`."""
    party = {f"parties__{name}": thing for name, thing in whom.items()}
    rows = Case.objects.visible_to(viewer).open().filter(**party)
    return list(rows.annotate(their_world=F("parties__world")).order_by("due", "pk")[:MOST_ROWS])


def is_their_turn(case: Any) -> bool:
    """Whether the side on which they stand has to move."""
    return bool(case.turn == (Case.Turn.LIFE if case.their_world == World.LIFE else Case.Turn.SYSTEM))

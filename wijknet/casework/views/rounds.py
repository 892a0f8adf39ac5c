"""Rondje wijk: who was not spoken to for long, as a list to walk with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actors.models import Actor, InformalNetwork
from wijknet.access import STAFF, Function, requires
from wijknet.areas.models import Area
from wijknet.casework.forms.rounds import RoundFilter
from wijknet.casework.views.place import user_of
from wijknet.casework.walk import stop_of, walk
from wijknet.ui import dates

# More doors than anybody passes in a day; the longest silence comes first into the list.
MOST_STOPS = 40


@requires(*STAFF)
@require_safe
def walking_list(request: HttpRequest) -> HttpResponse:
    """Places and networks that were silent for longer than their rhythm, in walking order."""
    viewer = user_of(request)
    wijken = list(Area.objects.wijken_of(viewer))
    area = next((wijk for wijk in wijken if wijk.code == request.GET.get("wijk")), None)
    today = dates.today()
    actors = Actor.objects.visible_to(viewer).silent(today).select_related("kind")
    networks = InformalNetwork.objects.visible_to(viewer).silent(today).select_related("meeting_place")
    if area is not None:
        actors, networks = actors.in_area(area), networks.in_area(area)
    found = [*actors.order_by("last_spoken_on", "pk")[: MOST_STOPS + 1]]
    found += networks.order_by("last_spoken_on", "pk")[: MOST_STOPS + 1]
    longest = sorted(found, key=lambda thing: thing.last_spoken_on)[:MOST_STOPS]
    new = reverse("moment-new")
    stops = []
    for thing in longest:
        kind = "actor" if isinstance(thing, Actor) else "network"
        card = reverse(f"{kind}-talk", args=[thing.pk])
        stops.append(stop_of(thing, log=f"{new}?{kind}={thing.pk}", card=card))
    context = {
        "my_wijken": wijken,
        "current_wijk": area,
        "filter_form": RoundFilter(request.GET or None, wijken=wijken),
        "stops": walk(stops),
        "more": len(found) > len(longest),
        "today": today,
        "may_write": bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER)),
    }
    return render(request, "casework/round.html", context)

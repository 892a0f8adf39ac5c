"""Rondje wijk: who was not spoken to for long, as a list to walk with; and the talks of a round, logged at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actors.forms.party import fetch
from actors.forms.who import look_up
from actors.models import Actor, InformalNetwork
from wijknet.access import STAFF, Function, requires
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.forms.round_log import LINES, RoundForm, row_for
from wijknet.casework.forms.rounds import RoundFilter
from wijknet.casework.services.rounds import MOST_LINES
from wijknet.casework.views.place import explain, place_among, user_of, wijken_to_write
from wijknet.casework.walk import stop_of, walk
from wijknet.privacy.forms import tell_masked
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
    whom = urlencode([("actor" if isinstance(thing, Actor) else "network", thing.pk) for thing in longest])
    context = {
        "my_wijken": wijken,
        "current_wijk": area,
        "filter_form": RoundFilter(request.GET or None, wijken=wijken),
        "stops": walk(stops),
        "more": len(found) > len(longest),
        "today": today,
        "log_all": f"{reverse('round-log')}?{whom}" if whom else "",
        "may_write": bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER)),
    }
    return render(request, "casework/round.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """A line per talk. `?actor=…` and `?network=…`, as often as wanted, are lines in which they are chosen already."""
    viewer = user_of(request)
    wijken = wijken_to_write(viewer)
    asked = [f"{kind}-{key}" for kind in ("actor", "network") for key in request.GET.getlist(kind)][:MOST_LINES]
    whom = list(fetch(viewer, asked).values()) if asked and request.method != "POST" else []
    home = whom[0].area_id if whom else None
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"), home)
    known: dict[str, Any] = {"viewer": viewer, "wijken": wijken, "place": place}
    form = RoundForm(request.POST or None, rows=[row_for(thing) for thing in whom], **known)

    def as_typed(values: dict[str, Any], *, more: int = 0) -> RoundForm:
        return RoundForm(initial=values, rows=[*form.typed_rows(), *({} for _ in range(more))], **known)

    again = look_up(request, form, by=viewer, make=as_typed)
    if again is None and "more" in request.POST:
        again = as_typed({bound.name: bound.value() for bound in form}, more=LINES)
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        try:
            made = services.log_round(
                by=viewer,
                area=form.wijken[form.cleaned_data["area"]],
                key=form.cleaned_data["request_key"],
                shared=form.shared(),
                lines=form.talks(),
            )
        except ValidationError as error:
            explain(form, error)
        else:
            words = "1 gesprek opgeslagen." if len(made) == 1 else f"{len(made)} gesprekken opgeslagen."
            messages.success(request, words)
            for row in form.rows:
                tell_masked(request, row)
            return redirect(f"{reverse('moments')}?wijk={made[0].area.code}")
    form.show()
    context = {"form": form, "place": place, "one_wijk": len(wijken) == 1, "most": MOST_LINES}
    return render(request, "casework/round_log.html", context)

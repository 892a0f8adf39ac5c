"""Someone else speaks for a place now: what must be asked again, and what was promised to the place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from actors.forms import party_value
from actors.views.actors import actor_to_change
from wijknet.access import Function, requires, viewer_of
from wijknet.casework.models import Agreement
from wijknet.log.services import note_read
from wijknet.pages.actor import MOST_ROWS, surroundings


@requires(Function.WIJKMANAGER)
@require_GET
def new_face(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown after "Nieuw gezicht", and from Vandaag until the first meeting was."""
    viewer = viewer_of(request)
    found = actor_to_change(viewer, pk)
    people = [] if found.kind.sensitive else list(found.functions.shown())
    for function in people:
        note_read(request, function.person)
    around = surroundings(viewer, found, tuple(area.pk for area in found.active_in.all()))
    agreements = Agreement.objects.visible_to(viewer).open().filter(actor=found).with_names().order_by("due", "pk")
    context = {
        **around,
        "actor": found,
        "side": found,
        "side_value": party_value(found),
        "may_change": True,
        "people": people,
        "agreements": list(agreements[:MOST_ROWS]),
        "ties": [tie for tie in around["ties"] if tie.to_confirm],
        "reach": [row for row in around["reach"] if row.to_confirm],
        "reach_url": reverse("actor-reach", args=[found.pk]),
        "tie_url": reverse("actor-tie-new", args=[found.pk]),
    }
    return render(request, "pages/new_face.html", context)

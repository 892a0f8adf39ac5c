"""The warm path from me to a group: along whom to go. My own talks are of casework, a floor above actors."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from actors.forms.way import WayForm
from actors.matrix import MOST_GROUPS
from actors.views.wijk import wijk_or_404
from actors.way import WEEKS, WIDTH, way_to
from wijknet.access import STAFF, requires, viewer_of
from wijknet.areas.models import ResidentGroup
from wijknet.casework.models import MomentParty
from wijknet.ui.dates import today


@requires(*STAFF)
@require_GET
def way(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?groep=<number>`; without one, or with one that is not there, only the question."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name", "pk")[:MOST_GROUPS])
    form = WayForm(request.GET, groups)
    found = None
    if form.group:
        mine = MomentParty.objects.spoken_by(viewer_of(request), today() - timedelta(weeks=WEEKS))
        found = way_to(area, form.group, mine.values_list("actor", "network"))
    context = {"area": area, "form": form, "way": found, "weeks": WEEKS, "width": WIDTH, "groups": groups}
    return render(request, "pages/way.html", context)

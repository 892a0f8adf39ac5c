"""The warm path to a group: whom to speak to first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from actors.forms.way import WayForm
from actors.matrix import MOST_GROUPS
from actors.views.wijk import wijk_or_404
from actors.way import WEEKS, WIDTH, way_to
from wijknet.access import STAFF, requires
from wijknet.areas.models import ResidentGroup


@requires(*STAFF)
@require_GET
def way(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?groep=<number>`; without one, or with one that is not there, only the question."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name", "pk")[:MOST_GROUPS])
    form = WayForm(request.GET, groups)
    found = way_to(area, form.group) if form.group else None
    context = {"area": area, "form": form, "way": found, "weeks": WEEKS, "width": WIDTH, "groups": groups}
    return render(request, "actors/way.html", context)

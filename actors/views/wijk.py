"""My wijken with what can be done for their network; and the wijk in an address like /netwerk/<gemeente>/<wijk>/."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wijknet.access import STAFF, Function, Viewer, requires, viewer_of
from wijknet.areas.models import Area

MOST_WIJKEN = 60


def wijk_or_404(request: HttpRequest, municipality: str, wijk: str, *functions: Function) -> Area:
    """For who holds one of the functions in it. Another wijk than one's own does not exist: 404."""
    mine = Area.objects.wijken_of(viewer_of(request), *functions)
    found: Area | None = mine.filter(municipality__slug=municipality, slug=wijk).first()
    if found is None:
        raise Http404("Niet gevonden.")
    return found


def writes_in(viewer: Viewer, wijk: Area, *functions: Function) -> bool:
    return viewer.works_in(wijk.pk, wijk.municipality_id, *(functions or (Function.WIJKMANAGER,)))


def must_write_in(viewer: Viewer, wijk: Area, *functions: Function) -> None:
    if not writes_in(viewer, wijk, *functions):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")


@requires(*STAFF)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Per wijk the ways into its network; `?wijk=<code>` shows one."""
    viewer = viewer_of(request)
    wijken = Area.objects.wijken_of(viewer, *STAFF)
    chosen = wijken.filter(code=request.GET["wijk"][:20]) if "wijk" in request.GET else wijken
    rows = [(area, writes_in(viewer, area)) for area in list(chosen[:MOST_WIJKEN]) or list(wijken[:MOST_WIJKEN])]
    return render(request, "actors/overview.html", {"rows": rows})

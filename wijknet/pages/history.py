"""What happened in a wijk, and around one initiative: the pages that are nothing but a timeline."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from wijknet.access import STAFF, get_visible_or_404, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.casework.timeline import place_in, timeline_of


@requires(*STAFF)
@require_safe
def area_timeline(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """Talks, agreements, steps and answers in one wijk of mine."""
    viewer = viewer_of(request)
    mine = Area.objects.wijken_of(viewer, *STAFF).filter(municipality__slug=municipality, slug=wijk)
    found: Area | None = mine.first()
    if found is None:
        raise Http404("Niet gevonden.")
    context = {
        "title": _("Wat er gebeurde in %(wijk)s") % {"wijk": found.name},
        "back_url": f"{reverse('moments')}?wijk={found.code}",
        "back_label": _("Contactmomenten"),
        "timeline": timeline_of(viewer, area=found, **place_in(request.GET)),
    }
    return render(request, "pages/history.html", context)


@requires(*STAFF)
@require_safe
def initiative_timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """What we did for one initiative; the sender reads their own page."""
    viewer = viewer_of(request)
    found: Initiative = get_visible_or_404(Initiative.objects.all(), viewer, reference=reference)
    context = {
        "title": _("Wat we deden voor %(title)s") % {"title": found.title},
        "back_url": found.get_desk_url(),
        "back_label": found.reference,
        "timeline": timeline_of(viewer, initiative=found, **place_in(request.GET)),
    }
    return render(request, "pages/history.html", context)

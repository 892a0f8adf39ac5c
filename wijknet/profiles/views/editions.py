"""What was published, edition by edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from wijknet.access import CURATORS, STAFF, requires
from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.views.drafts import curated_wijk, reading


@requires(*CURATORS, *STAFF)
@require_GET
def editions(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """All that was published about this wijk."""
    area = curated_wijk(request, municipality, wijk)
    found = ProfileEdition.objects.filter(area=area).order_by("-number").defer("content", "figures")
    return render(request, "profiles/editions.html", {"wijk": area, "editions": list(found)})


@requires(*CURATORS, *STAFF)
@require_GET
def edition(request: HttpRequest, municipality: str, wijk: str, number: int) -> HttpResponse:
    """One edition as it was published."""
    area = curated_wijk(request, municipality, wijk)
    found = get_object_or_404(ProfileEdition, area=area, number=number)
    context = {"wijk": area, "edition": found, **reading(found.content, quotes=found.quotes.all())}
    return render(request, "profiles/edition.html", context)

"""What was published, edition by edition."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from wijknet.access import CURATORS, STAFF, requires, viewer_of
from wijknet.areas.succession import became, moved_since, newest_year
from wijknet.profiles.compare import TITLES, figures_of, groups_of, texts_of
from wijknet.profiles.figures import said_in
from wijknet.profiles.forms import TakeForm
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import take_over
from wijknet.profiles.views.drafts import curated_wijk, reading
from wijknet.ui.conflict import Conflict


@requires(*CURATORS, *STAFF)
@require_GET
def editions(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """All that was published about this wijk."""
    area = curated_wijk(request, municipality, wijk)
    found = ProfileEdition.objects.filter(area=area).order_by("-number").defer("content", "figures")
    rows = list(found)
    return render(request, "profiles/editions.html", {"wijk": area, "editions": rows, "older": rows[1:]})


@requires(*CURATORS, *STAFF)
@require_GET
def edition(request: HttpRequest, municipality: str, wijk: str, number: int) -> HttpResponse:
    """One edition as it was published."""
    area = curated_wijk(request, municipality, wijk)
    found = get_object_or_404(ProfileEdition, area=area, number=number)
    context = {
        "wijk": area,
        "edition": found,
        "became": became(area, newest_year(area)),
        "story_year": found.border_year,
        "moved": moved_since(area, found.border_year),
        "figures": said_in(area, [found])[0],
        **(found.around or {}),
        **reading(found.shown_content(), quotes=found.quotes.all()),
    }
    return render(request, "profiles/edition.html", context)


@requires(*CURATORS, *STAFF)
@require_GET
def compare(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """Two editions beside each other: `?van=1&met=2`, else the last two."""
    area = curated_wijk(request, municipality, wijk)
    editions = list(ProfileEdition.objects.filter(area=area).order_by("-number"))
    by_number = {str(edition.number): edition for edition in editions}
    first, last = request.GET.get("van", ""), request.GET.get("met", "")
    if (first or last) and (first not in by_number or last not in by_number):
        raise Http404("Deze editie is er niet.")
    context: dict[str, object] = {"wijk": area, "editions": editions}
    if len(editions) > 1:
        old, new = by_number.get(first, editions[1]), by_number.get(last, editions[0])
        context |= {
            "old": old,
            "new": new,
            "texts": texts_of(old, new),
            "figures": figures_of(old, new, said_in(area, [old, new])),
            "groups": groups_of(old, new),
            "version": Profile.objects.get(area=area).version,
        }
    return render(request, "profiles/compare.html", context)


@requires(*CURATORS, *STAFF)
@require_POST
def take(request: HttpRequest, municipality: str, wijk: str, number: int) -> HttpResponse:
    """Put one part of this edition back into the draft; a colleague's save in between is never written over."""
    area = curated_wijk(request, municipality, wijk)
    found = get_object_or_404(ProfileEdition, area=area, number=number)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise Http404("Dit deel is er niet.")
    part, version = form.cleaned_data["part"], form.cleaned_data["version"]
    try:
        take_over(edition=found, part=part, version=version, by=viewer_of(request))
    except Conflict:
        messages.warning(request, "Een collega veranderde het concept net. Kijk eerst wat er nu staat.")
    else:
        messages.success(request, f"‘{TITLES[part]}’ uit editie {number} staat in het concept.")
    return redirect("profile", municipality, wijk)

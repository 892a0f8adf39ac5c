"""The picture that is seen where somebody shares the page of a wijk: its name and where it lies."""

import hashlib
from dataclasses import replace
from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijknet.access import public
from wijknet.areas.exchange.svg import AreaMap, area_map
from wijknet.areas.models import Area
from wijknet.files.documents import make_picture
from wijknet.pages.printed import answer_kept, map_file
from wijknet.ui.theme import tokens

# Sites that show a shared page fetch this once; a day is short enough for a name that changes.
DAY = 24 * 60 * 60


@public
@require_safe
def share_picture(request: HttpRequest, municipality: str, wijk: str) -> HttpResponseBase:
    """A PNG of 1200 × 630, as it was made for whoever asked first."""
    places = Area.objects.wijken().select_related("municipality")
    found = get_object_or_404(places, municipality__slug=municipality, slug=wijk)
    drawn = area_map(found)
    facts = repr((found.name, found.municipality, drawn, sorted(tokens().items())))
    etag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'
    try:
        return answer_kept(
            request,
            etag=etag,
            content_type="image/png",
            cache_control=f"public, max-age={DAY}",
            make=partial(make, found, drawn),
        )
    except ValidationError as error:
        raise Http404(" ".join(error.messages)) from error


def make(wijk: Area, drawn: AreaMap | None) -> bytes:
    place = wijk.municipality.name if wijk.municipality else ""
    data = {
        "wijk": wijk.name,
        "place": _("Wijk in %(place)s") % {"place": place},
        "credit": drawn.credit if drawn else "",
        "map": drawn is not None,
    }
    return make_picture("share", data, files={"kaart.svg": map_file(without_names(drawn))} if drawn else {})


def without_names(drawn: AreaMap) -> AreaMap:
    """So small no name on the map can be read; the one that counts stands beside it."""
    return replace(drawn, places=[replace(place, label=None) for place in drawn.places])

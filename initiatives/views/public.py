"""The list that everybody may read: as cards, on a map, as a feed, and in a frame on another site."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from initiatives.feeds import JSON_TYPE, Feed, atom, json_feed, whole
from initiatives.forms.overview import OverviewFilter
from initiatives.models import Initiative
from initiatives.querysets import NEWEST
from wijknet.access import public
from wijknet.areas.exchange.ground import middles_of
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.ui.dates import midnight
from wijknet.ui.paging import KeyPage, page_by_key
from wijknet.ui.pieces import count_words
from wijknet.ui.unchanged import answer, look

PAGE_SIZE = 24
MAP_SIZE = 100
FEED_SIZE = 50
EMBED_SIZE = 12


def stamp(request: HttpRequest, changed: datetime, *more: str) -> str:
    """What the list is made of: the rows, the choices in the address, the language, the templates.

    The day stands for what seldom changes: names of wijken and themes.
    """
    parts = (changed.isoformat(), str(get_language()), str(look()), request.get_full_path(), *more)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def answer_changed(request: HttpRequest, make: Callable[[], HttpResponse], *more: str) -> HttpResponseBase:
    """What `make` gives, or "not modified" since the last change of any initiative, or the last midnight."""
    changed = last_change()
    return answer(request, stamp=stamp(request, changed, *more), changed=changed, make=make)


def last_change() -> datetime:
    return max(Initiative.objects.last_change() or midnight(), midnight())


@public
@require_safe
def initiatives(request: HttpRequest) -> HttpResponseBase:
    """All public initiatives, newest first; `?weergave=kaart` beside a map."""
    return answer_changed(request, lambda: make_list(request))


def make_list(request: HttpRequest) -> HttpResponse:
    form = OverviewFilter(request.GET)
    place = form.place()
    rows = form.rows(place)
    shown, size = (rows.on_map(), MAP_SIZE) if form.on_map else (rows, PAGE_SIZE)
    page = page_by_key(shown, request.GET, field="published_on", size=size)
    found = str(len(page.items))
    if page.earlier or page.later:
        # No index knows how many there are of a theme.
        found = _("meer dan %(n)s") % {"n": size} if "thema" in form.chosen else count_words(rows, *NEWEST)
    context = {
        "filter_form": form,
        "active": form.active(),
        "clear_url": f"{request.path}?weergave=kaart" if form.on_map else request.path,
        "page": page,
        "found": ngettext("%(n)s initiatief", "%(n)s initiatieven", 1 if found == "1" else 2) % {"n": found},
        **shares(form, place, page),
    }
    if not form.on_map:
        return render(request, "initiatives/public/list.html", context)
    return render(request, "initiatives/public/map.html", context | on_map(page, place))


def shares(form: OverviewFilter, place: Area | None, page: KeyPage[Initiative]) -> dict[str, Any]:
    """The addresses under which others find this choice; the first page is the one that search engines keep."""
    query = f"?{form.shareable}" if form.chosen else ""
    gemeente = place and (place.municipality or place)
    embed = whole(reverse("initiatives-embed", args=[gemeente.slug]) + query) if gemeente else ""
    own = urlencode({**form.chosen, "weergave": "kaart"}) if form.on_map else form.shareable
    return {
        "list_url": whole(f"{reverse('initiatives')}{f'?{own}' if own else ''}"),
        "canonical": "" if page.later else whole(reverse("initiatives") + query),
        "atom_url": reverse("initiatives-atom") + query,
        "json_url": reverse("initiatives-json") + query,
        "whole_atom_url": whole(reverse("initiatives-atom") + query),
        "embed_url": embed,
        "title": title_of(form),
    }


def title_of(form: OverviewFilter) -> str:
    title = _("Initiatieven van bewoners")
    return f"{title}: {', '.join(form.words())}" if form.chosen else title


def on_map(page: KeyPage[Initiative], place: Area | None) -> dict[str, Any]:
    """Where each row stands: in the middle of its buurt or wijk, never where somebody lives."""
    middles = middles_of({pk for row in page.items for pk in (row.buurt_id, row.area_id)})
    codes = [place.code] if place else sorted({row.municipality.code for row in page.items})
    return {
        "places": [(row, middles.get(row.buurt_id or 0) or middles.get(row.area_id)) for row in page.items],
        "borders": f"{reverse('borders')}?{urlencode({'in': codes}, doseq=True)}",
        "tiles": settings.MAP_TILES_URL,
    }


@public
@require_safe
def initiatives_atom(request: HttpRequest) -> HttpResponseBase:
    """The same choice as an Atom feed."""
    return answer_changed(
        request, lambda: HttpResponse(atom(make_feed(request)), content_type="application/atom+xml; charset=utf-8")
    )


@public
@require_safe
def initiatives_json(request: HttpRequest) -> HttpResponseBase:
    """The same choice as a JSON Feed."""
    return answer_changed(
        request,
        lambda: JsonResponse(
            json_feed(make_feed(request)), content_type=JSON_TYPE, json_dumps_params={"ensure_ascii": False}
        ),
    )


def make_feed(request: HttpRequest) -> Feed:
    form = OverviewFilter(request.GET)
    page = page_by_key(form.rows(form.place()).for_feed(), request.GET, field="published_on", size=FEED_SIZE)
    more = urlencode({**form.chosen, "eerder": page.earlier})
    own = f"?{request.GET.urlencode()}" if request.GET else ""
    query = f"?{form.shareable}" if form.chosen else ""
    return Feed(
        title=title_of(form),
        about=_("Wat mensen in de wijken bedenken en doen."),
        language=str(get_language() or settings.LANGUAGE_CODE),
        page_url=whole(reverse("initiatives") + query),
        feed_url=whole(request.path + own),
        next_url=whole(f"{request.path}?{more}") if page.earlier else "",
        changed=last_change(),
        rows=page.items,
    )


@public
@xframe_options_exempt
@require_safe
def initiatives_embed(request: HttpRequest, municipality: str) -> HttpResponseBase:
    """The newest initiatives of a gemeente, for a frame on another site; the gemeente says on which."""
    chosen = get_object_or_404(
        MunicipalitySettings.objects.select_related("municipality"), municipality__slug=municipality
    )
    response = answer_changed(request, lambda: make_embed(request, chosen.municipality))
    # Read by the middleware of django-csp. X-Frame-Options knows no list of sites, so it is not sent here.
    response._csp_replace = {"frame-ancestors": chosen.embed_hosts.split() or ["*"]}  # type: ignore[attr-defined]
    return response


def make_embed(request: HttpRequest, gemeente: Area) -> HttpResponse:
    form = OverviewFilter(request.GET)
    place = form.place() or gemeente
    if gemeente.pk not in {place.pk, place.municipality_id}:
        raise Http404("Die wijk ligt in een andere gemeente.")
    rows = list(form.rows(place)[: EMBED_SIZE + 1])
    context = {
        "title": title_of(form) if form.chosen else _("Initiatieven in %(place)s") % {"place": gemeente.name},
        "rows": rows[:EMBED_SIZE],
        "more": len(rows) > EMBED_SIZE,
        "all_url": whole(f"{reverse('initiatives')}?{urlencode({**form.chosen, 'wijk': place.code})}"),
    }
    return render(request, "initiatives/public/embed.html", context)

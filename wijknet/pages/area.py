"""A wijk seen whole: what residents read about it, and how a curator sees that beforehand."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from initiatives.models import Event, Initiative
from wijknet.access import CURATORS, STAFF, Function, public, requires
from wijknet.accounts.models import User
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area
from wijknet.areas.succession import became, moved_since
from wijknet.pages.found import shown_of, with_found
from wijknet.pages.stamp import etag_of, kept
from wijknet.profiles.around import around
from wijknet.profiles.figures import chosen_codes, headline_figures, large_figures
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.permissions import may_curate
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, Said, parts
from wijknet.ui.dates import today

INITIATIVES_SHOWN = 6
EVENTS_SHOWN = 4


@public
@require_safe
def area(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """The public page: figures for every wijk of the country, the profile where one was published.

    Made once per change and kept in this process: most people ask for what a neighbour just asked for. Who is
    signed in may have a message waiting; for them it is always made anew.
    """
    etag = etag_of(municipality, wijk)
    if etag is None:
        raise Http404("Deze wijk kennen we niet.")
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return public_page(request, municipality, wijk)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        html = kept.get(etag)
        if html is None:
            html = public_page(request, municipality, wijk).content
            kept.set(etag, html)
        response = HttpResponse(html)
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True, private=True)
    return response


def public_page(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    places = Area.objects.wijken().with_newest_year().select_related("municipality__settings")
    found, connectors = with_connectors(places.filter(municipality__slug=municipality, slug=wijk))
    if found is None:
        raise Http404("Deze wijk kennen we niet.")
    edition, quotes = ProfileEdition.objects.latest_with_quotes(found)
    content = edition.shown_content() if edition else {}
    beside = (edition.around or {}) if edition else {}
    story_year = edition.border_year if edition else None
    context = whole_wijk(found, content, quotes) | beside | shown_of(found)
    context |= {"edition": edition, "connectors": connectors, "became": became(found, found.newest_year)}
    context |= {"story_year": story_year, "moved": moved_since(found, story_year)}
    return render(request, "pages/area.html", context)


@requires(*CURATORS, *STAFF)
@require_safe
def preview(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """The same page with the saved draft in it, for who curates this wijk."""
    mine = Area.objects.wijken_of(request.user)  # type: ignore[arg-type]
    found, connectors = with_connectors(mine.filter(municipality__slug=municipality, slug=wijk))
    if found is None:
        raise Http404("Niet gevonden.")
    if not may_curate(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied("Alleen de redacteur van deze wijk ziet het concept.")
    draft = Profile.objects.filter(area=found).first()
    content = draft.texts() if draft else {}
    quotes = draft.quotes.allowed(today()) if draft else ()
    context = {**whole_wijk(found, content, quotes), **around(found), **shown_of(found)}
    context |= {"connectors": connectors, "preview": True}
    return render(request, "pages/area.html", context)


def whole_wijk(wijk: Area, content: dict[str, str], quotes: Iterable[Said]) -> dict[str, Any]:
    """Everything that the page shows, gathered from the floors below."""
    initiatives = list(Initiative.objects.in_wijk(wijk)[: INITIATIVES_SHOWN + 1])
    gemeente = wijk.municipality or wijk
    chosen = getattr(gemeente, "settings", None)
    figures = headline_figures(
        wijk,
        smallest=chosen.minimum_group_size if chosen else None,
        codes=chosen_codes(chosen.indicators if chosen else None),
    )
    phone = chosen.phone if chosen else ""
    events = list(Event.objects.in_area(wijk).for_everyone()[:EVENTS_SHOWN])
    return {
        "wijk": wijk,
        "place": gemeente.name,
        "site": settings.SITE_URL,
        # Every "Vertel je idee" on this page, also the one in the frame, is about this wijk.
        "tell_url": f"{reverse('initiative-submit')}?wijk={wijk.code}",
        "crumbs": [("Wijken", reverse("wijken")), (gemeente.name, reverse("municipality", args=[gemeente.slug]))],
        "structured_data": structured_data(wijk, gemeente, events),
        "map": area_map(wijk),
        "figures": figures,
        "large_figures": large_figures(figures),
        "phone": phone,
        "phone_link": "".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        "question": content.get("question", ""),
        "photo": parts(content, PHOTO_TITLES, quotes=quotes),
        "others": parts(content, OTHER_TITLES),
        "initiatives": initiatives[:INITIATIVES_SHOWN],
        "more_initiatives": len(initiatives) > INITIATIVES_SHOWN,
        "events": events,
    }


def structured_data(wijk: Area, gemeente: Area, events: Iterable[Event]) -> SafeString:
    """The wijk as schema.org for search engines, as a script element of data (which a browser never runs)."""
    path = reverse("area", args=[gemeente.slug, wijk.slug])
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "AdministrativeArea",
        "name": wijk.name,
        "identifier": wijk.code,
        "url": f"{settings.SITE_URL}{path}",
        "containedInPlace": {"@type": "AdministrativeArea", "name": gemeente.name, "identifier": gemeente.code},
    }
    if told := [event_data(event, wijk) for event in events]:
        facts["event"] = told
    safe = json.dumps(facts, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', SafeString(safe))


def event_data(event: Event, wijk: Area) -> dict[str, Any]:
    """One meeting as schema.org."""
    status = "EventCancelled" if event.cancelled_on else "EventScheduled"
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "Place", "name": event.place_text or wijk.name, "address": wijk.name},
        "url": f"{settings.SITE_URL}{event.get_absolute_url()}",
    }


def with_connectors(places: QuerySet[Area]) -> tuple[Area | None, list[str]]:
    """The one wijk among these, and the first names of its own wijkmanagers, who stand here because of their function.

    In one query, with a row per name: the page of a wijk is asked for most.
    """
    on = today()
    holds = Q(assignments__function=Function.WIJKMANAGER, assignments__start__lte=on)
    holds &= Q(assignments__end=None) | Q(assignments__end__gte=on)
    rows = list(
        with_found(places)
        .annotate(held=FilteredRelation("assignments", condition=holds))
        .annotate(connector=F("held__user__name"), active=F("held__user__is_active"))
    )
    names = {User(name=row.connector).first_name for row in rows if row.active}
    return (rows[0] if rows else None), sorted(names)

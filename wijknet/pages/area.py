"""A wijk seen whole: what residents read about it, and how a curator sees that beforehand."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Aggregate, Count, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from wijknet.access import CURATORS, STAFF, Function, public, requires
from wijknet.accounts.models import Assignment
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area, Border, Figure
from wijknet.profiles.figures import headline_figures, large_figures
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.permissions import may_curate
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, parts
from wijknet.ui.dates import today

INITIATIVES_SHOWN = 6


def wijk_or_404(municipality: str, wijk: str) -> Area:
    """The wijk of a public address, with what tells whether its page changed (`etag_of`). One query."""
    here = {"area": OuterRef("pk")}
    figures = Figure.objects.filter(Q(area=OuterRef("pk")) | Q(area=OuterRef("municipality"))).order_by()
    connectors = Assignment.objects.filter(function=Function.WIJKMANAGER, **here).order_by()
    borders = Border.objects.filter(**here).order_by("-year")
    places = (
        Area.objects.wijken()
        .select_related("municipality__settings")
        .annotate(
            stamp_edition=Subquery(ProfileEdition.objects.filter(**here).order_by("-number").values("number")[:1]),
            stamp_initiative=Subquery(Initiative.objects.order_by("-updated_at").values("updated_at")[:1]),
            stamp_initiatives=_one(Initiative.objects.filter(**here).public().order_by(), Count("*")),
            stamp_connectors=_one(connectors, Sum("pk")),
            stamp_figures=_one(figures, Sum("value")),
            stamp_border=Subquery(borders.values("digest")[:1]),
        )
    )
    found: Area | None = places.filter(municipality__slug=municipality, slug=wijk).first()
    if found is None:
        raise Http404("Deze wijk kennen we niet.")
    return found


def _one(rows: QuerySet[Any], total: Aggregate) -> Subquery:
    """One number over all rows, as a column of another query."""
    return Subquery(rows.values(whole=Value(1)).annotate(total=total).values("total"))


def etag_of(wijk: Area) -> str:
    """Changes when anything on the page may have changed; every day once anyhow, because functions begin and end."""
    stamps = {name: value for name, value in vars(wijk).items() if name.startswith("stamp_")}
    facts = (today(), get_language(), look_version(), wijk.name, phone_of(wijk.municipality or wijk), stamps)
    return f'"{hashlib.md5(repr(facts).encode(), usedforsecurity=False).hexdigest()}"'


@lru_cache(maxsize=1)
def look_version() -> float:
    """When a template was last changed: a new release gives every page a new stamp."""
    return max(path.stat().st_mtime for path in (settings.BASE_DIR / "templates").rglob("*.html"))


@public
@require_safe
def area(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """The public page: figures for every wijk of the country, the profile where one was published."""
    found = wijk_or_404(municipality, wijk)
    # Who is signed in may have a message waiting; for them the page is always made anew.
    etag = None if settings.SESSION_COOKIE_NAME in request.COOKIES else etag_of(found)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    edition = ProfileEdition.objects.latest_of(found)
    content = edition.content if edition else {}
    response = render(request, "pages/area.html", {**whole_wijk(found, content), "edition": edition})
    if etag:
        response["ETag"] = etag
    patch_cache_control(response, no_cache=True, private=True)
    return response


@requires(*CURATORS, *STAFF)
@require_safe
def preview(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """The same page with the saved draft in it, for who curates this wijk."""
    mine = Area.objects.wijken_of(request.user)  # type: ignore[arg-type]
    found = mine.filter(municipality__slug=municipality, slug=wijk).first()
    if found is None:
        raise Http404("Niet gevonden.")
    if not may_curate(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied("Alleen de redacteur van deze wijk ziet het concept.")
    draft = Profile.objects.filter(area=found).first()
    content = draft.texts() if draft else {}
    return render(request, "pages/area.html", {**whole_wijk(found, content), "preview": True})


def whole_wijk(wijk: Area, content: dict[str, str]) -> dict[str, Any]:
    """Everything that the page shows, gathered from the floors below."""
    initiatives = list(Initiative.objects.in_wijk(wijk)[: INITIATIVES_SHOWN + 1])
    figures = headline_figures(wijk)
    gemeente = wijk.municipality or wijk
    phone = phone_of(gemeente)
    return {
        "wijk": wijk,
        "place": gemeente.name,
        "crumbs": [("Wijken", reverse("wijken")), (gemeente.name, reverse("municipality", args=[gemeente.slug]))],
        "structured_data": structured_data(wijk, gemeente),
        "map": area_map(wijk),
        "figures": figures,
        "large_figures": large_figures(figures),
        "phone": phone,
        "phone_link": "".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        "question": content.get("question", ""),
        "photo": parts(content, PHOTO_TITLES),
        "others": parts(content, OTHER_TITLES),
        "initiatives": initiatives[:INITIATIVES_SHOWN],
        "more_initiatives": len(initiatives) > INITIATIVES_SHOWN,
        "connectors": connectors_of(wijk),
    }


def structured_data(wijk: Area, gemeente: Area) -> SafeString:
    """The wijk as schema.org for search engines, as a script element of data (which a browser never runs)."""
    path = reverse("area", args=[gemeente.slug, wijk.slug])
    facts = {
        "@context": "https://schema.org",
        "@type": "AdministrativeArea",
        "name": wijk.name,
        "identifier": wijk.code,
        "url": f"{settings.SITE_URL}{path}",
        "containedInPlace": {"@type": "AdministrativeArea", "name": gemeente.name, "identifier": gemeente.code},
    }
    safe = json.dumps(facts, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', SafeString(safe))


def phone_of(gemeente: Area) -> str:
    """The number for residents, when the gemeente gave one."""
    chosen = getattr(gemeente, "settings", None)
    return chosen.phone if chosen else ""


def connectors_of(wijk: Area) -> list[str]:
    """First names of the wijkmanagers of this wijk itself; they stand here because of their function."""
    holders = Assignment.objects.current().filter(area=wijk, function=Function.WIJKMANAGER, user__is_active=True)
    return sorted({assignment.user.first_name for assignment in holders.select_related("user")})

"""One event, as everybody may read it. An internal one is there for staff of its wijk only."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Event, Initiative
from wijknet.access import STAFF, public
from wijknet.accounts.models import User


@public
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Event.objects.select_related("area", "municipality__settings").prefetch_related("themes", "groups")
    found: Event | None = rows.filter(pk=pk).first()
    staff = isinstance(request.user, User) and found is not None and works_there(request.user, found)
    if found is None or not (found.public or staff):
        raise Http404
    context = {
        "event": found,
        "staff": staff,
        "wijk_url": reverse("area", args=[found.municipality.slug, found.area.slug]),
        "phone": found.municipality.settings.phone,
        "structured": structured(found) if found.public else "",
        "initiatives": list(Initiative.objects.linked_to(found).public().newest_first()),
        "crumbs": [(_("Agenda"), reverse("agenda"))],
        "full": found.places_left is not None and found.places_left < 1,
    }
    return render(request, "pages/event.html", context)


def works_there(user: User, found: Event) -> bool:
    return user.works_in(found.area_id, found.municipality_id, *STAFF)


def structured(found: Event) -> SafeString:
    """The event as schema.org for search engines, as a script element of data (which a browser never runs)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": found.title,
        "startDate": found.starts_at.isoformat(),
        "endDate": found.ends_at.isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if found.is_cancelled else 'EventScheduled'}",
        "location": {"@type": "Place", "name": found.place_text, "address": f"{found.area.name}"},
        "description": found.text[:500],
        "url": settings.SITE_URL + found.get_absolute_url(),
    }
    safe = json.dumps(data, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return format_html('<script type="application/ld+json">{}</script>', SafeString(safe))

"""One initiative, as everybody may read it. Never a name without consent, an address, or how to reach someone."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import (
    Event,
    EventInitiative,
    HandCount,
    Initiative,
    Need,
    Phase,
    Support,
    TeamMember,
    WaitingOn,
)
from initiatives.services.pictures import public_picture
from initiatives.services.team import numbers_in_words
from initiatives.views.pieces import phase_steps
from wijknet.access import public
from wijknet.ui.dates import midnight, today
from wijknet.ui.unchanged import answer, look

# What would end the script element or start another one.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

# What else the page is made of, that changes apart from the initiative.
BESIDE = (
    *("municipality__settings__phone", "area__name", "municipality__name"),
    *("submission__picture__pk", "submission__picture__alt", "submission__picture__approved_at"),
)
# The newest counts of hands that the page shows.
MOST_COUNTS = 20


def how_many(rows: QuerySet[Any]) -> Subquery:
    """The number of these rows, which belong to one initiative, inside another query."""
    return Subquery(rows.order_by().values("initiative").annotate(number=Count("pk")).values("number"))


# How many stand behind it, and what it needs. None of these rows changes its words: the newest and how many say it all.
_MINE = {"initiative": OuterRef("pk")}
SUPPORTED = {
    "supported": how_many(Support.objects.confirmed().filter(**_MINE)),
    "counted": how_many(HandCount.objects.filter(**_MINE)),
    "teamed": how_many(TeamMember.objects.joined().filter(**_MINE)),
    "needed": how_many(Need.objects.open().filter(**_MINE)),
    "needed_last": Subquery(Need.objects.open().filter(**_MINE).order_by("-pk").values("pk")[:1]),
    "counted_last": Subquery(HandCount.objects.filter(**_MINE).order_by("-pk").values("pk")[:1]),
}


@public
@require_safe
def initiative(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One initiative with its progress. What is not public is not there."""
    known = Initiative.objects.public().filter(reference=reference)
    facts = (
        known.annotate(event_changed=newest_event(), **SUPPORTED)
        .values_list("pk", "updated_at", "event_changed", *BESIDE, *SUPPORTED)
        .first()
    )
    if facts is None:
        raise Http404
    pk, changed, event_changed = facts[:3]
    beside = dict(zip(SUPPORTED, facts[-len(SUPPORTED) :], strict=True))
    stamp = hashlib.sha256(repr((facts, today(), get_language(), look())).encode()).hexdigest()[:32]

    def make() -> HttpResponse:
        return make_page(request, pk, beside)

    return answer(request, stamp=stamp, changed=max(changed, event_changed or changed, midnight()), make=make)


def newest_event() -> Subquery:
    """When one of its events last changed; that it was linked or no longer is, changes the initiative itself."""
    linked = EventInitiative.objects.filter(initiative=OuterRef("pk"), state=EventInitiative.State.LINKED)
    return Subquery(linked.order_by("-event__updated_at").values("event__updated_at")[:1])


def make_page(request: HttpRequest, pk: int, beside: dict[str, Any]) -> HttpResponse:
    rows = Initiative.objects.public().select_related("area", "municipality__settings")
    found = get_object_or_404(rows.prefetch_related("themes", "phase_changes"), pk=pk)
    context = {
        "initiative": found,
        "themes": found.themes.all(),
        "picture": public_picture(found),
        "phases": phase_steps(found),
        "stands_still": found.phase in {Phase.STOPPED, Phase.STRANDED},
        "turn": turn_words(found),
        "supports": beside["supported"] or 0,
        "team": numbers_in_words(list(found.team.joined())) if beside["teamed"] else "",
        "hand_counts": found.hand_counts.order_by("-held_on", "-pk")[:MOST_COUNTS] if beside["counted"] else (),
        "needs": found.needs.open().order_by("pk") if beside["needed"] else (),
        "events": list(Event.objects.linked_to(found).for_everyone()),
        "wijk_url": reverse("area", args=[found.municipality.slug, found.area.slug]),
        "phone": found.municipality.settings.phone,
        "structured": structured(found),
        "site_url": settings.SITE_URL,
        "whole_url": f"{settings.SITE_URL}{found.get_absolute_url()}",
        "crumbs": [(_("Initiatieven"), reverse("initiatives"))],
    }
    return render(request, "pages/initiative.html", context)


def turn_words(found: Initiative) -> str:
    """On which side the next step lies, in public words. What exactly is between sender and wijkmanager."""
    words = {
        WaitingOn.SENDER: _("De volgende stap is in de wijk."),
        WaitingOn.WIJKMANAGER: _("De volgende stap is bij de gemeente en partners."),
        WaitingOn.MUNICIPALITY: _("De volgende stap is bij de gemeente en partners."),
        WaitingOn.NOBODY: "",
    }
    return words[WaitingOn(found.waiting_on)]


def structured(found: Initiative) -> SafeString:
    """The same for machines that read pages (schema.org), safe inside a script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": found.title,
        "description": found.story[:500],
        "identifier": found.reference,
        "url": f"{settings.SITE_URL}{found.get_absolute_url()}",
        "foundingDate": found.received_on.isoformat(),
        "areaServed": {
            "@type": "Place",
            "name": f"{found.area.name}, {found.municipality.name}",
        },
    }
    return SafeString(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))

"""One initiative, as everybody may read it. Never a name without consent, an address, or how to reach someone."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Initiative, Phase, WaitingOn
from initiatives.services.pictures import public_picture
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


@public
@require_safe
def initiative(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One initiative with its progress. What is not public is not there."""
    known = Initiative.objects.public().filter(reference=reference)
    facts = known.values_list("pk", "updated_at", *BESIDE).first()
    if facts is None:
        raise Http404
    pk, changed = facts[:2]
    stamp = hashlib.sha256(repr((facts, today(), get_language(), look())).encode()).hexdigest()[:32]
    return answer(request, stamp=stamp, changed=max(changed, midnight()), make=lambda: make_page(request, pk))


def make_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Initiative.objects.public().select_related("area", "municipality__settings")
    found = get_object_or_404(rows.prefetch_related("themes", "phase_changes"), pk=pk)
    context = {
        "initiative": found,
        "themes": found.themes.all(),
        "picture": public_picture(found),
        "phases": phase_steps(found),
        "stands_still": found.phase in {Phase.STOPPED, Phase.STRANDED},
        "turn": turn_words(found),
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

"""One initiative, as everybody may read it. Never a name without consent, an address, or how to reach someone."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Initiative, Phase, WaitingOn
from initiatives.services.pictures import public_picture
from initiatives.views.pieces import phase_steps
from wijknet.access import public

# What would end the script element or start another one.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@public
@require_safe
def initiative(request: HttpRequest, reference: str) -> HttpResponse:
    """One initiative with its progress. What is not public is not there."""
    found: Initiative | None = (
        Initiative.objects.public()
        .select_related("area", "municipality__settings")
        .prefetch_related("themes", "phase_changes")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    context = {
        "initiative": found,
        "themes": found.themes.all(),
        "picture": public_picture(found),
        "phases": phase_steps(found),
        "stands_still": found.phase in {Phase.STOPPED, Phase.STRANDED},
        "turn": turn_words(found),
        "wijk_url": reverse("area", args=[found.municipality.slug, found.area.slug]),
        "phone": found.municipality.settings.phone,
        "structured": structured(request, found),
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


def structured(request: HttpRequest, found: Initiative) -> SafeString:
    """The same for machines that read pages (schema.org), safe inside a script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": found.title,
        "description": found.story[:500],
        "identifier": found.reference,
        "url": request.build_absolute_uri(found.get_absolute_url()),
        "foundingDate": found.received_on.isoformat(),
        "areaServed": {
            "@type": "Place",
            "name": f"{found.area.name}, {found.municipality.name}",
        },
    }
    return SafeString(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))

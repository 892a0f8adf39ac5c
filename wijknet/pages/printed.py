"""A document about a wijk for everybody: set once per change, kept in this process, and few at the same time."""

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from initiatives.models import Event
from wijknet.access.limits import refuse_reading
from wijknet.areas.exchange.svg import AreaMap, as_file
from wijknet.files.documents import FACE, printable
from wijknet.pages.stamp import etag_of, kept
from wijknet.ui.theme import tokens


def answer_printed(
    request: HttpRequest, *, municipality: str, wijk: str, name: str, make: Callable[[], bytes]
) -> HttpResponseBase:
    """The PDF that `make` gives, as `<wijk>-<name>.pdf`; 304 when it is the same, a page when it cannot be made.

    Only making one counts for the rate limit: what was made before costs nothing.
    """
    stamp = etag_of(municipality, wijk)
    if stamp is None:
        raise Http404("Deze wijk kennen we niet.")
    facts = repr((name, stamp, Event.objects.last_change(), settings.SITE_URL))
    etag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'
    try:
        response = answer_kept(
            request, etag=etag, content_type="application/pdf", cache_control="private, no-cache", make=make
        )
    except ValidationError as error:
        return render(request, "pages/not_printed.html", {"why": " ".join(error.messages)}, status=503)
    if response.status_code == HTTPStatus.OK:
        response["Content-Disposition"] = f'inline; filename="{wijk}-{name}.pdf"'
    return response


def answer_kept(
    request: HttpRequest, *, etag: str, content_type: str, cache_control: str, make: Callable[[], bytes]
) -> HttpResponseBase:
    """304, what was made before, or what `make` gives now; 429 for who had enough made. Its ValidationError passes."""
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = kept.get(etag)
        if content is None:
            if refused := refuse_reading(request, action="document"):
                return refused
            content = make()
            kept.set(etag, content)
        response = HttpResponse(content, content_type=content_type)
    response["ETag"], response["Cache-Control"] = etag, cache_control
    return response


def map_file(drawn: AreaMap) -> bytes:
    """The map in the colours of the theme."""
    return as_file(drawn, colours=tokens(), face=FACE, named=printable)


def map_words(drawn: AreaMap | None) -> dict[str, Any] | None:
    return {"alt": drawn.title, "credit": drawn.credit} if drawn else None

"""What a person sees when it goes wrong: in plain words, with a way on, and with what they typed.

The pages for 500 and 503 ask nothing of the database, the session or the user: those may be what broke.
"""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from wijknet.access import public
from wijknet.ui.typed import typed_texts

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Seconds after which a client may try again when the database is away.
RETRY_AFTER = 30


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from another address."""
    return render(request, "403_csrf.html", {"texts": typed_texts(request)}, status=HTTPStatus.FORBIDDEN)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The address or the form holds something that no page of ours sends; or it was too large."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


@public
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, but this is not theirs to open or change; our own refusals say why."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=HTTPStatus.FORBIDDEN)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """It is not here, or not for these eyes: the page does not tell which."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """A mistake of ours (500), or the database is away for a moment (503)."""
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    texts = typed_texts(request) if request.method == "POST" else []
    context = {"demo": settings.DEMO, "texts": texts, "request_id": getattr(request, "request_id", "")}
    response = HttpResponse(
        render_to_string("503.html" if away else "500.html", context),
        status=HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    if away:
        response["Retry-After"] = str(RETRY_AFTER)
    return response

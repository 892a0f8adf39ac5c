"""Two guards around every view: sign-in by default, and GET that never writes."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)


class SignInFirst(LoginRequiredMiddleware):
    """Django's own guard; an htmx request of someone signed out is sent to sign-in as a whole page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        response = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") != "true":
            return response
        return HttpResponse(status=401, headers={"HX-Redirect": response["Location"]})


login_required = SignInFirst

# The cache, sessions and sign-in keep their own books; nothing else is written on GET.
_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE)\b", re.IGNORECASE)
_BOOKKEEPING = re.compile(
    r'"(cache|django_session|usersessions_usersession|django_content_type|accounts_user)"',
    re.IGNORECASE,
)


class WriteOnGet(RuntimeError):
    """A view wrote to the database while answering GET or HEAD."""


def get_never_writes(get_response: GetResponse) -> GetResponse:
    """Refuse writes on GET: an error in development and tests, a line in the log in production."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql) and not _BOOKKEEPING.search(sql.split("(", 1)[0].split("WHERE", 1)[0]):
            if not settings.PRODUCTION:
                raise WriteOnGet(sql.split("(", 1)[0][:120])
            logger.error("write_on_get", extra={"event": "write_on_get"})
        return execute(sql, params, many, context)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(("/beheer/", "/accounts/")):
            return get_response(request)
        with connection.execute_wrapper(refuse):
            return get_response(request)

    return middleware

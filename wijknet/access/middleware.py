"""Two guards around every view: sign-in by default, and GET that never writes."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)


class SignInFirst(LoginRequiredMiddleware):
    """Django's own guard; an htmx request of someone signed out is sent to sign-in as a whole page.

    Afterwards they come back to the page that they were on, not to the fragment that it asked for. What someone
    sees when signed in is theirs: no cache between keeps it, and a browser asks again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        htmx: Any = getattr(request, "htmx", None)
        if not htmx:
            return super().handle_no_permission(request, view_func)
        page = htmx.current_url_abs_path or request.get_full_path()
        sign_in = redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return HttpResponse(status=401, headers={"HX-Redirect": sign_in["Location"]})


login_required = SignInFirst

_WRITES = re.compile(
    r"""\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE)\s+(?:(?:OR\s+\w+|INTO|FROM|TABLE|ONLY)\s+)*["']?(?P<table>\w+)""",
    re.IGNORECASE,
)
# Who is signed in where, and the cache (rate limits among it), keep books of their own. Nothing else is written on GET.
BOOKKEEPING = frozenset({settings.CACHES["default"]["LOCATION"], "django_session", "usersessions_usersession"})
# The page of recovery codes notes that they were shown.
_ON_THAT_PAGE = {"mfa_view_recovery_codes": "mfa_authenticator", "mfa_download_recovery_codes": "mfa_authenticator"}


class WriteOnGet(RuntimeError):
    """A view wrote to the database while answering GET or HEAD."""


def may_write(request: HttpRequest, table: str) -> bool:
    """Whether answering this GET may write to a table."""
    page = request.resolver_match.url_name if request.resolver_match else None
    return table in BOOKKEEPING or _ON_THAT_PAGE.get(page or "") == table


def get_never_writes(get_response: GetResponse) -> GetResponse:
    """Refuse writes on GET: an error in development and tests, a line in the log in production."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)

        def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            write = _WRITES.match(sql)
            if write and not may_write(request, write["table"]):
                if not settings.PRODUCTION:
                    raise WriteOnGet(write[0])
                logger.error("write_on_get", extra={"event": f"{write[1].upper()} {write['table']}"})
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse):
            return get_response(request)

    return middleware

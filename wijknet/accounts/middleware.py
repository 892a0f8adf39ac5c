"""Who must have a second step and has none sets it up before anything else."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from wijknet.accounts.adapter import must_have_second_step

# What someone needs on the way there.
ON_THE_WAY = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout"})


class SecondStepFirst:
    """Stands behind the guard that asks for sign-in. Public pages stay open and cost no question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        if request.resolver_match and request.resolver_match.url_name in ON_THE_WAY:
            return None
        if not must_have_second_step(request.user) or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        answer = redirect("mfa_activate_totp")
        if getattr(request, "htmx", None):
            return HttpResponse(headers={"HX-Redirect": answer["Location"]})
        return answer


second_step_first = SecondStepFirst

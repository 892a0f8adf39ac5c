"""My own account, and the way in for who was invited."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wijknet.access import limited, public, signed_in
from wijknet.accounts.adapter import must_have_second_step
from wijknet.accounts.forms import DigestForm, FirstPasswordForm
from wijknet.accounts.models import User
from wijknet.accounts.services import INVITATION, accept_invitation, choose_digest
from wijknet.tokens.services import find_link


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I work, how safe my account is, and whether I get mail on Monday."""
    user: Any = request.user
    form = DigestForm(initial={"weekly_digest": user.weekly_digest})
    if request.method == "POST":
        # An empty box sends nothing, so the form is bound to what came, however little.
        form = DigestForm(request.POST)
        if form.is_valid():
            choose_digest(by=user, wanted=form.cleaned_data["weekly_digest"])
            messages.success(request, "Bewaard.")
            return redirect("account")
    context = {
        "assignments": user.current_assignments,
        "form": form,
        "second_step": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "second_step_required": must_have_second_step(user),
    }
    return render(request, "accounts/account.html", context)


@public
@never_cache
@sensitive_post_parameters()
@limited("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in an invitation. Opening it does nothing; choosing a password uses it up and signs in."""
    link = find_link(token, purpose=INVITATION)
    user = User.objects.filter(pk=link.target_pk, is_active=True).first() if link and not link.used_at else None
    if link is None or user is None:
        return _closed(request)
    if request.method != "POST":
        return _ask(request, FirstPasswordForm(user=user), user)
    form = FirstPasswordForm(request.POST, user=user)
    if not form.is_valid():
        return _ask(request, form, user)
    accepted = accept_invitation(link=link, password=form.cleaned_data["password"])
    if accepted is None:
        return _closed(request)
    response: HttpResponse = perform_login(request, accepted)
    return response


def _ask(request: HttpRequest, form: FirstPasswordForm, user: User) -> HttpResponse:
    return render(request, "accounts/invitation.html", {"form": form, "invited": user})


def _closed(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that was used, is too old, was withdrawn or never was."""
    return render(request, "accounts/invitation_closed.html", status=404)

"""How allauth behaves here: nobody signs up by themselves, mail goes through the outbox, words are ours."""

import time
from base64 import urlsafe_b64encode
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography import fernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijknet.access import STAFF, Function, Viewer
from wijknet.accounts.mails import send_account_mail

# Seconds in which someone who just signed in is not asked for the password again.
JUST_NOW = 300
_TOO_OFTEN = _("Je probeerde dit te vaak. Wacht vijf minuten en probeer het dan opnieuw.")
_WRONG_CODE = _("Deze code klopt niet. Kijk in je app: er staat elke halve minuut een nieuwe code.")


class ClosedAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Het e-mailadres of het wachtwoord klopt niet. Probeer het nog een keer."),
        "enter_current_password": _("Dit is niet je wachtwoord van nu. Vul het nog een keer in."),
        "incorrect_password": _("Dit wachtwoord klopt niet. Vul het nog een keer in."),
        "too_many_login_attempts": _TOO_OFTEN,
        "rate_limited": _TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        send_account_mail(template_prefix, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """From the settings and not from the request: who asks must not choose the host in someone's mail."""
        user, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token})
        return f"{settings.SITE_URL}{path}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the work of the day; who does not work in a wijk lands where they do work."""
        user: Any = request.user
        if holds(user, *STAFF):
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        if holds(user, Function.MUNICIPALITY_ADMIN):
            return reverse("settings")
        return reverse("admin:index" if user.is_staff else "account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not again right after sign-in: who sets up the second step just typed the password."""
        records = get_authentication_records(context.request, context.request.user)
        if any(entry["at"] > time.time() - JUST_NOW for entry in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step at sign-in: a code of an app, or a recovery code."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "rate_limited": _TOO_OFTEN,
        "cannot_delete_authenticator": _("Je gemeente vraagt om een tweede stap. Je kunt hem niet uitzetten."),
    }

    def encrypt(self, text: str) -> str:
        """Who reads the database cannot make codes: the keys of the apps are unreadable without SECRET_KEY."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """With a white ground of its own: a camera does not read black on a dark page."""
        drawn = BytesIO()
        segno.make(url, micro=False).save(drawn, kind="svg", scale=8, light="white")
        return drawn.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_step(authenticator.user)


def _locks() -> "fernet.MultiFernet":
    """The newest secret key locks; older ones (SECRET_KEY_FALLBACKS) still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("wijknet.second-step", "lock", key, algorithm="sha256").digest() for key in keys]
    return fernet.MultiFernet([fernet.Fernet(urlsafe_b64encode(digest)) for digest in digests])


def holds(viewer: Viewer, *functions: Function) -> bool:
    """Whether someone has one of the functions anywhere."""
    return bool(viewer.wijk_ids(*functions) or viewer.municipality_ids(*functions))


def must_have_second_step(user: Any) -> bool:
    """Asked by a gemeente that they work for; of the operator of a real install always."""
    return bool(user.second_factor_required or (settings.PRODUCTION and user.is_staff))

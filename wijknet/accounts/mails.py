"""What colleagues get by mail: the invitation, and word of what happened to their account."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from wijknet.accounts.models import Assignment, User
from wijknet.mail.models import OutgoingMail
from wijknet.mail.services import enqueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Word of something that the reader did, or that someone else did in their name."""

    subject: str
    what: str


# By the template that allauth asks for. A notice says what happened and what to do if it was not you.
NOTICES = {
    "account/email/password_changed": Notice(
        subject="Je wachtwoord is veranderd",
        what="Het wachtwoord van je account bij WijkNet is veranderd.",
    ),
    "account/email/password_reset": Notice(
        subject="Je hebt een nieuw wachtwoord",
        what="Je koos een nieuw wachtwoord voor WijkNet. Op alle apparaten ben je nu uitgelogd.",
    ),
    "mfa/email/totp_activated": Notice(
        subject="De tweede stap staat aan",
        what="Je logt bij WijkNet voortaan in met een extra code van je telefoon.",
    ),
    "mfa/email/totp_deactivated": Notice(
        subject="De tweede stap staat uit",
        what="Je logt bij WijkNet weer in zonder extra code.",
    ),
    "mfa/email/recovery_codes_generated": Notice(
        subject="Je hebt nieuwe herstelcodes",
        what="Je maakte nieuwe herstelcodes voor WijkNet. De oude codes werken niet meer.",
    ),
}
LETTERS = {
    "account/email/password_reset_key": "Kies een nieuw wachtwoord",
    "account/email/unknown_account": "Je hebt geen account bij WijkNet",
}


def send_account_mail(template: str, to: str, context: dict[str, Any]) -> OutgoingMail:
    """A mail that the sign-in pages ask for, by the name of allauth's template."""
    if notice := NOTICES.get(template):
        address = settings.SITE_URL + reverse("account_reset_password")
        return _send(f"account:{uuid4()}", to, notice.subject, "notice", {"what": notice.what, "address": address})
    name = template.rpartition("/")[2]
    return _send(f"account:{uuid4()}", to, LETTERS[template], name, context)


def send_invitation(user: User, *, token: str, request_key: UUID, assignment: Assignment | None) -> OutgoingMail:
    """The personal link to choose a password with. The same form sent twice is the same mail."""
    context = {
        "name": user.name,
        "assignment": assignment,
        "address": settings.SITE_URL + reverse("invitation", kwargs={"token": token}),
    }
    return _send(f"invitation:{request_key}", user.email, "Je bent uitgenodigd voor WijkNet", "invitation", context)


def send_new_function(user: User, *, assignment: Assignment) -> OutgoingMail:
    """For a colleague who already signs in: there is more that they may see now."""
    context = {"name": user.name, "assignment": assignment, "address": settings.SITE_URL + reverse("account_login")}
    return _send(f"function:{assignment.pk}", user.email, "Je hebt een functie erbij in WijkNet", "function", context)


def _send(key: str, to: str, subject: str, name: str, context: dict[str, Any]) -> OutgoingMail:
    text = render_to_string(f"accounts/mail/{name}.txt", context).strip()
    html = render_to_string(f"accounts/mail/{name}.html", context)
    return enqueue(key=key, to=to, subject=subject, text=text, html=html)

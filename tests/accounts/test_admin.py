"""The technical pages: for the operator alone, without secrets, and written in our own log."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry as DjangoLogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD, AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area
from wijknet.jobs.models import JobRun
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.mail.services import enqueue


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("operator@wijknet.example", PASSWORD, name="Operator (test)")


@pytest.fixture
def desk(as_user: AsUser, operator: User) -> Client:
    return as_user(operator)


def lists() -> list[str]:
    return [
        reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_changelist") for kind in admin.site._registry
    ]


def test_the_way_in_is_our_own_sign_in(client: Client, db: None) -> None:
    for address in ("/beheer/", "/beheer/login/", "/beheer/accounts/user/"):
        for response in (client.get(address, follow=True), client.post(address, {"username": "x"}, follow=True)):
            assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_who_is_no_operator_is_refused_everywhere(as_user: AsUser, beheer: User) -> None:
    client = as_user(beheer)
    for address in ["/beheer/", "/beheer/login/", "/beheer/jsi18n/", "/beheer/bestaat-niet/", *lists()]:
        assert client.get(address).status_code in {403, 404}, address
        assert client.post(address).status_code in {403, 404}, address


def test_every_list_opens_without_writing(desk: Client, fatima: User) -> None:
    assert desk.get("/beheer/").status_code == 200
    for address in lists():
        assert desk.get(address).status_code == 200, address


def test_no_page_shows_keys_or_devices_of_colleagues(db: None) -> None:
    shown = {kind._meta.label for kind in admin.site._registry}
    assert not shown & {"account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession", "tokens.PersonalLink"}


def test_passwords_change_on_our_own_page(desk: Client) -> None:
    assert desk.get("/beheer/password_change/")["Location"] == reverse("account_change_password")


def user_form(**more: Any) -> dict[str, Any]:
    inline = {f"assignments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    return inline | {"email": "Eerste@Gouda.example", "name": "Eerste (test)", "is_active": "on"} | more


def test_the_first_admin_of_a_gemeente_is_made_and_invited(desk: Client, operator: User, arnhem: Area) -> None:
    assert desk.post("/beheer/accounts/user/add/", user_form()).status_code == 302
    user = User.objects.get(email="eerste@gouda.example")
    assert not user.has_usable_password()
    given = {"user": user.pk, "area": arnhem.pk, "function": Function.MUNICIPALITY_ADMIN, "start": "2026-01-01"}
    assert desk.post("/beheer/accounts/assignment/add/", given).status_code == 302
    chosen = {"action": "invite", "_selected_action": [user.pk, operator.pk]}
    desk.post("/beheer/accounts/user/", chosen)
    assert OutgoingMail.objects.get().to == user.email
    assert set(LogEntry.objects.values_list("verb", "model", "actor_id")) == {
        ("create", "accounts.User", operator.pk),
        ("create", "accounts.Assignment", operator.pk),
        ("invite_again", "accounts.User", operator.pk),
    }


def test_a_change_is_logged_without_names_and_django_logs_nothing(desk: Client, operator: User, joris: User) -> None:
    address = f"/beheer/accounts/user/{joris.pk}/change/"
    assert desk.post(address, user_form(name="Joris Anders", is_staff="on")).status_code == 302
    joris.refresh_from_db()
    assert (joris.name, joris.email, joris.is_staff, joris.is_superuser) == (
        "Joris Anders",
        "joris@arnhem.example",
        True,
        True,
    )
    entry = LogEntry.objects.get()
    assert entry.fields == ["is_staff", "is_superuser", "name"]
    assert "Joris" not in str(entry.before) + str(entry.after)
    assert not DjangoLogEntry.objects.exists()


def test_users_are_not_deleted_and_functions_are_with_a_line_in_the_log(
    desk: Client, fatima: User, joris: User
) -> None:
    assert desk.post(f"/beheer/accounts/user/{fatima.pk}/delete/", {"post": "yes"}).status_code == 403
    one, other = fatima.assignments.get(), joris.assignments.get()
    desk.post(f"/beheer/accounts/assignment/{one.pk}/delete/", {"post": "yes"})
    desk.post(
        "/beheer/accounts/assignment/",
        {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
    )
    assert not Assignment.objects.filter(pk__in=[one.pk, other.pk]).exists()
    assert list(LogEntry.objects.order_by("pk").values_list("verb", "object_pk")) == [
        ("delete", one.pk),
        ("delete", other.pk),
    ]
    assert not DjangoLogEntry.objects.exists()


@pytest.mark.parametrize("kind", [LogEntry, OutgoingMail, JobRun])
def test_what_machines_write_nobody_changes_by_hand(desk: Client, kind: Any) -> None:
    base = f"/beheer/{kind._meta.app_label}/{kind._meta.model_name}/"
    assert desk.get(f"{base}add/").status_code == 403
    assert desk.post(f"{base}add/").status_code == 403


def test_a_dead_letter_is_seen_and_sent_again_and_not_read(desk: Client) -> None:
    mail = enqueue(
        key="k", to="a@voorbeeld.example", subject="Je idee", text="GEHEIME-LINK", html="<p>GEHEIME-LINK</p>"
    )
    OutgoingMail.objects.update(given_up_at=timezone.now(), tries=7, error="SMTPServerDisconnected")
    address = "/beheer/mail/outgoingmail/"
    assert "opgegeven" in desk.get(address).content.decode()
    detail = desk.get(f"{address}{mail.pk}/change/").content.decode()
    assert "SMTPServerDisconnected" in detail
    assert "GEHEIME-LINK" not in detail
    desk.post(address, {"action": "try_again", "_selected_action": [mail.pk]})
    mail.refresh_from_db()
    assert mail.given_up_at is None

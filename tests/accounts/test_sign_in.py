"""Signing in: one way in, no way to learn who has an account, and a limit on trying."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import Settings

from tests.conftest import PASSWORD, AsUser
from wijknet.accounts.models import User
from wijknet.mail.models import OutgoingMail

NEW = "een-nieuw-lang-wachtwoord"
SIGN_IN = "/accounts/inloggen/"
FORGOTTEN = "/accounts/wachtwoord/vergeten/"


@pytest.fixture(autouse=True)
def _nobody_tried_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_in_mail() -> str:
    text = OutgoingMail.objects.latest("pk").text
    return next(line for line in text.splitlines() if line.startswith("http")).partition("8000")[2]


def test_a_colleague_signs_in_with_e_mail_and_password(client: Client, joris: User) -> None:
    response = sign_in(client, " Joris@Arnhem.example")
    assert response.status_code == 302
    assert signed_in(client)


def test_who_comes_from_a_page_goes_back_there_and_nowhere_else(client: Client, beheer: User) -> None:
    assert sign_in(client, beheer.email, QUERY_STRING="next=/account/")["Location"] == "/account/"
    elsewhere = sign_in(Client(), beheer.email, QUERY_STRING="next=https://elders.example/")
    assert elsewhere["Location"] == reverse("settings")


def test_who_has_no_function_lands_on_their_account(client: Client) -> None:
    User.objects.create_user("nieuw@arnhem.example", PASSWORD, name="Nieuw (test)")
    assert sign_in(client, "nieuw@arnhem.example")["Location"] == reverse("account")
    User.objects.create_superuser("operator@wijknet.example", PASSWORD, name="Operator (test)")
    assert sign_in(Client(), "operator@wijknet.example")["Location"] == reverse("admin:index")


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    client: Client, joris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    set_password, check_password = User.set_password, User.check_password

    def set_(user: User, raw: str | None) -> None:
        hashed.append("set")
        set_password(user, raw)

    def check(user: User, raw: str) -> bool:
        hashed.append("check")
        return check_password(user, raw)

    monkeypatch.setattr(User, "set_password", set_)
    monkeypatch.setattr(User, "check_password", check)
    pages = []
    for email in (joris.email, "niemand@arnhem.example"):
        response = sign_in(client, email, "fout-fout-fout-fout")
        assert response.status_code == 200
        pages.append(response.content.decode().replace(email, "").replace(str(response.context["csrf_token"]), ""))
    assert pages[0] == pages[1]
    assert "klopt niet" in pages[0]
    # One hash each: the answer takes as long for who is not there.
    assert hashed == ["check", "set"]
    assert not signed_in(client)


def test_who_was_shut_out_cannot_sign_in(client: Client, joris: User) -> None:
    User.objects.filter(pk=joris.pk).update(is_active=False)
    assert sign_in(client, joris.email)["Location"] == reverse("account_inactive")
    assert not signed_in(client)
    assert b"gesloten" in client.get(reverse("account_inactive")).content


def test_trying_without_end_is_stopped_per_account(client: Client, joris: User) -> None:
    for number in range(5):
        sign_in(client, joris.email, "fout-fout-fout-fout", REMOTE_ADDR=f"10.0.0.{number}")
    response = sign_in(client, joris.email, REMOTE_ADDR="10.0.0.9")
    assert "te vaak" in response.content.decode()
    assert not signed_in(client)


def test_trying_without_end_is_stopped_per_sender_with_a_page(client: Client) -> None:
    answers = [sign_in(client, f"a{number}@arnhem.example", "x") for number in range(31)]
    assert answers[29].status_code == 200
    assert answers[30].status_code == 429
    assert "Even wachten" in answers[30].content.decode()
    assert sign_in(Client(), "b@arnhem.example", "x", REMOTE_ADDR="10.0.0.8").status_code == 200


def test_behind_a_proxy_the_sender_is_who_the_proxy_names(client: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    assert sign_in(client, "a@b.example", "x", HTTP_X_FORWARDED_FOR="1.1.1.1, 8.8.8.8").status_code == 200
    assert sign_in(client, "a@b.example", "x", HTTP_X_FORWARDED_FOR="2.2.2.2, 8.8.8.8").status_code == 429
    assert sign_in(client, "a@b.example", "x", HTTP_X_FORWARDED_FOR="1.1.1.1, 9.9.9.9").status_code == 200


def test_the_cache_table_shows_no_address_of_anybody(client: Client, joris: User) -> None:
    sign_in(client, joris.email, "fout-fout-fout-fout", REMOTE_ADDR="10.11.12.13")
    with connection.cursor() as cursor:
        cursor.execute('SELECT cache_key, value FROM "cache"')
        rows = str(cursor.fetchall())
    assert len(rows) > 10
    assert "10.11.12.13" not in rows
    assert "joris" not in rows


def test_signing_out_takes_a_post(as_user: AsUser, joris: User) -> None:
    client = as_user(joris)
    assert client.get("/accounts/uitloggen/").status_code == 200
    assert signed_in(client)
    assert client.post("/accounts/uitloggen/").status_code == 302
    assert not signed_in(client)


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    page = client.get(reverse("account_signup"))
    assert "uitnodiging" in page.content.decode()
    sent = {"email": "ik@arnhem.example", "password1": NEW}
    client.post(reverse("account_signup"), sent)
    assert not User.objects.filter(email="ik@arnhem.example").exists()


@pytest.mark.parametrize("name", ["account_email", "account_set_password", "account_confirm_email", "mfa_add_webauthn"])
def test_pages_that_we_do_not_offer_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert name not in {pattern.name for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}


# A forgotten password --------------------------------------------------------------------------------------


def test_a_new_password_by_mail_ends_every_session(client: Client, as_user: AsUser, joris: User) -> None:
    other_device = as_user(joris)
    response = client.post(FORGOTTEN, {"email": joris.email}, follow=True)
    assert "Kijk in je mail" in response.content.decode()
    address = link_in_mail()
    page = client.get(address, follow=True)
    assert joris.check_password(PASSWORD)
    sent = {"password1": NEW, "password2": NEW}
    done = client.post(page.request["PATH_INFO"], sent, follow=True)
    assert "nieuwe wachtwoord is opgeslagen" in done.content.decode()
    joris.refresh_from_db()
    assert joris.check_password(NEW)
    assert other_device.get("/account/").status_code == 302
    assert OutgoingMail.objects.latest("pk").subject == "Je hebt een nieuw wachtwoord"
    assert "werkt niet meer" in Client().get(address, follow=True).content.decode()


def test_forgotten_gives_the_same_answer_for_whoever_asks(client: Client, joris: User) -> None:
    invited = User.objects.create_user("genodigd@arnhem.example", name="Genodigd (test)")
    shut = User.objects.create_user("dicht@arnhem.example", PASSWORD, name="Dicht (test)", is_active=False)
    answers = {}
    for email in (joris.email, "niemand@arnhem.example", invited.email, shut.email):
        response = client.post(FORGOTTEN, {"email": email})
        answers[email] = (response.status_code, response["Location"], OutgoingMail.objects.filter(to=email).count())
    assert set(answers.values()) == {(302, reverse("account_reset_password_done"), 1)}
    subjects = dict(OutgoingMail.objects.values_list("to", "subject"))
    assert subjects.pop(joris.email) == "Kies een nieuw wachtwoord"
    assert set(subjects.values()) == {"Je hebt geen account bij WijkNet"}


def test_forgotten_is_limited_the_same_for_a_known_and_an_unknown_address(client: Client, joris: User) -> None:
    for email in (joris.email, "niemand@arnhem.example"):
        codes = [client.post(FORGOTTEN, {"email": email}).status_code for _ in range(4)]
        assert codes == [302, 302, 302, 429]


def test_the_link_in_a_mail_does_not_come_from_the_request(client: Client, joris: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(FORGOTTEN, {"email": joris.email}, headers={"Host": "boef.example"})
    mail = OutgoingMail.objects.latest("pk")
    assert "boef" not in mail.text + mail.html
    assert settings.SITE_URL in mail.text


def test_a_mail_has_text_and_html_with_the_same_link(client: Client, joris: User) -> None:
    client.post(FORGOTTEN, {"email": joris.email})
    mail = OutgoingMail.objects.latest("pk")
    assert link_in_mail() in mail.html
    assert mail.text.startswith("Hallo,")
    assert "<" not in mail.text
    assert "{%" not in mail.text + mail.html


# Changing it -----------------------------------------------------------------------------------------------


def change(client: Client, now: str, new: str) -> Any:
    return client.post("/accounts/wachtwoord/", {"oldpassword": now, "password1": new, "password2": new})


def test_changing_a_password_keeps_this_device_and_ends_the_others(as_user: AsUser, joris: User) -> None:
    here, there = as_user(joris), as_user(joris)
    assert change(here, PASSWORD, NEW)["Location"] == reverse("account")
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert OutgoingMail.objects.get(to=joris.email).subject == "Je wachtwoord is veranderd"


@pytest.mark.parametrize("new", ["kort", "administrator", "joris@arnhem.example", "a\0" * 12])
def test_a_weak_password_is_refused(as_user: AsUser, joris: User, new: str) -> None:
    response = change(as_user(joris), PASSWORD, new)
    assert response.status_code == 200
    assert response.context["form"].errors
    joris.refresh_from_db()
    assert joris.check_password(PASSWORD)


def test_the_password_of_now_is_asked_for(as_user: AsUser, joris: User) -> None:
    assert "niet je wachtwoord van nu" in change(as_user(joris), "iets-heel-anders", NEW).content.decode()
    joris.refresh_from_db()
    assert joris.check_password(PASSWORD)


# Pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [SIGN_IN, FORGOTTEN, "/accounts/wachtwoord/verstuurd/", "/accounts/aanmelden/"])
def test_pages_before_sign_in_are_ours(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert 'lang="nl"' in html
    assert "wn-public" in html
    assert "placeholder=" not in html
    assert "style=" not in html


def test_sessions_are_listed_and_others_can_be_ended(client: Client, joris: User) -> None:
    there = Client()
    sign_in(there, joris.email, HTTP_USER_AGENT="Telefoon")
    sign_in(client, joris.email, HTTP_USER_AGENT="Laptop")
    page = client.get("/accounts/apparaten/").content.decode()
    assert "Telefoon" in page
    assert "Laptop" in page
    client.post("/accounts/apparaten/")
    assert there.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200

"""An invitation opens one account, once, for who was invited."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.conftest import PASSWORD, AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.services import INVITATION, invite, send_invitation_again
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink
from wijknet.tokens.services import issue_link

NEW = "vier-woorden-achter-elkaar"


@pytest.fixture(autouse=True)
def _nobody_tried_yet(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(area: Area, by: User, email: str = "Noor@Arnhem.example", key: UUID | None = None, **more: Any) -> User:
    given = {"name": "Noor (test)", "function": Function.WIJKMANAGER, "end": None} | more
    return invite(email=email, area=area, by=by, request_key=key or uuid4(), **given)


def address() -> str:
    """The path of the link in the newest mail."""
    text = OutgoingMail.objects.latest("pk").text
    return "/uitnodiging/" + next(line for line in text.splitlines() if "/uitnodiging/" in line).rpartition("ging/")[2]


def choose(client: Client, where: str, password: str = NEW) -> Any:
    return client.post(where, {"password": password, "password_again": password})


def test_an_invitation_makes_a_user_a_function_a_mail_and_a_log(klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    assert (noor.email, noor.name, noor.has_usable_password()) == ("noor@arnhem.example", "Noor (test)", False)
    assert noor.wijk_ids(Function.WIJKMANAGER) == {klarendal.pk}
    mail = OutgoingMail.objects.get(to=noor.email)
    assert "Hallo Noor (test)," in mail.text
    assert "wijkmanager, Klarendal" in mail.text
    assert address() in mail.html
    assert not EmailAddress.objects.get(user=noor).verified
    log = set(LogEntry.objects.values_list("verb", "model", "actor_id", "municipality_id"))
    assert log == {
        ("create", "accounts.User", beheer.pk, None),
        ("create", "accounts.Assignment", beheer.pk, klarendal.municipality_id),
    }
    assert "noor" not in str(LogEntry.objects.values()).lower()


def test_opening_the_link_does_nothing(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    for _ in range(2):
        page = client.get(address())
        assert page.status_code == 200
        assert "Noor (test)" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    noor.refresh_from_db()
    assert not noor.has_usable_password()
    assert "_auth_user_id" not in client.session


def test_choosing_a_password_signs_in_and_uses_the_link_up(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    where = address()
    assert choose(client, where)["Location"] == "/dashboard/"
    assert client.get("/account/").status_code == 200
    noor.refresh_from_db()
    assert noor.check_password(NEW)
    assert EmailAddress.objects.get(user=noor).verified
    assert LogEntry.objects.get(verb="accept_invitation").actor_id == noor.pk
    for other in (client, Client()):
        assert other.get(where).status_code == 404
        assert choose(other, where, "nog-een-ander-wachtwoord").status_code == 404
    noor.refresh_from_db()
    assert noor.check_password(NEW)


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [("kort", "kort", "12"), (NEW, "iets-anders-dan-dat", "ander wachtwoord"), ("", "", "Vul in")],
)
def test_a_password_that_will_not_do_leaves_the_link_whole(
    client: Client, klarendal: Area, beheer: User, password: str, again: str, says: str
) -> None:
    ask(klarendal, beheer)
    where = address()
    page = client.post(where, {"password": password, "password_again": again})
    assert page.status_code == 200
    assert says in page.content.decode()
    assert "<title>Fout:" in page.content.decode()
    assert choose(client, where).status_code == 302


def test_links_that_do_not_work_all_get_the_same_answer(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    where = address()
    other_purpose = issue_link(purpose="follow", target=noor)
    pages = [client.get("/uitnodiging/bestaat-niet/"), client.get(f"/uitnodiging/{other_purpose}/")]
    PersonalLink.objects.filter(purpose=INVITATION).update(expires_at=timezone.now() - timedelta(seconds=1))
    pages += [client.get(where), choose(client, where)]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_who_was_shut_out_meanwhile_does_not_come_in(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    User.objects.filter(pk=noor.pk).update(is_active=False)
    assert choose(client, address()).status_code == 404


def test_a_link_holds_fourteen_days(klarendal: Area, beheer: User) -> None:
    ask(klarendal, beheer)
    link = PersonalLink.objects.get(purpose=INVITATION)
    assert link.expires_at
    assert timedelta(days=13, hours=23) < link.expires_at - timezone.now() <= timedelta(days=14)


def test_sent_again_only_the_newest_link_works(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    old = address()
    key = uuid4()
    for _ in range(2):
        send_invitation_again(user=noor, request_key=key, by=beheer)
    assert OutgoingMail.objects.filter(to=noor.email).count() == 2
    assert client.get(old).status_code == 404
    assert client.get(address()).status_code == 200


def test_the_same_form_twice_is_one_invitation(klarendal: Area, beheer: User) -> None:
    key = uuid4()
    assert ask(klarendal, beheer, key=key) == ask(klarendal, beheer, key=key)
    assert OutgoingMail.objects.count() == 1
    assert PersonalLink.objects.count() == 1
    assert Assignment.objects.filter(user__email="noor@arnhem.example").count() == 1


def test_who_already_signs_in_gets_word_and_keeps_name_and_password(
    geitenkamp: Area, beheer: User, fatima: User
) -> None:
    assert ask(geitenkamp, beheer, email=fatima.email, name="Iemand anders") == fatima
    fatima.refresh_from_db()
    assert fatima.name == "Fatima (test)"
    assert fatima.check_password(PASSWORD)
    assert not PersonalLink.objects.exists()
    assert OutgoingMail.objects.get().subject == "Je hebt een functie erbij in WijkNet"
    assert fatima.assignments.count() == 2


def test_who_has_the_function_already_gets_no_second_one(klarendal: Area, beheer: User, fatima: User) -> None:
    ask(klarendal, beheer, email=fatima.email)
    assert fatima.assignments.count() == 1


def test_who_was_shut_out_comes_back_by_invitation(client: Client, klarendal: Area, beheer: User) -> None:
    noor = ask(klarendal, beheer)
    User.objects.filter(pk=noor.pk).update(is_active=False)
    ask(klarendal, beheer)
    noor.refresh_from_db()
    assert noor.is_active
    assert choose(client, address()).status_code == 302


def test_someone_else_who_is_signed_in_makes_room(as_user: AsUser, klarendal: Area, beheer: User) -> None:
    client = as_user(beheer)
    noor = ask(klarendal, beheer)
    choose(client, address())
    assert client.session["_auth_user_id"] == str(noor.pk)


def test_trying_without_end_is_stopped(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "2/m/ip"}
    assert [choose(client, "/uitnodiging/gok/").status_code for _ in range(3)] == [404, 404, 429]
    assert client.get("/uitnodiging/gok/").status_code == 404

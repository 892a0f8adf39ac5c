"""Persons: by function or own consent, told in time, ended by a link, and gone without a trace."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.mails import STOP
from actors.models import Actor, Person, PersonFunction, Reach, Tie
from actors.services import (
    add_person_function,
    add_tie,
    clear_old,
    end_person_function,
    erase_person,
    give_stop_link,
    set_reach,
    tell_person,
)
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.models import Agreement
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.models import PersonalLink
from wijknet.ui.dates import today

NAME = "Emine Voorbeeld (test)"
WISH = "ik wil aanspreekpunt zijn voor de theeuur"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def typed(**values: Any) -> dict[str, Any]:
    return {"name": NAME, "title": "gastvrouw", "ground": "FUNCTION", "request_key": str(uuid4()), **values}


def page_of(function: PersonFunction, more: str = "") -> str:
    return f"/actoren/{function.actor_id}/aanspreekpunt/{function.pk}/{more}"


# Why someone may stand here


def test_consent_is_kept_in_its_words_and_a_link_is_mailed(browser_of_fatima: Client, bakery: Actor) -> None:
    sent = typed(ground="CONSENT", consent_text=WISH, email="emine@voorbeeld.example")
    for _click in range(2):
        assert browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", sent).status_code == 302
    person = Person.objects.get()
    assert (person.consent_text, person.told_on, person.retain_until) == (
        WISH,
        today(),
        today() + timedelta(days=365),
    )
    consent = Consent.objects.get()
    assert (consent.text_key, consent.text_version, consent.subject_pk) == ("be_contact", 1, person.pk)
    mail = OutgoingMail.objects.get()
    assert mail.to == "emine@voorbeeld.example"
    assert NAME not in mail.text + mail.html
    assert "/aanspreekpunt/" in mail.text


def test_without_mail_the_link_is_shown_once(browser_of_fatima: Client, bakery: Actor, client: Client) -> None:
    sent = typed(ground="CONSENT", consent_text=WISH)
    answer = browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", sent)
    function = PersonFunction.objects.get()
    assert answer["Location"] == page_of(function, "link/")
    shown = browser_of_fatima.post(answer["Location"]).content.decode()
    token = re.search(r"/aanspreekpunt/([\w-]{43})/", shown)[1]  # type: ignore[index]
    assert client.get(f"/aanspreekpunt/{token}/").status_code == 200
    browser_of_fatima.post(answer["Location"])
    assert client.get(f"/aanspreekpunt/{token}/").status_code == 404, "a newer link closes the older one"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ground": "CONSENT"}, "Bij toestemming horen de eigen woorden"),
        ({"ground": "FUNCTION", "consent_text": WISH}, "Bij een functie hoort geen toestemming"),
        ({"ground": ""}, "Maak een keuze bij"),
        ({"ground": "GUESS"}, "Kies iets uit de lijst."),
        ({"told_on": "2099-01-01", "told_how": "brief"}, "Deze dag is nog niet geweest."),
        ({"told_on": "2026-01-02"}, "Vul in wanneer én hoe"),
        ({"name": "x\0y"}, None),
        ({"name": ""}, "Vul in: naam"),
        ({"phone": "bel maar"}, "telefoonnummer"),
    ],
)
def test_what_may_not_be_is_told_and_nothing_is_kept(
    browser_of_fatima: Client, bakery: Actor, values: dict[str, str], message: str | None
) -> None:
    answer = browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", typed(**values))
    assert answer.status_code == 400
    assert message is None or message.lower() in answer.content.decode().lower()
    assert not Person.objects.exists()
    assert not Consent.objects.exists()


# The page of a person


def test_every_look_is_written_down(browser_of_fatima: Client, owner: PersonFunction) -> None:
    for more in ("", "bewerken/", "verteld/", "link/", "weg/", "wissen/"):
        before = ReadEntry.objects.count()
        assert browser_of_fatima.get(page_of(owner, more)).status_code == 200
        assert ReadEntry.objects.filter(object_pk=owner.person_id).count() == before + 1, more


def test_a_person_is_put_right(browser_of_fatima: Client, owner: PersonFunction) -> None:
    right = {"name": "Emine de Groot (test)", "title": "bedrijfsleider", "phone": "026 123 45 67", "version": 1}
    assert browser_of_fatima.post(page_of(owner, "bewerken/"), right).status_code == 302
    owner.refresh_from_db()
    assert (owner.title, owner.person.name) == (right["title"], right["name"])
    assert browser_of_fatima.post(page_of(owner, "bewerken/"), right).status_code == 409
    entries = str(list(LogEntry.objects.values_list("before", "after")))
    assert "Emine" not in entries
    assert "bedrijfsleider" not in entries


def test_the_page_stays_within_its_queries(browser_of_fatima: Client, owner: PersonFunction) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert browser_of_fatima.get(page_of(owner)).status_code == 200
    assert len(asked) <= 12, [query["sql"] for query in asked]


def test_who_left_or_stands_elsewhere_has_no_page(
    browser_of_fatima: Client, owner: PersonFunction, practice: Actor, fatima: User
) -> None:
    assert browser_of_fatima.get(f"/actoren/{practice.pk}/aanspreekpunt/{owner.pk}/").status_code == 404
    end_person_function(function=owner, by=fatima)
    assert browser_of_fatima.get(page_of(owner)).status_code == 404


# Told


def test_who_was_not_told_asks_for_it_and_then_goes(
    browser_of_fatima: Client, as_user: AsUser, joris: User, anna: User, owner: PersonFunction
) -> None:
    asks = "Vertel iemand bij Bakkerij Yıldız (test)"

    def day(days: int, user: Client = browser_of_fatima) -> str:
        Person.objects.update(added_on=today() - timedelta(days=days))
        return user.get("/dashboard/").content.decode()

    assert asks not in day(6)
    assert asks in day(7)
    assert asks in day(31)
    assert NAME not in day(31), "no name, so no read to log"
    assert asks not in day(31, as_user(joris))
    assert asks not in day(31, as_user(anna))
    assert asks not in day(32)
    assert browser_of_fatima.get(page_of(owner)).status_code == 404
    assert clear_old() == 1
    assert not Person.objects.exists()
    assert not LogEntry.objects.filter(model="actors.Person").exclude(verb="erase").filter(erased=False).exists()


def test_one_button_and_it_is_told(browser_of_fatima: Client, owner: PersonFunction) -> None:
    Person.objects.update(added_on=today() - timedelta(days=20))
    assert page_of(owner, "verteld/") in browser_of_fatima.get("/dashboard/").content.decode()
    sent = {"how": "per telefoon", "on": today().isoformat()}
    assert browser_of_fatima.post(page_of(owner, "verteld/"), sent).status_code == 302
    person = Person.objects.get()
    assert (person.told_on, person.told_how) == (today(), "per telefoon")
    assert "Vertel iemand" not in browser_of_fatima.get("/dashboard/").content.decode()
    assert clear_old() == 0


# Ending it


def test_the_link_shows_and_the_button_ends(
    client: Client, bakery: Actor, klarendal: Area, fatima: User, owner: PersonFunction, person_token: str
) -> None:
    Agreement.objects.create(
        area=klarendal,
        municipality=klarendal.municipality or klarendal,
        actor=bakery,
        function=owner,
        what="bellen",
        by=fatima,
        due=today(),
    )
    address = f"/aanspreekpunt/{person_token}/"
    shown = client.get(address)
    assert NAME in shown.content.decode()
    assert shown["Cache-Control"].startswith("max-age=0")
    assert Person.objects.exists(), "opening it changes nothing"
    gone = client.post(address)
    assert "Je gegevens zijn gewist" in gone.content.decode()
    assert not Person.objects.exists()
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert not PersonalLink.objects.filter(purpose=STOP, revoked_at=None).exists()
    assert Agreement.objects.get().function is None
    assert "Emine" not in str(list(LogEntry.objects.values()))


@pytest.mark.parametrize("token", ["x", "é" * 43, "x" * 200])
def test_a_guessed_link_says_no_more_than_that(client: Client, owner: PersonFunction, token: str) -> None:
    assert client.get(f"/aanspreekpunt/{token}/").status_code == 404


def test_consent_ends_with_the_person(bakery: Actor, fatima: User) -> None:
    function = add_person_function(
        by=fatima,
        actor=bakery,
        name=NAME,
        title="gastvrouw",
        ground="CONSENT",
        consent_text=WISH,
        told_on=today(),
        told_how="in een gesprek",
        retain_until=today(),
    )
    erase_person(person=function.person, by=fatima)
    assert Consent.objects.get().withdrawn_at is not None
    assert not PersonFunction.objects.exists()


def test_staff_erase_on_request(browser_of_fatima: Client, owner: PersonFunction) -> None:
    assert browser_of_fatima.post(page_of(owner, "wissen/")).status_code == 302
    assert not Person.objects.exists()


# Nieuw gezicht


@pytest.fixture
def known(bakery: Actor, practice: Actor, klarendal: Area, elderly: ResidentGroup, fatima: User) -> None:
    add_tie(by=fatima, area=klarendal, source=practice, target=bakery, strength=3)
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED")


@pytest.mark.usefixtures("known")
def test_a_new_face_inherits_nothing(
    browser_of_fatima: Client, bakery: Actor, owner: PersonFunction, klarendal: Area, fatima: User
) -> None:
    Agreement.objects.create(
        area=klarendal,
        municipality=klarendal.municipality or klarendal,
        actor=bakery,
        what="Posters brengen",
        by=fatima,
        due=today(),
    )
    tell_person(person=owner.person, by=fatima, how="in een gesprek")
    start = browser_of_fatima.get(f"/actoren/{bakery.pk}/aanspreekpunt/")
    form = start.context["form"]
    assert (form["replaces"].value(), form["title"].value(), form["ground"].value()) == (
        owner.pk,
        "eigenaar",
        "FUNCTION",
    )
    sent = typed(name="Ali Voorbeeld (test)", title="eigenaar", replaces=owner.pk)
    answer = browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", sent)
    assert answer["Location"] == f"/actoren/{bakery.pk}/nieuw-gezicht/"
    new = Person.objects.get(name="Ali Voorbeeld (test)")
    assert (new.phone, new.told_on) == ("", None)
    assert [function.person for function in bakery.functions.shown()] == [new]
    assert Tie.objects.get().last_confirmed_on is None
    assert Reach.objects.get().last_confirmed_on is None
    assert LogEntry.objects.filter(verb="new_face").count() == 3
    page = browser_of_fatima.get(answer["Location"]).content.decode()
    for words in ("Posters brengen", "Huisartsenpraktijk De Linden (test)", "Ouderen die alleen wonen"):
        assert words in page
    assert "Emine" not in page


def test_a_first_meeting_asks_until_it_was(browser_of_fatima: Client, bakery: Actor, owner: PersonFunction) -> None:
    asks = "Maak kennis met het nieuwe gezicht bij Bakkerij Yıldız (test)"
    sent = typed(name="Ali Voorbeeld (test)", title="eigenaar", replaces=owner.pk)
    browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", sent)
    assert asks in browser_of_fatima.get("/dashboard/").content.decode()
    Actor.objects.update(last_spoken_on=today(), new_face_on=today() - timedelta(days=1))
    assert asks not in browser_of_fatima.get("/dashboard/").content.decode()
    Actor.objects.update(last_spoken_on=today(), new_face_on=today())
    assert asks in browser_of_fatima.get("/dashboard/").content.decode()
    assert browser_of_fatima.post(f"/actoren/{bakery.pk}/kennisgemaakt/").status_code == 302
    assert asks not in browser_of_fatima.get("/dashboard/").content.decode()


@pytest.mark.usefixtures("known")
def test_a_first_person_and_a_second_change_nothing_of_the_place(
    browser_of_fatima: Client, bakery: Actor, owner: PersonFunction
) -> None:
    browser_of_fatima.post(f"/actoren/{bakery.pk}/aanspreekpunt/", typed(name="Tweede (test)"))
    bakery.refresh_from_db()
    assert bakery.new_face_on is None
    assert Tie.objects.get().last_confirmed_on == today()
    assert bakery.functions.shown().count() == 2


@pytest.mark.usefixtures("known")
def test_a_new_face_stays_within_its_queries(browser_of_fatima: Client, bakery: Actor, owner: PersonFunction) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert browser_of_fatima.get(f"/actoren/{bakery.pk}/nieuw-gezicht/").status_code == 200
    assert len(asked) <= 15, [query["sql"] for query in asked]


def test_who_belongs_elsewhere_is_not_replaced(
    bakery: Actor, practice: Actor, owner: PersonFunction, fatima: User
) -> None:
    with pytest.raises(ValidationError, match="andere plek"):
        add_person_function(by=fatima, actor=practice, name=NAME, title="arts", ground="FUNCTION", replaces=owner)
    assert Person.objects.count() == 1


def test_a_link_for_who_has_mail_is_mailed(owner: PersonFunction, bakery: Actor, fatima: User) -> None:
    Person.objects.update(email="emine@voorbeeld.example")
    owner.person.refresh_from_db()
    assert give_stop_link(person=owner.person, actor=bakery, by=fatima) == ""
    assert OutgoingMail.objects.get().to == "emine@voorbeeld.example"

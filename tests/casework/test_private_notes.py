"""Who sees a note: what is "alleen ik" shows nowhere to anybody else, what is "gemeente" shows to colleagues there.

The note carries a word that stands nowhere else; every address of the access table is asked for by everybody.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from tests.access_table import TABLE
from tests.conftest import AsUser, make_user
from tests.test_access import address_of
from tests.world import World
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, ContactMoment, Signal
from wijknet.casework.services import Heard, NewAgreement, Next, Talk, change_moment, log_moment, open_case
from wijknet.casework.services.reminders import send_digests, send_reminders
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.ui.dates import add_working_days, today

CANARY, SEARCHED = "kanariezin", "vlinderwoord"
OTHERS = ("joris", "sara", "anna", "beheer", "other_gemeente", "nobody")


@pytest.fixture
def sara(klarendal: Area) -> User:
    """A second wijkmanager in the wijk of fatima."""
    return make_user("sara@arnhem.example", "Sara (test)", klarendal, Function.WIJKMANAGER)


def note(world: World, visibility: str) -> ContactMoment:
    """A talk with everything hung on it that a talk can have."""
    return log_moment(
        by=world.fatima,
        area=world.klarendal,
        key=uuid4(),
        talk=Talk(
            line=f"Dit is een {CANARY} met {SEARCHED}.",
            parties=[world.bakery, world.tea_hour],
            visibility=visibility,
            initiative=world.kookavond,
        ),
        agreement=NewAgreement(what=f"Doen: {CANARY}", due=today()),
        heard=Heard(signal=world.signal, street="Akkerstraat"),
    )


def pages(browser: Client, world: World, moment: ContactMoment) -> Iterator[tuple[str, str]]:
    """What every address answers: of the access table, searched, filtered, and of the note itself."""
    asked = [address_of(name, world) for name in sorted(TABLE) if not name.startswith("account")]
    asked += [f"/contactmomenten/?wie={who}" for who in ("ik", "gemeente")]
    asked += [f"/afspraken/?staat={state}" for state in ("laat", "week", "klaar")]
    asked += [f"{path}?zoek={SEARCHED}&woorden={SEARCHED}&q={SEARCHED}" for path in ("/actoren/", "/netwerken/")]
    agreement = moment.agreements.get()
    things: tuple[ContactMoment | Agreement, ...] = (moment, agreement)
    asked += [f"{thing.get_absolute_url()}{verb}" for thing in things for verb in ("", "wijzigen/", "afronden/")]
    asked += [f"/verbindingen/nieuw/?moment={moment.pk}", f"/contactmomenten/nieuw/?moment={moment.pk}"]
    for address in asked:
        response = browser.get(address)
        content: Any = b"".join(response) if response.streaming else response.content
        yield address, content.decode(errors="replace")


def browser_of(person: str, world: World, sara: User, as_user: AsUser) -> Client:
    if person == "nobody":
        return Client()
    return as_user(sara if person == "sara" else getattr(world, person))


@pytest.mark.parametrize("person", OTHERS)
def test_a_note_for_me_shows_to_nobody_else(person: str, world: World, sara: User, as_user: AsUser) -> None:
    moment = note(world, "ONLY_ME")
    browser = browser_of(person, world, sara, as_user)
    leaks = [address for address, words in pages(browser, world, moment) if CANARY in words]
    assert leaks == []


def test_the_writer_sees_it_so_the_walk_can_fail(world: World, sara: User, as_user: AsUser) -> None:
    moment = note(world, "ONLY_ME")
    found = [address for address, words in pages(as_user(world.fatima), world, moment) if CANARY in words]
    assert {moment.get_absolute_url(), "/contactmomenten/", "/afspraken/", "/dashboard/"} <= set(found)
    assert world.bakery.get_absolute_url() in found


def test_a_colleague_counts_as_many_as_without_the_note(
    world: World, sara: User, as_user: AsUser, klarendal: Area
) -> None:
    """Lists, the dashboard and a timeline read the same, but for the day on which the place was spoken to."""
    browser = as_user(sara)
    addresses = ["/contactmomenten/", "/afspraken/", "/dashboard/", world.kookavond.get_desk_url()]
    before = [plain(browser.get(address)) for address in addresses]
    log_moment(
        by=world.fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line=CANARY, visibility="ONLY_ME", initiative=world.kookavond),
        agreement=NewAgreement(what=CANARY, due=today(), street="Akkerstraat"),
    )
    assert [plain(browser.get(address)) for address in addresses] == before


def plain(response: Any) -> str:
    """A page without what is different each time: tokens and keys."""
    lines = response.content.decode().splitlines()
    return "\n".join(
        line for line in lines if not any(word in line for word in ("csrf", "CSRF", "request_key", "uuid", "nonce"))
    )


@pytest.mark.parametrize("person", ["joris", "sara", "anna"])
def test_a_note_for_the_gemeente_shows_to_colleagues_there(
    person: str, world: World, sara: User, as_user: AsUser
) -> None:
    moment = note(world, "MUNICIPALITY")
    browser = browser_of(person, world, sara, as_user)
    assert CANARY in browser.get("/contactmomenten/?wie=gemeente").content.decode()
    assert CANARY in browser.get(moment.get_absolute_url()).content.decode()


@pytest.mark.parametrize("person", ["other_gemeente", "nobody"])
def test_a_note_for_the_gemeente_stays_there(person: str, world: World, sara: User, as_user: AsUser) -> None:
    moment = note(world, "MUNICIPALITY")
    browser = browser_of(person, world, sara, as_user)
    assert [address for address, words in pages(browser, world, moment) if CANARY in words] == []


@time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False)
def test_neither_log_nor_mail_carries_the_words(world: World) -> None:
    """On a Monday morning, when both mails of the week go out."""
    moment = note(world, "ONLY_ME")
    send_reminders()
    send_digests()
    mailed = set(OutgoingMail.objects.filter(to=world.fatima.email).values_list("subject", flat=True))
    assert {"Vandaag in je wijk", "Je week in de wijk"} <= mailed
    assert LogEntry.objects.filter(model="casework.ContactMoment", object_pk=moment.pk).exists()
    assert CANARY not in "".join(f"{entry.before}{entry.after}" for entry in LogEntry.objects.all())
    assert CANARY not in "".join(f"{mail.subject}{mail.text}{mail.html}" for mail in OutgoingMail.objects.all())


def test_a_note_that_becomes_private_takes_its_agreement_along(world: World, sara: User, as_user: AsUser) -> None:
    moment = note(world, "WIJK")
    agreement = moment.agreements.get()
    assert as_user(sara).get(agreement.get_absolute_url()).status_code == 200
    talk = Talk(line=moment.line, visibility="ONLY_ME")
    change_moment(by=world.fatima, moment=moment, version=moment.version, talk=talk)
    assert as_user(sara).get(agreement.get_absolute_url()).status_code == 404


def test_a_signal_from_a_private_note_does_not_take_its_words(fatima: User, klarendal: Area) -> None:
    private = Talk(line=CANARY, visibility="ONLY_ME")
    log_moment(by=fatima, area=klarendal, key=uuid4(), talk=private, heard=Heard(street="Duifstraat"))
    assert Signal.objects.get().title == "Duifstraat"
    with pytest.raises(ValidationError):
        log_moment(by=fatima, area=klarendal, key=uuid4(), talk=private, heard=Heard())


def test_a_case_from_a_private_note_hides_the_note(world: World, sara: User, as_user: AsUser, klarendal: Area) -> None:
    moment = note(world, "ONLY_ME")
    case: Case = open_case(
        by=world.fatima,
        area=klarendal,
        key=uuid4(),
        title="Bankje",
        question="Waar kan een bankje staan?",
        following=Next(problem="unsolved", step="Bellen", turn="ME", due=add_working_days(today(), 5)),
        life=[world.bakery],
        moment=moment,
    )
    link = f'href="{moment.get_absolute_url()}"'
    assert link in as_user(world.fatima).get(case.get_absolute_url()).content.decode()
    page = as_user(sara).get(case.get_absolute_url()).content.decode()
    assert link not in page
    assert CANARY not in page
    blank = as_user(world.fatima).get("/verbindingen/nieuw/", {"moment": moment.pk}).content.decode()
    assert f'value="Dit is een {CANARY}' not in blank


def test_the_form_says_that_private_is_not_secret(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    page = as_user(fatima).get("/contactmomenten/nieuw/").content.decode()
    assert "Niet geheim: valt onder inzage en Woo." in page

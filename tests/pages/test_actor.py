"""An actor, a network and a gemeente contact seen whole."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, InformalNetwork, MunicipalContact, PersonFunction, Tie
from actors.services import (
    add_actor,
    add_municipal_contact,
    add_network,
    add_person_function,
    add_tie,
    change_actor,
    note_approach,
    set_reach,
)
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.models import ReadEntry
from wijknet.ui.dates import today


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def text_of(client: Client, thing: Actor | InformalNetwork | MunicipalContact) -> str:
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_bare_actor_says_what_is_not_known(bakery: Actor, browser_of_fatima: Client) -> None:
    page = text_of(browser_of_fatima, bakery)
    for words in ("Nog geen aanspreekpunt", "Nog geen relaties bekend", "Nog niet gevraagd", "nog niet gesproken"):
        assert words in page
    assert f"/contactmomenten/nieuw/?actor={bakery.pk}" in page
    assert f"/verbindingen/nieuw/?actor={bakery.pk}" in page


def test_a_full_actor_shows_it_all(
    bakery: Actor,
    owner: PersonFunction,
    tie: Tie,
    practice: Actor,
    tea_hour: InformalNetwork,
    elderly: ResidentGroup,
    fatima: User,
    browser_of_fatima: Client,
) -> None:
    ResidentGroup.objects.create(area=bakery.area, municipality=bakery.municipality, name="Jongeren van 16 tot 23")
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED", source_text="een bewoner")
    tea_hour.actors.add(bakery)
    page = text_of(browser_of_fatima, bakery)
    for words in (
        *("Emine Voorbeeld (test)", "eigenaar", "openbare of beroepsmatige functie", "nog niet verteld"),
        *(practice.name, "kent goed", "wordt vertrouwd", "een bewoner", tea_hour.name, "Jongeren van 16 tot 23"),
    ):
        assert words in page, words
    assert 'href="tel:0612345678"' in page


def test_the_other_side_tells_it_too(tie: Tie, practice: Actor, bakery: Actor, browser_of_fatima: Client) -> None:
    page = text_of(browser_of_fatima, practice)
    assert bakery.name in page
    assert 'href="tel:0261234567"' in page


def test_what_nobody_confirmed_asks_for_it(tie: Tie, bakery: Actor, browser_of_fatima: Client) -> None:
    assert "klopt dit nog?" not in text_of(browser_of_fatima, bakery)
    Tie.objects.update(last_confirmed_on=today() - timedelta(days=200))
    page = text_of(browser_of_fatima, bakery)
    assert "klopt dit nog?" in page
    assert "Klopt nog" in page


def test_who_looked_at_a_person_is_written_down(
    bakery: Actor, practice: Actor, owner: PersonFunction, fatima: User, browser_of_fatima: Client
) -> None:
    text_of(browser_of_fatima, practice)
    assert not ReadEntry.objects.exists()
    text_of(browser_of_fatima, bakery)
    read = ReadEntry.objects.get()
    assert (read.actor_id, read.model, read.object_pk) == (fatima.pk, "actors.Person", owner.person_id)


def test_who_was_not_told_in_time_is_gone(bakery: Actor, owner: PersonFunction, browser_of_fatima: Client) -> None:
    owner.person.added_on = today() - timedelta(days=40)
    owner.person.save()
    assert "Emine" not in text_of(browser_of_fatima, bakery)
    assert not ReadEntry.objects.exists()


def test_a_sensitive_place_has_no_people_and_no_ties(mosque: Actor, browser_of_fatima: Client) -> None:
    page = text_of(browser_of_fatima, mosque)
    assert "Aanspreekpunt" not in page
    assert "Wie kent wie" not in page
    assert "Bereikt deze groepen" in page


def test_asked_too_often_is_said_without_telling_on_another_wijk(
    bakery: Actor, klarendal: Area, geitenkamp: Area, fatima: User, anna: User, browser_of_fatima: Client
) -> None:
    for area, by, why in ((klarendal, fatima, "brood"), (klarendal, fatima, "posters"), (geitenkamp, anna, "geheim")):
        note_approach(actor=bakery, by=by, area=area, why=why)
    page = text_of(browser_of_fatima, bakery)
    assert "Al 3 keer gevraagd in 6 weken" in page
    assert "2 keer vanuit jouw wijken en 1 keer vanuit een andere wijk" in page
    assert "geheim" not in page


def test_one_question_long_ago_is_no_warning(
    bakery: Actor, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    note_approach(actor=bakery, by=fatima, area=klarendal, why="brood")
    note_approach(actor=bakery, by=fatima, area=klarendal, why="brood", on=today() - timedelta(weeks=7))
    page = text_of(browser_of_fatima, bakery)
    assert "1 keer in 6 weken" in page
    assert "Al 1 keer" not in page


def test_a_reader_sees_it_all_and_changes_nothing(
    bakery: Actor, owner: PersonFunction, tie: Tie, as_user: AsUser, joris: User
) -> None:
    Tie.objects.update(last_confirmed_on=None)
    page = text_of(as_user(joris), bakery)
    assert "Emine" in page
    closed = ("/bewerken/", "/verteld/", "/weg/", '/aanspreekpunt/"', "/relatie/", "/bereik/", "/klopt/", "/nieuw/")
    for address in closed:
        assert address not in page, address


def test_another_wijk_sees_nothing_of_where_it_is_not(
    bakery: Actor, practice: Actor, tie: Tie, geitenkamp: Area, fatima: User, as_user: AsUser, anna: User
) -> None:
    assert as_user(anna).get(bakery.get_absolute_url()).status_code == 404
    change_actor(
        actor=bakery, by=fatima, version=1, area=bakery.area, name=bakery.name, kind=bakery.kind, active_in=[geitenkamp]
    )
    page = text_of(as_user(anna), bakery)
    assert practice.name not in page
    assert "Klarendal" in page


def fill(actor: Actor, wijk: Area, by: User, start: int, end: int) -> None:
    for number in range(start, end):
        other = add_actor(by=by, area=wijk, name=f"Plek {number}", kind=kind_named("Café"))
        add_tie(by=by, area=wijk, source=actor, target=other, strength=1)
        group = ResidentGroup.objects.create(area=wijk, municipality=actor.municipality, name=f"Groep {number}")
        set_reach(by=by, side=actor, group=group, level="REACHES")
        add_network(by=by, area=wijk, name=f"Net {number}", actors=[actor])
        add_person_function(by=by, actor=actor, name=f"Mens {number} (test)", title="lid", ground="FUNCTION")


def test_the_page_asks_as_much_for_one_as_for_twenty(
    bakery: Actor, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    counts = []
    for start, end in ((0, 1), (1, 20)):
        fill(bakery, klarendal, fatima, start, end)
        with CaptureQueriesContext(connection) as asked:
            text_of(browser_of_fatima, bakery)
        # The read log is one write for all persons.
        counts.append(len(asked))
    assert counts[0] == counts[1]
    # Twelve of its own, four of the timeline, and the line in the read log.
    assert counts[0] <= 17, [query["sql"] for query in asked]


def test_a_network_seen_whole(
    tea_hour: InformalNetwork, bakery: Actor, elderly: ResidentGroup, fatima: User, browser_of_fatima: Client
) -> None:
    page = text_of(browser_of_fatima, tea_hour)
    assert "Nog geen relaties bekend" in page
    tea_hour.actors.add(bakery)
    add_tie(by=fatima, area=tea_hour.area, source=tea_hour, target=bakery, strength=5, kind=Tie.Kind.SUPPORTS)
    set_reach(by=fatima, side=tea_hour, group=elderly, level="UNKNOWN")
    with CaptureQueriesContext(connection) as asked:
        page = text_of(browser_of_fatima, tea_hour)
    assert len(asked) <= 14
    for words in ("ondersteunt", "werkt samen", "weet ik niet", bakery.name):
        assert words in page
    assert f"/contactmomenten/nieuw/?network={tea_hour.pk}" in page
    assert "krijgt steun van" in text_of(browser_of_fatima, bakery)


def test_a_desk_is_no_person_and_a_colleague_is(
    desk: MunicipalContact, arnhem: Area, fatima: User, browser_of_fatima: Client
) -> None:
    page = text_of(browser_of_fatima, desk)
    assert "een loket of team" in page
    assert "de hele gemeente" in page
    assert 'href="tel:14026"' in page
    assert not ReadEntry.objects.exists()
    colleague = add_municipal_contact(by=fatima, municipality=arnhem, department="Groen", name="Tessa (test)")
    text_of(browser_of_fatima, colleague)
    assert ReadEntry.objects.get().model == "actors.MunicipalContact"


def test_an_absent_colleague_without_deputy(arnhem: Area, fatima: User, browser_of_fatima: Client) -> None:
    contact = add_municipal_contact(
        by=fatima, municipality=arnhem, department="Groen", absent_until=today() + timedelta(days=1)
    )
    assert "Er is geen vervanger bekend" in text_of(browser_of_fatima, contact)
    MunicipalContact.objects.update(absent_until=today() - timedelta(days=1))
    assert "Afwezig" not in text_of(browser_of_fatima, contact)

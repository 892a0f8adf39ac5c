"""The network on two days: every kind of difference, said with its day; never about people or sensitive places."""

import csv
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, InformalNetwork, PersonFunction, Tie
from actors.services import (
    add_actor,
    add_network,
    add_tie,
    archive_actor,
    change_network,
    confirm_tie,
    end_tie,
    restore_actor,
)
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.ui.dates import AMSTERDAM, day, today

PAGE = "/netwerk/arnhem/klarendal/toen-en-nu/"
Place = Callable[[str], Actor]


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def place(kinds: None, klarendal: Area, fatima: User) -> Place:
    def add(name: str) -> Actor:
        return add_actor(by=fatima, area=klarendal, name=f"Plek {name}", kind=kind_named("Café"))

    return add


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def noon(days: int) -> datetime:
    """So many days ago; at an hour that is on that day in summer and in winter."""
    return datetime.combine(ago(days), time(12), AMSTERDAM)


def written(days: int, *things: Any) -> None:
    """As if everything so far in the log about these had been written so many days ago."""
    for thing in things:
        rows = LogEntry.objects.filter(model=thing._meta.label, object_pk=thing.pk)
        rows.update(at=noon(days))


def differences(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    page = client.get(PAGE + query)
    assert page.status_code == 200
    return {changed.key: {line.text: line.why for line in lines} for changed, lines, _count in page.context["lists"]}


def test_parties_that_came_and_went(place: Place, fatima: User, browser: Client) -> None:
    old, gone, new, back = place("oud"), place("weg"), place("nieuw"), place("terug")
    written(500, old, gone, back)
    written(40, new)
    archive_actor(actor=back, by=fatima)
    Actor.objects.filter(pk=back.pk).update(archived_on=ago(400))
    restore_actor(actor=back, by=fatima)
    archive_actor(actor=gone, by=fatima)
    found = differences(browser)
    assert set(found["partijen-erbij"]) == {"Plek nieuw", "Plek terug"}
    assert found["partijen-erbij"]["Plek nieuw"] == f"Bij ons bekend sinds {day(ago(40))}."
    assert found["partijen-weg"] == {"Plek weg": f"In het archief sinds {day(today())}."}
    assert set(differences(browser, f"?van={ago(450)}")["partijen-erbij"]) == {"Plek nieuw"}
    assert set(differences(browser, f"?van={ago(30)}")["partijen-erbij"]) == {"Plek terug"}


def test_relations_that_came_went_and_changed(place: Place, klarendal: Area, fatima: User, browser: Client) -> None:
    places = {name: place(name) for name in "ABCDEFG"}
    written(800, *places.values())

    def tie(names: str, strength: int, said: int, **more: Any) -> Tie:
        one, other = (places[name] for name in names)
        made = add_tie(by=fatima, area=klarendal, source=one, target=other, strength=strength, on=ago(said), **more)
        written(said, made)
        return made

    closer, looser, ended = tie("AB", 1, 700), tie("BC", 5, 700), tie("CD", 3, 700)
    tie("DE", 3, 50)
    tie("EF", 3, 600, start=ago(20))
    tie("FG", 1, 390)
    confirm_tie(tie=closer, by=fatima, strength=5, on=ago(100))
    confirm_tie(tie=looser, by=fatima, strength=1, on=ago(90))
    end_tie(tie=ended, by=fatima, on=ago(10))
    found = differences(browser)
    assert found["relaties-erbij"] == {
        "Plek D kent Plek E": f"Sinds {day(ago(50))}. Hoe nauw: kent goed.",
        "Plek E kent Plek F": f"Sinds {day(ago(20))}. Hoe nauw: kent goed.",
    }
    assert found["relaties-weg"] == {"Plek C kent Plek D": f"Voorbij sinds {day(ago(10))}."}
    assert found["sterker"] == {"Plek A kent Plek B": f"Was: spreekt soms. Nu: werkt samen, gezegd op {day(ago(100))}."}
    assert found["zwakker"]["Plek B kent Plek C"] == f"Was: werkt samen. Nu: spreekt soms, gezegd op {day(ago(90))}."
    faded = f"Niet meer bevestigd sinds {day(ago(390))}. Telt minder mee."
    assert found["zwakker"]["Plek F kent Plek G"] == faded
    assert len(found["zwakker"]) == 2
    then = differences(browser, f"?van={ago(365)}&tot={ago(95)}")
    assert set(then["sterker"]) == {"Plek A kent Plek B"}
    assert set(then["zwakker"]) == {"Plek F kent Plek G"}
    assert then["relaties-weg"] == then["relaties-erbij"] == {}


def test_who_is_confirmed_again_counts_more(place: Place, klarendal: Area, fatima: User, browser: Client) -> None:
    one, other = place("A"), place("B")
    tie = add_tie(by=fatima, area=klarendal, source=one, target=other, strength=3, on=ago(800))
    written(800, one, other, tie)
    confirm_tie(tie=tie, by=fatima, on=ago(5))
    assert differences(browser)["sterker"] == {"Plek A kent Plek B": f"Weer bevestigd op {day(ago(5))}."}


def test_what_was_said_before_it_was_written_was_there(
    place: Place, klarendal: Area, fatima: User, browser: Client
) -> None:
    one, other, spoken = place("A"), place("B"), place("C")
    add_tie(by=fatima, area=klarendal, source=one, target=other, strength=3, on=ago(400))
    Actor.objects.filter(pk=spoken.pk).update(last_spoken_on=ago(380))
    found = differences(browser)
    assert found["partijen-erbij"] == found["relaties-erbij"] == {}
    assert set(differences(browser, f"?van={ago(390)}")["partijen-erbij"]) == {"Plek C"}


def test_who_takes_part_in_a_network(place: Place, klarendal: Area, fatima: User, browser: Client) -> None:
    stays, leaves, joins = place("blijft"), place("weg"), place("erbij")
    group = add_network(by=fatima, area=klarendal, name="Theeuur", actors=[stays, leaves])
    written(500, stays, leaves, joins, group)
    change_network(
        network=group,
        by=fatima,
        version=group.version,
        area=klarendal,
        name="Theeuur",
        actors=[stays, joins],
        meeting_place=joins,
    )
    found = differences(browser)
    assert set(found["relaties-erbij"]) == {"Plek erbij doet mee in Theeuur", "Plek erbij is de plek van Theeuur"}
    assert set(found["relaties-weg"]) == {"Plek weg doet mee in Theeuur"}


def test_parties_since_the_last_edition(
    place: Place, klarendal: Area, arnhem: Area, beheer: User, browser: Client
) -> None:
    assert "laatste editie" not in browser.get(PAGE).content.decode()
    profile = Profile.objects.create(area=klarendal, municipality=arnhem)
    facts = {"number": 1, "published_at": noon(60), "signed_name": "Team", "content": {}}
    ProfileEdition.objects.create(profile=profile, area=klarendal, municipality=arnhem, **facts)
    written(90, place("eerder"))
    written(30, place("later"))
    page = browser.get(f"{PAGE}?van={ago(10)}")
    assert [line.text for line in page.context["since_edition"]] == ["Plek later"]
    assert f"(wijkprofiel van {day(ago(60))})" in page.content.decode()
    assert ("De laatste editie van het wijkprofiel", f"?van={ago(60)}") in page.context["starts"]


def test_only_what_was_asked_on_the_page_and_in_the_file(
    kinds: None, klarendal: Area, fatima: User, browser: Client
) -> None:
    for name, kind in (("rood", "Café"), ("=1+1", "Café"), ("winkel", "Winkel")):
        add_actor(by=fatima, area=klarendal, name=f"Plek {name}", kind=kind_named(kind))
    assert set(differences(browser, "?q=rood")["partijen-erbij"]) == {"Plek rood"}
    assert set(differences(browser, "?soort=Winkel")["partijen-erbij"]) == {"Plek winkel"}
    assert "Niets gevonden" in browser.get(f"{PAGE}?q=raket").content.decode()
    text = b"".join(browser.get(f"{PAGE}?soort=Café&bestand=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["Wie"] for row in rows} == {"Plek rood", "Plek =1+1"}
    assert {row["Wat"] for row in rows} == {"Nieuwe partijen"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?van=onzin", "Vul een datum in"),
        ("?van=1990-01-01", "laatste vijf jaar"),
        ("?tot=2999-01-01", "een dag die voorbij is"),
        ("?van={day}&tot={day}", "Kies een dag vóór de tweede dag."),
        ("?van=0000-00-00", "Vul een datum in"),
    ],
)
def test_days_that_cannot_be(kinds: None, klarendal: Area, browser: Client, query: str, words: str) -> None:
    page = browser.get(PAGE + query.format(day=today()))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "comparison" not in page.context


def test_nothing_and_nothing_new_are_explained(place: Place, browser: Client) -> None:
    assert "Hier staat nog geen plek of netwerk" in browser.get(PAGE).content.decode()
    written(500, place("oud"))
    assert "Er veranderde niets" in browser.get(PAGE).content.decode()


def test_never_about_people_nor_sensitive_places(
    klarendal: Area, bakery: Actor, mosque: Actor, owner: PersonFunction, browser: Client
) -> None:
    for query in ("", "?bestand=csv"):
        text = b"".join(iter(browser.get(PAGE + query))).decode()
        assert bakery.name in text
        for secret in (mosque.name, owner.person.name):
            assert secret not in text


def test_it_asks_as_much_for_one_as_for_fifty(place: Place, klarendal: Area, fatima: User, browser: Client) -> None:
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            one, other = place(f"{number}a"), place(f"{number}b")
            tie = add_tie(by=fatima, area=klarendal, source=one, target=other, strength=1)
            confirm_tie(tie=tie, by=fatima, strength=3)
            add_network(by=fatima, area=klarendal, name=f"Netwerk {number}", actors=[one])
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12, [query["sql"][:90] for query in asked]
    assert InformalNetwork.objects.count() == 50
    assert "De eerste 50 van 150." in browser.get(PAGE).content.decode()


def test_another_wijk_does_not_exist(klarendal: Area, anna: User, as_user: AsUser) -> None:
    assert as_user(anna).get(PAGE).status_code == 404

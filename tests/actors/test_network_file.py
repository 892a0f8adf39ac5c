"""The network of a wijk as a file: pseudonyms unless names were chosen, never a person, never a sensitive kind."""

import json
from typing import Any

import pytest
from django.test import Client

from actors import answers
from actors.models import Actor, InformalNetwork, PersonFunction, Tie
from actors.services import add_actor, add_network, add_tie
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.networks import FORMATS
from wijknet.log.models import LogEntry

PAGE = "/netwerk/arnhem/klarendal/bestand/"
GIVEN = {"formaat": "kumu", "wie": "namen", "maten": "on"}


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def wijk(tie: Tie, bakery: Actor, practice: Actor, mosque: Actor, klarendal: Area, fatima: User) -> InformalNetwork:
    """Bakery and practice know each other, the practice refers to a club, in which the bakery takes part."""
    club = add_network(by=fatima, area=klarendal, name="Leesclub", meeting_place=bakery, actors=[bakery])
    add_tie(by=fatima, area=klarendal, source=practice, target=club, strength=5, kind="REFERS", start=tie.start)
    return club


def sent(browser: Client, **more: str) -> Any:
    answer = browser.post(PAGE, GIVEN | more)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_a_file_with_names(
    browser: Client, wijk: InformalNetwork, bakery: Actor, practice: Actor, mosque: Actor, owner: PersonFunction
) -> None:
    found = sent(browser)
    labels = {each["id"]: each["label"] for each in found["elements"]}
    assert set(labels.values()) == {bakery.name, practice.name, wijk.name}
    lines = {(labels[c["from"]], labels[c["to"]], c["type"], c["direction"], c["weight"]) for c in found["connections"]}
    assert lines == {
        (bakery.name, practice.name, "kent", "mutual", 3),
        (practice.name, wijk.name, "verwijst door naar", "directed", 5),
        (bakery.name, wijk.name, "doet mee", "mutual", 3),
        (bakery.name, wijk.name, "komt daar samen", "mutual", 3),
    }
    element = next(each for each in found["elements"] if each["label"] == bakery.name)
    assert (element["type"], element["buren"], element["formeel"]) == (bakery.kind.name, 2, "nee")
    assert {"groep", "tussenpositie", "nabijheid", "sterkte", "knippunt"} <= set(element)
    assert mosque.name not in str(found)
    assert owner.person.name not in str(found)


@pytest.mark.parametrize("format_", list(FORMATS))
def test_a_file_has_pseudonyms_by_default(
    browser: Client, wijk: InformalNetwork, bakery: Actor, practice: Actor, format_: str
) -> None:
    answer = browser.post(PAGE, {"formaat": format_, "wie": "schuilnamen", "maten": "on"})
    assert answer["Content-Disposition"].endswith(f'.{FORMATS[format_][0]}"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    for name in (bakery.name, practice.name, wijk.name, f"actor-{bakery.pk}", f"network-{wijk.pk}"):
        assert name.encode() not in answer.content
    page = browser.get(PAGE).content.decode()
    assert 'value="schuilnamen"' in page.split("checked")[1] + page.split("checked")[2]


def test_pseudonyms_come_in_another_order_each_time(
    browser: Client, klarendal: Area, fatima: User, kinds: None
) -> None:
    for number in range(30):
        add_actor(by=fatima, area=klarendal, name=f"Plek {number:02}", kind=kind_named("Café" if number else "Winkel"))
    places = {
        next(e["label"] for e in sent(browser, wie="schuilnamen")["elements"] if e["type"] == "Winkel")
        for _ in range(8)
    }
    assert len(places) > 1


def test_an_export_is_in_the_log(browser: Client, wijk: InformalNetwork, fatima: User) -> None:
    browser.get(PAGE)
    assert not LogEntry.objects.filter(verb="export").exists()
    sent(browser)
    entry = LogEntry.objects.get(verb="export")
    assert (entry.model, entry.actor_id, entry.after) == ("actors.Actor", fatima.pk, {"count": 3})


def test_measures_of_a_large_network_wait_for_the_worker(
    browser: Client, wijk: InformalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_AT_ONCE", 1)
    answer = browser.post(PAGE, GIVEN)
    assert answer.status_code == 400
    assert "zet dit vinkje uit" in answer.content.decode()
    assert "groep" not in str(browser.post(PAGE, {"formaat": "kumu", "wie": "namen"}).content)


@pytest.mark.parametrize("given", [{}, {"formaat": "exe", "wie": "namen"}, {"formaat": "kumu", "wie": "alles"}])
def test_what_cannot_be_chosen_is_refused(browser: Client, klarendal: Area, given: dict[str, str]) -> None:
    assert browser.post(PAGE, given).status_code == 400


def test_an_empty_wijk_gives_an_empty_file(browser: Client, klarendal: Area) -> None:
    assert sent(browser) == {"elements": [], "connections": []}
    assert f'href="{PAGE}"' in browser.get("/netwerk/arnhem/klarendal/").content.decode()


def test_another_wijk_does_not_exist(klarendal: Area, anna: User, as_user: AsUser) -> None:
    assert as_user(anna).post(PAGE, GIVEN).status_code == 404

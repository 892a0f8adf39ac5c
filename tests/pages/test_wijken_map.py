"""The map of a viewer's wijken: what is on it, who sees what, and that list and map are the same rows."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, InformalNetwork
from actors.services import add_actor, add_network
from initiatives.models import Initiative
from tests.browser import Browse
from tests.conftest import AsUser
from tests.initiatives.make import make_initiative
from tests.initiatives.test_feeds import draw
from tests.world import World
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Signal
from wijknet.pages import wijken_map

MAP = "/kaart/"


def rows(client: Client, query: str = "") -> dict[str, str]:
    """Name → mark of every row in the list."""
    page = client.get(MAP + query).content.decode()
    found = re.findall(r'<span class="wn-mark" data-kind="\w+">(\w+)</span><span><a [^>]*>([^<]*)</a>', page)
    return {unescape(name): mark for mark, name in found}


@pytest.fixture
def there(world: World) -> World:
    draw(world.klarendal)
    Actor.objects.filter(pk=world.bakery.pk).update(lon=5.911111, lat=52.011111)
    InformalNetwork.objects.filter(pk=world.tea_hour.pk).update(meeting_place=world.bakery, meeting_text="")
    return world


def test_all_kinds_stand_on_one_map(there: World, as_user: AsUser) -> None:
    client = as_user(there.fatima)
    found = rows(client)
    marks = {there.bakery.name: "P", there.tea_hour.name: "N", there.kookavond.title: "I", there.signal.title: "S"}
    assert {name: found[name][0] for name in marks} == marks
    page = client.get(MAP).content.decode()
    assert page.count('data-lon="5.911111" data-lat="52.011111"') == 2
    # An idea and a signal are known by wijk only: around its middle, and said so.
    assert 'data-kind="signal" data-lon="5.910000" data-lat="52.010000"' in page
    assert "plek ongeveer" in page.split(there.signal.title)[1][:300]
    assert "plek bekend" in page.split(f">{there.bakery.name}</a>")[1][:300]


@pytest.mark.parametrize(
    ("query", "letters"),
    [
        ("?soort=plekken", {"P"}),
        ("?soort=netwerken&soort=signalen", {"N", "S"}),
        ("?soort=onzin", {"P", "N", "I", "S"}),
        ("?q=kookavond", {"I"}),
        ("?wijk=onzin", {"P", "N", "I", "S"}),
    ],
)
def test_what_is_shown_stands_in_the_address(there: World, as_user: AsUser, query: str, letters: set[str]) -> None:
    found = rows(as_user(there.fatima), query)
    assert {mark[0] for mark in found.values()} == letters


def test_a_colleague_of_another_wijk_sees_nothing_of_it(there: World, as_user: AsUser) -> None:
    assert rows(as_user(there.anna)) == {}
    assert rows(as_user(there.anna), "?wijk=WK020207") == {}
    assert rows(as_user(there.joris)) == rows(as_user(there.fatima))


def test_one_wijk_of_two(there: World, as_user: AsUser, geitenkamp: Area) -> None:
    there.fatima.assignments.create(area=geitenkamp, function="WIJKMANAGER")
    make_initiative(geitenkamp, title="Elders in de stad")
    client = as_user(User.objects.get(pk=there.fatima.pk))
    assert "Elders in de stad" in rows(client)
    assert "Elders in de stad" not in rows(client, "?wijk=WK020207")
    assert set(rows(client, "?wijk=WK020210")) == {"Elders in de stad"}


def test_what_was_put_away_is_on_no_map(there: World, as_user: AsUser) -> None:
    Actor.objects.update(archived_on="2026-01-01")
    InformalNetwork.objects.update(archived_on="2026-01-01")
    Signal.objects.update(closed_on="2026-12-31")
    Initiative.objects.exclude(pk=there.geveltuin.pk).update(moderation="WITHDRAWN")
    Initiative.objects.filter(pk=there.geveltuin.pk).update(kind="QUESTION", moderation="RECEIVED")
    assert rows(as_user(there.fatima)) == {}


def test_no_person_no_note_and_no_exact_place_of_an_idea(there: World, as_user: AsUser) -> None:
    Actor.objects.filter(pk=there.bakery.pk).update(connecting=True, connecting_why="Geheime reden", phone="06 1")
    Initiative.objects.update(lon=5.987654, lat=51.987654, remark="Geheime opmerking")
    page = as_user(there.fatima).get(MAP).content.decode()
    for secret in (there.owner.person.name, "Geheime", "5.987654", "06 1<", "samira.geheim"):
        assert secret not in page


def test_one_and_fifty_of_each_cost_the_same(there: World, as_user: AsUser) -> None:
    client, counts = as_user(there.fatima), []
    for extra in (0, 49):
        for number in range(extra):
            make_initiative(there.klarendal, title=f"Idee {number}")
            here: dict[str, Any] = {"by": there.fatima, "area": there.klarendal}
            actor = add_actor(**here, name=f"Plek {number}", kind=there.bakery.kind)
            add_network(**here, name=f"Net {number}", meeting_place=actor)
            Signal.objects.create(municipality=there.arnhem, area=there.klarendal, title=f"Signaal {number}")
        client.get(MAP)
        with CaptureQueriesContext(connection) as captured:
            client.get(MAP)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 10
    assert len(rows(client)) >= 4 * 49


def test_too_many_are_said(there: World, as_user: AsUser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wijken_map, "MOST_SHOWN", 1)
    make_initiative(there.klarendal)
    page = as_user(there.fatima).get(f"{MAP}?soort=initiatieven").content.decode()
    assert "Dit zijn de eerste" in page
    assert page.count('<span class="wn-mark" data-kind="initiative">I') == 1


@pytest.mark.browser
def test_the_picture_holds_what_the_list_holds(there: World, browse: Browse) -> None:
    for number in range(12):
        facts: dict[str, Any] = {"kind": there.bakery.kind, "lon": 5.90 + number / 1000, "lat": 52.0}
        add_actor(by=there.fatima, area=there.klarendal, name=f"Plek {number}", **facts)
    visit = browse(there.fatima)
    page = visit.goto(MAP)
    page.wait_for_selector(".leaflet-marker-icon")
    texts = page.locator(".leaflet-marker-icon").all_text_contents()
    drawn = sum(int(text[:-1]) if text.endswith("×") else 1 for text in texts)
    assert drawn == page.locator("#plekken [data-lon]").count()
    assert any(text.endswith("×") for text in texts)
    several = page.locator(".wn-dot--many").first
    several.click()
    page.wait_for_timeout(600)
    after = page.locator(".leaflet-marker-icon").count()
    assert after > len(texts) or page.locator(".leaflet-popup a").count() > 0

"""Who stands around a place: the picture says what the lists of its page say, for the keyboard as well."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, InformalNetwork, Tie
from actors.picture import MOST, lines_of
from actors.services import add_actor, add_tie
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.ui.dates import today


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def page_of(client: Client, thing: Actor | InformalNetwork) -> str:
    return client.get(thing.get_absolute_url()).content.decode()


def picture_in(page: str) -> str:
    found = re.search(r'<figure class="wn-net">.*?</figure>', page, re.DOTALL)
    return found.group() if found else ""


def links_in(part: str) -> list[str]:
    return re.findall(r'<a [^>]*?href="(/(?:actoren|netwerken)/\d+/)"', part)


def section(page: str, name: str) -> str:
    return page.split(f'id="{name}"', 1)[1].split("</section>", 1)[0]


def test_the_picture_says_what_the_lists_say(
    bakery: Actor,
    practice: Actor,
    tie: Tie,
    tea_hour: InformalNetwork,
    klarendal: Area,
    fatima: User,
    browser_of_fatima: Client,
) -> None:
    tea_hour.actors.add(bakery)
    add_tie(by=fatima, area=klarendal, source=bakery, target=practice, strength=5, kind=Tie.Kind.CLASHES)
    page = page_of(browser_of_fatima, bakery)
    picture = picture_in(page)
    listed = links_in(section(page, "relaties").replace(picture, "")) + links_in(section(page, "netwerken"))
    assert (
        links_in(picture) == list(dict.fromkeys(listed)) == [practice.get_absolute_url(), tea_hour.get_absolute_url()]
    )
    assert "style=" not in picture
    assert '<rect class="node node--org"' in picture
    assert '<polygon class="node node--net"' in picture
    assert f'aria-label="{practice.name}, organisatie, botst met (werkt samen), kent (kent goed)"' in picture
    assert "botst</li>" in picture


def test_a_network_in_the_middle(
    bakery: Actor, practice: Actor, tea_hour: InformalNetwork, mosque: Actor, browser_of_fatima: Client
) -> None:
    assert not picture_in(page_of(browser_of_fatima, tea_hour))
    tea_hour.actors.add(practice)
    InformalNetwork.objects.update(meeting_place=bakery)
    page = page_of(browser_of_fatima, tea_hour)
    assert set(links_in(picture_in(page))) == {bakery.get_absolute_url(), practice.get_absolute_url()}
    assert links_in(section(page, "meedoen")) == [practice.get_absolute_url()]
    InformalNetwork.objects.update(meeting_place=mosque)
    assert links_in(picture_in(page_of(browser_of_fatima, tea_hour))) == [practice.get_absolute_url()]
    assert not picture_in(page_of(browser_of_fatima, mosque))


def test_what_nobody_confirmed_is_dotted_and_said(bakery: Actor, tie: Tie, browser_of_fatima: Client) -> None:
    assert "tie--faded" not in picture_in(page_of(browser_of_fatima, bakery))
    Tie.objects.update(last_confirmed_on=today() - timedelta(days=400))
    picture = picture_in(page_of(browser_of_fatima, bakery))
    assert picture.count('class="tie tie--faded"') == 2
    assert picture.count("lang niet bevestigd") == 2


def test_many_around_are_said_and_cost_no_more(
    bakery: Actor, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    counts = []
    for start, end in ((0, 1), (1, MOST + 4)):
        for number in range(start, end):
            other = add_actor(by=fatima, area=klarendal, name=f"Plek <{number}>", kind=kind_named("Café"))
            add_tie(by=fatima, area=klarendal, source=bakery, target=other, strength=1)
        with CaptureQueriesContext(connection) as asked:
            page = page_of(browser_of_fatima, bakery)
        counts.append(len(asked))
    picture = picture_in(page)
    assert counts[0] == counts[1]
    assert len(links_in(picture)) == MOST
    assert f"{MOST} van de {MOST + 4}" in picture
    assert "Plek &lt;0&gt;" in picture


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Café", ["Café"]),
        ("Huisartsenpraktijk De Linden", ["Huisartsenpraktijk", "De Linden"]),
        ("Wijkvereniging van de Klarendalse weg", ["Wijkvereniging van", "de Klarendalse weg"]),
        ("Woningbouwvereniging", ["Woningbouwverenig…"]),
        ("Buurthuis Het Atelier van de Vrienden", ["Buurthuis Het", "Atelier van de Vr…"]),
    ],
)
def test_long_names_stay_readable(name: str, lines: list[str]) -> None:
    assert list(lines_of(name)) == lines

"""Finding who is who: list, map and paper say the same, whatever is filtered, at a fixed price."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from actors.services import add_actor, set_reach
from tests.actors.places import kind_named
from tests.conftest import AsUser, make_area
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, ResidentGroup, Theme

LIST = "/actoren/"
SQUARE = {"type": "Polygon", "coordinates": [[[5.90, 51.98], [5.94, 51.98], [5.94, 52.0], [5.90, 52.0], [5.90, 51.98]]]}


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def east(klarendal: Area) -> Area:
    return make_area("BUURT", "BU02020701", "Klarendal-Oost", klarendal)


@pytest.fixture
def many(kinds: None, klarendal: Area, east: Area, arnhem: Area, fatima: User, elderly: ResidentGroup) -> None:
    """120 places; every second one has a point, every third a theme, every fifth lies in the buurt."""
    theme = Theme.objects.create(municipality=arnhem, name="Ontmoeten")
    for number in range(120):
        actor = add_actor(
            by=fatima,
            area=klarendal,
            name=f"Plek {number:03d} <b>",
            kind=kind_named("Café" if number % 4 else "Winkel"),
            other_names="Ömer’s" if number % 10 == 0 else "",
            buurt=east if number % 5 == 0 else None,
            lon=5.91 + number / 10000 if number % 2 else None,
            lat=51.99 if number % 2 else None,
        )
        if number % 3 == 0:
            actor.themes.add(theme)
        if number % 7 == 0:
            set_reach(by=fatima, side=actor, group=elderly, level="REACHES")


def names_in(html: str, part: str) -> list[str]:
    found = re.search(part, html, re.DOTALL)
    assert found, "the part with the places is not there"
    return [unescape(name) for name in re.findall(r'href="/actoren/\d+/">([^<]+)</a>', found[0])]


def in_list(browser: Client, query: str) -> list[str]:
    """All pages of the list, one after another."""
    names: list[str] = []
    place = ""
    for _page in range(10):
        answer = browser.get(f"{LIST}?{query}&eerder={place}")
        names += [actor.name for actor in answer.context["page"].items]
        place = answer.context["page"].earlier
        if not place:
            return names
    raise AssertionError("the list does not end")


QUERIES = (
    "q=",
    "q=omer",
    "wijk=WK020207&connecting=ja",
    "kind={kind}",
    "group={group}",
    "theme={theme}",
    "buurt={buurt}&q=plek",
    "theme={theme}&kind={kind}&group={group}",
    "theme=x&buurt=999999999999999999999",
    "wijk=WK020210",
)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("query", QUERIES)
def test_list_map_and_paper_agree(browser_of_fatima: Client, east: Area, elderly: ResidentGroup, query: str) -> None:
    asked = query.format(kind=kind_named("Winkel").pk, group=elderly.pk, theme=Theme.objects.get().pk, buurt=east.pk)
    listed = in_list(browser_of_fatima, asked)
    on_map = browser_of_fatima.get(f"{LIST}?{asked}&weergave=kaart").content.decode()
    on_paper = browser_of_fatima.get(f"{LIST}?{asked}&weergave=print").content.decode()
    assert names_in(on_map, r'<ol class="wn-places".*?</ol>') == listed
    assert (names_in(on_paper, r"<tbody.*?</tbody>") if listed else []) == listed
    # What the script draws it reads from that same list.
    points = Actor.objects.filter(name__in=listed, lon__isnull=False).count()
    assert len(re.findall(r"<li data-lon=", on_map)) == points
    if asked.startswith(("theme=x", "q=&", "q=")) and "omer" not in asked:
        assert len(listed) == 120
    elif "WK020210" in asked or "connecting" in asked:
        assert listed == []
    else:
        assert 0 < len(listed) < 120


@pytest.mark.usefixtures("many")
def test_more_filters_come_when_asked_for(browser_of_fatima: Client, east: Area) -> None:
    assert set(browser_of_fatima.get(LIST).context["filter_form"].fields) == {
        *("q", "wijk", "weergave", "kind", "group", "connecting")
    }
    for query in ("meer=ja", f"buurt={east.pk}"):
        assert {"theme", "buurt"} <= set(browser_of_fatima.get(f"{LIST}?{query}").context["filter_form"].fields)
    filtered = browser_of_fatima.get(f"{LIST}?buurt={east.pk}&weergave=kaart")
    assert filtered.context["active"] == [("Klarendal-Oost", "?weergave=kaart")]


@pytest.mark.parametrize("view", ["kaart", "print"])
def test_the_whole_list_asks_as_much_for_one_as_for_fifty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client, view: str
) -> None:
    counts = []
    for extra in (1, 49):
        for number in range(extra):
            add_actor(by=fatima, area=klarendal, name=f"Plek {extra}-{number}", kind=kind_named("Café"))
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(f"{LIST}?weergave={view}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 8, [query["sql"] for query in asked]


def test_a_view_that_is_none_is_the_list(browser_of_fatima: Client, bakery: Actor) -> None:
    assert browser_of_fatima.get(f"{LIST}?weergave=../x").context["page"].items == [bakery]


def test_the_borders_are_of_my_gemeente(
    browser_of_fatima: Client, klarendal: Area, geitenkamp: Area, other_wijk: Area
) -> None:
    for area in (klarendal, geitenkamp, other_wijk):
        Border.objects.create(area=area, year=2024, name=area.name, geometry=SQUARE, source="Kadaster / CBS")
    data = json.loads(browser_of_fatima.get("/actoren/grenzen/").content)
    assert {feature["properties"]["name"]: feature["properties"]["mine"] for feature in data["features"]} == {
        "Klarendal": True,
        "Geitenkamp": False,
    }
    assert data["credit"] == "Kadaster / CBS, 2024"

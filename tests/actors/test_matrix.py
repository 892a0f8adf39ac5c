"""The table of reach: gaps first, filled cell by cell, and silent about groups that are too small."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, InformalNetwork, Reach
from actors.services import add_actor, archive_actor, set_reach
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.dates import today

PAGE = "/netwerk/arnhem/klarendal/bereik/"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def group(area: Area, name: str, **values: Any) -> ResidentGroup:
    facts = {"size": 400, "source": "schatting (test)", "basis": "LIFE_PHASE", **values}
    made: ResidentGroup = ResidentGroup.objects.create(
        area=area, municipality=area.municipality or area, name=name, **facts
    )
    return made


def text_of(client: Client, query: str = "") -> str:
    return client.get(PAGE + query).content.decode()


def rows_of(client: Client, query: str = "") -> list[tuple[str, bool]]:
    return [(row.group.name, row.gap) for row in client.get(PAGE + query).context["table"].rows]


def test_gaps_come_first_then_the_largest(
    klarendal: Area, fatima: User, bakery: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client
) -> None:
    students, families = group(klarendal, "Studenten", size=1400), group(klarendal, "Gezinnen", size=900)
    young, parents = group(klarendal, "Jongeren", size=90), group(klarendal, "Ouders", size=100)
    for reached, side, level in (
        (students, bakery, "REACHES"),
        (families, tea_hour, "TRUSTED"),
        (parents, bakery, "UNKNOWN"),
    ):
        set_reach(by=fatima, side=side, group=reached, level=level)
    assert rows_of(browser_of_fatima) == [
        ("Ouders", True),
        (young.name, True),
        ("Studenten", False),
        ("Gezinnen", False),
    ]
    assert rows_of(browser_of_fatima, "?tonen=niemand") == [("Ouders", True), ("Jongeren", True)]
    assert "2 groepen bereiken we nog via niemand" in text_of(browser_of_fatima)


def test_a_size_says_where_it_comes_from(klarendal: Area, bakery: Actor, browser_of_fatima: Client) -> None:
    group(klarendal, "Studenten", size=1400, source="wijkteam", year=2026)
    group(klarendal, "Gezinnen", size=900, is_estimate=False, source="CBS", year=2024)
    group(klarendal, "Kosters", size=None, source="")
    page = text_of(browser_of_fatima)
    for words in ("± 1.400, schatting: wijkteam, 2026", "<small>900, CBS, 2024", "aantal niet bekend"):
        assert words in page


def test_a_cell_is_set_changed_and_emptied(klarendal: Area, bakery: Actor, browser_of_fatima: Client) -> None:
    elderly = group(klarendal, "Ouderen")
    for level in ("TRUSTED", "REACHES", "UNKNOWN"):
        answer = browser_of_fatima.post(f"{PAGE}?tonen=niemand", {"zet": f"{elderly.pk}|actor-{bakery.pk}|{level}"})
        assert answer["Location"] == f"{PAGE}?tonen=niemand#cel-{elderly.pk}-actor-{bakery.pk}"
        assert Reach.objects.get().level == level
    browser_of_fatima.post(PAGE, {"zet": f"{elderly.pk}|actor-{bakery.pk}|LEEG"})
    assert not Reach.objects.exists()


def test_every_cell_has_its_buttons_without_script(
    klarendal: Area, bakery: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client, as_user: AsUser, joris: User
) -> None:
    elderly = group(klarendal, "Ouderen")
    for query in ("", f"?groep={elderly.pk}"):
        page = text_of(browser_of_fatima, query)
        for side in (f"actor-{bakery.pk}", f"network-{tea_hour.pk}"):
            for level in ("TRUSTED", "REACHES", "UNKNOWN"):
                assert f'value="{elderly.pk}|{side}|{level}"' in page
        assert 'name="zet"' not in text_of(as_user(joris), query)


@pytest.mark.parametrize(
    "zet", ["", "x", "1|actor-1", "{group}|actor-{bakery}|GOD", "{group}|function-1|TRUSTED", "\0"]
)
def test_a_broken_cell_is_told(klarendal: Area, bakery: Actor, browser_of_fatima: Client, zet: str) -> None:
    sent = zet.replace("{group}", str(group(klarendal, "Ouderen").pk)).replace("{bakery}", str(bakery.pk))
    assert "Deze cel is er niet meer" in browser_of_fatima.post(PAGE, {"zet": sent}, follow=True).content.decode()
    assert not Reach.objects.exists()


def test_who_reads_may_not_set(klarendal: Area, bakery: Actor, as_user: AsUser, joris: User, anna: User) -> None:
    sent = {"zet": f"{group(klarendal, 'Ouderen').pk}|actor-{bakery.pk}|TRUSTED"}
    assert as_user(joris).post(PAGE, sent).status_code == 403
    assert as_user(anna).post(PAGE, sent).status_code == 404
    assert not Reach.objects.exists()


def test_a_group_of_another_wijk_is_not_set_here(
    klarendal: Area, geitenkamp: Area, bakery: Actor, browser_of_fatima: Client
) -> None:
    there = group(geitenkamp, "Ouderen")
    browser_of_fatima.post(PAGE, {"zet": f"{there.pk}|actor-{bakery.pk}|TRUSTED"})
    assert not Reach.objects.exists()
    assert browser_of_fatima.get(f"{PAGE}?groep={there.pk}").status_code == 404


def test_nothing_shows_of_a_group_that_is_too_small(
    klarendal: Area, fatima: User, bakery: Actor, browser_of_fatima: Client
) -> None:
    """The pages with it are the pages without it, but for secrets that change each time."""
    group(klarendal, "Ouderen")
    tiny = group(klarendal, "Tweelingen (test)", size=12)
    set_reach(by=fatima, side=bakery, group=tiny, level="TRUSTED")
    other = add_actor(by=fatima, area=klarendal, name="Aan de overkant", kind=kind_named("Winkel"))
    ResidentGroup.objects.filter(pk=tiny.pk).update(size=9)

    def shown() -> list[Any]:
        table = browser_of_fatima.get(PAGE).context["table"]
        return [table.columns, table.rows, table.groups, table.gaps, table.sides]

    with_it = shown()
    assert "Tweelingen" not in text_of(browser_of_fatima)
    assert [column.name for column in with_it[0]] == [other.name, bakery.name]
    assert browser_of_fatima.get(f"{PAGE}?groep={tiny.pk}").status_code == 404
    browser_of_fatima.post(PAGE, {"zet": f"{tiny.pk}|actor-{bakery.pk}|LEEG"})
    assert Reach.objects.filter(group=tiny).exists()
    assert "staat nergens" in browser_of_fatima.get("/netwerk/arnhem/klarendal/groepen/").content.decode()
    tiny.delete()
    assert shown() == with_it


def test_a_sensitive_place_is_asked_about_streets_and_life_phases_only(
    klarendal: Area, mosque: Actor, browser_of_fatima: Client
) -> None:
    young, learners = group(klarendal, "Jongeren"), group(klarendal, "Mensen die Nederlands leren", basis="LANGUAGE")
    page = text_of(browser_of_fatima)
    assert f"{young.pk}|actor-{mosque.pk}|TRUSTED" in page
    assert f"{learners.pk}|actor-{mosque.pk}|TRUSTED" not in page
    for asked in (learners, young):
        browser_of_fatima.post(PAGE, {"zet": f"{asked.pk}|actor-{mosque.pk}|TRUSTED"})
    assert [reach.group for reach in Reach.objects.all()] == [young]


def test_faded_and_archived(klarendal: Area, fatima: User, bakery: Actor, browser_of_fatima: Client) -> None:
    elderly = group(klarendal, "Ouderen")
    long_ago = today() - timedelta(days=400)
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED", on=long_ago)
    assert "data-faded" in text_of(browser_of_fatima)
    archive_actor(actor=bakery, by=fatima)
    assert rows_of(browser_of_fatima) == [("Ouderen", True)] or not rows_of(browser_of_fatima)
    assert bakery.name not in text_of(browser_of_fatima)


def test_filters_live_in_the_address(
    klarendal: Area, bakery: Actor, practice: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client
) -> None:
    group(klarendal, "Ouderen")
    for query, names in (
        ("?q=linden", [practice.name]),
        ("?soort=netwerk", [tea_hour.name]),
        (f"?soort={bakery.kind_id}", [bakery.name]),
        ("?soort=9999", [bakery.name, practice.name, tea_hour.name]),
        ("?vanaf=2&groep=&tonen=x", [tea_hour.name]),
        ("?vanaf=-1", [bakery.name, practice.name, tea_hour.name]),
    ):
        shown = browser_of_fatima.get(PAGE + query).context["table"].columns
        assert [column.name for column in shown] == names, query


def test_it_asks_as_much_for_one_as_for_fifty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            side = add_actor(by=fatima, area=klarendal, name=f"Plek {number}", kind=kind_named("Winkel"))
            set_reach(by=fatima, side=side, group=group(klarendal, f"Groep {number}"), level="REACHES")
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_overview_leads_there(browser_of_fatima: Client, klarendal: Area) -> None:
    page = browser_of_fatima.get("/netwerk/?wijk=WK020207").content.decode()
    for name in ("reach-matrix", "still-true", "groups"):
        assert reverse(name, args=["arnhem", "klarendal"]) in page

"""The warm path: along whom, in words and drawn; why there is none; and who is never on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor, InformalNetwork, Reach, Tie
from actors.services import add_actor, add_tie, set_reach
from actors.triggers import drop
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.models import ContactMoment, MomentParty
from wijknet.ui.dates import today

PAGE = "/netwerk/arnhem/klarendal/weg/"


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def spoken(bakery: Actor) -> Actor:
    Actor.objects.filter(pk=bakery.pk).update(last_spoken_on=today() - timedelta(weeks=2))
    return bakery


def ask(group: ResidentGroup) -> str:
    return f"{PAGE}?groep={group.pk}"


def names_on(client: Client, group: ResidentGroup) -> list[str]:
    return [stop.node.name for stop in client.get(ask(group)).context["way"].stops]


def test_the_way_in_words_and_drawn(
    spoken: Actor,
    practice: Actor,
    tea_hour: InformalNetwork,
    tie: Tie,
    elderly: ResidentGroup,
    fatima: User,
    browser: Client,
) -> None:
    tea_hour.actors.add(practice)
    set_reach(by=fatima, side=tea_hour, group=elderly, level="TRUSTED")
    page = browser.get(ask(elderly))
    assert [stop.node.name for stop in page.context["way"].stops] == [spoken.name, practice.name, tea_hour.name]
    text = page.content.decode()
    for words in (
        f"Via {spoken.name}, {practice.name} en {tea_hour.name} kom je bij: {elderly.name}.",
        f"{spoken.name} kent goed: {practice.name}",
        f"{practice.name} doet mee in {tea_hour.name}",
        f"Wordt vertrouwd door: {elderly.name}",
        "<svg viewBox",
    ):
        assert words in text


def test_who_is_trusted_goes_before_who_is_near(
    spoken: Actor, practice: Actor, tie: Tie, elderly: ResidentGroup, fatima: User, browser: Client
) -> None:
    set_reach(by=fatima, side=spoken, group=elderly, level="REACHES")
    assert names_on(browser, elderly) == [spoken.name]
    assert "brengt je bij" in browser.get(ask(elderly)).content.decode()
    set_reach(by=fatima, side=practice, group=elderly, level="TRUSTED")
    assert names_on(browser, elderly) == [spoken.name, practice.name]


def talk(by: User, area: Area, weeks: int, **sides: Any) -> None:
    """A talk so many weeks ago, as its own row: past what logging it does besides."""
    at = timezone.now() - timedelta(weeks=weeks)
    moment = ContactMoment.objects.create(
        by=by, area=area, municipality=area.municipality or area, line="Praatje", at=at, logged_at=at
    )
    MomentParty.objects.create(moment=moment, **sides)


def test_my_own_talks_go_before_those_of_the_team(
    klarendal: Area,
    spoken: Actor,
    practice: Actor,
    tea_hour: InformalNetwork,
    tie: Tie,
    elderly: ResidentGroup,
    fatima: User,
    joris: User,
    browser: Client,
) -> None:
    set_reach(by=fatima, side=practice, group=elderly, level="TRUSTED")
    text = browser.get(ask(elderly)).content.decode()
    assert names_on(browser, elderly) == [spoken.name, practice.name]
    assert "Jij sprak in 13 weken nog niemand in dit netwerk." in text
    assert "Laat een collega je voorstellen." in text
    assert ">Je team</text>" in text
    talk(fatima, klarendal, 1, network=tea_hour)
    assert "Wie jij sprak, brengt je er niet." in browser.get(ask(elderly)).content.decode()
    talk(joris, klarendal, 1, actor=practice)
    talk(fatima, klarendal, 14, actor=practice)
    assert names_on(browser, elderly) == [spoken.name, practice.name]
    talk(fatima, klarendal, 12, actor=practice)
    text = browser.get(ask(elderly)).content.decode()
    assert names_on(browser, elderly) == [practice.name]
    assert "Je sprak hier zelf pas nog." in text
    assert ">Jij</text>" in text
    assert "je team" not in text.split("<main")[1].split("wn-kring")[1]


def test_a_talk_of_mine_in_another_wijk_is_no_start_here(
    geitenkamp: Area, spoken: Actor, practice: Actor, elderly: ResidentGroup, tie: Tie, fatima: User, browser: Client
) -> None:
    elsewhere = add_actor(by=fatima, area=geitenkamp, name="Elders (test)", kind=kind_named("Winkel"))
    set_reach(by=fatima, side=practice, group=elderly, level="TRUSTED")
    talk(fatima, geitenkamp, 1, actor=elsewhere)
    assert names_on(browser, elderly) == [spoken.name, practice.name]


def test_every_reason_that_there_is_no_way(
    bakery: Actor, practice: Actor, elderly: ResidentGroup, fatima: User, browser: Client
) -> None:
    assert "We kennen niemand die deze groep bereikt" in browser.get(ask(elderly)).content.decode()
    set_reach(by=fatima, side=practice, group=elderly, level="REACHES")
    page = browser.get(ask(elderly)).content.decode()
    assert "met niemand in dit netwerk" in page
    assert practice.name in page
    Actor.objects.filter(pk=bakery.pk).update(last_spoken_on=today() - timedelta(weeks=14))
    assert "met niemand in dit netwerk" in browser.get(ask(elderly)).content.decode()
    Actor.objects.filter(pk=bakery.pk).update(last_spoken_on=today())
    assert "kent niemand die deze groep bereikt" in browser.get(ask(elderly)).content.decode()


def test_nobody_comes_along_who_clashes(
    spoken: Actor, practice: Actor, tie: Tie, elderly: ResidentGroup, fatima: User, browser: Client
) -> None:
    set_reach(by=fatima, side=practice, group=elderly, level="TRUSTED")
    Tie.objects.update(kind="CLASHES")
    assert names_on(browser, elderly) == []


@pytest.mark.parametrize("query", ["", "?groep=", "?groep=999999", "?groep=x", "?groep=-1"])
def test_without_a_group_there_is_only_the_question(elderly: ResidentGroup, browser: Client, query: str) -> None:
    page = browser.get(PAGE + query)
    assert page.status_code == 200
    assert page.context["way"] is None


def test_neither_persons_nor_sensitive_kinds_nor_small_groups(
    klarendal: Area,
    spoken: Actor,
    practice: Actor,
    mosque: Actor,
    owner: Any,
    elderly: ResidentGroup,
    fatima: User,
    browser: Client,
) -> None:
    """Past the services and the triggers: a sensitive place as start, as step and as end."""
    drop(None, connection.SchemaEditorClass(connection))
    where: dict[str, Any] = {
        "area": klarendal,
        "municipality": klarendal.municipality,
        "last_confirmed_on": today(),
    }
    Actor.objects.filter(pk=mosque.pk).update(last_spoken_on=today())
    Tie.objects.create(source_actor=spoken, target_actor=mosque, strength=5, **where)
    Tie.objects.create(source_actor=mosque, target_actor=practice, strength=5, **where)
    Reach.objects.create(actor=mosque, group=elderly, level="TRUSTED", **where)
    set_reach(by=fatima, side=practice, group=elderly, level="REACHES")
    text = browser.get(ask(elderly)).content.decode()
    for secret in (mosque.name, f"/actoren/{mosque.pk}/", owner.person.name):
        assert secret not in text
    assert names_on(browser, elderly) == []
    ResidentGroup.objects.filter(pk=elderly.pk).update(size=9, source="test")
    assert browser.get(ask(elderly)).context["way"] is None


def test_it_asks_as_much_for_one_as_for_thirty(
    klarendal: Area,
    spoken: Actor,
    practice: Actor,
    tie: Tie,
    elderly: ResidentGroup,
    fatima: User,
    browser: Client,
) -> None:
    set_reach(by=fatima, side=practice, group=elderly, level="TRUSTED")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(names_on(browser, elderly)) == 2
        return len(asked)

    few = queries()
    for number in range(30):
        actor = add_actor(by=fatima, area=klarendal, name=f"Plek {number} (test)", kind=kind_named("Winkel"))
        add_tie(by=fatima, area=klarendal, source=actor, target=practice, strength=1)
        set_reach(by=fatima, side=actor, group=elderly, level="REACHES")
    assert queries() == few
    assert few <= 14

"""The page of the trusted circle: the smallest set with its reasons, what is missed and why, and who never is in it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors import circle as circles
from actors.models import Actor, InformalNetwork, Reach
from actors.services import add_actor, note_approach, set_reach
from actors.triggers import drop
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.graph.circle import Circle, find_circle
from wijknet.jobs.models import Task
from wijknet.jobs.services import run_waiting
from wijknet.ui.dates import today

PAGE = "/netwerk/arnhem/klarendal/kring/"


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


@pytest.fixture
def groups(klarendal: Area) -> list[ResidentGroup]:
    names = ("Gezinnen (test)", "Jongeren (test)", "Ouderen (test)")
    facts = {"size": 400, "source": "schatting", "municipality": klarendal.municipality}
    return [ResidentGroup.objects.create(area=klarendal, name=name, **facts) for name in names]


@pytest.fixture
def known(
    fatima: User, groups: list[ResidentGroup], bakery: Actor, practice: Actor, tea_hour: InformalNetwork
) -> list[ResidentGroup]:
    """The bakery is trusted by families and reaches youth; the practice reaches families; the tea hour the elderly."""
    families, young, elderly = groups
    for side, group, level in (
        (bakery, families, "TRUSTED"),
        (bakery, young, "REACHES"),
        (practice, families, "REACHES"),
        (tea_hour, elderly, "TRUSTED"),
    ):
        set_reach(by=fatima, side=side, group=group, level=level)
    return groups


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def ask(groups: list[ResidentGroup], more: str = "") -> str:
    return PAGE + "?" + "&".join(f"groep={group.pk}" for group in groups) + more


def names_of(client: Client, address: str) -> list[str]:
    return [row.node.name for row in client.get(address).context["answer"].rows]


def test_the_smallest_circle_with_its_reasons(
    known: list[ResidentGroup], bakery: Actor, tea_hour: InformalNetwork, browser: Client
) -> None:
    page = browser.get(ask(known))
    baker, tea = page.context["answer"].rows
    assert [baker.node.name, tea.node.name] == [bakery.name, tea_hour.name]
    assert [(link.group, link.level) for link in baker.links] == [(known[0], "TRUSTED"), (known[1], "REACHES")]
    assert (baker.lost, tea.lost) == ((known[0], known[1]), (known[2],))
    text = page.content.decode()
    for words in ("Met 2 gesprekken bereik je 3 van de 3 groepen", "Met minder kan het niet", "Nog niet gevraagd"):
        assert words in text
    assert names_of(browser, ask(known)) == names_of(browser, ask(list(reversed(known))))


def test_without_someone_the_next_best_stands_in_the_address(
    known: list[ResidentGroup], bakery: Actor, practice: Actor, tea_hour: InformalNetwork, browser: Client
) -> None:
    without = browser.get(ask(known)).context["answer"].rows[0].without_url
    assert f"zonder=actor-{bakery.pk}" in without
    page = browser.get(PAGE + without)
    answer = page.context["answer"]
    assert [row.node.name for row in answer.rows] == [practice.name, tea_hour.name]
    assert [(missed.group, missed.others[0].why) for missed in answer.unreached] == [(known[1], "laat je weg")]
    assert f'value="actor-{bakery.pk}" checked' in page.content.decode()
    chosen = browser.get(ask(known, f"&ook=actor-{bakery.pk}"))
    assert chosen.context["asked"] == page.context["asked"]
    assert names_of(browser, ask(known, "&ook=")) == names_of(browser, ask(known))


def test_least_trust_and_why_a_group_is_missed(known: list[ResidentGroup], bakery: Actor, browser: Client) -> None:
    page = browser.get(ask(known, "&trouw=vertrouwd"))
    (missed,) = page.context["answer"].unreached
    assert (missed.group, missed.others[0].name) == (known[1], bakery.name)
    text = page.content.decode()
    assert "bereikt hen, maar wordt niet vertrouwd" in text
    assert f"/netwerk/arnhem/klarendal/bereik/?groep={known[1].pk}" in text


def test_who_was_asked_too_often(
    known: list[ResidentGroup], bakery: Actor, klarendal: Area, geitenkamp: Area, fatima: User, browser: Client
) -> None:
    """Counted over all wijken; longer ago than the weeks does not count."""
    for wijk, days in ((klarendal, 1), (geitenkamp, 2), (geitenkamp, 3), (klarendal, 80)):
        note_approach(actor=bakery, by=fatima, area=wijk, why="geheim (test)", on=today() - timedelta(days=days))
    page = browser.get(ask(known))
    row = page.context["answer"].rows[0]
    assert (row.asked.times, row.asked.last, row.too_often) == (3, today() - timedelta(days=1), True)
    assert "te vaak gevraagd" in page.content.decode()
    assert "geheim" not in page.content.decode()
    assert bakery.name not in names_of(browser, ask(known, "&keer=2"))
    assert bakery.name in names_of(browser, ask(known, "&keer=3"))
    assert bakery.name not in names_of(browser, ask(known, "&keer=3&weken=20"))


def test_groups_over_the_limit(known: list[ResidentGroup], browser: Client) -> None:
    page = browser.get(ask(known, "&per=1"))
    assert page.context["answer"].over_limit == ()
    assert len(page.context["answer"].rows) == 3
    Reach.objects.filter(level="REACHES", actor__name__contains="Linden").delete()
    page = browser.get(ask(known, "&per=1"))
    assert len(page.context["answer"].over_limit) == 1
    assert "past er niet meer bij" in page.content.decode()


def test_no_circle_no_groups_and_nothing_chosen_are_explained(
    groups: list[ResidentGroup], bakery: Actor, browser: Client
) -> None:
    page = browser.get(ask(groups)).content.decode()
    assert "Zo is er geen kring" in page
    assert "We kennen niemand die hen bereikt" in page
    assert "Kies een of meer groepen" not in browser.get(PAGE).content.decode()
    for nothing in ("?keer=2", "?groep=", "?groep=999999", "?groep=x&zonder=x"):
        assert "Kies een of meer groepen" in browser.get(PAGE + nothing).content.decode()
    ResidentGroup.objects.all().delete()
    assert "Nog geen bewonersgroepen in deze wijk" in browser.get(PAGE).content.decode()


@pytest.mark.parametrize("wrong", ["&keer=-1", "&keer=x", "&weken=0", "&per=0", "&per=1e9", "&trouw=GOD"])
def test_a_wrong_limit_is_told(known: list[ResidentGroup], browser: Client, wrong: str) -> None:
    page = browser.get(ask(known, wrong))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "answer" not in page.context


def test_neither_persons_nor_sensitive_kinds_nor_small_groups(
    known: list[ResidentGroup],
    klarendal: Area,
    owner: Any,
    mosque: Actor,
    bakery: Actor,
    fatima: User,
    browser: Client,
) -> None:
    """Past the services and the triggers: the page with them is the page without them."""
    where: dict[str, Any] = {"area": klarendal, "municipality": klarendal.municipality}
    tiny = ResidentGroup.objects.create(name="Tweelingen", size=9, source="test", **where)
    drop(None, connection.SchemaEditorClass(connection))
    row = {**where, "last_confirmed_on": today()}
    for group in (*known, tiny):
        Reach.objects.create(actor=mosque, group=group, level="TRUSTED", **row)
    Reach.objects.create(actor=bakery, group=tiny, level="TRUSTED", **row)
    address = ask([*known, tiny], f"&zonder=actor-{mosque.pk}&zonder=function-{owner.pk}")
    page = browser.get(address)
    # The frame repeats the address that this viewer typed.
    text = re.sub(r'value="/netwerk/[^"]*"', "", page.content.decode())
    for secret in (mosque.name, f"actor-{mosque.pk}", owner.person.name, f"function-{owner.pk}", "Tweelingen"):
        assert secret not in text
    assert len(page.context["answer"].groups) == 3
    assert len(page.context["answer"].rows) == 2
    search = circles.Search(klarendal, [*known], page.context["asked"])
    assert mosque.name not in repr((search.nodes, search.reached, search.problem))


def test_a_large_question_goes_to_the_worker(
    known: list[ResidentGroup], browser: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(circles, "MOST_AT_ONCE", 1)
    settings.JOBS_IMMEDIATE = False
    address = ask(known)
    assert "Dit is een grote vraag" in browser.get(address).content.decode()
    for _twice in range(2):
        assert browser.post(address).status_code == 302
    assert Task.objects.count() == 1
    busy = browser.get(address).content.decode()
    assert "We zoeken de kleinste kring" in busy
    assert "Kijk of het klaar is" in busy
    run_waiting()
    assert len(names_of(browser, address)) == 2


def test_too_little_time_is_told_and_can_be_tried_again(
    known: list[ResidentGroup], browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circles, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(circles, "IN_WORKER", 0.0)
    browser.post(ask(known))
    assert "te weinig tijd" in browser.get(ask(known)).content.decode()
    monkeypatch.setattr(circles, "IN_WORKER", 5.0)
    browser.post(ask(known))
    assert len(names_of(browser, ask(known))) == 2


def test_the_best_so_far_says_how_far_it_may_be(
    known: list[ResidentGroup], browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*args: Any, **kwargs: Any) -> Circle:
        return replace(find_circle(*args, **kwargs), gap=1)

    monkeypatch.setattr(circles, "find_circle", slow)
    assert "Misschien kan het met 1 gesprek minder" in browser.get(ask(known)).content.decode()


def test_it_asks_as_much_for_one_as_for_thirty(
    known: list[ResidentGroup], klarendal: Area, fatima: User, browser: Client
) -> None:
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(ask(known))
        return len(asked)

    few = queries()
    for number in range(30):
        actor = add_actor(by=fatima, area=klarendal, name=f"Plek {number} (test)", kind=kind_named("Winkel"))
        set_reach(by=fatima, side=actor, group=known[number % 3], level="REACHES")
        note_approach(actor=actor, by=fatima, area=klarendal, why="test")
    assert queries() == few
    assert few <= 15

"""One history for everything: the right things, in order, page by page, and nothing that is not mine to see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, InformalNetwork, MunicipalContact
from initiatives.models import Initiative
from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area
from wijknet.casework.models import Case, ContactMoment, Signal
from wijknet.casework.services import Heard, NewAgreement, Next, Talk, answer_signal, log_moment, open_case
from wijknet.casework.timeline import timeline_of

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def log(by: User, area: Area, line: str, **values: Any) -> ContactMoment:
    whole = {name: values.pop(name) for name in ("agreement", "heard") if name in values}
    return log_moment(by=by, area=area, key=uuid4(), talk=Talk(line=line, **values), **whole)


def take_up(by: User, area: Area, life: list[Any], **values: Any) -> Case:
    following = Next(problem="unsolved", step="Vraag om een meting", turn="ME", due=FRIDAY)
    return open_case(
        by=by, area=area, key=uuid4(), title="Te hard", question="Hoe dan?", following=following, life=life, **values
    )


def titles(viewer: User, **subject: Any) -> list[str]:
    return [entry.title for entry in timeline_of(viewer, **subject).entries]


def test_talks_agreements_and_steps_stand_together(
    fatima: User, klarendal: Area, linden: Actor, teahour: InformalNetwork
) -> None:
    log(fatima, klarendal, "Met een ander.", parties=[teahour])
    log(fatima, klarendal, "Gisteren.", parties=[linden], at=timezone.now() - timedelta(days=1))
    agreement = NewAgreement(what="Route sturen", due=FRIDAY)
    log(fatima, klarendal, "Net gesproken.", parties=[linden], agreement=agreement)
    take_up(fatima, klarendal, [linden])
    assert titles(fatima, actor=linden) == ["Net gesproken.", "Afspraak: Route sturen", "Opgepakt", "Gisteren."]
    assert titles(fatima, network=teahour) == ["Met een ander."]
    assert len(titles(fatima, area=klarendal)) == 5


def test_each_subject_has_its_own(fatima: User, klarendal: Area, linden: Actor, walking_bus: Initiative) -> None:
    moment = log(fatima, klarendal, "Over de loopbus.", initiative=walking_bus, heard=Heard(street="A"))
    case = take_up(fatima, klarendal, [linden], initiative=walking_bus, moment=moment)
    assert set(titles(fatima, initiative=walking_bus)) == {
        "Iemand (geen naam)",
        f"Opgepakt uit initiatief {walking_bus.reference}",
    }
    assert len(titles(fatima, case=case)) == 2
    assert titles(fatima, signal=Signal.objects.get()) == ["Iemand (geen naam)"]


def test_a_kind_in_the_address_shows_that_kind_only(
    fatima: User, klarendal: Area, linden: Actor, as_user: AsUser
) -> None:
    agreement = NewAgreement(what="Route sturen", due=FRIDAY)
    log(fatima, klarendal, "Net gesproken.", parties=[linden], agreement=agreement)
    take_up(fatima, klarendal, [linden])
    expected = {"gesprek": ["Net gesproken."], "afspraak": ["Afspraak: Route sturen"], "stap": ["Opgepakt"]}
    for kind, found in expected.items():
        assert titles(fatima, actor=linden, kind=kind) == found
    assert len(titles(fatima, actor=linden, kind="kaas")) == 3
    page = as_user(fatima).get(linden.get_absolute_url(), {"soort": "afspraak"}).content.decode()
    assert "Route sturen" in page
    assert "Net gesproken." not in page


def test_paging_within_a_kind_counts_that_kind_only(fatima: User, joris: User, klarendal: Area, linden: Actor) -> None:
    """What only the writer may see takes no place on a page of somebody else."""
    for number in range(5):
        log(fatima, klarendal, f"Regel {number}", parties=[linden], visibility="ONLY_ME" if number % 2 else "WIJK")
        take_up(fatima, klarendal, [linden])
    page = timeline_of(joris, actor=linden, kind="gesprek", size=2)
    assert [entry.title for entry in page.entries] == ["Regel 4", "Regel 2"]
    page = timeline_of(joris, actor=linden, kind="gesprek", size=2, before=page.earlier)
    assert ([entry.title for entry in page.entries], page.earlier) == (["Regel 0"], "")


def test_a_signal_has_what_was_heard_agreed_done_and_answered(fatima: User, klarendal: Area) -> None:
    agreement = NewAgreement(what="Meten", due=FRIDAY, street="Akkerstraat")
    log(fatima, klarendal, "Hard gereden.", heard=Heard(street="Akkerstraat"), agreement=agreement)
    signal = Signal.objects.get()
    take_up(fatima, klarendal, [], signal=signal)
    answer_signal(by=fatima, signal=signal, key=uuid4(), text="Er komt een meting.")
    expected = {
        "Antwoord aan iedereen: Hard gereden",
        "Iemand (geen naam)",
        "Afspraak: Meten",
        "Opgepakt uit een signaal van 1 mens",
    }
    assert set(titles(fatima, area=klarendal)) == expected
    own = {title.removesuffix(": Hard gereden") for title in expected}
    assert set(titles(fatima, signal=signal)) == own
    assert titles(fatima, area=klarendal, kind="antwoord") == ["Antwoord aan iedereen: Hard gereden"]


def test_a_gemeente_contact_has_the_steps_of_my_wijken(
    fatima: User, anna: User, as_user: AsUser, klarendal: Area, linden: Actor, traffic: MunicipalContact
) -> None:
    case = take_up(fatima, klarendal, [linden], system=[traffic])
    assert titles(fatima, contact=traffic) == ["Opgepakt"]
    assert titles(anna, contact=traffic) == []
    assert case.title in as_user(fatima).get(traffic.get_absolute_url()).content.decode()
    assert case.title not in as_user(anna).get(traffic.get_absolute_url()).content.decode()


def test_the_pages_of_a_wijk_an_initiative_and_a_case_show_it(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, linden: Actor, walking_bus: Initiative
) -> None:
    moment = log(fatima, klarendal, "Over de loopbus.", initiative=walking_bus)
    log(fatima, klarendal, "Kanarie", initiative=walking_bus, visibility="ONLY_ME")
    case = take_up(fatima, klarendal, [linden], initiative=walking_bus, moment=moment)
    assert klarendal.municipality is not None
    wijk = reverse("area-timeline", args=[klarendal.municipality.slug, klarendal.slug])
    for url in (wijk, reverse("initiative-timeline", args=[walking_bus.reference]), case.get_absolute_url()):
        page = as_user(joris).get(url).content.decode()
        assert "Over de loopbus." in page, url
        assert "Opgepakt uit initiatief" in page, url
        assert "Kanarie" not in page, url
        assert "Over de loopbus." not in as_user(joris).get(url, {"soort": "stap"}).content.decode()
    assert wijk in as_user(joris).get("/contactmomenten/").content.decode()


@pytest.mark.parametrize("name", ["wijk", "contact", "case"])
def test_a_long_history_asks_no_more_than_a_short_one(
    fatima: User,
    as_user: AsUser,
    klarendal: Area,
    linden: Actor,
    traffic: MunicipalContact,
    name: str,
    django_assert_max_num_queries: Any,
) -> None:
    case = take_up(fatima, klarendal, [linden], system=[traffic])
    assert klarendal.municipality is not None
    urls = {
        "wijk": reverse("area-timeline", args=[klarendal.municipality.slug, klarendal.slug]),
        "contact": traffic.get_absolute_url(),
        "case": case.get_absolute_url(),
    }
    browser, counts = as_user(fatima), []
    for number in (1, 30):
        for index in range(number):
            log(fatima, klarendal, f"{number} {index}", agreement=NewAgreement(what="A", due=FRIDAY, street="B"))
            case.steps.create(role="BRIDGER", what="Gebeld", by=fatima, moment=ContactMoment.objects.latest("pk"))
        with django_assert_max_num_queries(12) as captured:
            browser.get(urls[name])
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_was_said_stays_in_the_wijk_where_it_was_said(
    fatima: User, anna: User, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    linden.actor_areas.create(area=geitenkamp)
    agreement = NewAgreement(what="Route sturen", due=FRIDAY)
    log(fatima, klarendal, "In Klarendal.", parties=[linden], agreement=agreement)
    take_up(fatima, klarendal, [linden])
    log(anna, geitenkamp, "Op de Geitenkamp.", parties=[linden])
    assert titles(anna, actor=linden) == ["Op de Geitenkamp."]
    assert "Op de Geitenkamp." not in titles(fatima, actor=linden)


def test_only_me_is_for_me(fatima: User, joris: User, klarendal: Area, linden: Actor) -> None:
    agreement = NewAgreement(what="Nadenken", due=FRIDAY)
    log(fatima, klarendal, "Alleen ik.", parties=[linden], visibility="ONLY_ME", agreement=agreement)
    for subject in ({"actor": linden}, {"area": klarendal}):
        assert len(titles(fatima, **subject)) == 2
        assert titles(joris, **subject) == []


def test_page_by_page_nothing_is_lost_or_doubled(
    fatima: User, klarendal: Area, linden: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Many things of the very same moment: kind and key decide the order."""
    for number in range(7):
        agreement = NewAgreement(what=f"Afspraak {number}", due=FRIDAY)
        log(fatima, klarendal, f"Regel {number}", parties=[linden], agreement=agreement)
        take_up(fatima, klarendal, [linden])
    whole = titles(fatima, actor=linden, size=100)
    assert len(whole) == 21
    seen: list[str] = []
    before = ""
    while True:
        with django_assert_num_queries(4):
            page = timeline_of(fatima, actor=linden, before=before, size=4)
        seen += [entry.title for entry in page.entries]
        before = page.earlier
        if not before:
            break
    assert seen == whole


@pytest.mark.parametrize("cursor", ["kaas", "20261124T133000.000000-9", "x-1-2", "20261124T133000.000000-1-0", "\0"])
def test_a_cursor_that_was_tampered_with_gives_the_first_page(
    fatima: User, klarendal: Area, linden: Actor, cursor: str
) -> None:
    log(fatima, klarendal, "Gesproken.", parties=[linden])
    assert [entry.title for entry in timeline_of(fatima, actor=linden, before=cursor).entries] == ["Gesproken."]


def test_the_page_of_an_actor_shows_it(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    log(fatima, klarendal, "Wil meedenken over de looproute.", parties=[linden])
    log(fatima, klarendal, "Alleen voor mij.", parties=[linden], visibility="ONLY_ME")
    page = as_user(joris).get(linden.get_absolute_url()).content.decode()
    assert "Wil meedenken over de looproute." in page
    assert "Alleen voor mij." not in page
    Assignment.objects.create(user=joris, area=geitenkamp, function=Function.READER)
    assert "Alleen voor mij." not in as_user(joris).get(linden.get_absolute_url()).content.decode()

"""One history for everything: the right things, in order, page by page, and nothing that is not mine to see."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, InformalNetwork
from initiatives.models import Initiative
from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area
from wijknet.casework.models import Case, ContactMoment, Signal
from wijknet.casework.services import Heard, NewAgreement, Next, Talk, log_moment, open_case
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
        with django_assert_num_queries(3):
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

"""The work in the demo: half a year of it, in all four roles, with something due and something late on every day."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db.models import Model

from tests.conftest import make_area, make_user
from wijknet.access import Function
from wijknet.areas.models import Area
from wijknet.casework.models import (
    Agreement,
    Case,
    CaseAnswer,
    ContactMoment,
    Handover,
    Jotting,
    Referral,
    Signal,
    SignalAnswer,
    SignalFollower,
    Step,
)
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, actors, casework, initiatives
from wijknet.roles import Role
from wijknet.ui import dates


@pytest.fixture
def demo_wijken(arnhem: Area, goeree: Area) -> None:
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
        datetime(2026, 12, 26, 23, 30, tzinfo=UTC),
        datetime(2027, 3, 29, 5, 0, tzinfo=UTC),
    ],
    ids=["tuesday", "sunday night", "christmas", "easter"],
)
def test_there_is_enough_of_everything_on_every_day(demo_wijken: None, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        initiatives.load()
        actors.load()
        casework.load()
        assert ContactMoment.objects.count() == 63
        assert ContactMoment.objects.exclude(where="").count() == 3
        assert Referral.objects.asking(dates.today()).exists()
        assert Referral.objects.count() == 5
        assert Referral.objects.settled().count() == 1
        assert Jotting.objects.open().count() == 4
        assert Case.objects.count() == 12
        assert Signal.objects.count() == 6
        assert set(Case.objects.open().values_list("role", flat=True)) == {role.value for role in Role}
        assert Case.objects.closed().filter(reached_life=True).count() == 3
        assert Agreement.objects.late().exists()
        assert Agreement.objects.due_until(dates.add_working_days(dates.today(), 5)).exists()
        assert Agreement.objects.closed().count() >= 5
        assert Case.objects.late().exists()
        assert Step.objects.filter(at__gt=now).count() == 0
        assert CaseAnswer.objects.exclude(text="").exclude(plain_text="").count() == 1
        assert SignalFollower.objects.count() == 6
        assert SignalAnswer.objects.get().told_count == 2
        assert ContactMoment.objects.filter(visibility="ONLY_ME", private_until__gt=dates.today()).count() == 1


def test_a_colleague_who_is_away_handed_over(demo_wijken: None) -> None:
    """Only where there are two: fatima has what sara had, until sara is back."""
    area = Area.objects.get(code=KLARENDAL)
    sara = make_user("sara@demo.example", "Sara (demo)", area, Function.WIJKMANAGER)
    for load in (initiatives.load, actors.load, casework.load, casework.load):
        load()
    given = Handover.objects.get()
    assert (given.giver, given.area, given.taken_back_on) == (sara, area, None)
    assert given.until
    assert given.until > dates.today()


def test_a_second_run_changes_nothing(demo_wijken: None) -> None:
    def everything() -> list[list[dict[str, object]]]:
        models: tuple[type[Model], ...] = (
            ContactMoment,
            Referral,
            Jotting,
            Agreement,
            Signal,
            SignalFollower,
            SignalAnswer,
            Case,
            CaseAnswer,
            Step,
        )
        return [list(model._default_manager.order_by("pk").values()) for model in models]

    initiatives.load()
    actors.load()
    casework.load()
    first = everything()
    casework.load()
    assert everything() == first

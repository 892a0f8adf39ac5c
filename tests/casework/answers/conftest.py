"""A case with a desk and a partner on the one side, and words that nobody outside may read."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from actors.models import Actor, MunicipalContact
from initiatives.models import Initiative
from tests.initiatives.make import make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Case
from wijknet.casework.services import Next, add_step, open_case
from wijknet.ui.dates import add_working_days, today

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def traffic(traffic: MunicipalContact) -> MunicipalContact:
    traffic.email, traffic.name, traffic.phone = "verkeer@arnhem.example", "Kanarie Contactnaam", "026 111 22 33"
    traffic.save()
    return traffic


@pytest.fixture
def linden(linden: Actor) -> Actor:
    linden.email = "balie@linden.example"
    linden.save()
    return linden


@pytest.fixture
def kookavond(klarendal: Area) -> Initiative:
    return make_initiative(klarendal)


@pytest.fixture
def speeding(
    fatima: User, klarendal: Area, traffic: MunicipalContact, linden: Actor, teahour: Any, kookavond: Initiative
) -> Case:
    """A desk and a partner on the one side, a circle on the other, with words nobody outside may read."""
    case = open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Kanarie titel",
        question="Kanarie vraag zoals wij hem schreven",
        following=Next(problem="unsolved", step="Kanarie stap", turn="ME", due=add_working_days(today(), 5)),
        life=[teahour],
        system=[traffic, linden],
        initiative=kookavond,
    )
    following = Next(problem="unsolved", step="Kanarie volgende", turn="ME", due=add_working_days(today(), 5))
    return add_step(
        by=fatima, case=case, key=uuid4(), version=case.version, what="Kanarie notitie", following=following
    )

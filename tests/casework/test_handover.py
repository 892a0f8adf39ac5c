"""Handover: everything open of mine to a colleague of the same wijk, and back; nothing that only I see."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor
from tests.conftest import AsUser, make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.models import Agreement, Case, Handover
from wijknet.log.models import LogEntry

FRIDAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bram(klarendal: Area) -> User:
    return make_user("bram@arnhem.example", "Bram (test)", klarendal, Function.WIJKMANAGER)


@pytest.fixture
def work(fatima: User, klarendal: Area, linden: Actor) -> tuple[Agreement, Case]:
    """An agreement and a case of fatima, and an agreement that only she sees."""
    private = services.Talk(line="Voor mij.", parties=[linden], visibility="ONLY_ME")
    only_mine = services.NewAgreement(what="Nadenken", due=FRIDAY)
    services.log_moment(by=fatima, area=klarendal, key=uuid4(), talk=private, agreement=only_mine)
    agreement = services.make_agreement(
        by=fatima, area=klarendal, key=uuid4(), what="Route sturen", due=FRIDAY, party=linden
    )
    following = services.Next(problem="unsolved", step="Meten", turn="ME", due=FRIDAY)
    case = services.open_case(
        by=fatima, area=klarendal, key=uuid4(), title="Te hard", question="Hoe?", following=following, life=[linden]
    )
    return agreement, case


def owners(*things: Agreement | Case) -> list[str]:
    for thing in things:
        thing.refresh_from_db()
    return [thing.by.first_name for thing in things]


def test_in_one_go_and_back(fatima: User, bram: User, klarendal: Area, work: tuple[Agreement, Case]) -> None:
    key = uuid4()
    given = [services.hand_over(by=fatima, area=klarendal, key=key, taker=bram) for _ in range(2)]
    assert given[0] == given[1] == Handover.objects.get()
    assert owners(*work) == ["Bram", "Bram"]
    assert Agreement.objects.get(what="Nadenken").by == fatima
    assert LogEntry.objects.filter(verb="hand_over").count() == 3
    services.keep_agreement(by=bram, agreement=work[0], told="Gestuurd.")
    for _ in range(2):
        services.recall_handover(by=fatima, handover=given[0])
    assert owners(*work) == ["Bram", "Fatima"]
    assert LogEntry.objects.filter(verb="take_back").count() == 2


@pytest.mark.usefixtures("work")
def test_never_to_another_wijk_a_reader_or_oneself(fatima: User, anna: User, joris: User, klarendal: Area) -> None:
    gone = make_user("weg@arnhem.example", "Weg (test)", klarendal, Function.WIJKMANAGER)
    gone.is_active = False
    gone.save()
    for taker in (anna, joris, fatima, gone):
        with pytest.raises(ValidationError, match="wijkmanager is in deze wijk"):
            services.hand_over(by=fatima, area=klarendal, key=uuid4(), taker=taker)
    assert not Handover.objects.exists()
    assert set(Agreement.objects.values_list("by", flat=True)) == {fatima.pk}


def test_the_database_refuses_oneself_and_a_day_that_passed(fatima: User, bram: User, klarendal: Area) -> None:
    place = {"area": klarendal, "municipality": klarendal.municipality, "giver": fatima, "made_on": NOW.date()}
    with pytest.raises(IntegrityError, match="handover_to_another"), transaction.atomic():
        Handover.objects.create(**place, taker=fatima)
    with pytest.raises(IntegrityError, match="handover_until"), transaction.atomic():
        Handover.objects.create(**place, taker=bram, until=date(2026, 11, 23))


def test_after_the_last_day_it_comes_back_by_itself(
    fatima: User, bram: User, klarendal: Area, work: tuple[Agreement, Case]
) -> None:
    services.hand_over(by=fatima, area=klarendal, key=uuid4(), taker=bram, until=FRIDAY)
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC), tick=False):
        assert services.end_handovers() == 0
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=UTC), tick=False):
        assert [services.end_handovers(), services.end_handovers()] == [1, 0]
    assert owners(*work) == ["Fatima", "Fatima"]


def test_the_page(
    as_user: AsUser, fatima: User, bram: User, anna: User, klarendal: Area, work: tuple[Agreement, Case]
) -> None:
    client = as_user(fatima)
    page = client.get("/overdragen/").content.decode()
    assert "Route sturen" in page
    assert "Te hard" in page
    assert "Nadenken" not in page
    wrong = client.post("/overdragen/", {"request_key": str(uuid4()), "taker": anna.pk})
    assert "wijkmanager is in deze wijk" in wrong.content.decode()
    page = client.post(
        "/overdragen/", {"request_key": str(uuid4()), "taker": bram.pk, "until": "2026-12-01"}, follow=True
    ).content.decode()
    assert "Bram ziet het nu bij Vandaag." in page
    address = f"/overdragen/{Handover.objects.get().pk}/terughalen/"
    assert as_user(anna).post(address).status_code == 404
    assert as_user(bram).post(address).status_code == 404
    assert "Teruggehaald" in client.post(address, follow=True).content.decode()
    assert owners(*work) == ["Fatima", "Fatima"]


def test_one_and_thirty_cost_the_same(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(fatima)
    for count in (1, 30):
        for number in range(count):
            services.make_agreement(
                by=fatima, area=klarendal, key=uuid4(), what=f"Iets {number}", due=FRIDAY, party=linden
            )
        with django_assert_max_num_queries(12):
            assert client.get("/overdragen/").status_code == 200

"""Vóór het gesprek: what is open both ways, what was said, and nothing that is not mine to see."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, InformalNetwork, PersonFunction
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.services import NewAgreement, Next, Talk, log_moment, make_agreement, open_case
from wijknet.log.models import ReadEntry
from wijknet.ui import dates


@pytest.fixture
def spoken(fatima: User, klarendal: Area, bakery: Actor) -> None:
    friday = dates.today() + timedelta(days=3)
    agreement = NewAgreement(what="Folders brengen", due=friday)
    log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="De stoep ligt los.", parties=[bakery]),
        agreement=agreement,
    )
    private = Talk(line="Alleen voor mij.", parties=[bakery], visibility="ONLY_ME")
    log_moment(by=fatima, area=klarendal, key=uuid4(), talk=private)
    following = Next(problem="unsolved", step="Buren vragen", turn="LIFE", due=friday)
    open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Losse stoep",
        question="Wie maakt de stoep?",
        following=following,
        life=[bakery],
    )


def page(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("spoken")
def test_one_card_before_the_talk(
    as_user: AsUser, fatima: User, joris: User, bakery: Actor, owner: PersonFunction
) -> None:
    address = f"/actoren/{bakery.pk}/gesprek/"
    mine = page(as_user(fatima), address)
    for word in ("De stoep ligt los.", "Folders brengen", "Buren vragen", "Wie maakt de stoep?", "Emine Voorbeeld"):
        assert word in mine
    assert "Alleen voor mij." in mine
    theirs = page(as_user(joris), address)
    assert "De stoep ligt los." in theirs
    assert "Alleen voor mij." not in theirs
    assert ReadEntry.objects.filter(model="actors.Person", object_pk=owner.person_id).count() == 2


def test_a_network_has_one_too(as_user: AsUser, fatima: User, klarendal: Area, tea_hour: InformalNetwork) -> None:
    make_agreement(by=fatima, area=klarendal, key=uuid4(), what="Taart mee", due=dates.today(), party=tea_hour)
    assert "Taart mee" in page(as_user(fatima), f"/netwerken/{tea_hour.pk}/gesprek/")


@pytest.mark.usefixtures("spoken")
def test_it_costs_the_same_however_much_was_said(
    as_user: AsUser,
    fatima: User,
    klarendal: Area,
    bakery: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(fatima)
    for _ in range(2):
        with django_assert_max_num_queries(12):
            client.get(f"/actoren/{bakery.pk}/gesprek/")
        for number in range(10):
            talk = Talk(line=f"Regel {number}", parties=[bakery])
            log_moment(by=fatima, area=klarendal, key=uuid4(), talk=talk)

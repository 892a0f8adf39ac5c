"""Initiatives of the demo on their way: supported, helped, at rest, and one that stands still on Vandaag."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.test import Client

from initiatives.models import (
    CircleMember,
    CirclePost,
    Event,
    EventInitiative,
    HandCount,
    Initiative,
    Match,
    MatchState,
    Need,
    Offer,
    Partner,
    Registration,
    Rest,
    Support,
    Task,
    TeamMember,
)
from tests.conftest import AsUser, make_area, make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, CheckIn, ContactMoment
from wijknet.mail.models import OutgoingMail
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, actors, casework, events, growing, initiatives

MODELS: tuple[type[Model], ...] = (
    Support,
    HandCount,
    Need,
    Offer,
    Rest,
    CheckIn,
    ContactMoment,
    Agreement,
    EventInitiative,
    Registration,
)
STILL = "Speelbos achter het spoor"


@pytest.fixture
def demo_user(arnhem: Area, goeree: Area) -> User:
    """The wijkmanager of Klarendal, in a demo with all its parts."""
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)
    return User.objects.get(email=f"{KLARENDAL.lower()}@demo.example")


def load_all() -> None:
    for part in (initiatives, actors, events, casework, growing):
        part.load()


def rows() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 12, 26, 23, 30, tzinfo=UTC)],
    ids=["tuesday", "christmas"],
)
def test_there_is_some_of_everything_and_once(demo_user: User, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        load_all()
        first = rows()
        growing.load()
        assert rows() == first
        assert Support.objects.confirmed().count() == 21
        assert HandCount.objects.count() == 2
        assert Need.objects.filter(found_on=None).count() == 7
        assert Offer.objects.filter(settled_on=None).count() == 2
        assert Rest.objects.get().is_on
        assert TeamMember.objects.filter(champion=True, joined_on__isnull=False).count() == 6
        assert TeamMember.objects.filter(champion=False, joined_on__isnull=False).count() == 3
        assert Task.objects.filter(done_on=None, member=None).count() == 1
        reasons = dict(CheckIn.objects.values_list("initiative__title", "reason"))
        assert reasons[STILL] == "NO_OFFICIAL"
        assert reasons["Repaircafé op zaterdag"] == "NO_MONEY"
        assert reasons["Muziek op het plein"] == "OVERLOADED"
        assert CheckIn.objects.filter(moved_on__isnull=False).count() == 1
        assert "Plantenbieb in de hal" not in reasons


def test_vandaag_says_what_stands_still_and_its_sender_was_asked(demo_user: User, as_user: AsUser) -> None:
    load_all()
    page = as_user(demo_user).get("/dashboard/").content.decode()
    assert f"{STILL} staat stil" in page
    assert "er is nog geen gemeentecontact" in page
    assert "Repaircafé op zaterdag" in page
    asked = CheckIn.objects.get(initiative__title=STILL)
    assert OutgoingMail.objects.get(key=f"check-in-{asked.pk}").to == "dewi@bewoner.example"


def test_an_evening_has_who_came_minutes_and_its_initiative(demo_user: User, as_user: AsUser, client: Client) -> None:
    load_all()
    evening = Event.objects.get(title="Samen koken, hoe pakken we het aan? (demo)")
    assert (evening.taken, evening.came_without_name) == (7, 6)
    assert evening.registrations.filter(came=True).count() == 3
    assert ContactMoment.objects.get(event=evening).agreements.count() == 2
    assert "Kookavond voor alle straten" in client.get(evening.get_absolute_url()).content.decode()
    full = Event.objects.get(title="Praat mee over het plein (demo)")
    assert (full.places_left, full.registrations.waiting().count()) == (0, 1)
    swap = Event.objects.get(title="Stekjes ruilen (demo)")
    assert "Plantenbieb in de hal" in as_user(demo_user).get(swap.get_desk_url()).content.decode()


def test_koppelkansen_are_found_and_initiators_ask_each_other(demo_user: User, as_user: AsUser) -> None:
    load_all()
    before = (list(Match.objects.order_by("pk").values()), list(CirclePost.objects.order_by("pk").values()))
    growing.load()
    assert (list(Match.objects.order_by("pk").values()), list(CirclePost.objects.order_by("pk").values())) == before
    partner = Partner.objects.get()
    assert partner.initiative.title == "Kookavond voor alle straten"
    assert str(partner.actor).endswith("(demo)")
    assert Match.objects.filter(state=MatchState.DROPPED, actor__isnull=False).exists()
    assert Match.objects.filter(state=MatchState.PROPOSED).exists()
    assert partner.actor.name in as_user(demo_user).get(partner.initiative.get_desk_url()).content.decode()
    assert CircleMember.objects.count() == 4
    assert sorted(CirclePost.objects.values_list("state", flat=True)) == ["PLACED", "PLACED", "WAITING"]


def test_who_helps_or_came_is_made_up(demo_user: User) -> None:
    load_all()
    assert all(name.endswith("(demo)") for name in Offer.objects.values_list("name", flat=True))
    assert all(name.endswith("(demo)") for name in Registration.objects.values_list("name", flat=True))
    assert all(name.endswith("(demo)") for name in TeamMember.objects.values_list("name", flat=True))
    assert all(address.endswith(".example") for address in Support.objects.values_list("email", flat=True))
    assert Initiative.objects.get(title=STILL).submission.sender_name == "Dewi (demo)"

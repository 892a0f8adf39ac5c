"""What the radar learns of the team and the needs: who pulls it, who carries too much, and money nobody answered."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from initiatives.models import Initiative, Need, Offer, TeamMember
from initiatives.services import add_need, add_task, ask_member, join_team, leave_team, place_need, pull, set_phase
from initiatives.services.team import Part
from tests.casework.test_check_ins import still
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.histories import histories_of
from wijknet.casework.models import CheckIn
from wijknet.casework.radar import History, look
from wijknet.casework.services import watch
from wijknet.mail.models import OutgoingMail
from wijknet.ui.dates import AMSTERDAM, today

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=AMSTERDAM)
ADDRESS = "noor@voorbeeld.example"


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def pulled(klarendal: Area) -> Initiative:
    """Somebody pulls it since 60 days; it is in the phase of a plan, and a gemeente contact is not there yet."""
    found = still(klarendal)
    with time_machine.travel(NOON - timedelta(days=60), tick=False):
        member = ask_member(initiative=found, email=ADDRESS, champion=True)
        join_team(member=member, part=Part(name="Noor", champion=True))
    found.refresh_from_db()
    return found


def history_of(initiative: Initiative) -> History:
    return histories_of(Initiative.objects.filter(pk=initiative.pk), today())[initiative.pk]


def why(initiative: Initiative, *, after: int = 0) -> str | None:
    with time_machine.travel(NOON + timedelta(days=after), tick=False):
        finding = look(history_of(initiative))
    return finding.reason.value if finding else None


def test_a_trekker_who_stops_is_seen_and_the_phase_stays(pulled: Initiative) -> None:
    assert why(pulled) == "NO_OFFICIAL"
    leave_team(member=TeamMember.objects.get())
    assert why(pulled, after=13) == "NO_OFFICIAL"
    assert why(pulled, after=14) == "NO_CHAMPION"
    pulled.refresh_from_db()
    assert pulled.phase == "PLAN"
    pull(initiative=pulled)
    assert why(pulled) is None  # somebody new is an act


def test_the_phase_says_found_and_nobody_stands_in_the_team(klarendal: Area) -> None:
    initiative = still(klarendal, phase="CHAMPION", days=61)
    assert why(initiative) == "NO_CHAMPION"


def test_one_who_carries_all_is_seen_and_a_task_with_a_day_is_a_next_step(pulled: Initiative) -> None:
    member = TeamMember.objects.get()
    with time_machine.travel(NOON - timedelta(days=50), tick=False):
        for number in range(4):
            due = today() + timedelta(days=20) if number == 0 else None
            add_task(initiative=pulled, what=f"Klus {number}", member=member, due=due, key=uuid4())
    finding = look(history_of(pulled))
    assert finding is not None
    assert finding.reason == "OVERLOADED"
    assert finding.evidence == "Eén persoon draagt alles: 4 taken. Sinds ma 5 oktober gebeurde er niets."
    pulled.tasks.update(due=today())
    assert why(pulled) is None


def test_money_that_nobody_answered(pulled: Initiative, fatima: User) -> None:
    with time_machine.travel(NOON - timedelta(days=30), tick=False):
        need = add_need(initiative=pulled, kind="MONEY", text="200 euro voor aarde", key=uuid4(), by=None)
        assert Need.objects.unanswered().first() is None  # nobody could offer what nobody read
        need = place_need(need=need, by=fatima)
    assert why(pulled) == "NO_MONEY"
    offer = Offer.objects.create(initiative=pulled, need=need, name="Bo", phone="06 12345678", text="Wij betalen")
    assert why(pulled) == "NO_OFFICIAL"
    offer.delete()
    need.found_on = today()
    need.save()
    assert why(pulled) == "NO_OFFICIAL"


def test_who_pulls_it_is_asked_first_and_only_while_they_do(pulled: Initiative) -> None:
    assert watch() == 1
    mail = OutgoingMail.objects.get(key__startswith="check-in-")
    assert (mail.to, mail.subject[:28]) == (ADDRESS, "Hoe gaat het met het idee? (")
    found = re.search(r"/hoe-gaat-het/[\w-]+/", mail.text)
    assert found
    assert Client().get(found[0]).status_code == 200
    Client().post(f"{found[0]}?antwoord=goed")
    assert CheckIn.objects.get().answer == "GOOD"
    leave_team(member=TeamMember.objects.get())
    assert Client().get(found[0]).status_code == 404


def test_histories_cost_the_same_for_one_and_for_many(
    klarendal: Area, pulled: Initiative, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        set_phase(initiative=still(klarendal), phase="COOPERATION", by=None)
    with django_assert_max_num_queries(12):
        assert len(histories_of(Initiative.objects.all(), today())) == 6

"""Help per phase, who began a phase, and "rust tot": a day until which nobody asks how it goes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from initiatives import services
from initiatives.models import Initiative, Phase, Rest
from initiatives.phase_help import HELP
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.log.models import LogEntry
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import today


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def at(initiative: Initiative, verb: str = "") -> str:
    return f"{initiative.get_desk_url()}{verb}"


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def own_page(initiative: Initiative) -> str:
    return f"/initiatieven/volgen/{issue_link(purpose='initiative-follow', target=initiative)}/"


def test_every_phase_has_help_that_is_short() -> None:
    assert set(HELP) == set(Phase)
    for one in HELP.values():
        lines = [str(one.asks), *map(str, one.helps), str(one.who)]
        sentences = [part for line in lines for part in line.replace("?", ".").split(".") if part.strip()]
        assert all(len(sentence.split()) <= 15 for sentence in sentences)


def test_help_of_the_phase_stands_at_the_desk_and_on_the_senders_page(
    staff: Client, client: Client, geveltuin: Initiative, fatima: User
) -> None:
    services.set_phase(initiative=geveltuin, phase=Phase.PLAN, by=fatima)
    for page in (words(staff, at(geveltuin)), words(client, own_page(geveltuin))):
        assert str(HELP[Phase.PLAN].asks) in page
        assert str(HELP[Phase.IDEA].asks) not in page


def test_the_desk_says_who_began_a_phase_and_why(staff: Client, geveltuin: Initiative, fatima: User) -> None:
    services.set_phase(initiative=geveltuin, phase=Phase.STRANDED, reason="Geen plek gevonden", by=fatima)
    page = words(staff, at(geveltuin))
    assert f"{fatima}: Geen plek gevonden" in page


def test_rest_is_set_with_a_reason_and_shown_to_the_sender(
    staff: Client, client: Client, geveltuin: Initiative, fatima: User
) -> None:
    until = today() + timedelta(days=60)
    answer = staff.post(at(geveltuin, "rust/"), {"until": until.isoformat(), "why": "Na de winter verder."})
    assert answer.status_code == 302
    rest = Rest.objects.get(initiative=geveltuin)
    assert (rest.until, rest.by) == (until, fatima)
    assert LogEntry.objects.filter(model="initiatives.Rest", verb="create").exists()
    for page in (words(staff, at(geveltuin)), words(client, own_page(geveltuin))):
        assert "Rust tot" in page
        assert "Na de winter verder." in page


def test_another_day_takes_its_place_and_it_can_end_sooner(staff: Client, geveltuin: Initiative, fatima: User) -> None:
    for days in (20, 40):
        services.set_rest(initiative=geveltuin, until=today() + timedelta(days=days), why="Vakantie.", by=fatima)
    assert Rest.objects.get().until == today() + timedelta(days=40)
    for _twice in range(2):
        assert staff.post(at(geveltuin, "rust/klaar/")).status_code == 302
    assert not Rest.objects.exists()
    assert "Rust tot" not in words(staff, at(geveltuin))


def test_rest_ends_by_itself(client: Client, geveltuin: Initiative, fatima: User) -> None:
    services.set_rest(initiative=geveltuin, until=today() + timedelta(days=3), why="Vakantie.", by=fatima)
    page = own_page(geveltuin)
    with time_machine.travel(today() + timedelta(days=2)):
        assert "Rust tot" in words(client, page)
    with time_machine.travel(today() + timedelta(days=4)):
        assert "Rust tot" not in words(client, page)


@pytest.mark.parametrize("days", [-1, 0, 500])
def test_a_day_that_is_over_or_far_away_is_refused(staff: Client, geveltuin: Initiative, days: int) -> None:
    until = today() + timedelta(days=days)
    answer = staff.post(at(geveltuin, "rust/"), {"until": until.isoformat(), "why": "Vakantie."})
    assert answer.status_code == 400
    assert "Kies een dag die nog komt" in answer.content.decode()
    assert not Rest.objects.exists()


def test_what_ended_does_not_rest(geveltuin: Initiative, fatima: User) -> None:
    services.set_phase(initiative=geveltuin, phase=Phase.SUCCEEDED, by=fatima)
    with pytest.raises(ValidationError):
        services.set_rest(initiative=geveltuin, until=today() + timedelta(days=9), why="Klaar.", by=fatima)


@pytest.mark.parametrize(("until", "why"), [(date(2020, 1, 1), "Vakantie"), (date(2200, 1, 1), "")])
def test_the_database_refuses_a_rest_without_a_day_or_reason(geveltuin: Initiative, until: date, why: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Rest.objects.create(initiative=geveltuin, until=until, why=why)


def test_who_reads_or_works_elsewhere_sets_no_rest(
    as_user: AsUser, geveltuin: Initiative, joris: User, anna: User
) -> None:
    values = {"until": (today() + timedelta(days=9)).isoformat(), "why": "Vakantie."}
    assert as_user(joris).post(at(geveltuin, "rust/"), values).status_code == 403
    assert as_user(anna).post(at(geveltuin, "rust/"), values).status_code == 404
    assert not Rest.objects.exists()

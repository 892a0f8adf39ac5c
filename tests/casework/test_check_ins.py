"""The radar at work: who is asked and when, the three buttons without an account, Vandaag, and what came of it."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from initiatives import services as initiatives
from initiatives.models import Initiative, Phase, PhaseChange
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_NAME, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.models import Case, CheckIn, ContactMoment
from wijknet.casework.services import watch
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import AMSTERDAM, today

NOON = datetime(2026, 11, 24, 12, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def still(area: Area, *, phase: str = Phase.PLAN, days: int = 60, **fields: Any) -> Initiative:
    """Public, and nothing happened for so many days."""
    found = make_initiative(area, public=True, phase=phase, waiting_on="NOBODY", waiting_until=None, **fields)
    began = NOON - timedelta(days=days)
    PhaseChange.objects.filter(initiative=found).update(at=began)
    Initiative.objects.filter(pk=found.pk).update(published_on=began.date(), received_on=began.date())
    found.refresh_from_db()
    return found


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def link(check_in: CheckIn) -> str:
    return f"/hoe-gaat-het/{issue_link(purpose=services.CHECK_IN, target=check_in)}/"


def asks() -> int:
    return OutgoingMail.objects.filter(key__startswith="check-in-").count()


def test_the_sender_is_asked_first_and_once(klarendal: Area, staff: Client) -> None:
    initiative = still(klarendal)
    assert (watch(), watch()) == (1, 0)
    check_in = CheckIn.objects.get()
    assert (check_in.initiative, check_in.reason, check_in.phase) == (initiative, "NO_OFFICIAL", "PLAN")
    assert check_in.evidence == "Deze fase duurt 60 dagen. Er is nog geen gemeentecontact."
    mail = OutgoingMail.objects.get(key=f"check-in-{check_in.pk}")
    assert "/hoe-gaat-het/" in mail.text
    assert initiative.story not in mail.text
    assert "staat stil" not in words(staff, "/dashboard/")  # the term for an answer still runs


def test_no_answer_in_the_term_asks_on_vandaag_in_two_clicks(klarendal: Area, as_user: AsUser, fatima: User) -> None:
    initiative = still(klarendal)
    watch()
    check_in = CheckIn.objects.get()
    with time_machine.travel(NOON + timedelta(days=14)):
        staff = as_user(fatima)
        page = words(staff, "/dashboard/")
        assert f"{initiative.title} staat stil" in page
        assert "er is nog geen gemeentecontact" in page
        address = f"/verbindingen/nieuw/?navraag={check_in.pk}"
        assert address in page
        form = words(staff, address)
        assert "Zoek een gemeentecontact en breng ze in contact." in form
        values = {"title": initiative.title, "question": "Wie gaat hierover?", "problem": "stranding", "turn": "ME"}
        values |= {"next_step": "Zoek een gemeentecontact.", "due": (today() + timedelta(days=5)).isoformat()}
        values |= {"area": klarendal.code, "contact": "", "request_key": str(uuid.uuid4())}
        assert staff.post(address, values).status_code == 302
        assert Case.objects.get().initiative == initiative
        check_in.refresh_from_db()
        assert check_in.closed_on == today()
        assert f"{initiative.title} staat stil" not in words(staff, "/dashboard/")


def test_who_wants_no_mail_is_on_vandaag_at_once(klarendal: Area, staff: Client) -> None:
    still(
        klarendal,
        sender={"sender_name": PLANTED_NAME, "phone": "06 12345678", "reach_phone": True, "reach_mail": False},
    )
    assert watch() == 1
    assert asks() == 0
    assert "staat stil" in words(staff, "/dashboard/")
    assert "Bel of ga langs" in words(staff, CheckIn.objects.get().get_absolute_url())


def test_get_changes_nothing_and_good_gives_quiet(klarendal: Area, client: Client) -> None:
    still(klarendal)
    watch()
    check_in = CheckIn.objects.get()
    page = link(check_in)
    for query in ("", "?antwoord=goed", "?antwoord=vast", "?antwoord=stoppen", "?antwoord=x"):
        assert client.get(page + query).status_code == 200
    check_in.refresh_from_db()
    assert check_in.answer == ""
    assert client.post(f"{page}?antwoord=goed").status_code == 302
    check_in.refresh_from_db()
    assert (check_in.answer, check_in.closed_on) == ("GOOD", today())
    with time_machine.travel(NOON + timedelta(days=50)):
        assert watch() == 0
    with time_machine.travel(NOON + timedelta(days=61)):
        assert watch() == 1


def test_stuck_asks_one_line_and_stands_on_vandaag_and_on_its_page(
    klarendal: Area, client: Client, staff: Client
) -> None:
    initiative = still(klarendal)
    watch()
    check_in = CheckIn.objects.get()
    client.post(f"{link(check_in)}?antwoord=vast", {"words": "Niemand belt terug."})
    assert "de trekker zit vast" in words(staff, "/dashboard/")
    page = words(staff, check_in.get_absolute_url())
    assert "Niemand belt terug." in page
    assert f"/agenda/beheer/nieuw/?initiatief={initiative.reference}" in page
    assert initiative.title in words(staff, "/stilstand/")
    assert f"Samen verder met: {initiative.title}" in words(
        staff, f"/agenda/beheer/nieuw/?initiatief={initiative.reference}"
    )
    for _twice in range(2):
        assert staff.post(f"{check_in.get_absolute_url()}klaar/").status_code == 302
    assert LogEntry.objects.filter(model="casework.CheckIn", verb="close").count() == 1
    assert initiative.title not in words(staff, "/stilstand/")


def test_stopping_needs_a_reason_stops_at_once_and_can_be_taken_back(
    klarendal: Area, client: Client, staff: Client
) -> None:
    initiative = still(klarendal)
    watch()
    page = link(CheckIn.objects.get())
    assert client.post(f"{page}?antwoord=stoppen", {"words": " "}).status_code == 200
    initiative.refresh_from_db()
    assert initiative.phase == Phase.PLAN
    client.post(f"{page}?antwoord=stoppen", {"words": "We gaan verhuizen."})
    initiative.refresh_from_db()
    assert initiative.phase == Phase.STOPPED
    change = PhaseChange.objects.get(initiative=initiative, phase=Phase.STOPPED)
    assert (change.reason, change.by) == ("We gaan verhuizen.", None)
    assert f"{initiative.title} stopt" in words(staff, "/dashboard/")
    watch()
    assert f"{initiative.title} stopt" in words(staff, "/dashboard/")  # until a colleague saw it
    client.post(f"{page}?antwoord=goed")
    initiative.refresh_from_db()
    assert initiative.phase == Phase.PLAN
    assert f"{initiative.title} stopt" not in words(staff, "/dashboard/")


def test_rest_silences_the_radar_until_its_day(klarendal: Area, fatima: User) -> None:
    initiative = still(klarendal)
    initiatives.set_rest(initiative=initiative, until=today() + timedelta(days=10), why="Winter.", by=fatima)
    with time_machine.travel(NOON + timedelta(days=9)):
        assert watch() == 0
    with time_machine.travel(NOON + timedelta(days=10)):
        assert watch() == 1


@pytest.mark.parametrize("change", [{"moderation": "LOOKING"}, {"moderation": "WITHDRAWN"}, {"phase": "STRANDED"}])
def test_what_is_not_public_or_not_growing_is_not_asked(klarendal: Area, change: dict[str, str]) -> None:
    initiative = still(klarendal)
    Initiative.objects.filter(pk=initiative.pk).update(**change)
    assert watch() == 0


def test_what_is_done_after_the_question_counts_as_moving(klarendal: Area, fatima: User, staff: Client) -> None:
    initiative, slow = still(klarendal), still(klarendal, title="Speelbos")
    watch()
    with time_machine.travel(NOON + timedelta(days=20)):
        initiatives.set_phase(initiative=initiative, phase=Phase.COOPERATION, by=fatima)
        assert watch() == 0
    with time_machine.travel(NOON + timedelta(days=40)):
        initiatives.set_phase(initiative=slow, phase=Phase.COOPERATION, by=fatima)
        watch()
    moved = {one.initiative_id: (one.moved_on, one.is_open) for one in CheckIn.objects.all()}
    assert moved == {initiative.pk: (date(2026, 12, 14), False), slow.pk: (None, False)}
    counts = CheckIn.objects.counted().get()
    assert {name: counts[name] for name in ("asked", "silent", "moved")} == {"asked": 2, "silent": 2, "moved": 1}
    page = words(staff, "/stilstand/?periode=jaar")
    assert "<dt>Gevraagd hoe het gaat</dt><dd>2</dd>" in page
    assert "<dt>Binnen 30 dagen weer in beweging</dt><dd>1</dd>" in page
    assert str(fatima) not in page.split('id="telling"')[1].split("</section>")[0]


def test_what_ended_by_itself_asks_nothing_any_more(klarendal: Area, fatima: User, staff: Client) -> None:
    initiative = still(klarendal)
    watch()
    CheckIn.objects.update(answer_until=today() - timedelta(days=1))
    initiatives.set_phase(initiative=initiative, phase=Phase.STRANDED, reason="Geen plek.", by=fatima)
    watch()
    assert CheckIn.objects.values_list("closed_on", "moved_on").get() == (today(), None)
    assert "staat stil" not in words(staff, "/dashboard/")


def test_what_only_its_writer_reads_is_not_listened_to(klarendal: Area, fatima: User) -> None:
    initiative = still(klarendal)
    place = {"municipality": klarendal.municipality, "area": klarendal, "by": fatima, "initiative": initiative}
    private = {"visibility": "ONLY_ME", "private_until": today()}
    at = NOON - timedelta(days=20)
    ContactMoment.objects.create(**place, **private, at=at, line="Er is geen geld.")
    watch()
    assert CheckIn.objects.get().reason == "NO_OFFICIAL"
    CheckIn.objects.all().delete()
    ContactMoment.objects.update(visibility="WIJK", private_until=None)
    watch()
    assert CheckIn.objects.get().reason == "NO_MONEY"


@pytest.mark.parametrize(
    "change",
    [{"answer": "GOOD"}, {"answer": "STOP", "answered_on": date(2026, 11, 24)}, {"moved_on": date(2026, 11, 24)}],
)
def test_the_database_refuses_half_answers(check_in: CheckIn, change: dict[str, Any]) -> None:
    values = {"answer": "", "answered_on": None, "words": ""} | change
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=check_in.pk).update(**values)


def test_a_link_of_something_withdrawn_or_unknown_is_gone(check_in: CheckIn, client: Client) -> None:
    page = link(check_in)
    Initiative.objects.filter(pk=check_in.initiative_id).update(moderation="WITHDRAWN")
    assert client.get(page).status_code == 404
    assert client.post(f"{page}?antwoord=goed").status_code == 404
    assert "werkt niet meer" in client.get("/hoe-gaat-het/onzin/").content.decode()


def test_pages_cost_the_same_with_many(klarendal: Area, staff: Client, django_assert_max_num_queries: Any) -> None:
    numbers, jobs = [], []
    for count in (1, 20):
        for number in range(count):
            still(klarendal, title=f"Idee {count} {number}")
        CheckIn.objects.all().delete()
        with django_assert_max_num_queries(1000) as job:
            watch()
        reads = [one for one in job.captured_queries if one["sql"].startswith("SELECT")]
        jobs.append(len(reads) / CheckIn.objects.count())
        CheckIn.objects.update(answer_until=today() - timedelta(days=1))
        with django_assert_max_num_queries(8) as listed:
            assert "Idee" in words(staff, "/stilstand/")
        with django_assert_max_num_queries(15) as board:
            assert "staat stil" in words(staff, "/dashboard/")
        numbers.append((len(listed), len(board)))
    assert numbers[0] == numbers[1]
    assert jobs[1] < jobs[0]

"""The own calendar: what is due for one person, with an address that is theirs alone and names nobody."""

import re
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from icalendar import Calendar

from tests.conftest import AsUser
from tests.initiatives.make import make_event
from wijknet.accounts.models import User
from wijknet.accounts.services import CALENDAR
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, Referral
from wijknet.casework.services import NewAgreement, Talk, log_moment
from wijknet.log.models import LogEntry
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db
SECRET = "Folder brengen bij Samiraplant"


def promise(by: User, area: Area) -> Agreement:
    due = today() + timedelta(days=3)
    agreement = NewAgreement(what=SECRET, due=due, street="Akkerstraat")
    log_moment(by=by, area=area, key=uuid4(), talk=Talk(line="Gesproken"), agreement=agreement)
    found: Agreement = Agreement.objects.latest("pk")
    return found


def read(token: str) -> Calendar:
    answer = Client().get(f"/agenda/mijn/{token}.ics")
    assert answer.status_code == HTTPStatus.OK
    assert SECRET not in answer.content.decode()
    return Calendar.from_ical(answer.content)


def test_the_address_is_made_renewed_and_closed(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    browser = as_user(fatima)
    assert "Maak mijn adres" in browser.get("/agenda/mijn/").content.decode()
    pages = (browser.post("/agenda/mijn/").content.decode() for _time in range(2))
    first, second = (re.search(r"/agenda/mijn/[\w-]+\.ics", page) for page in pages)
    assert first
    assert second
    assert Client().get(first[0]).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(second[0]).status_code == HTTPStatus.OK
    assert second[0] not in browser.get("/agenda/mijn/").content.decode()
    browser.post("/agenda/mijn/", {"weg": "ja"})
    assert Client().get(second[0]).status_code == HTTPStatus.NOT_FOUND
    browser.post("/agenda/mijn/", {"weg": "ja"})
    logged = LogEntry.objects.filter(model="accounts.User", verb__endswith="_calendar").order_by("pk")
    assert list(logged.values_list("verb", flat=True)) == ["open_calendar", "open_calendar", "close_calendar"]


def test_only_what_is_mine_and_no_word_of_it(klarendal: Area, geitenkamp: Area, fatima: User, anna: User) -> None:
    mine = promise(fatima, klarendal)
    promise(anna, geitenkamp)
    event = make_event(klarendal, fatima, title="Koffie met Samiraplant", public=False)
    make_event(geitenkamp, anna, public=False)
    entries = {str(entry["uid"]): entry for entry in read(issue_link(purpose=CALENDAR, target=fatima)).walk("VEVENT")}
    assert set(entries) == {f"agreement-{mine.pk}@wijknet", f"{event.uid}@wijknet"}
    due = entries[f"agreement-{mine.pk}@wijknet"]
    assert due.decoded("dtstart") == mine.due
    assert due["summary"] == "Afspraak nakomen"
    met = entries[f"{event.uid}@wijknet"]
    assert met["summary"] == "Wijkgesprek"
    assert "location" not in met
    assert "Samiraplant" not in met.to_ical().decode()


def test_steps_and_referrals_that_wait_for_me(case: Case, referral: Referral, fatima: User) -> None:
    Case.objects.filter(pk=case.pk).update(by=fatima, turn=Case.Turn.ME)
    Referral.objects.filter(pk=referral.pk).update(by=fatima)
    summaries = {str(entry["summary"]) for entry in read(issue_link(purpose=CALENDAR, target=fatima)).walk("VEVENT")}
    assert {"Volgende stap in een verbinding", "Doorverwijzing navragen"} <= summaries


def test_who_stops_working_here_has_no_calendar(fatima: User, klarendal: Area) -> None:
    token = issue_link(purpose=CALENDAR, target=fatima)
    make_event(klarendal, fatima)
    assert len(read(token).walk("VEVENT")) == 1
    fatima.assignments.all().delete()
    assert len(read(token).walk("VEVENT")) == 0
    User.objects.filter(pk=fatima.pk).update(is_active=False)
    assert Client().get(f"/agenda/mijn/{token}.ics").status_code == HTTPStatus.NOT_FOUND


def test_reading_the_file_writes_nothing_in_the_log(fatima: User, klarendal: Area) -> None:
    token = issue_link(purpose=CALENDAR, target=fatima)
    before = LogEntry.objects.count()
    read(token)
    assert LogEntry.objects.count() == before

"""The notebook: one line, kept once, seen by its writer only, and let go after a notice."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.conftest import AsUser
from tests.house import ROOT
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Jotting
from wijknet.casework.services import WorkedOut, expire_jottings, take_back, work_out, write_jotting
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail

URL, NEW = "/kladblok/", "/kladblok/nieuw/"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    """Tuesday 24 November 2026, 14:30 in Arnhem."""
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def browser(fatima: User, as_user: AsUser) -> Client:
    return as_user(fatima)


def body(response: Any) -> str:
    return str(response.content.decode())


def jot(by: User, line: str = "Bakker: lantaarns nog steeds stuk") -> Jotting:
    return write_jotting(by=by, key=uuid4(), line=line)


def test_a_line_is_kept_and_one_stays_on_the_page(fatima: User, browser: Client) -> None:
    sent = {"line": "  Bakker:  lantaarns stuk ", "uuid": str(uuid4()), "next": "/contactmomenten/?hoe=STREET"}
    response = browser.post(NEW, sent)
    assert response.status_code == 302
    assert response.headers["Location"] == "/contactmomenten/?hoe=STREET"
    found = Jotting.objects.get()
    assert (found.line, found.by, found.is_open) == ("Bakker: lantaarns stuk", fatima, True)
    page = body(browser.get(URL))
    assert "Bakker: lantaarns stuk" in page
    assert "14:30" in page
    assert "1 regel<" in page
    assert LogEntry.objects.filter(verb="jot", model="casework.Jotting").count() == 1
    assert "lantaarns" not in str(LogEntry.objects.values_list("after", flat=True))


def test_sent_twice_is_one_line(browser: Client) -> None:
    sent = {"line": "Weer zwerfvuil", "uuid": str(uuid4())}
    assert [browser.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    assert Jotting.objects.count() == 1


def test_the_field_stands_on_every_page_of_who_may_write(browser: Client, joris: User, as_user: AsUser) -> None:
    page = body(browser.get("/afspraken/"))
    assert f'action="{NEW}"' in page
    assert 'name="next" value="/afspraken/"' in page
    assert 'name="uuid"' in page
    assert f'action="{NEW}"' not in body(as_user(joris).get("/afspraken/"))


def test_nobody_else_sees_a_line(fatima: User, anna: User, klarendal: Area, as_user: AsUser) -> None:
    jot(fatima, "Alleen van mij")
    assert "Alleen van mij" in body(as_user(fatima).get(URL))
    assert "Alleen van mij" not in body(as_user(anna).get(URL))


@pytest.mark.parametrize(
    "elsewhere", ["//kwaad.example/", "https://kwaad.example/", "javascript:alert(1)", "/\\kwaad", ""]
)
def test_one_does_not_land_on_another_site(browser: Client, elsewhere: str) -> None:
    response = browser.post(NEW, {"line": "Een regel", "uuid": str(uuid4()), "next": elsewhere})
    assert response.headers["Location"] == URL


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "Schrijf één regel op."),
        ("   ", "Schrijf één regel op."),
        ("x" * 501, "Maak je regel korter: hoogstens 500 tekens."),
        ("Een\0teken", "Er staat een teken in dat we niet kunnen bewaren."),
    ],
)
def test_wrong_lines_are_explained(browser: Client, line: str, words: str) -> None:
    response = browser.post(NEW, {"line": line, "uuid": str(uuid4())})
    assert response.status_code == 200
    assert words in body(response)
    assert not Jotting.objects.exists()


def test_a_key_that_is_none(browser: Client) -> None:
    assert browser.post(NEW, {"line": "Een regel", "uuid": "kaas"}).status_code == 200
    assert not Jotting.objects.exists()


def test_naughty_strings(browser: Client) -> None:
    path = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
    if not path.exists():
        pytest.skip("the list of naughty strings is not here")
    for line in json.loads(path.read_text(encoding="utf-8")):
        assert browser.post(NEW, {"line": line, "uuid": str(uuid4())}).status_code in {200, 302}
    assert browser.get(URL).status_code == 200
    assert Jotting.objects.count() > 300


def test_the_menu_counts_what_waits_without_asking(
    fatima: User, anna: User, as_user: AsUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    badge = '<span class="wn-count">{}<span class="wn-hide"> uit te werken</span></span>'
    browser = as_user(fatima)
    with CaptureQueriesContext(connection) as without:
        assert "uit te werken</span>" not in body(browser.get("/account/"))
    first, second = jot(fatima), jot(fatima)
    with django_assert_num_queries(len(without)):
        assert badge.format(2) in body(browser.get("/account/"))
    into = WorkedOut(outcome="THROWN", area=fatima.assignments.get().area)
    work_out(by=fatima, jotting=first, into=into)
    assert badge.format(1) in body(browser.get("/account/"))
    take_back(by=fatima, jotting=first)
    assert badge.format(2) in body(browser.get("/account/"))
    assert "uit te werken</span>" not in body(as_user(anna).get("/account/"))
    with time_machine.travel(datetime(2026, 12, 19, 5, tzinfo=UTC), tick=False):
        expire_jottings()
    with time_machine.travel(datetime(2026, 12, 24, 5, tzinfo=UTC), tick=False):
        expire_jottings()
    fatima.refresh_from_db()
    assert fatima.open_jottings == 0
    assert second.is_open


def test_the_page_tells_how_far_the_day_is(fatima: User, browser: Client) -> None:
    assert "Alles is uitgewerkt." in body(browser.get(URL))
    lines = [jot(fatima) for _ in range(3)]
    assert "0 van 3 regels klaar" in body(browser.get(URL))
    for line in lines[:2]:
        work_out(by=fatima, jotting=line, into=WorkedOut(outcome="THROWN", area=fatima.assignments.get().area))
    page = body(browser.get(URL))
    assert "2 van 3 regels klaar" in page
    assert "Dag afronden (1)" in page


def test_fifty_lines_cost_what_one_costs(
    fatima: User, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in (1, 49):
        for _ in range(number):
            jot(fatima)
        with django_assert_max_num_queries(15) as captured:
            browser.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_line_goes_after_thirty_days_and_a_notice(fatima: User) -> None:
    jot(fatima, "Vergeten regel")
    for day, left, mails in ((18, 1, 0), (19, 1, 1), (20, 1, 1), (23, 1, 1), (24, 0, 1)):
        with time_machine.travel(datetime(2026, 12, day, 5, tzinfo=UTC), tick=False):
            expire_jottings()
        assert (Jotting.objects.count(), OutgoingMail.objects.count()) == (left, mails), day
    mail = OutgoingMail.objects.get()
    assert mail.to == fatima.email
    assert "Er staat nog 1 regel" in mail.text
    assert "Vergeten" not in mail.text


def test_a_line_never_goes_without_a_notice(fatima: User) -> None:
    jot(fatima)
    with time_machine.travel(datetime(2027, 3, 1, 5, tzinfo=UTC), tick=False):
        assert expire_jottings() == 0
    with time_machine.travel(datetime(2027, 3, 6, 5, tzinfo=UTC), tick=False):
        assert expire_jottings() == 1
    assert LogEntry.objects.filter(verb="expire", model="casework.Jotting").count() == 1


@pytest.mark.parametrize("wrong", [{"outcome": "MOMENT"}, {"worked_out_on": date(2026, 11, 24)}, {"line": ""}])
def test_the_database_refuses_half_a_line(fatima: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Jotting.objects.create(**({"by": fatima, "line": "Een regel"} | wrong))


def test_lines_ask_for_themselves_after_two_working_days(fatima: User, joris: User, as_user: AsUser) -> None:
    for _ in range(3):
        jot(fatima)
    with time_machine.travel(datetime(2026, 11, 25, 8, tzinfo=UTC), tick=False):
        assert "in je kladblok" not in body(as_user(fatima).get("/dashboard/"))
    with time_machine.travel(datetime(2026, 11, 26, 8, tzinfo=UTC), tick=False):
        page = body(as_user(fatima).get("/dashboard/"))
        assert "3 regels in je kladblok" in page
        assert "de oudste is van di 24 november" in page
        assert "in je kladblok" not in body(as_user(joris).get("/dashboard/"))

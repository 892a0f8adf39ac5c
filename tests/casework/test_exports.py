"""Lists of casework as files; what somebody keeps for themselves is in none of them."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, ContactMoment, Signal
from wijknet.casework.services import NewAgreement, Talk, log_moment
from wijknet.files.sheets import read_rows
from wijknet.log.models import LogEntry
from wijknet.ui.dates import add_working_days, today

pytestmark = pytest.mark.django_db
LISTS = ("/contactmomenten/", "/afspraken/", "/signalen/", "/verbindingen/")


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def rows(browser: Client, address: str) -> list[tuple[str, ...]]:
    sign = "&" if "?" in address else "?"
    return [row.cells for row in read_rows(browser.get(f"{address}{sign}bestand=csv").content)]


def test_each_list_is_a_file_with_its_rows(
    browser: Client, moment: ContactMoment, agreement: Agreement, signal: Signal, case: Case
) -> None:
    for address, words in zip(LISTS, (moment.line, agreement.what, signal.title, case.title), strict=True):
        found = rows(browser, address)
        assert len(found) == 2
        assert words in found[1]
    assert LogEntry.objects.filter(verb="export").count() == 4


def test_a_private_note_is_in_no_file_not_even_its_writers(
    browser: Client, fatima: User, klarendal: Area, moment: ContactMoment
) -> None:
    log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="Dit is van mij alleen.", visibility=ContactMoment.Visibility.ONLY_ME),
        agreement=NewAgreement(what="Stil onthouden", due=add_working_days(today(), 3), street="Akkerstraat"),
    )
    assert "van mij alleen" in browser.get("/contactmomenten/").content.decode()
    assert len(rows(browser, "/contactmomenten/")) == 2
    assert [row[0] for row in rows(browser, "/afspraken/")[1:]] == ["Uitzoeken wie meet"]


def test_filters_count_and_another_wijk_is_empty(
    browser: Client, as_user: AsUser, anna: User, moment: ContactMoment, case: Case
) -> None:
    assert len(rows(browser, "/verbindingen/?staat=klaar")) == 1
    assert len(rows(browser, "/contactmomenten/?hoe=PHONE")) == 1
    assert all(len(rows(as_user(anna), address)) == 1 for address in LISTS)

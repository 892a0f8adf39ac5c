"""Written down for somebody else: consent with its version, a sheet to take home, and twice is once."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from initiatives.models import Initiative, Submission
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.privacy.texts import newest
from wijknet.ui.dates import today

INTAKE = "/initiatieven/beheer/opschrijven/"


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def words(response: Any) -> str:
    return str(response.content.decode())


def told(**values: str) -> dict[str, str]:
    return {
        "request_key": str(uuid4()),
        "channel": "STREET",
        "kind": "IDEA",
        "received_on": str(today()),
        "title": "Bankje bij de bushalte",
        "story": "Ik sta er elke dag en mijn knie doet zeer.",
        "wijk": "WK020207",
        "place_text": "Klarendalseweg 12",
        "sender_name": "Toos",
        "under_16": "nee",
        "reach_print": "on",
    } | values


def test_without_mail_there_is_a_sheet_with_number_and_link(staff: Client, client: Client, fatima: User) -> None:
    MunicipalitySettings.objects.update(phone="14 026")
    values = told(may_publish="on")
    first = words(staff.post(INTAKE, values))
    initiative = Initiative.objects.get()
    submission = initiative.submission
    assert initiative.reference in first
    assert "Opgeschreven door" in first
    assert "Of bel 14 026" in first
    assert re.search(r'<svg role="img" aria-label="[^"]+"[^>]* viewBox="0 0 (\d+) \1"', first)
    assert (submission.channel, submission.recorded_by, submission.confirmed_by) == ("STREET", fatima, fatima)
    assert initiative.place_text == "Klarendalseweg"
    consent = Consent.objects.get()
    assert (consent.text_key, consent.text_version) == ("publish_initiative", newest("publish_initiative").version)
    assert not OutgoingMail.objects.exists()
    address = next(part for part in first.split('"wn-address">')[1:])[:200].split("<")[0]
    assert initiative.title in words(client.get(address.removeprefix("http://localhost:8000")))
    assert words(staff.post(INTAKE, values)).count(address) == first.count(address)
    assert Initiative.objects.count() == 1
    assert LogEntry.objects.filter(verb="create", model="initiatives.Initiative", actor_id=fatima.pk).count() == 1


def test_with_mail_the_link_is_mailed_and_paper_is_not_spoken(staff: Client) -> None:
    staff.post(INTAKE, told(channel="PAPER", email="toos@voorbeeld.example", reach_mail="on"))
    assert OutgoingMail.objects.get().to == "toos@voorbeeld.example"
    assert Submission.objects.get().confirmed_by is None


def test_a_question_has_no_consent_for_the_site(staff: Client) -> None:
    staff.post(INTAKE, told(kind="QUESTION", may_publish="on", show_name="on"))
    assert not Submission.objects.get().may_publish
    assert not Consent.objects.exists()


def test_below_sixteen_an_adult_knows_and_is_reached(staff: Client) -> None:
    child = told(under_16="ja", show_name="on")
    page = words(staff.post(INTAKE, child))
    assert "Vul de naam van je ouder of je school in" in page
    assert "Vraag eerst of de ouder of school het weet" in page
    child |= {"contact_name": "Juf Els", "phone": "026 123 45 67", "adult_knows": "on"}
    staff.post(INTAKE, child)
    submission = Submission.objects.get()
    assert (submission.under_16, submission.show_name, submission.contact_name) == (True, False, "Juf Els")
    assert Consent.objects.get().text_key == "reach_adult"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": ""}, "Vul in: Titel"),
        ({"wijk": "WK020208"}, "Kies iets uit de lijst"),
        ({"channel": "WEB"}, "Kies iets uit de lijst"),
        ({"received_on": "2099-01-01"}, "Kies vandaag of een dag van het afgelopen jaar"),
        ({"received_on": "1999-01-01"}, "Kies vandaag of een dag van het afgelopen jaar"),
        ({"reach_print": ""}, "Kies hoe we je mogen bereiken"),
        ({"story": "a\x00b"}, "Er staat een teken in"),
        ({"request_key": "stuk"}, "geldige"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(staff: Client, values: dict[str, str], message: str) -> None:
    page = words(staff.post(INTAKE, told(**values)))
    assert message in page
    assert not Initiative.objects.exists()


def test_a_day_ago_is_when_it_was_told(staff: Client) -> None:
    staff.post(INTAKE, told(received_on=str(today() - timedelta(days=3))))
    assert Initiative.objects.get().received_on == today() - timedelta(days=3)


def test_a_line_of_the_notebook_begins_the_form(staff: Client) -> None:
    page = words(staff.post(INTAKE, {"begin": "Toos wil een bankje."}))
    assert "Toos wil een bankje.</textarea>" in page
    assert "Fout:" not in page
    assert not Initiative.objects.exists()


def test_the_form_asks_the_same_with_many_ideas(
    staff: Client, klarendal: Area, django_assert_max_num_queries: Any
) -> None:
    staff.get(INTAKE)
    with django_assert_max_num_queries(8):
        staff.get(INTAKE)

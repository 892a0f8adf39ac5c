"""A gemeente contact or a partner answers by personal link: who may ask, what the link shows, and what comes of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from actors.models import Actor, MunicipalContact
from tests.casework.answers.conftest import NOW
from tests.casework.asking import ANSWER, ask, body, newest_link, party_of, reply
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.casework import services
from wijknet.casework.models import Case, CaseAnswer, Step
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import add_working_days, today


def test_asking_mails_a_link_and_nothing_else(
    fatima: User, as_user: AsUser, speeding: Case, traffic: MunicipalContact
) -> None:
    browser, party = as_user(fatima), party_of(speeding, municipal_contact=traffic)
    address = f"/verbindingen/{speeding.pk}/vragen/{party.pk}/"
    assert address in body(browser.get(speeding.get_absolute_url()))
    form = body(browser.get(address))
    assert "Kanarie vraag zoals wij hem schreven" in form
    assert "verkeer@arnhem.example" in form
    sent = {"request_key": str(uuid4()), "question": "Komt er een drempel?", "wanted_by": "2026-12-08"}
    for _click in range(2):
        page = body(browser.post(address, sent, follow=True))
        assert "De vraag is gemaild aan Bureau Verkeer." in page
    mail = OutgoingMail.objects.get(key__startswith="case-answer")
    assert (mail.to, PersonalLink.objects.filter(purpose="case-answer").count()) == ("verkeer@arnhem.example", 1)
    for words in ("Kanarie", "drempel", "Theeuur", "WN-2026"):
        assert words not in mail.text + mail.html + mail.subject
    assert "Gevraagd aan Bureau Verkeer op" in page
    speeding.refresh_from_db()
    assert (speeding.turn, speeding.next_step, str(speeding.due)) == (
        "SYSTEM",
        "Antwoord van Bureau Verkeer",
        "2026-12-08",
    )
    assert Step.objects.filter(case=speeding, what="Antwoord gevraagd aan Bureau Verkeer", by=fatima).count() == 1
    assert LogEntry.objects.filter(verb="ask", model="casework.CaseAnswer").count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"question": " "}, "Schrijf op wat je vraagt."),
        ({"wanted_by": "2026-11-24"}, "Kies een dag na vandaag"),
        ({"wanted_by": "2027-01-24"}, "Kies een dag na vandaag"),
        ({"question": "a\0b"}, "Er staat een teken in"),
    ],
)
def test_a_wrong_question_is_not_mailed(
    fatima: User, as_user: AsUser, speeding: Case, linden: Actor, values: dict[str, str], words: str
) -> None:
    party = party_of(speeding, actor=linden)
    sent = {"request_key": str(uuid4()), "question": "Mag het?", "wanted_by": "2026-12-08"} | values
    response = as_user(fatima).post(f"/verbindingen/{speeding.pk}/vragen/{party.pk}/", sent)
    assert words in body(response)
    assert not CaseAnswer.objects.exists()


def test_only_a_party_of_the_systeemwereld_with_an_address_is_asked(
    fatima: User, as_user: AsUser, speeding: Case, traffic: MunicipalContact, linden: Actor, teahour: Any
) -> None:
    MunicipalContact.objects.filter(pk=traffic.pk).update(email="")
    Actor.objects.filter(pk=linden.pk).update(archived_on=today())
    browser = as_user(fatima)
    assert "/vragen/" not in body(browser.get(speeding.get_absolute_url()))
    for party in speeding.parties.all():
        assert browser.get(f"/verbindingen/{speeding.pk}/vragen/{party.pk}/").status_code == 404
    with pytest.raises(ValidationError):
        ask(fatima, party_of(speeding, municipal_contact=traffic))


@pytest.mark.parametrize("side", ["municipal_contact", "actor"])
def test_the_link_shows_the_question_and_nothing_of_the_case(
    client: Client, fatima: User, speeding: Case, side: str
) -> None:
    ask(fatima, party_of(speeding, **{f"{side}__isnull": False}))
    asked_of, other = ("Bureau Verkeer", "De Linden") if side == "municipal_contact" else ("De Linden", "Verkeer")
    before = LogEntry.objects.count(), Step.objects.count()
    response = client.get(newest_link())
    page = body(response)
    for words in ("Komt er een drempel?", "Klarendal", "Fatima, wijkmanager van Klarendal", asked_of, "24 december"):
        assert words in page
    hidden = ("Kanarie", "Theeuur", other, "WN-2026", "@arnhem.example", "026 111 22 33", "Fatima (test)")
    assert [words for words in hidden if words in page] == []
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "strict-origin"
    assert (LogEntry.objects.count(), Step.objects.count()) == before


@pytest.mark.parametrize("side", ["municipal_contact", "actor"])
def test_an_answer_counts_once_and_moves_the_case(client: Client, fatima: User, speeding: Case, side: str) -> None:
    asked = ask(fatima, party_of(speeding, **{f"{side}__isnull": False}))
    link, sent = newest_link(), reply(text=f"{ANSWER} Mijn BSN is 111222333.")
    for _click in range(2):
        page = body(client.post(link, sent, follow=True))
        assert ANSWER in page
        assert "<form" not in page
    assert ANSWER in body(client.post(link, reply(text="Toch anders"), follow=True))
    asked.refresh_from_db()
    assert asked.text == f"{ANSWER} Mijn BSN is [BSN]."
    assert asked.at == timezone.now()
    speeding.refresh_from_db()
    assert (speeding.turn, speeding.due) == ("ME", add_working_days(today(), 1))
    step = Step.objects.get(case=speeding, what=f"Antwoord van {asked.asked_of}")
    assert (step.by, step.answer, step.role) == (fatima, asked, speeding.role)
    entry = LogEntry.objects.get(verb="answer", model="casework.CaseAnswer")
    assert ANSWER not in str(entry.__dict__)
    assert speeding.initiative
    assert speeding.initiative.waiting_on == "WIJKMANAGER"


def test_an_answer_is_mailed_once_to_who_asked_as_a_link_only(client: Client, fatima: User, speeding: Case) -> None:
    ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    link = newest_link()
    for _twice in range(2):
        client.post(link, reply())
    mail = OutgoingMail.objects.get(key__startswith="answer-arrived")
    assert mail.to == fatima.email
    assert f"/verbindingen/{speeding.pk}/#antwoord-" in mail.text
    for words in ("Kanarie", "Bureau", ANSWER, "Fatima"):
        assert words not in mail.subject + mail.text + mail.html


def test_who_no_longer_works_there_is_not_mailed(client: Client, fatima: User, speeding: Case) -> None:
    ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    fatima.assignments.all().delete()
    assert client.post(newest_link(), reply()).status_code == 302
    assert not OutgoingMail.objects.filter(key__startswith="answer-arrived").exists()


def test_who_cannot_answer_says_who_can(client: Client, fatima: User, as_user: AsUser, speeding: Case) -> None:
    ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    page = body(client.post(newest_link(), reply(text="", refers_to="Team Groen"), follow=True))
    assert "Team Groen" in page
    speeding.refresh_from_db()
    assert (speeding.turn, speeding.next_step) == ("ME", "Vraag het aan Team Groen")
    shown = body(as_user(fatima).get(speeding.get_absolute_url()))
    assert "dit kan beantwoord worden door Team Groen" in shown
    assert "Vraag het aan Team Groen" in body(as_user(fatima).get("/dashboard/"))


def test_an_empty_answer_stays_on_the_page(client: Client, fatima: User, speeding: Case) -> None:
    asked = ask(fatima, party_of(speeding, actor__isnull=False))
    assert "Schrijf je antwoord, of noem hieronder wie het weet." in body(client.post(newest_link(), reply(text=" ")))
    assert "Er staat een teken in" in body(client.post(newest_link(), reply(text="a\0b")))
    asked.refresh_from_db()
    assert asked.is_waiting


@pytest.mark.parametrize("token", ["onzin", "x" * 43, "x" * 500, "é", "..", "<script>"])
def test_a_wrong_token_opens_nothing(client: Client, db: None, token: str) -> None:
    response = client.get(f"/verbindingen/antwoord/{token}/")
    assert response.status_code == 404
    if token != "..":
        assert "Deze link werkt niet" in body(response)


def test_a_foreign_old_or_withdrawn_link_opens_nothing(
    client: Client, fatima: User, as_user: AsUser, speeding: Case
) -> None:
    party = party_of(speeding, municipal_contact__isnull=False)
    asked = ask(fatima, party)
    old = newest_link()
    assert ask(fatima, party, "Nog eens?").pk == asked.pk
    again = newest_link()
    foreign = issue_link(purpose="initiative-follow", target=asked)
    other_thing = issue_link(purpose=services.PURPOSE, target=speeding)
    for address in (old, *(f"/verbindingen/antwoord/{token}/" for token in (foreign, other_thing))):
        assert client.get(address).status_code == 404
        assert client.post(address, reply()).status_code == 404
    assert client.get(again).status_code == 200
    browser = as_user(fatima)
    withdraw = f"/verbindingen/{speeding.pk}/antwoorden/{asked.pk}/intrekken/"
    for _click in range(2):
        browser.post(withdraw)
    gone = client.post(again, reply())
    assert (gone.status_code, "Deze link werkt niet" in body(gone)) == (404, True)
    asked.refresh_from_db()
    assert (asked.text, asked.withdrawn_at) == ("", timezone.now())
    assert Step.objects.filter(case=speeding, what="Vraag aan Bureau Verkeer ingetrokken").count() == 1


def test_a_link_works_thirty_days(client: Client, fatima: User, as_user: AsUser, speeding: Case) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    with time_machine.travel(NOW + timedelta(days=29, hours=23), tick=False):
        assert client.get(newest_link()).status_code == 200
    with time_machine.travel(NOW + timedelta(days=30, minutes=1), tick=False):
        assert client.post(newest_link(), reply()).status_code == 404
        assert "De link werkt niet meer. Vraag het opnieuw." in body(as_user(fatima).get(speeding.get_absolute_url()))
    asked.refresh_from_db()
    assert asked.at is None


def test_a_closed_case_takes_no_answer(client: Client, fatima: User, speeding: Case) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    speeding.refresh_from_db()
    services.close_case(
        by=fatima,
        case=speeding,
        version=speeding.version,
        result_life="Niets",
        result_system="Niets",
        reached_life=False,
        reached_system=False,
    )
    assert client.post(newest_link(), reply()).status_code == 404
    with pytest.raises(ValidationError):
        services.answer_question(asked=asked, key=uuid4(), text=ANSWER, refers_to="")


def test_answering_too_often_is_refused(client: Client, fatima: User, speeding: Case, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"case_answer": "2/h/ip"}
    ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    link = newest_link()
    assert [client.post(link, reply(text="")).status_code for _click in range(3)] == [200, 200, 429]
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    "columns",
    [
        {"text": "Zonder dag"},
        {"at": NOW},
        {"plain_text": "Zonder antwoord"},
        {"question": ""},
        {"at": NOW, "text": "Ja", "withdrawn_at": NOW},
    ],
)
def test_the_database_refuses_half_an_answer(fatima: User, speeding: Case, columns: dict[str, Any]) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseAnswer.objects.filter(pk=asked.pk).update(**columns)

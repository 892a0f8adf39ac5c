"""Who wants to hear what comes of a signal, and one answer to all of them: lawful, counted, and once."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor
from initiatives.models import Initiative, Message
from initiatives.services import withdraw
from tests.conftest import AsUser, make_area
from tests.initiatives.make import make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import ContactMoment, Signal, SignalAnswer, SignalFollower
from wijknet.casework.services import (
    Heard,
    Next,
    Talk,
    answer_signal,
    clear_old,
    close_case,
    follow_signal,
    hear_worry,
    log_moment,
    open_case,
    raise_signal,
)
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.ui.dates import add_working_days, today

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
TEXT = "Er komt een meting. Daarna komt er misschien een drempel."


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def speeding(fatima: User, klarendal: Area, safety: Theme) -> Signal:
    """Thirteen people; four of them left an address."""
    signal = raise_signal(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Kanarie rijdt te hard",
        street="Akkerstraat",
        theme=safety,
        count=13,
    )
    for number in range(4):
        follow_signal(by=fatima, signal=signal, email=f"bewoner{number}@wijk.example")
    return signal


def body(response: Any) -> str:
    return str(response.content.decode())


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith="signal-answer").order_by("pk"))


def finish(by: User, signal: Signal) -> None:
    following = Next(problem="unsolved", step="Kijken", turn="ME", due=add_working_days(today(), 5))
    case = open_case(
        by=by, area=signal.area, key=uuid4(), title="Meting", question="B", following=following, signal=signal
    )
    close_case(
        by=by,
        case=case,
        version=case.version,
        result_life="Het is rustiger op straat.",
        result_system="Er ligt een drempel.",
        reached_life=True,
        reached_system=True,
    )


def test_an_address_is_kept_with_consent_and_term_and_is_not_in_the_log(fatima: User, speeding: Signal) -> None:
    follower = follow_signal(by=fatima, signal=speeding, email=" Bewoner0@Wijk.example ")
    assert SignalFollower.objects.count() == 4
    assert follower.keep_until == today() + timedelta(days=365)
    assert Consent.objects.filter(text_key="hear_answer", withdrawn_at=None).count() == 4
    kept = LogEntry.objects.filter(model="casework.SignalFollower", verb="follow")
    assert kept.count() == 4
    assert "wijk.example" not in str(list(kept.values()))


def test_one_answer_goes_to_all_and_the_others_are_counted(fatima: User, speeding: Signal) -> None:
    key = uuid4()
    made = answer_signal(by=fatima, signal=speeding, key=key, text=TEXT)
    assert answer_signal(by=fatima, signal=speeding, key=key, text=TEXT) == made
    assert (made.told_count, made.counted_count) == (4, 9)
    assert sorted(mail.to for mail in mails()) == [f"bewoner{number}@wijk.example" for number in range(4)]
    for mail in mails():
        assert TEXT in mail.text
        assert not re.search("Kanarie|Fatima|bewoner", mail.subject + mail.text + mail.html)
    assert LogEntry.objects.filter(model="casework.SignalAnswer", verb="answer").count() == 1


def test_a_second_answer_is_possible(fatima: User, speeding: Signal) -> None:
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text="De drempel ligt er.")
    assert len(mails()) == 8
    assert SignalAnswer.objects.count() == 2


def test_addresses_go_a_month_after_the_answer_and_after_a_year_without(fatima: User, speeding: Signal) -> None:
    with time_machine.travel(NOW + timedelta(days=365), tick=False):
        assert clear_old() == 0
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        clear_old()
        assert SignalFollower.objects.count() == 4
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        clear_old()
        assert SignalFollower.objects.count() == 0
    assert Signal.objects.filter(pk=speeding.pk, raised_count=13).exists()


def test_an_address_without_an_answer_goes_after_a_year(speeding: Signal) -> None:
    with time_machine.travel(NOW + timedelta(days=366), tick=False):
        clear_old()
    assert SignalFollower.objects.count() == 0


def test_a_follower_is_an_address_or_a_worry(speeding: Signal, klarendal: Area) -> None:
    worry = make_initiative(klarendal, kind="QUESTION")
    for wrong in ({}, {"email": "a@b.example", "initiative": worry}, {"email": "bewoner0@wijk.example"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignalFollower.objects.create(signal=speeding, keep_until=today(), **wrong)


def test_the_link_in_the_mail_wipes_the_address_by_a_button(fatima: User, speeding: Signal, client: Client) -> None:
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
    found = re.search(r"/signalen/geen-mail/[\w-]+/", mails()[0].text)
    assert found
    assert "Wis mijn e-mailadres" in body(client.get(found[0]))
    assert SignalFollower.objects.count() == 4
    assert client.post(found[0]).status_code == 302
    assert SignalFollower.objects.count() == 3
    assert Consent.objects.filter(text_key="hear_answer", withdrawn_at=None).count() == 3
    assert "Wis mijn" not in body(client.get(found[0]))
    assert client.post(found[0]).status_code == 200
    assert client.get("/signalen/geen-mail/kaas/").status_code == 200


def test_the_wijkmanager_reads_out_and_notes_an_address(
    fatima: User, joris: User, speeding: Signal, as_user: AsUser
) -> None:
    url = reverse("signal-follow", args=[speeding.pk])
    browser = as_user(fatima)
    assert "Ik kan altijd stoppen" in body(browser.get(url))
    assert browser.post(url, {"email": "nieuw@wijk.example"}).status_code == 200
    assert browser.post(url, {"email": "geen adres", "agreed": "on"}).status_code == 200
    assert SignalFollower.objects.count() == 4
    assert browser.post(url, {"email": "nieuw@wijk.example", "agreed": "on"}).status_code == 302
    kept = SignalFollower.objects.get(email="nieuw@wijk.example")
    page = body(browser.get(url))
    assert "ni…@wijk.example" in page
    assert "nieuw@wijk.example" not in page
    assert as_user(joris).post(reverse("signal-unfollow", args=[speeding.pk, kept.pk])).status_code == 403
    browser.post(reverse("signal-unfollow", args=[speeding.pk, kept.pk]))
    assert not SignalFollower.objects.filter(pk=kept.pk).exists()
    assert "@wijk.example" not in body(as_user(joris).get(speeding.get_absolute_url()))


def test_an_answer_is_seen_before_it_leaves(fatima: User, speeding: Signal, as_user: AsUser) -> None:
    url = reverse("signal-answer", args=[speeding.pk])
    browser = as_user(fatima)
    sent = {"request_key": str(uuid4()), "text": TEXT, "seen": "", "send": "1"}
    page = browser.post(url, sent)
    assert "4 mensen krijgen mail, 9 anderen zijn geteld" in body(page)
    assert mails() == []
    sent["seen"] = page.context["form"]["seen"].value()
    follow_signal(by=fatima, signal=speeding, email="later@wijk.example")
    page = browser.post(url, sent)
    assert "5 mensen krijgen mail, 8 anderen zijn geteld" in body(page)
    assert mails() == []
    sent["seen"] = page.context["form"]["seen"].value()
    for _twice in range(2):
        assert browser.post(url, sent).status_code == 302
    assert len(mails()) == 5
    text = body(browser.get(speeding.get_absolute_url()))
    assert TEXT in text
    assert "Geef nog een antwoord" in text


def test_other_words_than_were_shown_are_shown_first(fatima: User, speeding: Signal, as_user: AsUser) -> None:
    url = reverse("signal-answer", args=[speeding.pk])
    sent = {"request_key": str(uuid4()), "text": TEXT}
    seen = as_user(fatima).post(url, sent).context["form"]["seen"].value()
    page = as_user(fatima).post(url, sent | {"text": "Iets anders.", "seen": seen, "send": "1"})
    assert page.status_code == 200
    assert mails() == []
    assert as_user(fatima).post(url, sent | {"text": ""}).status_code == 200


def test_a_worry_from_the_form_counts_and_its_sender_hears_the_answer(
    fatima: User, klarendal: Area, safety: Theme, speeding: Signal, as_user: AsUser
) -> None:
    worry = make_initiative(klarendal, kind="QUESTION", title="Scheuren in de straat", place_text="Akkerstraat 3")
    worry.themes.add(safety)
    browser = as_user(fatima)
    assert "Hoor ik vaker" in body(browser.get(worry.get_desk_url()))
    for _twice in range(2):
        page = browser.post(reverse("signal-worry", args=[worry.reference]))
        assert page["Location"] == speeding.get_absolute_url()
    speeding.refresh_from_db()
    assert speeding.raised_count == 14
    moment = ContactMoment.objects.get(initiative=worry)
    assert (moment.signal, moment.line) == (speeding, "Verteld via het formulier: Scheuren in de straat")
    assert list(moment.themes.all()) == [safety]
    made = answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
    assert (made.told_count, made.counted_count) == (5, 9)
    assert Message.objects.get(initiative=worry).text == TEXT
    assert worry.reference in body(browser.get(speeding.get_absolute_url()))


def test_who_took_a_worry_back_hears_nothing(fatima: User, klarendal: Area) -> None:
    worry: Initiative = make_initiative(klarendal, kind="QUESTION")
    signal = hear_worry(by=fatima, initiative=worry)
    withdraw(initiative=worry)
    assert answer_signal(by=fatima, signal=signal, key=uuid4(), text=TEXT).told_count == 0
    assert Message.objects.count() == 0


def test_one_tap_on_a_talk_finds_the_signal_or_makes_one(
    fatima: User, joris: User, klarendal: Area, linden: Actor, safety: Theme, as_user: AsUser
) -> None:
    linden.buurt = make_area("BUURT", "BU02020701", "Klarendal-Noord", klarendal)
    linden.save()
    browser = as_user(fatima)
    talks = [
        log_moment(by=fatima, area=klarendal, key=uuid4(), talk=Talk(line=line, parties=[linden], themes=[safety]))
        for line in ("Ze rijden te hard in de Akkerstraat.", "Weer te hard gereden in de Akkerstraat!")
    ]
    assert "Hoor ik vaker" in body(browser.get(talks[0].get_absolute_url()))
    assert as_user(joris).post(reverse("moment-heard", args=[talks[0].pk])).status_code == 403
    for talk in (*talks, talks[0]):
        browser.post(reverse("moment-heard", args=[talk.pk]))
    signal = Signal.objects.get()
    assert (signal.street, signal.raised_count, signal.buurt) == ("Akkerstraat", 2, linden.buurt)
    assert "Wil iemand bericht?" in body(browser.get(talks[0].get_absolute_url()))


def test_words_for_myself_alone_do_not_become_a_signal_by_one_tap(
    fatima: User, anna: User, klarendal: Area, as_user: AsUser
) -> None:
    talk = log_moment(
        by=fatima, area=klarendal, key=uuid4(), talk=Talk(line="Kanarie in de Akkerstraat.", visibility="ONLY_ME")
    )
    page = as_user(fatima).post(reverse("moment-heard", args=[talk.pk]), follow=True)
    assert "De hele wijk ziet een signaal" in body(page)
    assert Signal.objects.count() == 0
    assert as_user(anna).post(reverse("moment-heard", args=[talk.pk])).status_code == 404


def test_the_street_in_the_line_is_found_when_none_was_typed(fatima: User, klarendal: Area) -> None:
    for line in ("Hard gereden in de Akkerstraat.", "Akkerstraat: veel te hard."):
        log_moment(by=fatima, area=klarendal, key=uuid4(), talk=Talk(line=line), heard=Heard())
    assert Signal.objects.get().raised_count == 2


def test_when_the_case_closes_the_signal_asks(fatima: User, joris: User, speeding: Signal, as_user: AsUser) -> None:
    url, ask = speeding.get_absolute_url(), "Iedereen antwoord geven?"
    assert ask not in body(as_user(fatima).get(url))
    finish(fatima, speeding)
    assert ask in body(as_user(joris).get(url))
    assert list(Signal.objects.to_answer()) == [speeding]
    page = as_user(fatima).get(reverse("signal-answer", args=[speeding.pk]))
    assert page.context["form"]["text"].value() == "Het is rustiger op straat."
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
    assert ask not in body(as_user(fatima).get(url))
    assert list(Signal.objects.to_answer()) == []


def test_a_signal_closes_with_the_answer_and_opens_again(fatima: User, speeding: Signal, as_user: AsUser) -> None:
    answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT, close=True)
    speeding.refresh_from_db()
    assert speeding.closed_on == date(2026, 11, 24)
    browser = as_user(fatima)
    assert "tel erbij" not in body(browser.get(speeding.get_absolute_url()))
    browser.post(reverse("signal-reopen", args=[speeding.pk]))
    assert Signal.objects.open().filter(pk=speeding.pk).exists()


def test_the_page_of_a_signal_asks_the_same_with_much_on_it(
    fatima: User, speeding: Signal, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser, counts = as_user(fatima), []
    for number in (1, 20):
        for index in range(number):
            finish(fatima, speeding)
            answer_signal(by=fatima, signal=speeding, key=uuid4(), text=TEXT)
            talk = Talk(line=f"{number} {index}")
            log_moment(by=fatima, area=speeding.area, key=uuid4(), talk=talk, heard=Heard(signal=speeding))
        with django_assert_max_num_queries(13) as captured:
            browser.get(speeding.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert ContactMoment.objects.count() == 21

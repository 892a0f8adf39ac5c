"""Sent on to another: one address, words without names, and it asks for itself until it is settled or taken up."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, Approach, MunicipalContact
from tests.casework.conftest import place
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.casework import services
from wijknet.casework.models import Case, ContactMoment, Referral
from wijknet.casework.services import NewReferral, Talk
from wijknet.casework.timeline import timeline_of
from wijknet.log.models import LogEntry

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
# Ten working days later: Tuesday 8 December.
ASKS = date(2026, 12, 8)
NEW = "/doorverwijzingen/nieuw/"
QUARREL = NewReferral(to="MEDIATION", kind="NOISE", street="Akkerstraat")


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def send(by: User, area: Area, referral: NewReferral = QUARREL, **more: Any) -> Referral:
    return services.refer(by=by, area=area, key=uuid4(), referral=referral, **more)


def talk(by: User, area: Area, **fields: Any) -> ContactMoment:
    words = {"line": "De buren maken ruzie.", **fields}
    return services.log_moment(by=by, area=area, key=uuid4(), talk=Talk(**words))


def test_a_quarrel_keeps_street_kind_where_and_day_and_no_words(fatima: User, klarendal: Area) -> None:
    sent = send(fatima, klarendal)
    assert (sent.about, sent.to_whom) == ("Conflict over geluid, Akkerstraat", "buurtbemiddeling")
    assert (sent.made_on, sent.ask_on) == (TUESDAY.date(), ASKS)
    with pytest.raises(ValidationError, match="alleen de straat en het soort"):
        send(fatima, klarendal, NewReferral(to="MEDIATION", kind="NOISE", what="Jan tegen Piet"))


def test_the_same_form_twice_is_one_referral(fatima: User, klarendal: Area) -> None:
    key = uuid4()
    first, second = (services.refer(by=fatima, area=klarendal, key=key, referral=QUARREL) for _ in range(2))
    assert first == second
    assert LogEntry.objects.filter(verb="refer").count() == 1


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("to_one", {"to": "DESK", "kind": "", "what": "Bord stuk"}),
        ("to_one", {"to": "ACTOR", "kind": "", "what": "Bord stuk"}),
        ("about", {"kind": ""}),
        ("about", {"what": "Jan tegen Piet"}),
        ("about", {"to": "HELP", "kind": "", "what": ""}),
        ("asks_later", {"ask_on": date(2026, 11, 23)}),
        ("settled", {"settled_on": date(2026, 11, 23)}),
    ],
)
def test_the_database_refuses_what_is_not_one_address_or_says_too_much(
    fatima: User, klarendal: Area, name: str, wrong: dict[str, Any]
) -> None:
    values: dict[str, Any] = {"to": "MEDIATION", "kind": "NOISE", "ask_on": ASKS, "made_on": TUESDAY.date()} | wrong
    with pytest.raises(IntegrityError, match=f"casework_referral_{name}"), transaction.atomic():
        Referral.objects.create(by=fatima, **place(klarendal), **values)


def test_two_addresses_are_refused(fatima: User, klarendal: Area, linden: Actor, traffic: MunicipalContact) -> None:
    with pytest.raises(ValidationError, match="één adres"):
        send(fatima, klarendal, NewReferral(to="DESK", contact=traffic, actor=linden, what="Bord kapot"))


def test_one_tap_from_a_talk(as_user: AsUser, fatima: User, klarendal: Area, linden: Actor) -> None:
    moment = talk(fatima, klarendal, parties=[linden], line="Mevrouw komt de deur niet meer uit.\nTweede regel.")
    page = as_user(fatima).get(moment.get_absolute_url()).content.decode()
    assert 'name="to" value="HELP"' in page
    sent = {"to": "HELP", "what": "Mevrouw komt de deur niet meer uit.", "area": klarendal.code, "request_key": uuid4()}
    answer = as_user(fatima).post(f"{NEW}?moment={moment.pk}", sent)
    referral = Referral.objects.get()
    assert answer["Location"] == referral.get_absolute_url()
    assert (referral.moment, referral.to, referral.what) == (moment, "HELP", sent["what"])
    titles = [entry.title for entry in timeline_of(fatima, actor=linden).entries]
    assert "Doorverwezen naar wijkteam" in titles


def test_a_desk_has_what_was_sent_to_it_on_its_timeline(
    fatima: User, anna: User, klarendal: Area, traffic: MunicipalContact
) -> None:
    send(fatima, klarendal, NewReferral(to="DESK", contact=traffic, what="Bord kapot"))
    send(fatima, klarendal, NewReferral(to="REPORT", what="Tegel los"))
    assert [entry.text for entry in timeline_of(fatima, contact=traffic).entries] == ["Bord kapot"]
    assert timeline_of(anna, contact=traffic).entries == []


def test_while_logging(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    sent = {
        "parties": "nobody",
        "how": "STREET",
        "line": "Ruzie tussen Jan en Piet over de muziek.",
        "at": "24-11-2026 14:00",
        "minutes": "10",
        "visibility": "WIJK",
        "area": klarendal.code,
        "request_key": str(uuid4()),
        "refer": "MEDIATION",
    }
    refused = as_user(fatima).post(reverse("moment-new"), sent)
    assert "Kies wat voor conflict het is" in refused.content.decode()
    assert not ContactMoment.objects.exists()
    browser = as_user(fatima)
    # Twelve statements, and the brackets of a transaction inside that of the test.
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(reverse("moment-new"), sent | {"refer_kind": "NOISE", "refer_street": "Akkerstraat"})
    assert answer.status_code == 302, answer.content.decode()
    referral = Referral.objects.get()
    assert (referral.what, referral.kind, referral.street) == ("", "NOISE", "Akkerstraat")
    assert referral.moment == ContactMoment.objects.get()
    assert len(asked) <= 14, [query["sql"] for query in asked]


def test_what_is_only_mine_stays_mine(as_user: AsUser, fatima: User, joris: User, klarendal: Area) -> None:
    moment = talk(fatima, klarendal, visibility="ONLY_ME")
    referral = send(fatima, klarendal, NewReferral(to="HELP", what="Alleen voor mij"), moment=moment)
    assert as_user(fatima).get(referral.get_absolute_url()).status_code == 200
    assert as_user(joris).get(referral.get_absolute_url()).status_code == 404


def test_it_stands_under_vandaag_when_its_time_has_come(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    referral = send(fatima, klarendal)
    with time_machine.travel(datetime(2026, 12, 7, 12, tzinfo=UTC), tick=False):
        assert "Vraag na bij buurtbemiddeling" not in as_user(fatima).get("/dashboard/").content.decode()
    with time_machine.travel(datetime(2026, 12, 8, 12, tzinfo=UTC), tick=False):
        assert "Vraag na bij buurtbemiddeling" in as_user(fatima).get("/dashboard/").content.decode()
        as_user(fatima).post(reverse("referral-later", args=[referral.pk]))
        assert "Vraag na bij buurtbemiddeling" not in as_user(fatima).get("/dashboard/").content.decode()
        referral.refresh_from_db()
        assert referral.ask_on == date(2026, 12, 22)


def test_settled_once_and_opened_again(fatima: User, klarendal: Area) -> None:
    referral = send(fatima, klarendal)
    for _ in range(2):
        settled = services.settle_referral(by=fatima, referral=referral)
    assert settled.settled_on == TUESDAY.date()
    assert LogEntry.objects.filter(verb="settle").count() == 1
    with pytest.raises(ValidationError, match="al afgerond"):
        services.ask_referral_later(by=fatima, referral=referral)
    assert services.reopen_referral(by=fatima, referral=referral).is_open
    with time_machine.travel(datetime(2027, 2, 24, 12, tzinfo=UTC), tick=False):
        services.settle_referral(by=fatima, referral=referral)
    with time_machine.travel(datetime(2027, 4, 24, 12, tzinfo=UTC), tick=False), pytest.raises(ValidationError):
        services.reopen_referral(by=fatima, referral=referral)


def test_it_becomes_a_case_with_what_is_known(
    as_user: AsUser, fatima: User, klarendal: Area, traffic: MunicipalContact
) -> None:
    referral = send(fatima, klarendal, NewReferral(to="DESK", contact=traffic, what="Lantaarn stuk"))
    url = f"{reverse('case-new')}?referral={referral.pk}"
    page = as_user(fatima).get(url).content.decode()
    assert 'value="Lantaarn stuk"' in page
    sent = {
        "title": "Lantaarn stuk",
        "question": "Wie maakt hem?",
        "problem": "unsolved",
        "next_step": "Bel nog eens",
        "turn": "ME",
        "due": "1-12-2026",
        "area": klarendal.code,
        "contact": traffic.pk,
        "request_key": str(uuid4()),
    }
    answer = as_user(fatima).post(url, sent)
    assert answer.status_code == 302, answer.content.decode()
    referral.refresh_from_db()
    case = Case.objects.get()
    assert (referral.case, referral.settled_on) == (case, TUESDAY.date())
    again = as_user(fatima).post(url, sent | {"request_key": str(uuid4())})
    assert "al afgerond" in again.content.decode()
    assert Case.objects.count() == 1


def test_a_place_that_is_sent_to_is_asked_once_more(
    as_user: AsUser, fatima: User, anna: User, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    for area in (klarendal, klarendal, geitenkamp):
        by = anna if area == geitenkamp else fatima
        send(by, area, NewReferral(to="ACTOR", actor=linden, what="Iemand zoekt een huisarts"))
    assert Approach.objects.filter(actor=linden).count() == 3
    page = as_user(fatima).post(NEW, {"to": "ACTOR", "actor": f"actor-{linden.pk}", "area": klarendal.code})
    words = " ".join(page.content.decode().split())
    assert f"{linden} is al 3 keer gevraagd in 6 weken" in words
    assert "2 keer vanuit jouw wijken, 1 keer vanuit een andere wijk" in words
    assert anna.first_name not in words


def test_the_page_leads_to_the_page_of_the_gemeente(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    MunicipalitySettings.objects.update_or_create(
        municipality=klarendal.municipality, defaults={"mediation_url": "https://buren.arnhem.example/"}
    )
    page = as_user(fatima).get(send(fatima, klarendal).get_absolute_url()).content.decode()
    assert "https://buren.arnhem.example/" in page
    assert "Geen namen" in page


def test_the_list_costs_the_same_with_one_and_fifty(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    client, counts = as_user(fatima), []
    for number in (1, 49):
        for _ in range(number):
            send(fatima, klarendal, NewReferral(to="HELP", what="Vraag om hulp"))
        client.get("/doorverwijzingen/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/doorverwijzingen/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_what_is_settled_goes_after_its_term(fatima: User, klarendal: Area) -> None:
    gone, stays = send(fatima, klarendal), send(fatima, klarendal)
    services.settle_referral(by=fatima, referral=gone)
    with time_machine.travel(datetime(2031, 12, 24, 12, tzinfo=UTC), tick=False):
        services.clear_old()
    assert list(Referral.objects.all()) == [stays]

"""Follow-ups: put off with a reason, opened again, and asked for by mail with numbers only."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actors.models import Actor, PersonFunction
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.models import Agreement, Case, Snooze
from wijknet.casework.timeline import timeline_of
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.ui.conflict import Conflict

TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
FRIDAY, NEXT_TUESDAY = date(2026, 11, 27), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


def agree(by: User, area: Area, linden: Actor, due: date = FRIDAY) -> Agreement:
    return services.make_agreement(by=by, area=area, key=uuid4(), what="Route sturen", due=due, party=linden)


def take_up(by: User, area: Area, linden: Actor, due: date = FRIDAY) -> Case:
    following = services.Next(problem="unsolved", step="Vraag om een meting", turn="ME", due=due)
    return services.open_case(
        by=by, area=area, key=uuid4(), title="Te hard", question="Hoe dan?", following=following, life=[linden]
    )


def test_putting_off_keeps_the_reason_and_shows_it(fatima: User, klarendal: Area, linden: Actor) -> None:
    agreement, key = agree(fatima, klarendal, linden), uuid4()
    for _ in range(2):
        later = services.snooze_agreement(by=fatima, agreement=agreement, key=key, until=NEXT_TUESDAY, why="Ziek.")
    assert later.due == NEXT_TUESDAY
    snooze = Snooze.objects.get()
    assert (snooze.was_due, snooze.until, snooze.why) == (FRIDAY, NEXT_TUESDAY, "Ziek.")
    assert LogEntry.objects.filter(verb="snooze", object_pk=agreement.pk).count() == 1
    assert "Uitgesteld: Ziek." in [entry.text for entry in timeline_of(fatima, actor=linden).entries]


@pytest.mark.parametrize(("until", "why"), [(FRIDAY, "Ziek"), (date(2026, 11, 25), "Ziek"), (NEXT_TUESDAY, "  ")])
def test_not_earlier_and_not_in_silence(fatima: User, klarendal: Area, linden: Actor, until: date, why: str) -> None:
    agreement = agree(fatima, klarendal, linden)
    with pytest.raises(ValidationError):
        services.snooze_agreement(by=fatima, agreement=agreement, key=uuid4(), until=until, why=why)
    agreement.refresh_from_db()
    assert agreement.due == FRIDAY
    assert not Snooze.objects.exists()


@pytest.mark.parametrize("wrong", [{"until": FRIDAY}, {"why": ""}])
def test_the_database_refuses_it_too(fatima: User, klarendal: Area, linden: Actor, wrong: dict[str, Any]) -> None:
    values: dict[str, Any] = {"was_due": FRIDAY, "until": NEXT_TUESDAY, "why": "Ziek."} | wrong
    agreement = agree(fatima, klarendal, linden)
    with pytest.raises(IntegrityError, match="casework_snooze"), transaction.atomic():
        Snooze.objects.create(agreement=agreement, by=fatima, **values)


def test_the_next_step_of_a_case_is_put_off_as_a_step(fatima: User, klarendal: Area, linden: Actor) -> None:
    case, key = take_up(fatima, klarendal, linden), uuid4()
    asked: dict[str, Any] = {"by": fatima, "case": case, "version": 1, "until": NEXT_TUESDAY, "why": "Wacht op teller."}
    for _ in range(2):
        services.snooze_case(key=key, **asked)
    case.refresh_from_db()
    assert (case.due, case.version) == (NEXT_TUESDAY, 2)
    said = [step.what for step in case.steps.order_by("-at", "-pk")]
    assert said[0] == "Uitgesteld tot di 1 december 2026: Wacht op teller."
    assert len(said) == 2
    with pytest.raises(Conflict):
        services.snooze_case(key=uuid4(), **asked | {"until": date(2026, 12, 4)})


def test_the_pages_put_off_and_open_again(as_user: AsUser, fatima: User, klarendal: Area, linden: Actor) -> None:
    agreement, case = agree(fatima, klarendal, linden), take_up(fatima, klarendal, linden)
    client = as_user(fatima)
    empty = client.post(f"/afspraken/{agreement.pk}/uitstellen/", {"request_key": str(uuid4())})
    assert "Schrijf op waarom het later wordt." in empty.content.decode()
    given = {"request_key": str(uuid4()), "until": "2026-12-01", "why": "Ziek."}
    page = client.post(f"/afspraken/{agreement.pk}/uitstellen/", given, follow=True).content.decode()
    assert "van vr 27 november naar di 1 december 2026" in page
    client.post(f"/verbindingen/{case.pk}/uitstellen/", given | {"request_key": str(uuid4()), "version": "1"})
    case.refresh_from_db()
    assert case.due == NEXT_TUESDAY
    stale = client.post(
        f"/verbindingen/{case.pk}/uitstellen/",
        given | {"request_key": str(uuid4()), "version": "1", "until": "2026-12-09"},
    )
    assert stale.status_code == 409
    services.keep_agreement(by=fatima, agreement=agreement, told="Gestuurd.")
    assert "Weer openen" in client.get(f"/afspraken/{agreement.pk}/").content.decode()
    page = client.post(f"/afspraken/{agreement.pk}/heropenen/", follow=True).content.decode()
    assert "De afspraak staat weer open." in page
    assert "Gestuurd." in page


def test_an_ending_is_undone_within_thirty_days(fatima: User, klarendal: Area, linden: Actor) -> None:
    agreement = agree(fatima, klarendal, linden)
    services.keep_agreement(by=fatima, agreement=agreement, told="Gestuurd.")
    with time_machine.travel(TUESDAY + timedelta(days=31)), pytest.raises(ValidationError, match="30 dagen"):
        services.reopen_agreement(by=fatima, agreement=agreement)
    with time_machine.travel(TUESDAY + timedelta(days=30), tick=False):
        opened = services.reopen_agreement(by=fatima, agreement=agreement)
    assert opened.is_open
    assert opened.told == "Gestuurd."
    with pytest.raises(ValidationError, match="afgerond"):
        services.snooze_agreement(
            by=fatima,
            agreement=services.withdraw_agreement(by=fatima, agreement=opened, told="Kan niet."),
            key=uuid4(),
            until=NEXT_TUESDAY,
            why="Ziek.",
        )


def test_one_reminder_on_the_day_with_numbers_only(
    fatima: User, anna: User, klarendal: Area, geitenkamp: Area, linden: Actor
) -> None:
    agree(fatima, klarendal, linden, due=TUESDAY.date())
    take_up(fatima, klarendal, linden, due=TUESDAY.date())
    agree(anna, klarendal, linden, due=TUESDAY.date())  # she does not work there any more
    agree(anna, geitenkamp, linden)
    assert services.send_reminders() == 1
    assert services.send_reminders() == 0
    mail = OutgoingMail.objects.get()
    assert mail.to == fatima.email
    assert "1 afspraak" in mail.text
    assert "1 volgende stap" in mail.text
    for secret in ("Route", "Linden", "Te hard", "meting", "Fatima"):
        assert secret not in mail.text + mail.html + mail.subject


def test_the_digest_comes_once_on_monday_and_can_be_switched_off(
    as_user: AsUser, fatima: User, klarendal: Area, linden: Actor
) -> None:
    agree(fatima, klarendal, linden, due=date(2026, 12, 3))
    agree(fatima, klarendal, linden)
    assert services.send_digests() == 0
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)
    with time_machine.travel(monday - timedelta(hours=6), tick=False):
        assert services.send_digests() == 0
    with time_machine.travel(monday, tick=False):
        assert [services.send_digests(), services.send_digests()] == [1, 0]
    mail = OutgoingMail.objects.get()
    assert "1 afspraak is te laat" in mail.text
    assert "1 afspraak voor deze week" in mail.text
    assert "Route" not in mail.text + mail.html
    client = as_user(fatima)
    assert "checked" in client.get("/account/").content.decode()
    client.post("/account/", {})
    fatima.refresh_from_db()
    assert not fatima.weekly_digest
    assert LogEntry.objects.filter(verb="change", model="accounts.User").count() == 1
    with time_machine.travel(monday + timedelta(days=7), tick=False):
        assert services.send_digests() == 0
    client.post("/account/", {"weekly_digest": "on"})
    fatima.refresh_from_db()
    assert fatima.weekly_digest


def test_an_agreement_without_a_talk(
    as_user: AsUser, fatima: User, klarendal: Area, bakery: Actor, owner: PersonFunction
) -> None:
    client, address = as_user(fatima), f"/afspraken/nieuw/?actor={bakery.pk}"
    assert "eigenaar" in client.get(address).content.decode()
    given = {"request_key": str(uuid4()), "area": klarendal.code, "what": "Bellen", "due": "2026-11-27"}
    for wrong in ({}, {"party": f"actor-{bakery.pk}", "street": "Akkerstraat"}):
        assert "Kies voor wie de afspraak is" in client.post(address, given | wrong).content.decode()
    early = client.post(address, given | {"street": "Akkerstraat", "due": "2026-11-20"}).content.decode()
    assert "op of na de dag" in early
    assert not Agreement.objects.exists()
    for _ in range(2):
        client.post(address, given | {"party": f"function-{owner.pk}"})
    assert Agreement.objects.get().for_whom == f"{bakery} (eigenaar)"


def test_who_is_not_mine_is_no_choice(as_user: AsUser, anna: User, geitenkamp: Area, linden: Actor) -> None:
    given = {"request_key": str(uuid4()), "area": geitenkamp.code, "what": "Bellen", "due": "2026-11-27"}
    address = f"/afspraken/nieuw/?actor={linden.pk}"
    page = as_user(anna).post(address, given | {"party": f"actor-{linden.pk}"}).content.decode()
    assert "Deze keuze is er niet meer." in page
    assert linden.name not in page
    assert not Agreement.objects.exists()

"""Events: one or a row of dates, who comes and who waits, and what is told when it changes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from actors.models import Actor, ActorKind
from actors.services import add_actor
from initiatives.models import Event, Registration, Rhythm
from initiatives.services import (
    add_event,
    cancel_event,
    change_event,
    clear_old,
    end_registration,
    mark_came,
    register,
    remind_visitors,
    restore_event,
)
from initiatives.services.events import MOST_DATES, Meeting, Repeats, row_of_dates
from tests.initiatives.make import make_event
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import AMSTERDAM, clock, today

pytestmark = pytest.mark.django_db


def meeting_of(event: Event, **changes: object) -> Meeting:
    names = ("kind", "title", "text", "place", "place_text", "starts_at", "ends_at", "public", "registration", "places")
    values = {name: getattr(event, name) for name in names}
    return Meeting(**(values | changes))


def come(event: Event, name: str, *, people: int = 1, key: UUID | None = None) -> Registration:
    return register(event=event, name=name, email=f"{name}@voorbeeld.example", people=people, key=key or uuid4())


def mails_about(event: Event) -> list[str]:
    subjects = OutgoingMail.objects.filter(subject__contains=event.title).order_by("pk")
    return list(subjects.values_list("subject", flat=True))


def test_the_same_form_twice_is_one_event(klarendal: Area, fatima: User) -> None:
    key = uuid4()
    start = datetime.combine(today() + timedelta(days=3), time(10), tzinfo=AMSTERDAM)
    meeting = Meeting(
        kind="OFFICE_HOUR", title="Inloop", place_text="Buurthuis", starts_at=start, ends_at=start + timedelta(hours=2)
    )
    first, second = (add_event(area=klarendal, meeting=meeting, key=key, by=fatima) for _ in range(2))
    assert first == second
    assert Event.objects.count() == 1
    assert LogEntry.objects.filter(model="initiatives.Event", verb="create").count() == 1


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "expected"),
    [
        (Rhythm.WEEK, date(2026, 12, 1), date(2026, 12, 22), ["12-01", "12-08", "12-15", "12-22"]),
        (Rhythm.TWO_WEEKS, date(2026, 12, 1), date(2026, 12, 28), ["12-01", "12-15"]),
        (Rhythm.MONTH, date(2026, 12, 15), date(2027, 3, 31), ["12-15", "01-19", "02-16", "03-16"]),
        (Rhythm.MONTH, date(2026, 12, 29), date(2027, 4, 1), ["12-29", "01-26", "02-23", "03-30"]),
    ],
)
def test_rows_of_dates(rhythm: str, first: date, last: date, expected: list[str]) -> None:
    start = datetime.combine(first, time(10), tzinfo=AMSTERDAM)
    assert [f"{day:%m-%d}" for day in row_of_dates(start, Repeats(rhythm=rhythm, last_on=last))] == expected


@time_machine.travel("2026-10-01T12:00:00+02:00", tick=False)
def test_a_row_keeps_its_time_when_the_clock_changes(klarendal: Area, fatima: User) -> None:
    first = make_event(klarendal, fatima, in_days=18, repeats=Repeats(rhythm="WEEK", last_on=date(2026, 11, 2)))
    row = Event.objects.filter(series=first.series).order_by("starts_at")
    assert [(event.day.isoformat(), clock(event.starts_at), clock(event.ends_at)) for event in row] == [
        ("2026-10-19", "19:30", "21:00"),
        ("2026-10-26", "19:30", "21:00"),
        ("2026-11-02", "19:30", "21:00"),
    ]
    assert row[1].starts_at - row[0].starts_at == timedelta(days=7, hours=1)


@time_machine.travel("2027-03-01T12:00:00+01:00", tick=False)
def test_a_time_that_the_clock_skips_is_refused_in_words_and_nothing_is_planned(klarendal: Area, fatima: User) -> None:
    """In the night of 28 March 2027 it is never half past two."""
    night = datetime(2027, 3, 21, 2, 30, tzinfo=AMSTERDAM)
    times: dict[str, Any] = {"starts_at": night, "ends_at": night + timedelta(hours=1)}
    with pytest.raises(ValidationError, match="bestaat niet op zo 28 maart 2027"):
        make_event(klarendal, fatima, repeats=Repeats(rhythm="WEEK", last_on=date(2027, 4, 11)), **times)
    assert not Event.objects.exists()
    planned = make_event(klarendal, fatima, **times)
    moved = meeting_of(planned, starts_at=datetime(2027, 3, 28, 2, 30, tzinfo=AMSTERDAM))
    with pytest.raises(ValidationError, match="bestaat niet"):
        change_event(event=planned, version=planned.version, meeting=moved, by=fatima)


def test_a_row_has_an_end_and_more_than_one_date(klarendal: Area, fatima: User) -> None:
    with pytest.raises(ValidationError, match="maar één keer"):
        make_event(klarendal, fatima, repeats=Repeats(rhythm="WEEK", last_on=today() + timedelta(days=8)))
    with pytest.raises(ValidationError, match=str(MOST_DATES)):
        make_event(klarendal, fatima, repeats=Repeats(rhythm="WEEK", last_on=today() + timedelta(days=500)))
    assert not Event.objects.exists()


def test_full_is_the_waiting_list_and_a_place_goes_to_who_waits_longest_and_fits(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=3)
    bo, group, ali = come(event, "bo", people=2), come(event, "groep", people=3), come(event, "ali")
    assert (bo.state, group.state, ali.state) == ("PLACE", "WAITING", "WAITING")
    end_registration(registration=bo)
    group.refresh_from_db()
    ali.refresh_from_db()
    event.refresh_from_db()
    assert (group.state, ali.state, event.taken) == ("PLACE", "WAITING", 3)
    bo.refresh_from_db()
    assert (bo.state, bo.email, bo.name) == ("ENDED", "", "afgemeld")
    assert f"Er is plek: {event.title}" in mails_about(event)


def test_the_table_refuses_more_people_than_places(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(taken=3)


def test_an_address_comes_once_and_gets_its_link_again(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True)
    first = come(event, "bo")
    again = register(event=event, name="Bo", email="BO@voorbeeld.example", people=4, key=uuid4())
    assert again == first
    assert event.registrations.count() == 1
    assert len(mails_about(event)) == 2


def test_a_double_click_is_one_registration(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True)
    key = uuid4()
    assert come(event, "bo", key=key) == come(event, "bo", key=key)
    assert len(mails_about(event)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_take_more_places_than_there_are(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=3)

    def try_one(number: int) -> str:
        try:
            return come(event, f"bo{number}").state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(try_one, range(8)))
    event.refresh_from_db()
    assert (states.count("PLACE"), states.count("WAITING"), event.taken) == (3, 5, 3)


def test_nobody_registers_for_what_has_begun_or_is_cancelled(klarendal: Area, fatima: User) -> None:
    over = make_event(klarendal, fatima, in_days=-1, registration=True)
    with pytest.raises(ValidationError, match="kan niet meer"):
        come(over, "bo")
    coming = cancel_event(event=make_event(klarendal, fatima, registration=True), why="De zaal is dicht", by=fatima)
    with pytest.raises(ValidationError, match="kan niet meer"):
        come(coming, "bo")


def test_cancelling_tells_everyone_and_can_be_undone(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True)
    come(event, "bo")
    cancelled = cancel_event(event=event, why="De zaal is dicht", by=fatima)
    assert cancelled.is_cancelled
    mail = OutgoingMail.objects.get(subject=f"Gaat niet door: {event.title}")
    assert "De zaal is dicht" in mail.text
    restored = restore_event(event=cancelled, by=fatima)
    assert not restored.is_cancelled
    assert f"Gaat toch door: {event.title}" in mails_about(event)
    assert restored.sequence == event.sequence + 2


def test_a_change_of_the_row_keeps_each_day(klarendal: Area, fatima: User) -> None:
    first = make_event(
        klarendal, fatima, repeats=Repeats(rhythm="WEEK", last_on=today() + timedelta(days=21)), registration=True
    )
    second, third = Event.objects.filter(series=first.series).order_by("starts_at")[1:3]
    come(third, "bo")
    hour_later = meeting_of(
        second, starts_at=second.starts_at + timedelta(hours=1), ends_at=second.ends_at + timedelta(hours=1)
    )
    change_event(event=second, version=second.version, meeting=hour_later, following=True, by=fatima)
    times = Event.objects.filter(series=first.series).order_by("starts_at")
    assert [clock(event.starts_at) for event in times] == ["19:30", "20:30", "20:30"]
    assert [event.day for event in times] == [first.day, second.day, third.day]
    assert mails_about(third)[-1] == f"Veranderd: {third.title}"


def test_a_change_of_words_mails_nobody_and_the_second_writer_is_told(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True)
    come(event, "bo")
    change_event(event=event, version=event.version, meeting=meeting_of(event, text="Nieuw"), by=fatima)
    assert len(mails_about(event)) == 1
    with pytest.raises(Conflict):
        change_event(event=event, version=event.version, meeting=meeting_of(event, text="Anders"), by=fatima)


def test_fewer_places_than_people_is_refused_and_more_places_let_people_in(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=2)
    come(event, "bo", people=2)
    late = come(event, "ali")
    event.refresh_from_db()
    with pytest.raises(ValidationError, match="ten minste 2"):
        change_event(event=event, version=event.version, meeting=meeting_of(event, places=1), by=fatima)
    change_event(event=event, version=event.version, meeting=meeting_of(event, places=4), by=fatima)
    late.refresh_from_db()
    assert late.state == "PLACE"


def test_a_reminder_goes_once_to_who_comes_tomorrow(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, in_days=3, registration=True)
    come(event, "bo")
    assert remind_visitors() == 0
    with time_machine.travel(event.starts_at - timedelta(hours=20)):
        assert remind_visitors() == 1
        assert remind_visitors() == 0
    assert mails_about(event)[-1] == f"Bijna: {event.title}"


def test_who_came_is_known_for_a_month(klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, in_days=1, registration=True)
    bo, ali = come(event, "bo"), come(event, "ali")
    mark_came(event=event, came=[bo.pk], others=7, by=fatima)
    bo.refresh_from_db()
    ali.refresh_from_db()
    event.refresh_from_db()
    assert (bo.came, ali.came, event.came_without_name) == (True, False, 7)
    with time_machine.travel(event.ends_at + timedelta(days=30)):
        assert clear_old() == 0
    with time_machine.travel(event.ends_at + timedelta(days=31)):
        assert clear_old() == 2


def test_a_place_of_another_gemeente_is_refused(klarendal: Area, other_wijk: Area, fatima: User) -> None:
    kind = ActorKind.objects.create(name="zaal (test)")
    far: Actor = add_actor(by=fatima, area=klarendal, name="Zaal ver weg", kind=kind)
    Actor.objects.filter(pk=far.pk).update(municipality=other_wijk.municipality, area=other_wijk)
    far.refresh_from_db()
    with pytest.raises(ValidationError, match="andere gemeente"):
        make_event(klarendal, fatima, place=far)
    assert not Event.objects.exists()

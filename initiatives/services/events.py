"""Events: plan them, one or a row of dates, change and cancel them; and who comes."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor
from initiatives import circle_mails, mails
from initiatives.models import KEEP_REGISTRATIONS, Event, EventSeries, Registration, Rhythm
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import AMSTERDAM, day, local_date, today

MOST_DATES = 60
# Of a change in these a calendar and everyone who comes must know.
TOLD = ("starts_at", "ends_at", "place_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What is planned; times are moments (aware)."""

    kind: str
    title: str
    place_text: str
    starts_at: datetime
    ends_at: datetime
    text: str = ""
    place: Actor | None = None
    public: bool = True
    registration: bool = False
    places: int | None = None
    themes: Collection[Theme] = ()
    groups: Collection[ResidentGroup] = ()

    def columns(self) -> dict[str, Any]:
        names = ("kind", "title", "text", "place", "place_text", "starts_at", "ends_at", "public")
        return {name: getattr(self, name) for name in (*names, "registration", "places")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """How often, up to and including which day."""

    rhythm: str
    last_on: date


def add_event(*, area: Area, meeting: Meeting, repeats: Repeats | None = None, key: uuid.UUID, by: User) -> Event:
    """Plan one event, or one for each date of a row; returns the first. Sent again it is the same event."""
    with transaction.atomic():
        claimed = claim_key(key, purpose="event", by=by)
        if claimed.target_pk:
            return Event.objects.get(pk=claimed.target_pk)
        series = None
        starts = [meeting.starts_at]
        if repeats is not None:
            starts = row_of_dates(meeting.starts_at, repeats)
            first_on = local_date(meeting.starts_at)
            series = EventSeries.objects.create(rhythm=repeats.rhythm, first_on=first_on, last_on=repeats.last_on)
        made = [_make(area, at(meeting, start), series, by) for start in starts]
        fulfil(claimed, made[0])
        return made[0]


def row_of_dates(first: datetime, repeats: Repeats) -> list[datetime]:
    """Each time at which a row begins, at the same time on the clock in winter and summer."""
    local = first.astimezone(AMSTERDAM)
    on, days = local.date(), []
    while on <= repeats.last_on:
        days.append(on)
        if len(days) > MOST_DATES:
            raise ValidationError({"last_on": _("Dat zijn meer dan %d keer. Kies een eerdere dag.") % MOST_DATES})
        on = next_day(local.date(), on, repeats.rhythm)
    if len(days) < 2:
        raise ValidationError({"last_on": _("Zo is het maar één keer. Kies een latere dag, of herhaal het niet.")})
    return [datetime.combine(day, local.time(), tzinfo=AMSTERDAM) for day in days]


def next_day(first: date, after: date, rhythm: str) -> date:
    """The day after `after` in a row that began on `first`; the fifth weekday of a month becomes the last."""
    if rhythm != Rhythm.MONTH:
        return after + timedelta(weeks=1 if rhythm == Rhythm.WEEK else 2)
    start = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7, weeks=(first.day - 1) // 7)
    return day if day.month == start.month else day - timedelta(weeks=1)


def at(meeting: Meeting, start: datetime) -> Meeting:
    """The same meeting on another day, with the same times on the clock."""
    first, end = meeting.starts_at.astimezone(AMSTERDAM), meeting.ends_at.astimezone(AMSTERDAM)
    ends_on = local_date(start) + (end.date() - first.date())
    return replace(meeting, starts_at=start, ends_at=datetime.combine(ends_on, end.time(), tzinfo=AMSTERDAM))


def _check_clock(meeting: Meeting) -> None:
    """Refuse a time in the hour that the clock skips in spring: no calendar could hold it."""
    for name, at_time in (("begins", meeting.starts_at), ("ends", meeting.ends_at)):
        local = at_time.astimezone(AMSTERDAM)
        # There and back gives another time on the clock when this one does not exist.
        if local.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != local.replace(tzinfo=None):
            words = _("Deze tijd bestaat niet op %s. De klok gaat dan een uur vooruit. Kies een andere tijd.")
            raise ValidationError({name: words % day(local.date())})


def _make(area: Area, meeting: Meeting, series: EventSeries | None, by: User) -> Event:
    _check_clock(meeting)
    event = Event(municipality=area.municipality, area=area, series=series, **meeting.columns())
    _check(event)
    event.save()
    event.themes.set(meeting.themes)
    event.groups.set(meeting.groups)
    record("create", event, by=by)
    return event


def _check(event: Event) -> None:
    """Refuse in words what the table would refuse without."""
    event.validate_constraints()
    place = event.place
    if place is not None and place.municipality_id != event.municipality_id:
        raise ValidationError({"place": _("Deze plek ligt in een andere gemeente.")})


def change_event(*, event: Event, version: int, meeting: Meeting, following: bool = False, by: User) -> Event:
    """Change one event, or it and all later ones of its row (those keep their own day). Who comes is told."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if event.version != version:
            raise Conflict(event, meeting.columns())
        for one in (event, *(_later(event) if following else ())):
            start = datetime.combine(
                meeting.starts_at.astimezone(AMSTERDAM).date() if one.pk == event.pk else one.day,
                meeting.starts_at.astimezone(AMSTERDAM).time(),
                tzinfo=AMSTERDAM,
            )
            _change(one, at(meeting, start), by)
        return Event.objects.get(pk=event.pk)


def _later(event: Event) -> list[Event]:
    """The events of the same row after this one that are still planned."""
    if event.series_id is None:
        return []
    rows = Event.objects.going_on().filter(series=event.series_id, starts_at__gt=event.starts_at)
    return list(rows.select_for_update().order_by("starts_at"))


def _change(event: Event, meeting: Meeting, by: User) -> None:
    _check_clock(meeting)
    before = snapshot(event)
    old = {name: getattr(event, name) for name in TOLD}
    for name, value in meeting.columns().items():
        setattr(event, name, value)
    if event.places is not None and event.taken > event.places:
        words = _("Er zijn al %(n)d mensen aangemeld. Kies ten minste %(n)d plekken.") % {"n": event.taken}
        raise ValidationError({"places": words})
    _check(event)
    told = any(old[name] != getattr(event, name) for name in TOLD)
    event.version += 1
    event.sequence += 1
    event.save()
    event.themes.set(meeting.themes)
    event.groups.set(meeting.groups)
    record("change", event, by=by, before=before)
    _fill_places(event)
    if told:
        mails.event_changed(event, event.registrations.open())
        circle_mails.meeting_changed(event)


def cancel_event(*, event: Event, why: str, following: bool = False, by: User) -> Event:
    """It does not go on; it stays visible with the reason, and who would come is told."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        for one in (event, *(_later(event) if following else ())):
            if one.is_cancelled:
                continue
            before = snapshot(one)
            one.cancelled_on, one.cancelled_why = today(), why
            _save_state(one, before, by)
            mails.event_cancelled(one, one.registrations.open())
            circle_mails.meeting_changed(one)
        return Event.objects.get(pk=event.pk)


def restore_event(*, event: Event, by: User) -> Event:
    """Undo a cancellation: it goes on after all, and who was told is told again."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if not event.is_cancelled:
            return event
        before = snapshot(event)
        event.cancelled_on, event.cancelled_why = None, ""
        _save_state(event, before, by)
        mails.event_restored(event, event.registrations.open())
        circle_mails.meeting_changed(event)
        return event


def _save_state(event: Event, before: dict[str, Any], by: User) -> None:
    event.version += 1
    event.sequence += 1
    event.save()
    record("change", event, by=by, before=before)


def register(
    *, event: Event, name: str, email: str, people: int, key: uuid.UUID, by: User | None = None
) -> Registration:
    """Say that people come. Full is the waiting list; an address that is there already gets its link once more."""
    with transaction.atomic():
        claimed = claim_key(key, purpose="registration", by=by)
        sent: Registration | None = Registration.objects.filter(pk=claimed.target_pk or 0).first()
        if sent is not None:
            return sent
        event = Event.objects.select_for_update().get(pk=event.pk)
        if not event.takes_registrations:
            raise ValidationError(_("Aanmelden kan niet meer."))
        known: Registration | None = event.registrations.open().filter(email__iexact=email).first() if email else None
        if known is not None:
            mails.registered(event, known)
            return known
        made = Registration(event=event, name=name, email=email, people=people, by=by)
        made.state = Registration.State.PLACE if _fits(event, people) else Registration.State.WAITING
        made.forget_on = local_date(event.ends_at) + KEEP_REGISTRATIONS
        made.validate_constraints()
        made.save()
        _count(event)
        record("create", made, by=by)
        mails.registered(event, made)
        fulfil(claimed, made)
        return made


def end_registration(*, registration: Registration, by: User | None = None) -> Registration:
    """They do not come after all: name and address go at once, and who waits longest and fits gets the place."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=registration.event_id)
        registration = Registration.objects.select_for_update().get(pk=registration.pk)
        if registration.state == Registration.State.ENDED:
            return registration
        before = snapshot(registration)
        registration.state, registration.name, registration.email = Registration.State.ENDED, "afgemeld", ""
        registration.save()
        record("change", registration, by=by, before=before)
        _count(event)
        _fill_places(event)
        return registration


def _fits(event: Event, people: int) -> bool:
    """Whether so many can still come; who comes now does not pass by who waits."""
    if event.places is None:
        return True
    return event.taken + people <= event.places and not event.registrations.waiting().exists()


def _count(event: Event) -> None:
    event.taken = sum(event.registrations.with_place().values_list("people", flat=True))
    Event.objects.filter(pk=event.pk).update(taken=event.taken)


def _fill_places(event: Event) -> None:
    """Give free places to who waits, in order; a group too large for what is left lets a smaller one go first."""
    if event.is_cancelled or event.starts_at < datetime.now(tz=AMSTERDAM):
        return
    for waiting in event.registrations.waiting():
        if event.places is not None and event.taken + waiting.people > event.places:
            continue
        waiting.state = Registration.State.PLACE
        waiting.save(update_fields=["state"])
        _count(event)
        mails.got_place(event, waiting)


def mark_came(*, event: Event, came: Iterable[int], others: int | None, by: User) -> Event:
    """Who of those who said so came (keys of registrations), and how many others."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        before = snapshot(event)
        chosen = set(came)
        for registration in event.registrations.open():
            registration.came = registration.pk in chosen
            registration.save(update_fields=["came"])
        event.came_without_name = others
        event.version += 1
        event.save()
        record("change", event, by=by, before=before)
        return event


def remind_visitors() -> int:
    """Mail who comes tomorrow; a job, safe to run twice. Returns how many mails were made."""
    with transaction.atomic():
        rows = list(Registration.objects.to_remind().select_for_update(of=("self",)).select_related("event")[:500])
        for registration in rows:
            mails.reminder(registration.event, registration)
        Registration.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today())
        return len(rows)

"""Files out: events as iCalendar, for one event, a wijk, or a person's own calendar."""

import re
from collections.abc import Iterable
from datetime import UTC

import icalendar
from django.conf import settings

from initiatives.models import Event

PRODUCT = "-//WijkNet//Agenda//NL"
# No calendar line may hold these, escaped or not (RFC 5545, 3.1: CONTROL).
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_of(events: Iterable[Event], *, name: str) -> bytes:
    """A calendar (RFC 5545) of public facts. Times in UTC, one entry per date, so that no clock change moves them."""
    calendar = new_calendar(name)
    for event in events:
        calendar.add_component(entry_of(event))
    return bytes(calendar.to_ical())


def new_calendar(name: str) -> "icalendar.Calendar":
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", in_line(name))
    calendar.add("x-wr-calname", in_line(name))
    return calendar


def entry_of(event: Event, *, title: str | None = None) -> "icalendar.Event":
    """One event; `title` instead of its own where a calendar must not name it."""
    entry = icalendar.Event()
    entry.add("uid", f"{event.uid}@wijknet")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.updated_at.astimezone(UTC))
    entry.add("last-modified", event.updated_at.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", in_line(event.title if title is None else title))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("url", settings.SITE_URL + event.get_absolute_url())
    if title is None:
        entry["location"] = icalendar.vText(in_line(event.place_text))
        words = f"Gaat niet door: {event.cancelled_why}" if event.is_cancelled else event.text
        if words:
            entry.add("description", in_line(words))
    return entry


def in_line(words: str) -> str:
    """What people wrote, without the signs that a calendar line may not hold; its line breaks stay."""
    return CONTROL.sub("", words.replace("\r\n", "\n"))

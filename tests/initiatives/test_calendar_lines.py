"""Every calendar file against the lines of RFC 5545, and read back: of one event, of a wijk, and of a person."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from initiatives.exchange import CONTROL
from initiatives.models import Event
from initiatives.services.events import Repeats
from tests.initiatives.make import make_event
from tests.nasty import NASTY
from wijknet.accounts.models import User
from wijknet.accounts.services import CALENDAR
from wijknet.areas.models import Area
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import clock, local_date

pytestmark = pytest.mark.django_db
# 3.1: name, parameters, a colon and a value without control signs. A folded line was put together first.
LINE = re.compile(r"[A-Za-z0-9-]+(;[A-Za-z0-9-]+=[^\x00-\x1f\x7f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")
NEEDED = {"UID", "DTSTAMP", "DTSTART"}


def read_back(content: bytes) -> Calendar:
    """The calendar, after its lines were checked."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert not [line for line in physical if b"\n" in line or b"\r" in line], "only CRLF ends a line"
    assert max(len(line) for line in physical) <= 75, "75 octets without the line break"
    for line in physical:
        line.decode()  # no sign is cut in half
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    assert len([line for line in lines if line.startswith("PRODID:")]) == 1
    for entry in "\n".join(lines).split("BEGIN:VEVENT")[1:]:
        names = [re.split("[;:]", line)[0] for line in entry.split("\n")]
        assert all(names.count(name) == 1 for name in NEEDED), entry
    return Calendar.from_ical(content)


@pytest.fixture
def hard_to_write(klarendal: Area, fatima: User) -> list[Event]:
    """Events with titles, places and words that a calendar has to escape or fold."""
    stored = [words.replace("\x00", "").encode("utf-8", "ignore").decode().strip()[:120] for words in NASTY]
    found = [words for words in stored if words][:40]
    found += ['Koken; eten, praten\\ en "rust"', "é" * 110, "👩‍👩‍👧‍👦" * 12]
    return [
        make_event(klarendal, fatima, title=words, place_text=words, text=f"{words}\r\nEn nog een regel\n")
        for words in found
    ]


def of_a_wijk(fatima: User, event: Event) -> str:
    return "/agenda/agenda.ics?wijk=WK020207"


def of_one(fatima: User, event: Event) -> str:
    return f"/agenda/{event.pk}/bijeenkomst.ics"


def of_a_person(fatima: User, event: Event) -> str:
    return f"/agenda/mijn/{issue_link(purpose=CALENDAR, target=fatima)}.ics"


@pytest.mark.parametrize("where", [of_a_wijk, of_one, of_a_person])
def test_every_file_keeps_to_the_lines(
    where: Callable[[User, Event], str], client: Client, fatima: User, hard_to_write: list[Event]
) -> None:
    for event in hard_to_write[-3:] if where is of_one else hard_to_write[:1]:
        answer = client.get(where(fatima, event))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        entries = {str(entry["uid"]): entry for entry in read_back(answer.content).walk("VEVENT")}
        found = entries[f"{event.uid}@wijknet"]
        assert found.decoded("dtstart") == event.starts_at.astimezone(UTC)
        assert found.decoded("dtend") == event.ends_at.astimezone(UTC)
        assert len(entries) == (1 if where is of_one else len(hard_to_write))
        for one in [event] if where is of_one else hard_to_write:
            title = "Wijkgesprek" if where is of_a_person else CONTROL.sub("", one.title)
            read = str(entries[f"{one.uid}@wijknet"]["summary"])
            # The reader takes a byte order mark away; nobody sees one.
            assert read == title.replace("\ufeff", "")


def test_the_file_of_a_person_repeats_no_word_of_an_event(client: Client, klarendal: Area, fatima: User) -> None:
    event = make_event(
        klarendal, fatima, title="Koffie bij Samiraplant", place_text="Bij Samiraplant thuis", text="Samiraplant"
    )
    assert b"Samiraplant" not in client.get(of_a_person(fatima, event)).content


@time_machine.travel("2027-03-01T12:00:00+01:00", tick=False)
def test_a_row_over_the_change_of_the_clock_is_at_the_same_time_on_the_wall(
    client: Client, klarendal: Area, fatima: User
) -> None:
    """The clock goes forward on 28 March 2027: in UTC the evening is an hour earlier from then on."""
    last = datetime(2027, 4, 5, tzinfo=UTC).date()
    make_event(klarendal, fatima, in_days=20, repeats=Repeats(rhythm="WEEK", last_on=last))
    entries = read_back(client.get("/agenda/agenda.ics").content).walk("VEVENT")
    starts = [entry.decoded("dtstart") for entry in entries]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == ["03-21 18:30", "03-28 17:30", "04-04 17:30"]
    assert {clock(start) for start in starts} == {"19:30"}
    assert [local_date(start).isoweekday() for start in starts] == [7, 7, 7]

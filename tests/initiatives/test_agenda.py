"""The agenda on the site and at the desk: pages, calendar file, feed, and saying that you come."""

import re
from datetime import UTC, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from initiatives.models import Event, Registration
from initiatives.services import cancel_event, register
from tests.conftest import AsUser
from tests.initiatives.make import make_event
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.mail.models import OutgoingMail
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db


def test_the_agenda_shows_what_comes_and_only_what_is_public(client: Client, klarendal: Area, fatima: User) -> None:
    make_event(klarendal, fatima, title="Wijkfeest")
    make_event(klarendal, fatima, title="Overleg van ons", public=False)
    make_event(klarendal, fatima, title="Vorige week", in_days=-7)
    page = client.get("/agenda/").content.decode()
    assert "Wijkfeest" in page
    assert "Overleg van ons" not in page
    assert "Vorige week" not in page
    assert "Vorige week" in client.get("/agenda/?geweest=ja").content.decode()


def test_filters_stand_in_the_address(client: Client, klarendal: Area, geitenkamp: Area, fatima: User) -> None:
    assert klarendal.municipality is not None
    theme = Theme.objects.create(municipality=klarendal.municipality, name="Groen (test)")
    make_event(klarendal, fatima, title="Planten ruilen", themes=[theme], kind="ACTIVITY")
    make_event(geitenkamp, fatima, title="Koffie")
    for query in ("wijk=WK020207", "thema=Groen (test)", "soort=ACTIVITY"):
        page = client.get(f"/agenda/?{query}").content.decode()
        assert "Planten ruilen" in page, query
        assert "Koffie" not in page, query
    assert "Koffie" in client.get("/agenda/?soort=bestaat-niet").content.decode()


def test_as_many_queries_for_one_as_for_fifty(
    client: Client, klarendal: Area, fatima: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_event(klarendal, fatima)
    with django_assert_max_num_queries(5):
        client.get("/agenda/")
    for _number in range(50):
        make_event(klarendal, fatima)
    with django_assert_max_num_queries(5):
        client.get("/agenda/")


def test_the_calendar_is_read_back_and_keeps_to_the_lines_of_the_standard(
    client: Client, klarendal: Area, fatima: User
) -> None:
    long = "Koken, eten; en praten\nmet álle straten " * 5
    event = make_event(klarendal, fatima, title="Samen koken, eten", text=long)
    gone = cancel_event(event=make_event(klarendal, fatima, title="Gaat weg"), why="De zaal is dicht", by=fatima)
    answer = client.get("/agenda/agenda.ics?wijk=WK020207")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    entries = {str(entry["uid"]): entry for entry in Calendar.from_ical(answer.content).walk("VEVENT")}
    found = entries[f"{event.uid}@wijknet"]
    assert found.decoded("dtstart") == event.starts_at.astimezone(UTC)
    assert found["summary"] == "Samen koken, eten"
    assert found["description"] == long
    cancelled = entries[f"{gone.uid}@wijknet"]
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 1)
    assert (
        client.get(
            "/agenda/agenda.ics", headers={"if-none-match": client.get("/agenda/agenda.ics")["ETag"]}
        ).status_code
        == 304
    )


def test_the_feed_is_atom_and_names_what_was_cancelled(client: Client, klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, title="Wijkfeest")
    cancel_event(event=event, why="Storm", by=fatima)
    answer = client.get("/agenda/nieuws.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    text = answer.content.decode()
    assert text.count("<entry>") == 1
    assert "<title>Gaat niet door: Wijkfeest</title>" in text
    assert f"<id>urn:uuid:{event.uid}</id>" in text


def test_an_internal_event_is_not_there_for_others(
    client: Client, as_user: AsUser, klarendal: Area, fatima: User, anna: User
) -> None:
    event = make_event(klarendal, fatima, public=False)
    assert client.get(event.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert as_user(anna).get(event.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"/agenda/{event.pk}/bijeenkomst.ics").status_code == HTTPStatus.NOT_FOUND
    assert as_user(fatima).get(event.get_absolute_url()).status_code == HTTPStatus.OK


def filled(client: Client, address: str, **changes: str) -> dict[str, str]:
    """The sign-up form as a person sends it: what stood hidden in it, and the fields."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(started|request_key)" value="([^"]+)"', page))
    return hidden | {"name": "Bo", "email": "bo@voorbeeld.example", "people": "2", "website": ""} | changes


def send(client: Client, event: Event, **changes: str) -> str:
    address = f"/agenda/{event.pk}/aanmelden/"
    values = filled(client, address, **changes)
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        return client.post(address, values, follow=True).content.decode()


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"/agenda/aanmelding/[\w-]+/", mail.text)
    assert found
    return found[0]


def test_somebody_comes_and_signs_off_by_the_link_in_the_mail(client: Client, klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=5)
    assert "We hebben je een mail gestuurd" in send(client, event)
    event.refresh_from_db()
    assert event.taken == 2
    address = link_in(OutgoingMail.objects.get())
    assert "Je staat op de lijst" in client.get(address).content.decode()
    assert Registration.objects.get().state == "PLACE"  # opening the link did nothing
    client.post(f"{address}afmelden/")
    assert "Je bent afgemeld" in client.get(address).content.decode()
    assert client.post(f"{address}afmelden/").status_code == HTTPStatus.FOUND
    event.refresh_from_db()
    assert event.taken == 0


def test_a_full_event_says_so_before_and_after(client: Client, klarendal: Area, fatima: User) -> None:
    event = make_event(klarendal, fatima, registration=True, places=1)
    register(event=event, name="Ali", email="ali@voorbeeld.example", people=1, key=uuid4())
    assert "Alle plekken zijn bezet" in client.get(event.get_absolute_url()).content.decode()
    first, again = (send(client, event) for _time in range(2))
    assert "Daarin staat of je een plek hebt of op de wachtlijst staat" in first
    assert "Daarin staat of je een plek hebt of op de wachtlijst staat" in again
    assert Registration.objects.filter(state="WAITING").count() == 1
    mail = OutgoingMail.objects.filter(to="bo@voorbeeld.example").latest("pk")
    assert "wachtlijst" in mail.text


def test_more_people_than_places_are_told_that_they_may_wait(client: Client, klarendal: Area, fatima: User) -> None:
    """Two places are free, and four come: before the form was sent nothing was full."""
    event = make_event(klarendal, fatima, registration=True, places=2)
    assert "Er zijn nog 2 plekken" in client.get(event.get_absolute_url()).content.decode()
    assert "Daarin staat of je een plek hebt" in send(client, event, people="4")
    assert Registration.objects.get().state == "WAITING"
    assert "wachtlijst" in client.get(link_in(OutgoingMail.objects.get())).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"website": "http://spam.example"}, "Laat dit veld leeg"),
        ({"email": "bo@"}, "Vul een e-mailadres in"),
        ({"people": "11"}, "10"),
        ({"people": "-3"}, "1"),
        ({"name": "a\x00b"}, "teken"),
        ({"started": "kapot"}, "erg snel"),
    ],
)
def test_bad_input_is_answered_and_stores_nothing(
    client: Client, klarendal: Area, fatima: User, changes: dict[str, str], words: str
) -> None:
    event = make_event(klarendal, fatima, registration=True)
    assert words in send(client, event, **changes)
    assert not Registration.objects.exists()


def test_signing_up_for_what_is_over_or_open_to_all_says_so(client: Client, klarendal: Area, fatima: User) -> None:
    over = make_event(klarendal, fatima, in_days=-2, registration=True)
    free = make_event(klarendal, fatima)
    for event, words in ((over, "al begonnen of geweest"), (free, "hoef je je niet aan te melden")):
        answer = client.get(f"/agenda/{event.pk}/aanmelden/")
        assert answer.status_code == HTTPStatus.GONE
        assert words in answer.content.decode()


def test_a_broken_link_says_what_it_is(client: Client, db: None) -> None:
    answer = client.get("/agenda/aanmelding/bestaat-niet/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Deze link werkt niet meer" in answer.content.decode()


PLAN = {
    "kind": "OFFICE_HOUR",
    "title": "Inloop in het buurthuis",
    "begins": "10:00",
    "ends": "12:00",
    "place_text": "Buurthuis",
    "public": "on",
}


def test_a_wijkmanager_plans_a_row_of_office_hours(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    start = today() + timedelta(days=2)
    values = PLAN | {"day": start.isoformat(), "rhythm": "WEEK", "last_on": (start + timedelta(days=15)).isoformat()}
    answer = as_user(fatima).post("/agenda/beheer/nieuw/", values | {"request_key": str(uuid4())}, follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert Event.objects.count() == 3
    assert "Andere keren" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "09:00"}, "Kies een tijd na het begin"),
        ({"day": "2020-01-01"}, "Deze dag is geweest"),
        ({"rhythm": "WEEK"}, "tot en met welke dag"),
        ({"registration": "on", "public": ""}, "Aanmelden kan alleen"),
        ({"places": "5"}, "Zet dit aan als je plekken telt"),
        ({"title": ""}, "Vul in: Hoe heet het?"),
    ],
)
def test_a_wrong_plan_is_answered_in_words(
    as_user: AsUser, fatima: User, klarendal: Area, changes: dict[str, str], words: str
) -> None:
    day = (today() + timedelta(days=2)).isoformat()
    values = PLAN | {"day": day, "request_key": str(uuid4())} | changes
    answer = as_user(fatima).post("/agenda/beheer/nieuw/", values)
    assert words in answer.content.decode()
    assert not Event.objects.exists()


def test_the_desk_changes_cancels_and_counts(as_user: AsUser, fatima: User, joris: User, klarendal: Area) -> None:
    event = make_event(klarendal, fatima, registration=True)
    register(event=event, name="Zoë", email="zoe@voorbeeld.example", people=1, key=uuid4())
    desk = as_user(fatima)
    assert "Zoë" in desk.get(event.get_desk_url()).content.decode()
    assert "Zoë" not in as_user(joris).get(event.get_desk_url()).content.decode()
    values = PLAN | {"day": event.day.isoformat(), "registration": "on", "version": str(event.version)}
    desk.post(f"{event.get_desk_url()}wijzigen/", values)
    event.refresh_from_db()
    assert event.title == "Inloop in het buurthuis"
    assert desk.post(f"{event.get_desk_url()}wijzigen/", values).status_code == HTTPStatus.CONFLICT
    assert "Vul in" in desk.post(f"{event.get_desk_url()}afgelasten/", {"why": ""}).content.decode()
    desk.post(f"{event.get_desk_url()}afgelasten/", {"why": "De zaal is dicht"})
    assert "De zaal is dicht" in desk.get(event.get_absolute_url()).content.decode()
    desk.post(f"{event.get_desk_url()}gaat-door/")
    event.refresh_from_db()
    assert not event.is_cancelled


def test_the_desk_puts_somebody_on_the_list_without_an_address(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    event = make_event(klarendal, fatima, registration=True)
    values = {"name": "Ans", "email": "", "people": "3", "request_key": str(uuid4())}
    as_user(fatima).post(f"{event.get_desk_url()}aanmelden/", values)
    found = event.registrations.get()
    assert (found.people, found.by, found.state) == (3, fatima, "PLACE")
    as_user(fatima).post(f"{event.get_desk_url()}afmelden/{found.pk}/")
    assert not event.registrations.open().exists()


def test_after_it_is_written_down_who_came(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    event = make_event(klarendal, fatima, in_days=1, registration=True)
    bo = register(event=event, name="Bo", email="bo@voorbeeld.example", people=1, key=uuid4())
    with time_machine.travel(event.ends_at + timedelta(hours=1)):
        desk = as_user(fatima)
        assert "Wie kwam er?" in desk.get(event.get_desk_url()).content.decode()
        wrong = desk.post(f"{event.get_desk_url()}kwamen/", {"others": "veel"}, follow=True)
        assert "heel getal" in wrong.content.decode()
        desk.post(f"{event.get_desk_url()}kwamen/", {"came": [str(bo.pk)], "others": "12"})
    bo.refresh_from_db()
    event.refresh_from_db()
    assert (bo.came, event.came_without_name) == (True, 12)

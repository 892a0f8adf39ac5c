"""Events and initiatives that fit: proposed with the reason, linked or dropped, and shown to everybody once linked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Actor
from initiatives.fits import Fit, events_for, initiatives_for
from initiatives.models import Event, EventInitiative, Initiative, Phase, Rhythm
from initiatives.services import cancel_event, forget_link, judge_link
from initiatives.services.events import Repeats
from tests.conftest import AsUser
from tests.initiatives.make import make_event, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def green(arnhem: Area) -> Theme:
    return Theme.objects.create(municipality=arnhem, name="Groen en spelen")


@pytest.fixture
def garden(klarendal: Area, green: Theme) -> Initiative:
    """Public: a garden in the Akkerstraat."""
    found = make_initiative(
        klarendal, public=True, title="Buurttuin aan de rand", story="Samen planten.", place_text="Akkerstraat"
    )
    found.themes.add(green)
    return found


def plain(klarendal: Area, by: User, **fields: Any) -> Event:
    """An event that fits nothing by itself."""
    return make_event(klarendal, by, **({"title": "Wijkgesprek", "place_text": "Buurthuis Noord"} | fields))


def fits_of(event: Event, viewer: User) -> list[Fit]:
    return initiatives_for(Event.objects.select_related("place", "area").get(pk=event.pk), viewer)


def address(event: Event, initiative: Initiative) -> str:
    return f"/agenda/beheer/{event.pk}/initiatief/{initiative.reference}/"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": "Praten over de buurttuin"}, "Allebei noemen ze ‘buurttuin’."),
        ({"place_text": "Zaal, Akkerstraat 3"}, "Het gaat om dezelfde plek: Akkerstraat."),
    ],
)
def test_place_or_words_are_enough_and_are_said(
    klarendal: Area, fatima: User, garden: Initiative, fields: dict[str, str], says: str
) -> None:
    event = plain(klarendal, fatima, **fields)
    (fit,) = fits_of(event, fatima)
    assert (fit.initiative, fit.state) == (garden, "")
    assert says in fit.reason
    (other,) = events_for(garden, fatima)
    assert (other.event, other.reason) == (event, fit.reason)
    assert not EventInitiative.objects.exists()


def test_a_theme_counts_only_with_something_else(
    arnhem: Area, klarendal: Area, fatima: User, garden: Initiative, green: Theme
) -> None:
    assert fits_of(plain(klarendal, fatima, themes=[green]), fatima) == []
    group = ResidentGroup.objects.create(municipality=arnhem, area=klarendal, name="Jongeren")
    Initiative.objects.filter(pk=garden.pk).update(story="Met de jongeren van de wijk.")
    (fit,) = fits_of(plain(klarendal, fatima, themes=[green], groups=[group]), fatima)
    assert "Allebei gaan ze over Groen en spelen." in fit.reason
    assert "De bijeenkomst is voor Jongeren, en het idee noemt die ook." in fit.reason


def test_a_place_of_who_is_who_is_found_by_its_street(
    klarendal: Area, fatima: User, garden: Initiative, bakery: Actor
) -> None:
    Actor.objects.filter(pk=bakery.pk).update(street="Akkerstraat", name="De Kas (test)")
    place = Actor.objects.get(pk=bakery.pk)
    (fit,) = fits_of(plain(klarendal, fatima, place=place, place_text="De Kas"), fatima)
    assert fit.reason.startswith("Het gaat om dezelfde plek: Akkerstraat. De bijeenkomst is al op ")


def test_what_is_over_elsewhere_or_cancelled_is_not_proposed(
    klarendal: Area, geitenkamp: Area, fatima: User, anna: User, garden: Initiative
) -> None:
    words = {"title": "Praten over de buurttuin"}
    assert fits_of(plain(geitenkamp, anna, **words), anna) == []
    cancel_event(event=plain(klarendal, fatima, **words), why="Storm", by=fatima)
    plain(klarendal, fatima, in_days=-60, **words)
    plain(klarendal, fatima, in_days=200, **words)
    assert events_for(garden, fatima) == []
    event = plain(klarendal, fatima, **words)
    Initiative.objects.filter(pk=garden.pk).update(phase=Phase.SUCCEEDED)
    assert fits_of(event, fatima) == []


def test_of_a_row_of_dates_only_the_next_is_proposed(klarendal: Area, fatima: User, garden: Initiative) -> None:
    repeats = Repeats(rhythm=Rhythm.WEEK, last_on=today() + timedelta(days=30))
    first = plain(klarendal, fatima, in_days=2, title="Werken in de buurttuin", repeats=repeats)
    assert [fit.event for fit in events_for(garden, fatima)] == [first]


def test_it_is_linked_dropped_and_taken_back_from_both_pages(
    as_user: AsUser, fatima: User, joris: User, klarendal: Area, garden: Initiative
) -> None:
    event = plain(klarendal, fatima, title="Praten over de buurttuin")
    staff = as_user(fatima)
    answers = (("koppel", "gekoppeld"), ("terug", "voorstel"), ("nee", "past niet"), ("terug", "voorstel"))
    for page, value in ((event.get_desk_url(), "bijeenkomst"), (garden.get_desk_url(), "initiatief")):
        assert "Allebei noemen ze" in staff.get(page).content.decode()
        for word, state in answers:
            answer = staff.post(address(event, garden), {"antwoord": word, "van": value}, follow=True)
            assert answer.redirect_chain[-1][0] == page
            assert f"<b>{state}</b> · Allebei noemen ze" in answer.content.decode()
    assert not EventInitiative.objects.exists()
    assert LogEntry.objects.filter(model="initiatives.EventInitiative").count() == 8
    reader = as_user(joris)
    page = reader.get(event.get_desk_url()).content.decode()
    assert "<b>voorstel</b>" in page
    assert address(event, garden) not in page
    assert reader.post(address(event, garden), {"antwoord": "koppel"}).status_code == 403


def test_twice_the_same_is_once_and_another_wijk_is_refused(
    klarendal: Area, geitenkamp: Area, fatima: User, garden: Initiative
) -> None:
    event = plain(klarendal, fatima)
    for _ in range(2):
        judge_link(event=event, initiative=garden, linked=True, reason="Zelfde tuin.", by=fatima)
    link = judge_link(event=event, initiative=garden, linked=False, reason="", by=fatima)
    assert (link.state, link.reason) == ("DROPPED", "Zelfde tuin.")
    assert LogEntry.objects.filter(model="initiatives.EventInitiative").count() == 2
    for _ in range(2):
        forget_link(event=event, initiative=garden, by=fatima)
    with pytest.raises(ValidationError, match="dezelfde wijk"):
        judge_link(event=event, initiative=make_initiative(geitenkamp), linked=True, reason="", by=fatima)


def test_everybody_sees_what_is_linked_on_both_pages_at_once(
    client: Client, klarendal: Area, fatima: User, garden: Initiative
) -> None:
    event = plain(klarendal, fatima)
    inside = plain(klarendal, fatima, title="Alleen voor ons", public=False)
    quiet = make_initiative(klarendal, title="Nog niet openbaar")
    before = client.get(garden.get_absolute_url())["ETag"]
    for one, other in ((event, garden), (inside, garden), (event, quiet)):
        judge_link(event=one, initiative=other, linked=True, reason="", by=fatima)
    answer = client.get(garden.get_absolute_url(), headers={"If-None-Match": before})
    page = answer.content.decode()
    assert event.title in page
    assert inside.title not in page
    page = client.get(event.get_absolute_url()).content.decode()
    assert garden.title in page
    assert quiet.title not in page
    later = timezone.now() + timedelta(seconds=5)
    Event.objects.filter(pk=event.pk).update(title="Anders genoemd", updated_at=later)
    again = client.get(garden.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert "Anders genoemd" in again.content.decode()
    judge_link(event=event, initiative=garden, linked=False, reason="", by=fatima)
    assert "Anders genoemd" not in client.get(garden.get_absolute_url()).content.decode()


def test_pages_ask_as_much_with_one_as_with_many(
    as_user: AsUser, klarendal: Area, fatima: User, garden: Initiative
) -> None:
    event = plain(klarendal, fatima, title="Praten over de buurttuin")
    staff, pages, counts = as_user(fatima), (event.get_desk_url(), garden.get_desk_url()), []
    for page in pages:
        staff.get(page)
    for extra in (0, 20):
        for number in range(extra):
            make_initiative(klarendal, title=f"Buurttuin {number}")
            plain(klarendal, fatima, title="Praten over de buurttuin")
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                staff.get(page)
            counts.append(len([one for one in asked.captured_queries if "log_readentry" not in one["sql"]]))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 14, counts

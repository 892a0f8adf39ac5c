"""The public page of a wijk: for every wijk, cheap, and never a word more than was published."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives import services
from initiatives.models import Event, Initiative
from tests.conftest import AsUser, make_user
from tests.initiatives.make import make_event
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, Border, Figure, Indicator, MunicipalitySettings
from wijknet.pages.stamp import kept
from wijknet.profiles.figures import HEADLINES
from wijknet.profiles.models import ProfileEdition
from wijknet.ui.dates import today

ADDRESS = "/wijken/arnhem/klarendal/"
HEAVIEST = 150_000


def make_initiative(wijk: Area, number: int = 1, **fields: Any) -> Initiative:
    start: dict[str, Any] = {
        "municipality": wijk.municipality,
        "area": wijk,
        "reference": f"WN-2026-{number:04}",
        "title": f"Bankje {number}",
        "story": "Een bank op het plein.",
        "moderation": "PUBLIC",
        "published_on": today(),
        "waiting_on": "NOBODY",
    }
    return Initiative.objects.create(**{**start, **fields})


def make_figures(*areas: Area) -> None:
    for order, code in enumerate(HEADLINES):
        indicator = Indicator.objects.create(code=code, name=f"Cijfer {code}", source="CBS", order=order)
        for area in areas:
            Figure.objects.create(
                area=area, indicator=indicator, year=2024, value=1000 + order, source="CBS, Kerncijfers 2024"
            )


def make_border(wijk: Area, west: float) -> None:
    square = [[west, 52.0], [west + 0.01, 52.0], [west + 0.01, 52.01], [west, 52.01], [west, 52.0]]
    Border.objects.create(
        area=wijk,
        year=2022,
        name=wijk.name,
        geometry={"type": "Polygon", "coordinates": [square]},
        source="Kadaster / Centraal Bureau voor de Statistiek",
        digest=f"{west}",
    )


@pytest.fixture
def whole(arnhem: Area, klarendal: Area, geitenkamp: Area, edition: ProfileEdition, fatima: User) -> Area:
    """Klarendal with something in every part of the page."""
    make_figures(klarendal, arnhem)
    make_border(klarendal, 5.9)
    make_border(geitenkamp, 5.91)
    make_initiative(klarendal)
    make_event(klarendal, fatima, title="Praat mee over het plein")
    MunicipalitySettings.objects.filter(municipality=arnhem).update(phone="14 026")
    cache.clear()
    return klarendal


def queries(client: Client, address: str = ADDRESS, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers)
    return len(captured)


def test_everything_that_is_public_stands_there(whole: Area, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    for text in (
        "<h1",
        "Hoe leren buren uit verschillende straten elkaar kennen?",
        "De dag begint bij de bakker.",
        "Editie 1",
        "Wijkteam Noord (test)",
        "Fatima, wijkmanager en verbinder",
        'href="tel:14026"',
        "Mensen wonen hier",
        "Cijfer Koopwoningen",
        "CBS, Kerncijfers 2024",
        "Grenzen: Kadaster / Centraal Bureau voor de Statistiek, 2022",
        "Bankje 1",
        "Praat mee over het plein",
        '/agenda/?wijk=WK020207"',
        'type="application/atom+xml" title="Initiatieven in Klarendal" href="/initiatieven/feed.atom?wijk=WK020207"',
        'type="application/atom+xml" title="Agenda van Klarendal" href="/agenda/nieuws.atom?wijk=WK020207"',
        '"@type": "AdministrativeArea"',
        '"identifier": "WK020207"',
    ):
        assert text in page, text


def test_a_wijk_without_anything_has_a_page_too(geitenkamp: Area, client: Client) -> None:
    page = client.get("/wijken/arnhem/geitenkamp/").content.decode()
    assert "Het verhaal van Geitenkamp is nog niet opgeschreven." in page
    assert "Van Geitenkamp zijn nog geen cijfers geladen." in page
    assert "Hier is nog geen initiatief begonnen." in page
    assert "nog geen vaste verbinder" in page
    assert "Er staat nu niets in de agenda van deze wijk." in page


@pytest.mark.parametrize("address", ["/wijken/arnhem/nergens/", "/wijken/nergens/klarendal/", "/wijken/nergens/"])
def test_a_place_that_is_not_there(klarendal: Area, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_page_asks_eight_questions_however_much_there_is(whole: Area, client: Client) -> None:
    client.get(ADDRESS)
    kept.clear()
    one = queries(client)
    for number in range(2, 52):
        make_initiative(whole, number)
        user = make_user(f"w{number}@arnhem.example", f"Collega{number} (test)", whole, Function.WIJKMANAGER)
        make_event(whole, user, in_days=number)
    assert queries(client) == one <= 8


def test_the_page_is_made_once_per_change(whole: Area, client: Client) -> None:
    first = client.get(ADDRESS)
    assert queries(client) == 1
    assert client.get(ADDRESS).content == first.content


def test_the_page_is_light(whole: Area, client: Client) -> None:
    assert len(client.get(ADDRESS).content) < HEAVIEST / 2


def test_not_modified_costs_one_question(whole: Area, client: Client) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert queries(client, **{"If-None-Match": first["ETag"]}) <= 2


def next_edition(wijk: Area) -> None:
    edition = ProfileEdition.objects.get(area=wijk)
    edition.pk, edition.number, edition.published_at = None, 2, timezone.now()
    edition.save(force_insert=True)


CHANGES: dict[str, Callable[[Area], object]] = {
    "initiative": lambda wijk: make_initiative(wijk, 2),
    "erased initiative": lambda wijk: Initiative.objects.filter(area=wijk).delete(),
    "event": lambda wijk: services.cancel_event(event=Event.objects.get(), why="Storm", by=User.objects.all()[0]),
    "erased event": lambda wijk: Event.objects.all().delete(),
    "figure": lambda wijk: Figure.objects.filter(area=wijk).update(value=Decimal(7)),
    "edition": next_edition,
    "connector": lambda wijk: Assignment.objects.filter(area=wijk).delete(),
    "phone": lambda wijk: MunicipalitySettings.objects.update(phone="14 0187"),
    "border": lambda wijk: Border.objects.filter(area=wijk).update(digest="anders"),
    "name": lambda wijk: Area.objects.filter(pk=wijk.pk).update(name="Klarendal-Oost"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_gives_a_new_page(whole: Area, client: Client, what: str) -> None:
    before = client.get(ADDRESS)["ETag"]
    CHANGES[what](whole)
    assert client.get(ADDRESS, headers={"If-None-Match": before}).status_code == 200


def test_the_next_four_public_events_stand_there(whole: Area, geitenkamp: Area, client: Client, fatima: User) -> None:
    make_event(whole, fatima, in_days=0, title="Vandaag")
    make_event(whole, fatima, in_days=-1, title="Gisteren")
    make_event(whole, fatima, in_days=1, title="Intern", public=False)
    make_event(geitenkamp, fatima, in_days=1, title="Elders")
    for number in range(1, 6):
        make_event(whole, fatima, in_days=number, title=f"Keer {number}")
    page = client.get(ADDRESS).content.decode()
    shown = re.findall(r"<b>(Vandaag|Gisteren|Intern|Elders|Keer [0-9])</b>", page)
    assert shown == ["Vandaag", "Keer 1", "Keer 2", "Keer 3"]


def test_who_is_signed_in_gets_a_fresh_page(whole: Area, client: Client, as_user: AsUser, fatima: User) -> None:
    etag = client.get(ADDRESS)["ETag"]
    answer = as_user(fatima).get(ADDRESS, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "ETag" not in answer


@pytest.mark.parametrize("moderation", ["RECEIVED", "LOOKING", "NOT_PLACED"])
def test_what_is_not_public_stays_away(klarendal: Area, client: Client, moderation: str) -> None:
    make_initiative(klarendal, title="Nog niet openbaar", moderation=moderation, moderation_reason="Reden")
    for address in (ADDRESS, "/"):
        assert "Nog niet openbaar" not in client.get(address).content.decode()


def test_a_former_wijkmanager_and_other_functions_are_not_named(whole: Area, client: Client, joris: User) -> None:
    Assignment.objects.filter(user__email="fatima@arnhem.example").update(end="2020-01-01", start="2019-01-01")
    page = client.get(ADDRESS).content.decode()
    assert "Fatima" not in page
    assert "Joris" not in page


def test_text_of_others_is_shown_as_text(klarendal: Area, client: Client) -> None:
    attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    Area.objects.filter(pk=klarendal.pk).update(name=attack)
    make_initiative(klarendal, title=attack, story=attack)
    for address in (ADDRESS, "/", "/wijken/arnhem/", "/wijken/?q=alert"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address


def test_the_button_carries_the_wijk(whole: Area, client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    links = re.findall(r'href="([^"]*indienen[^"]*)"', page)
    assert len(links) >= 2  # in the frame and on the page
    assert all(link.endswith("?wijk=WK020207") for link in links)

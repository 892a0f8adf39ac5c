"""A wijk on one A4: what is public and no more, on one page however much there is."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.models import Event
from tests.initiatives.make import PLANTED_NAME, make_initiative
from tests.pages.test_area import make_border, make_figures
from tests.pages.test_profile_print import cache_table
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.pages import at_a_glance
from wijknet.pages.at_a_glance import MOST_SIGNS, shortened
from wijknet.pages.stamp import kept
from wijknet.profiles.models import ProfileEdition

ADDRESS = "/wijken/arnhem/klarendal/oogopslag.pdf"
pytestmark = pytest.mark.django_db
Told = list[dict[str, Any]]


@pytest.fixture
def whole(
    arnhem: Area, klarendal: Area, geitenkamp: Area, edition: ProfileEdition, fatima: User, talk_evening: Event
) -> Area:
    make_figures(klarendal, arnhem)
    make_border(klarendal, 5.9)
    make_border(geitenkamp, 5.91)
    make_initiative(klarendal, public=True, title="Geveltuinen")
    make_initiative(klarendal, title="Nog niet gelezen")
    cache.clear()
    kept.clear()
    return klarendal


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What was given to the setter, instead of a PDF."""
    found: Told = []

    def keep(source: str, data: dict[str, Any], *, files: dict[str, bytes]) -> bytes:
        found.append({"source": source, "files": files, **data})
        return b"%PDF"

    monkeypatch.setattr(at_a_glance, "make_document", keep)
    return found


def test_one_tagged_page(whole: Area, client: Client) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == HTTPStatus.OK, response.content[:900]
    assert response["Content-Type"] == "application/pdf"
    for mark in (b"/StructTreeRoot", b"/Lang(nl)", b"/Count 1/", b"<pdfuaid:part>1<", b"/Alt"):
        assert mark in response.content, mark


def test_what_is_public_and_no_more(whole: Area, client: Client, told: Told) -> None:
    client.get(ADDRESS)
    shown = told[0]
    assert shown["question"] == "Hoe leren buren uit verschillende straten elkaar kennen?"
    assert shown["names"] == ["Fatima"]
    assert [one["title"] for one in shown["initiatives"]] == ["Geveltuinen"]
    assert [one["title"] for one in shown["events"]] == ["Praat mee over het plein"]
    assert shown["sources"] == "CBS, Kerncijfers 2024"
    assert "Grenzen" not in shown["map"]["credit"]
    assert shown["map"]["credit"] == "Kadaster / Centraal Bureau voor de Statistiek, 2022"
    assert shown["edition"].startswith("Editie 1, ")
    assert "De dag begint bij de bakker." in str(shown["parts"])
    assert b"<path" in shown["files"]["kaart.svg"]
    assert PLANTED_NAME not in str(told)
    assert "Nog niet gelezen" not in str(told)


def test_a_wijk_without_anything(geitenkamp: Area, client: Client) -> None:
    response = client.get("/wijken/arnhem/geitenkamp/oogopslag.pdf")
    assert b"/Count 1/" in response.content
    assert client.get("/wijken/arnhem/nergens/oogopslag.pdf").status_code == HTTPStatus.NOT_FOUND


def test_the_fullest_wijk_is_still_one_page(whole: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = dict.fromkeys(("who", "breathes", "makes"), f"<p>{'Een zin van een paar gewone woorden. ' * 90}</p>")
    content = {**texts, "question": "Hoe " * 75}
    full = ProfileEdition(number=99, content=content, signed_name="x" * 100, area=whole)
    monkeypatch.setattr(type(ProfileEdition.objects), "latest_with_quotes", lambda *_args: (full, []))
    Area.objects.filter(pk=whole.pk).update(name="Buurtschap " * 9)
    for number in range(8):
        make_initiative(whole, public=True, title=f"{'Lange naam ' * 8}{number}")
        event = Event.objects.order_by("pk").first()
        assert event is not None
        event.pk, event.uid, event.title, event.place_text = None, None, "Praten " * 17, "Zaal " * 40
        event._state.adding = True
        event.uid = Event._meta.get_field("uid").get_default()
        event.save()
    response = client.get(ADDRESS)
    assert b"/Count 1/" in response.content


def test_a_long_text_is_shortened_at_a_sentence() -> None:
    assert shortened("Kort.\nEn goed.") == "Kort. En goed."
    long = shortened("Dit is een zin. " * 60)
    assert long.endswith("zin. […]")
    assert len(long) <= MOST_SIGNS + 5
    assert shortened("woord " * 200).endswith("woord […]")
    assert shortened("w" * 900).endswith("w […]")


def test_made_once_until_something_changes(whole: Area, client: Client, told: Told) -> None:
    with CaptureQueriesContext(connection) as first:
        answer = client.get(ADDRESS)
    assert len([query for query in first if cache_table() not in query["sql"]]) <= 16
    with CaptureQueriesContext(connection) as second:
        client.get(ADDRESS)
    assert (len(told), len(second)) == (1, 2)
    again = client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    event = Event.objects.get()
    event.title = "Een andere avond"
    event.save()
    client.get(ADDRESS)
    assert told[-1]["events"][0]["title"] == "Een andere avond"
    assert len(told) == 2


def test_not_more_queries_for_more(whole: Area, client: Client, told: Told) -> None:
    counts = []
    for _round in range(3):
        kept.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counts.append(len(queries))
        for _number in range(10):
            make_initiative(whole, public=True)
    assert counts[1] == counts[2]
    assert len(told) == 3


def test_a_setter_that_fails_says_so(whole: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> bytes:
        raise ValidationError("Het maken duurde te lang.")

    monkeypatch.setattr(at_a_glance, "make_document", fail)
    response = client.get(ADDRESS)
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Het maken duurde te lang." in response.content.decode()


def test_the_page_of_the_wijk_leads_here(whole: Area, client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get("/wijken/arnhem/klarendal/").content.decode()

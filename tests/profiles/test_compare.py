"""Two editions beside each other, and a part that goes back into the draft."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.profiles.compare import figures_of, groups_of
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import publish_edition, save_draft

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
COMPARE = f"{WORKSHOP}edities/vergelijken/"


@pytest.fixture
def curator(beheer: User, as_user: AsUser) -> Client:
    return as_user(beheer)


@pytest.fixture
def second(edition: ProfileEdition, texts: dict[str, str], beheer: User) -> ProfileEdition:
    """Edition 2, in which the dag no longer begins at the bakery."""
    changed = {**texts, "breathes": "De dag begint bij de school."}
    draft = save_draft(area=edition.area, texts=changed, version=2, by=beheer)
    return publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)


def figure(value: str | None, year: int, name: str = "Inwoners") -> dict[str, Any]:
    return {"code": name, "name": name, "value": value, "text": value or "", "missing": "geheim", "year": year}


def made(figures: list[dict[str, Any]], *, border_year: int = 2024, groups: list[Any] | None = None) -> ProfileEdition:
    around = None if groups is None else {"groups": groups}
    return ProfileEdition(content={}, figures=figures, border_year=border_year, around=around)


def test_words_that_went_and_came_are_marked(second: ProfileEdition, curator: Client) -> None:
    page = curator.get(COMPARE).content.decode()
    assert "De dag begint bij de <mark>bakker.</mark>" in page
    assert "De dag begint bij de <mark>school.</mark>" in page
    assert page.count("niets veranderd") == 3
    turned = curator.get(f"{COMPARE}?van=2&met=1").content.decode()
    assert turned.index("<mark>school.</mark>") < turned.index("<mark>bakker.</mark>")


@pytest.mark.parametrize("query", ["?van=1", "?van=1&met=9", "?van=x&met=1", "?met=99999999999999999999"])
def test_an_edition_that_is_not_there(second: ProfileEdition, curator: Client, query: str) -> None:
    assert curator.get(COMPARE + query).status_code == 404


def test_one_edition_says_so(edition: ProfileEdition, curator: Client) -> None:
    assert "nog geen twee edities" in curator.get(COMPARE).content.decode()


@pytest.mark.parametrize(
    ("old", "new", "change", "why"),
    [
        (figure("7285.0000", 2023), figure("7300.0000", 2024), "+15", ""),
        (figure("7300.0000", 2023), figure("7285.0000", 2024), "−15", ""),
        (figure("1.8000", 2023), figure("2.1000", 2024), "+0,3", ""),
        (figure("5.0000", 2023), figure("5.0000", 2024), "0", ""),
        (figure("5.0000", 2024), figure("5.0000", 2024), "", "zelfde jaar"),
        (figure(None, 2023), figure("5.0000", 2024), "", "niet in allebei"),
    ],
)
def test_a_figure_tells_its_difference_or_why_there_is_none(
    old: dict[str, Any], new: dict[str, Any], change: str, why: str
) -> None:
    [pair] = figures_of(made([old]), made([new]))
    assert (pair.change, pair.why) == (change, why)


def test_over_other_borders_no_difference_is_told() -> None:
    old, new = figure("7285.0000", 2023), figure("9000.0000", 2024)
    [pair] = figures_of(made([old], border_year=2023), made([new], border_year=2024))
    assert (pair.change, pair.why) == ("", "andere grenzen")


def test_a_figure_of_one_edition_stays_in_the_table() -> None:
    pairs = figures_of(made([figure("1.0000", 2023, "A")]), made([figure("2.0000", 2024, "B")]))
    assert [(pair.name, pair.old, pair.new) for pair in pairs] == [
        ("B", "–", "2.0000 (2024)"),
        ("A", "1.0000 (2023)", "–"),
    ]


def test_groups_tell_how_they_were_reached() -> None:
    row = {"name": "Nieuwe buren", "places": 1, "networks": 2, "channels": []}
    none = {**row, "places": 0, "networks": 0}
    [pair] = groups_of(made([], groups=[none]), made([], groups=[row]))
    assert (pair.old, pair.new) == ("niemand", "1 plek, 2 netwerken")
    assert groups_of(made([]), made([])) == []


def test_a_part_of_an_edition_goes_back_into_the_draft(second: ProfileEdition, curator: Client) -> None:
    answer = curator.post(f"{WORKSHOP}edities/1/overnemen/", {"part": "breathes", "version": "3"}, follow=True)
    assert "uit editie 1 staat in het concept" in answer.content.decode()
    draft = Profile.objects.get()
    assert (draft.breathes, draft.version) == ("<p>De dag begint bij de bakker.</p>", 4)


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"part": "breathes", "version": "2"}, 302), ({"part": "id", "version": "3"}, 404), ({}, 404)],
)
def test_taking_over_never_writes_over_a_colleague(
    second: ProfileEdition, curator: Client, sent: dict[str, str], status: int
) -> None:
    assert curator.post(f"{WORKSHOP}edities/1/overnemen/", sent).status_code == status
    assert Profile.objects.get().breathes == "<p>De dag begint bij de school.</p>"

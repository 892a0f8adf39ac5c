"""A wijk that was split, or whose borders moved: its profile stays, and every page says what became of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.areas.load import load
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border
from wijknet.areas.succession import became, moved_since, newest_year
from wijknet.pages.stamp import kept
from wijknet.profiles.models import ProfileEdition

PAGE = "/wijken/arnhem/klarendal/"
WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
GONE = "Deze wijk staat sinds 2025 niet meer op de kaart."
pytestmark = pytest.mark.django_db


def box(code: str, name: str, west: float, east: float, south: float = 52.0) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, 52.01], [west, 52.01], [west, south]]
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def borders(folder: Path, year: int, *features: dict[str, Any]) -> None:
    file = folder / f"wijken_{year}.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    load("load_areas", file, "--year", str(year))
    cache.clear()


@pytest.fixture
def before(klarendal: Area, geitenkamp: Area, tmp_path: Path) -> Area:
    """Klarendal and Geitenkamp beside each other in 2024."""
    one, two = box("WK020207", "Klarendal", 5.9, 5.92), box("WK020208", "Geitenkamp", 5.92, 5.94)
    borders(tmp_path, 2024, one, two)
    kept.clear()
    klarendal.refresh_from_db()
    return klarendal


@pytest.fixture
def written(before: Area, edition: ProfileEdition) -> ProfileEdition:
    """Edition 1, about the borders of 2024."""
    assert edition.border_year == 2024
    return edition


@pytest.fixture
def split(written: ProfileEdition, tmp_path: Path) -> Area:
    """From 2025 Klarendal is three: most is West, a part is Oost, a sliver went to Geitenkamp."""
    west, east = box("WK020297", "Klarendal-West", 5.9, 5.912), box("WK020298", "Klarendal-Oost", 5.912, 5.9195)
    borders(tmp_path, 2025, east, west, box("WK020208", "Geitenkamp", 5.9195, 5.94))
    written.area.refresh_from_db()
    return written.area


def test_the_page_of_a_wijk_that_was_split_stays_and_says_what_became_of_it(split: Area, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert GONE in page
    assert '<a class="utrecht-link" href="/wijken/arnhem/klarendal-west/">Klarendal-West</a>, <a' in page
    assert page.index("Klarendal-West") < page.index("Klarendal-Oost")
    assert "Wat je hier leest, gaat over de grenzen van 2024." in page
    assert "Mensen helpen elkaar via het buurthuis." in page
    assert GONE not in client.get("/wijken/arnhem/klarendal-west/").content.decode()


def test_a_page_that_was_kept_from_before_is_made_anew(written: ProfileEdition, tmp_path: Path, client: Client) -> None:
    first = client.get(PAGE)
    assert GONE not in first.content.decode()
    borders(tmp_path, 2025, box("WK020297", "Klarendal-West", 5.9, 5.92))
    again = client.get(PAGE, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert GONE in again.content.decode()


def test_who_curates_it_is_told_and_may_go_on(split: Area, as_user: AsUser, beheer: User) -> None:
    client = as_user(beheer)
    page = client.get(WORKSHOP).content.decode()
    assert GONE in page
    assert "Dit profiel en zijn edities blijven zoals ze zijn." in page
    assert '<a class="utrecht-link" href="/wijkprofielen/arnhem/klarendal-west/">' in page
    assert client.get("/wijkprofielen/arnhem/klarendal-west/").status_code == 200
    edition = client.get(f"{WORKSHOP}edities/1/").content.decode()
    assert GONE in edition
    assert "Mensen helpen elkaar via het buurthuis." in edition


def test_a_file_of_a_part_of_the_gemeente_takes_no_wijk_off_the_map(
    before: Area, tmp_path: Path, client: Client
) -> None:
    borders(tmp_path, 2025, box("WK020208", "Geitenkamp", 5.92, 5.95))
    before.refresh_from_db()
    assert newest_year(before) == 2025
    assert became(before, 2025) is None
    assert "niet meer op de kaart" not in client.get(PAGE).content.decode()


def test_a_wijk_that_kept_its_code_and_lost_a_half_says_which_borders_the_story_is_about(
    written: ProfileEdition, tmp_path: Path, client: Client, as_user: AsUser, beheer: User
) -> None:
    half, rest = box("WK020207", "Klarendal", 5.9, 5.91), box("WK020297", "Klarendal-Oost", 5.91, 5.92)
    borders(tmp_path, 2025, half, rest)
    said = "Het verhaal gaat over de grenzen van 2024. In 2025 zijn de grenzen van deze wijk veranderd."
    assert said in client.get(PAGE).content.decode()
    workshop = as_user(beheer).get(WORKSHOP).content.decode()
    assert said in workshop
    assert "Lees na of de tekst nog klopt" in workshop


def test_the_same_border_in_a_newer_file_is_no_news(written: ProfileEdition, tmp_path: Path, client: Client) -> None:
    borders(tmp_path, 2025, box("WK020207", "Klarendal", 5.9, 5.92), box("WK020208", "Geitenkamp", 5.92, 5.94))
    area = Area.objects.get(pk=written.area_id)
    assert (area.border_year, moved_since(area, 2024)) == (2025, None)
    assert "de grenzen van" not in client.get(PAGE).content.decode()


def test_without_outlines_nothing_is_claimed(split: Area) -> None:
    Border.objects.filter(area=split).update(geometry=None)
    assert became(split, 2025) is None
    assert moved_since(split, 2010) is None
    assert moved_since(split, None) is None


def test_it_costs_the_page_one_query_at_most(split: Area, client: Client) -> None:
    client.get(PAGE)
    kept.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)
    assert len(captured) <= 8

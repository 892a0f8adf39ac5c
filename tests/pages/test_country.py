"""A wijk has a page from figures and borders alone, wherever in the country it lies."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.areas.load import REAL, load
from wijknet.areas.models import Area

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"the official files are not at {REAL.name}/ beside the project"),
]
# All 3,976 take minutes; one in eight takes seconds, from every province.
ONE_IN = 8
# The first visit draws the map and keeps it: six queries more than the next.
MOST = 8 + 6


def test_wijken_all_over_the_country_have_a_page(client: Client) -> None:
    load("load_areas", REAL / "grenzen" / "gemeenten_2015_landelijk.topojson")
    load("load_areas", REAL / "grenzen" / "wijken_2014_landelijk.topojson")
    load("load_figures", REAL / "cbs" / "kwb2024_85984NED_gm_wk_landelijk.json", "--new-areas")
    places = list(Area.objects.wijken().select_related("municipality").order_by("code"))
    assert len(places) > 3393
    for wijk in places[::ONE_IN]:
        assert wijk.municipality is not None
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/wijken/{wijk.municipality.slug}/{wijk.slug}/")
        assert answer.status_code == 200, wijk.code
        assert len(captured) <= MOST, wijk.code


def test_wijken_of_one_name_are_told_apart_by_their_gemeente(client: Client) -> None:
    load("load_areas", REAL / "grenzen" / "gemeenten_2015_landelijk.topojson")
    load("load_areas", REAL / "grenzen" / "wijken_2014_landelijk.topojson")
    same = Area.objects.wijken().filter(name="Wijk 00")
    page = client.get("/wijken/", {"q": "Wijk 00"}).content.decode()
    assert same.count() > 1
    for wijk in same.select_related("municipality"):
        assert f'href="{f"/wijken/{wijk.municipality.slug}/{wijk.slug}/"}"' in page
        assert f"in {wijk.municipality.name}<" in page

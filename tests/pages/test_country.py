"""A wijk has a page from figures and borders alone, wherever in the country it lies."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.areas.load import REAL, load
from tests.conftest import make_area
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"the official files are not at {REAL.name}/ beside the project"),
]
# All 3,976 take minutes: `make bench` opens them. One in sixteen takes seconds, from every province.
ONE_IN = 16
MOST = 8


def load_country() -> None:
    load("load_areas", REAL / "grenzen" / "gemeenten_2015_landelijk.topojson")
    load("load_areas", REAL / "grenzen" / "wijken_2014_landelijk.topojson")


def test_wijken_all_over_the_country_have_a_page(client: Client) -> None:
    load_country()
    load("load_figures", REAL / "cbs" / "kwb2024_85984NED_gm_wk_landelijk.json", "--new-areas")
    places = list(Area.objects.wijken().select_related("municipality").order_by("code"))
    assert len(places) > 3393
    for wijk in places[::ONE_IN]:
        assert wijk.municipality is not None
        area_map(wijk)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/wijken/{wijk.municipality.slug}/{wijk.slug}/")
        assert answer.status_code == 200, wijk.code
        assert len(captured) <= MOST, wijk.code


def test_wijken_of_one_name_are_told_apart_by_their_gemeente(client: Client) -> None:
    load_country()
    same = Area.objects.wijken().filter(name="Wijk 00")
    page = client.get("/wijken/", {"q": "Wijk 00"}).content.decode()
    assert same.count() > 1
    for wijk in same.select_related("municipality"):
        assert f'href="{f"/wijken/{wijk.municipality.slug}/{wijk.slug}/"}"' in page
        assert f"in {wijk.municipality.name}<" in page


def test_the_old_name_of_a_wijk_finds_it(client: Client) -> None:
    """Names of 2014, and Arnhem as it was called in 2022."""
    load_country()
    load("load_areas", REAL / "grenzen" / "wijken_2022_arnhem.geojson")
    page = client.get("/wijken/", {"q": "burgemeesterswijk en hoogkamp"}).content.decode()
    assert 'wn-hit" href="/wijken/arnhem/' in page
    assert "heette in 2014: " in page


@pytest.mark.parametrize("code", ["WK020299", "WK020298"])
def test_a_wijk_of_water_and_one_that_is_gone_have_a_page(client: Client, arnhem: Area, code: str) -> None:
    """No border, no figures, no profile in the whole gemeente: what is not known is said."""
    wijk = make_area("WIJK", code, "Rijn" if code.endswith("9") else "Opgegaan in een andere", arnhem)
    page = client.get(f"/wijken/arnhem/{wijk.slug}/").content.decode()
    assert f"Van {wijk.name} zijn nog geen cijfers geladen." in page
    assert f"Het verhaal van {wijk.name} is nog niet opgeschreven." in page

"""Where it is: a postcode, a buurt, only the wijk, or the map; and nobody has to know more than that."""

from typing import Any

import pytest
from django.test import Client

from actors.services import add_actor
from initiatives.forms import place
from initiatives.models import Draft, Initiative
from tests.actors.places import kind_named
from tests.conftest import make_area
from tests.initiatives.test_submit import WHO, address, begin, send, words
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, Postcode

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[5.9, 51.98], [5.93, 51.98], [5.93, 52.0], [5.9, 52.0], [5.9, 51.98]]]}


@pytest.fixture
def north(klarendal: Area) -> Area:
    return make_area("BUURT", "BU02020701", "Klarendal-Noord", klarendal)


@pytest.fixture
def south(klarendal: Area) -> Area:
    return make_area("BUURT", "BU02020702", "Klarendal-Zuid", klarendal)


def sent(client: Client, **values: str) -> Initiative:
    key = begin(client)
    response: Any = client.post(address(key, "plek"), values)
    assert response.status_code == 302, words(response)
    client.post(address(key, "wie"), WHO)
    send(client, key)
    return Initiative.objects.get()


def test_a_buurt_from_the_list_brings_its_wijk(client: Client, klarendal: Area, north: Area) -> None:
    found = sent(client, wijk=north.code)
    assert (found.buurt, found.area, found.municipality) == (north, klarendal, klarendal.municipality)


def test_who_does_not_know_the_buurt_says_so(client: Client, klarendal: Area, north: Area) -> None:
    page = words(client.get(address(begin(client), "plek")))
    assert '<optgroup label="Klarendal">' in page
    assert '<option value="WK020207">Klarendal, de buurt weet ik niet</option>' in page
    assert '<option value="BU02020701">Klarendal-Noord</option>' in page
    assert sent(client, wijk="WK020207").buurt is None


def test_a_wijk_without_buurten_is_one_line(client: Client, klarendal: Area, north: Area, geitenkamp: Area) -> None:
    page = words(client.get(address(begin(client), "plek")))
    assert '<option value="WK020210">Geitenkamp</option>' in page


def test_too_many_buurten_leave_the_list_of_wijken(
    client: Client, klarendal: Area, north: Area, south: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "MOST_BUURTEN", 1)
    page = words(client.get(address(begin(client), "plek")))
    assert '<option value="WK020207">Klarendal</option>' in page
    assert "Klarendal-Noord" not in page


def test_a_postcode_finds_the_buurt(client: Client, klarendal: Area, north: Area) -> None:
    Postcode.objects.create(postcode="6822AB", area=north)
    found = sent(client, postcode=" 6822 ab ")
    assert (found.buurt, found.area) == (north, klarendal)


def test_a_postcode_in_two_buurten_finds_the_wijk(client: Client, klarendal: Area, north: Area, south: Area) -> None:
    for area in (north, south):
        Postcode.objects.create(postcode="6822AB", area=area)
    found = sent(client, postcode="6822AB")
    assert (found.buurt, found.area) == (None, klarendal)


def test_a_postcode_in_two_wijken_asks_to_choose(
    client: Client, klarendal: Area, north: Area, geitenkamp: Area
) -> None:
    for area in (north, geitenkamp):
        Postcode.objects.create(postcode="6822AB", area=area)
    response = client.post(address(begin(client), "plek"), {"postcode": "6822AB"})
    assert "Kies hieronder je wijk" in words(response)


@pytest.mark.parametrize("code", ["GM0202", "GM1924", "BU99999999", "WK192406"])
def test_a_place_that_takes_no_part_is_no_choice(client: Client, klarendal: Area, other_wijk: Area, code: str) -> None:
    other_wijk.municipality.settings.delete()  # type: ignore[union-attr]
    response = client.post(address(begin(client), "plek"), {"wijk": code})
    assert "Kies een wijk uit de lijst" in words(response)


def test_the_map_leads_back_with_the_wijk_and_writes_nothing(client: Client, klarendal: Area, geitenkamp: Area) -> None:
    Border.objects.create(area=klarendal, year=2024, name="Klarendal", geometry=SQUARE, source="Kadaster / CBS")
    key = begin(client)
    assert f"{key}/kaart/" in words(client.get(address(key, "plek")))
    page = words(client.get(f"/initiatieven/indienen/{key}/kaart/"))
    assert page.count(f'href="{address(key, "plek")}?wijk=WK020207"') == 2, "in the picture and in the list"
    assert page.count(f'href="{address(key, "plek")}?wijk=WK020210"') == 1, "without a border only in the list"
    assert "Kadaster / CBS, 2024" in page
    back = words(client.get(f"{address(key, 'plek')}?wijk=WK020207"))
    assert '<option value="WK020207" selected>' in back
    assert "plek" not in Draft.objects.get().data


def test_with_more_gemeenten_the_map_asks_which_one(client: Client, klarendal: Area, other_wijk: Area) -> None:
    key = begin(client)
    page = words(client.get(f"/initiatieven/indienen/{key}/kaart/"))
    assert 'href="?gemeente=GM0202"' in page
    assert 'href="?gemeente=GM1924"' in page
    chosen = words(client.get(f"/initiatieven/indienen/{key}/kaart/?gemeente=GM1924"))
    assert "?wijk=WK192406" in chosen
    assert "?wijk=WK020207" not in chosen
    for nonsense in ("GM9999", "x" * 5000):
        assert "In welke gemeente" in words(client.get(f"/initiatieven/indienen/{key}/kaart/", {"gemeente": nonsense}))
        assert client.get(address(key, "plek"), {"wijk": nonsense}).status_code == 200


def test_a_street_that_is_known_is_enough(
    kinds: None, client: Client, klarendal: Area, north: Area, fatima: User
) -> None:
    kind = kind_named("Winkel")
    add_actor(by=fatima, area=klarendal, name="De Klare (test)", kind=kind, street="Akkerstraat", buurt=north)
    found = sent(client, place_text="akkerstraat 12")
    assert (found.buurt, found.area, found.place_text) == (north, klarendal, "akkerstraat")


def test_a_street_that_is_not_known_asks_for_the_wijk(client: Client, klarendal: Area) -> None:
    page = words(client.post(address(begin(client), "plek"), {"place_text": "Nergensweg"}))
    assert "We weten niet in welke wijk dit is" in page
    assert "Nergensweg" in page


def pointed(client: Client, key: Any, lon: float, lat: float) -> Any:
    return client.post(f"/initiatieven/indienen/{key}/kaart/", {"lon": lon, "lat": lat})


def test_a_point_on_the_map_tells_the_buurt_and_is_kept_no_finer_than_a_street(
    client: Client, klarendal: Area, north: Area
) -> None:
    Border.objects.create(area=north, year=2024, name=north.name, geometry=SQUARE, source="CBS")
    key = begin(client)
    client.post(address(key, "plek"), {"place_text": "bij de speeltuin", "later": "1"})
    assert pointed(client, key, 5.912345, 51.987654)["Location"] == address(key, "plek")
    page = words(client.get(address(key, "plek")))
    assert '<option value="BU02020701" selected>' in page
    assert "bij de speeltuin" in page
    client.post(address(key, "plek"), Draft.objects.get().data["plek"])
    client.post(address(key, "wie"), WHO)
    send(client, key)
    found = Initiative.objects.get()
    assert (found.lon, found.lat, found.buurt, found.place_text) == (5.912, 51.988, north, "bij de speeltuin")


@pytest.mark.parametrize(
    "change",
    [
        {"wijk": "WK020207"},
        {"point": "5.912,51.988,BU99999999"},
        {"point": "9.912,51.988,BU02020701"},
        {"point": "٥.912,51.988,BU02020701"},
        {"point": "nan,nan,BU02020701"},
        {"point": ""},
    ],
)
def test_a_point_elsewhere_than_the_chosen_buurt_is_left_out(
    client: Client, klarendal: Area, north: Area, change: dict[str, str]
) -> None:
    found = sent(client, **({"wijk": north.code, "point": "5.912,51.988,BU02020701"} | change))
    assert (found.lon, found.lat) == (None, None)


@pytest.mark.parametrize(
    ("lon", "lat", "message"),
    [
        (1.0, 1.0, "ligt buiten Arnhem"),
        ("", "", "Klik eerst op de kaart"),
        ("x", "nan", "Klik eerst op de kaart"),
        ("1e400", "9" * 400, "Klik eerst op de kaart"),
    ],
)
def test_a_point_that_is_nowhere_is_said(client: Client, klarendal: Area, lon: Any, lat: Any, message: str) -> None:
    Border.objects.create(area=klarendal, year=2024, name="Klarendal", geometry=SQUARE, source="CBS")
    response = pointed(client, begin(client), lon, lat)
    assert response.status_code == 200
    assert message in words(response).split('class="wn-errors"')[1].split("</ul>")[0]
    assert "plek" not in Draft.objects.get().data

"""Where a place is: the buurt that follows from a point, a postcode or a street, and the hand that corrects it."""

from typing import Any

import pytest
from django.test import Client

from actors.models import Actor
from actors.services import add_actor
from actors.services.places import find_buurt
from tests.actors.places import kind_named
from tests.conftest import AsUser, make_area
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, Postcode


def square(west: float) -> dict[str, Any]:
    corners = [(west, 51.9), (west + 0.1, 51.9), (west + 0.1, 52.0), (west, 52.0), (west, 51.9)]
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


@pytest.fixture
def buurten(klarendal: Area, geitenkamp: Area) -> tuple[Area, Area, Area]:
    """West and east in Klarendal, side by side; north in Geitenkamp. East changed its border once."""
    west = make_area("BUURT", "BU02020701", "West", klarendal)
    east = make_area("BUURT", "BU02020702", "Oost", klarendal)
    north = make_area("BUURT", "BU02021001", "Noord", geitenkamp)
    Border.objects.create(area=west, year=2024, name="West", geometry=square(5.0), source="CBS")
    Border.objects.create(area=east, year=2020, name="Oost", geometry=square(7.0), source="CBS")
    Border.objects.create(area=east, year=2024, name="Oost", geometry=square(5.1), source="CBS")
    Border.objects.create(area=north, year=2024, name="Noord", geometry=square(5.2), source="CBS")
    Postcode.objects.create(postcode="6822AB", area=west)
    Postcode.objects.create(postcode="6822CD", house_from=1, house_to=9, area=west)
    Postcode.objects.create(postcode="6822CD", house_from=10, house_to=99, area=east)
    Postcode.objects.create(postcode="6822XY", area=west)
    Postcode.objects.create(postcode="6822XY", area=east)
    return west, east, north


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ({"lon": 5.05, "lat": 51.95}, "West"),
        ({"lon": 5.15, "lat": 51.95}, "Oost"),
        ({"lon": 7.05, "lat": 51.95}, None),
        ({"lon": 0.0, "lat": 0.0}, None),
        ({"postcode": "6822 ab"}, "West"),
        ({"postcode": "6822CD", "house_number": "9"}, "West"),
        ({"postcode": "6822CD", "house_number": "12-a"}, "Oost"),
        ({"postcode": "6822CD", "house_number": "huis"}, None),
        ({"postcode": "6822XY"}, None),
        ({"postcode": "geen"}, None),
        ({"lon": 5.15, "lat": 51.95, "postcode": "6822AB"}, "Oost"),
        ({"lon": 9.0, "lat": 51.95, "postcode": "6822AB"}, "West"),
        ({"street": "rietgrachtstraat"}, "Oost"),
        ({"street": "Onbekendestraat"}, None),
        ({}, None),
    ],
)
def test_the_buurt_follows(
    kinds: None,
    buurten: tuple[Area, ...],
    klarendal: Area,
    fatima: User,
    arnhem: Area,
    where: dict[str, Any],
    name: str | None,
) -> None:
    kind = kind_named("Café")
    add_actor(by=fatima, area=klarendal, name="Buur (test)", kind=kind, street="Rietgrachtstraat", buurt=buurten[1])
    found = find_buurt(municipality_id=arnhem.pk, **where)
    assert (found.name if found else None) == name


def test_a_street_in_two_buurten_is_no_answer(
    kinds: None, buurten: tuple[Area, ...], klarendal: Area, arnhem: Area, fatima: User
) -> None:
    for buurt in buurten[:2]:
        add_actor(by=fatima, area=klarendal, name=buurt.name, kind=kind_named("Café"), street="Plein", buurt=buurt)
    assert find_buurt(municipality_id=arnhem.pk, street="Plein") is None


def test_another_gemeente_is_not_looked_at(buurten: tuple[Area, ...], goeree: Area) -> None:
    assert find_buurt(municipality_id=goeree.pk, lon=5.05, lat=51.95, postcode="6822AB") is None


# The form


def sent(actor: Actor, **values: Any) -> dict[str, Any]:
    stored = {"street": actor.street, "house_number": actor.house_number, "postcode": actor.postcode}
    basics = {"name": actor.name, "kind": actor.kind_id, "area": actor.area_id, "version": actor.version}
    point = {"lon": "" if actor.lon is None else actor.lon, "lat": "" if actor.lat is None else actor.lat}
    return {**basics, **stored, **point, "buurt": actor.buurt_id or "", **values}


def test_a_postcode_or_a_click_fills_the_buurt_and_a_hand_corrects_it(
    as_user: AsUser, fatima: User, bakery: Actor, buurten: tuple[Area, ...]
) -> None:
    browser, address = as_user(fatima), f"/actoren/{bakery.pk}/bewerken/"
    west, east, north = buurten

    def save(**values: Any) -> str:
        bakery.refresh_from_db()
        answer = browser.post(address, sent(bakery, **values), follow=True)
        assert answer.status_code == 200, answer.context["form"].errors
        bakery.refresh_from_db()
        return str(answer.content.decode())

    assert "De buurt is West." in save(postcode="6822 AB", house_number="3")
    assert bakery.buurt == west
    assert "De buurt is Oost." in save(lon="5.15", lat="51.95")
    assert (bakery.buurt, bakery.lon, bakery.lat) == (east, 5.15, 51.95)
    # Chosen by hand: it stays, also when something else is changed later.
    save(buurt=west.pk)
    assert bakery.buurt == west
    save(other_names="De bakker")
    assert bakery.buurt == west
    assert "die ligt in de wijk Geitenkamp" in save(lon="5.25", lat="51.95")
    assert bakery.buurt == north


@pytest.mark.parametrize(
    "wrong",
    [
        {"lon": "5.1", "lat": ""},
        {"lon": "x", "lat": "y"},
        {"lon": "500", "lat": "51"},
        {"lon": "nan", "lat": "inf"},
        {"buurt": "999999999999999999999"},
        {"themes": ["x"]},
    ],
)
def test_a_wrong_place_is_told_and_not_kept(
    as_user: AsUser, fatima: User, bakery: Actor, buurten: tuple[Area, ...], wrong: dict[str, Any]
) -> None:
    answer = as_user(fatima).post(f"/actoren/{bakery.pk}/bewerken/", sent(bakery, **wrong))
    assert answer.status_code == 400
    bakery.refresh_from_db()
    assert (bakery.lon, bakery.version) == (None, 1)


def test_quick_add_finds_the_buurt_of_a_postcode(
    as_user: AsUser, fatima: User, kinds: None, klarendal: Area, buurten: tuple[Area, ...]
) -> None:
    browser: Client = as_user(fatima)
    form = {"name": "Café Oost", "kind": kind_named("Café").pk, "area": klarendal.pk, "postcode": "6822cd"}
    key = {"request_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    browser.post("/actoren/nieuw/", {**form, **key, "house_number": "11"})
    assert Actor.objects.get().buurt == buurten[1]

"""The map of a wijk: paths in pixels, a text alternative, credit with every year that is drawn."""

import re

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string

from wijknet.areas.exchange.svg import HEIGHT, WIDTH, area_map, draw, forget_maps
from wijknet.areas.models import Area, Border

CREDIT = "Kadaster / Centraal Bureau voor de Statistiek"


def square(west: float, south: float, size: float = 0.02) -> dict[str, object]:
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


@pytest.fixture
def borders(klarendal: Area, geitenkamp: Area) -> None:
    for area, west, year in ((klarendal, 5.90, 2022), (geitenkamp, 5.92, 2014)):
        Border.objects.create(area=area, year=year, name=area.name, geometry=square(west, 51.98), source=CREDIT)


@pytest.mark.usefixtures("borders")
def test_the_wijk_stands_in_the_middle_with_its_neighbour(klarendal: Area) -> None:
    drawn = draw(klarendal, whole=False)
    assert drawn is not None
    assert drawn.title == "Kaart: Klarendal ligt in Arnhem, naast Geitenkamp."
    assert drawn.credit == f"{CREDIT}, 2014 en 2022"
    assert drawn.here is not None
    points = [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", drawn.here.path)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(WIDTH / 2, abs=1)
    assert (min(ys) + max(ys)) / 2 == pytest.approx(HEIGHT / 2, abs=1)
    # A square in degrees is narrower than high on the ground: cos(52°) = 0.62.
    assert (max(xs) - min(xs)) / (max(ys) - min(ys)) == pytest.approx(0.616, abs=0.01)
    assert [place.name for place in drawn.others] == ["Geitenkamp"]


@pytest.mark.usefixtures("borders")
def test_no_name_of_a_neighbour_runs_over_the_wijk(klarendal: Area, geitenkamp: Area) -> None:
    """The neighbour is large enough for a label, until its name is so long that it reaches the wijk itself."""
    Border.objects.filter(area=geitenkamp).update(geometry=square(5.92, 51.97, 0.04))
    named = draw(klarendal, whole=False)
    assert named is not None
    assert named.others[0].label is not None
    Area.objects.filter(pk=geitenkamp.pk).update(name="Geitenkamp en een stukje daarachter")
    crowded = draw(klarendal, whole=False)
    assert crowded is not None
    assert crowded.others[0].label is None


@pytest.mark.usefixtures("borders")
def test_a_gemeente_shows_all_its_wijken(arnhem: Area) -> None:
    drawn = draw(arnhem, whole=True)
    assert drawn is not None
    assert drawn.here is None
    assert drawn.title == "Kaart: de wijken van Arnhem."
    assert all(place.label for place in drawn.places)


def test_without_an_outline_there_is_no_map(klarendal: Area, geitenkamp: Area) -> None:
    Border.objects.create(area=geitenkamp, year=2014, name="x", geometry=square(5.9, 51.98), source=CREDIT)
    assert draw(klarendal, whole=False) is None
    assert "svg" not in render_to_string("areas/_map.html", {"map": None})


@pytest.mark.usefixtures("borders")
def test_the_map_is_kept_until_borders_change(klarendal: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, object] = {}
    monkeypatch.setattr(cache, "get", kept.get)
    monkeypatch.setattr(cache, "set", lambda key, value, _seconds: kept.update({key: value}))
    monkeypatch.setattr(cache, "delete_many", lambda keys: [kept.pop(key, None) for key in keys])
    first = area_map(klarendal)
    Border.objects.filter(area=klarendal).update(year=2024)
    assert area_map(klarendal) is first
    forget_maps([klarendal.pk])
    again = area_map(klarendal)
    assert again is not None
    assert again.credit.endswith("2014 en 2024")


@pytest.mark.usefixtures("borders")
def test_the_page_part_has_title_credit_and_list_and_no_inline_style(klarendal: Area) -> None:
    Area.objects.filter(code="WK020210").update(name='<script>"x"')
    html = render_to_string("areas/_map.html", {"map": draw(klarendal, whole=False)})
    assert '<svg viewBox="0 0 640 480" role="img"' in html
    assert "<title" in html
    assert f"{CREDIT}, 2014 en 2022" in html
    assert "<script>" not in html
    assert "style=" not in html

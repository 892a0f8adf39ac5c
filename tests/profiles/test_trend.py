"""Figures over the years and over the wijken: gaps stay gaps, and a small group is not to be worked out."""

from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import make_area
from wijknet.areas.models import Area, Border, Figure, Indicator
from wijknet.areas.small_groups import Unsaid
from wijknet.profiles.trend import drawing, places_of, years_of

UNSAID = "niet getoond: minder dan 10 mensen, of zo'n groep is ermee uit te rekenen"
SQUARE = {"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [6, 53], [5, 52]]]}


@pytest.fixture
def people() -> Indicator:
    return Indicator.objects.create(
        code="Ouderen", name="Ouderen", unit="aantal", source="Gemeente", group="Bevolking", counts_people=True
    )


def put(area: Area, indicator: Indicator, values: dict[int, int | None]) -> None:
    for year, value in values.items():
        missing = "" if value is not None else "GEHEIM"
        Figure.objects.create(area=area, indicator=indicator, year=year, value=value, missing=missing, source="Bron")


def unsaid(area: Area) -> Unsaid:
    return Figure.objects.unsaid(area.municipality_id or area.pk, smallest=10)


def border(area: Area, year: int, digest: str) -> None:
    Border.objects.create(area=area, year=year, name=area.name, geometry=SQUARE, source="CBS", digest=digest)


def test_a_missing_year_is_a_gap_with_its_reason(klarendal: Area, people: Indicator) -> None:
    put(klarendal, people, {2020: 100, 2021: None, 2022: 120, 2023: 130, 2024: 4})
    years = years_of(klarendal, people, unsaid(klarendal))
    assert [year.here.text for year in years] == ["100", "", "120", "130", ""]
    assert "geheim" in years[1].here.missing
    assert "minder dan 10" in years[4].here.missing
    svg = drawing(years, "Ouderen")
    assert svg.count("wn-chart__line") == 1
    assert svg.count("<circle") == 3


def test_over_a_border_that_moved_no_line_is_drawn(klarendal: Area, people: Indicator) -> None:
    put(klarendal, people, {2020: 100, 2021: 110, 2022: 300, 2023: 310})
    for year, digest in ((2019, "a"), (2020, "a"), (2022, "b")):
        border(klarendal, year, digest)
    years = years_of(klarendal, people, unsaid(klarendal))
    assert [year.moved for year in years] == [False, False, True, False]
    svg = drawing(years, "Ouderen")
    assert svg.count("wn-chart__line") == 2
    assert svg.count("wn-chart__break") == 1
    assert "andere grenzen" in svg


@pytest.mark.parametrize("values", [{}, {2024: 100}, {2023: None, 2024: 100}])
def test_one_value_is_no_line(klarendal: Area, people: Indicator, values: dict[int, int | None]) -> None:
    put(klarendal, people, values)
    assert drawing(years_of(klarendal, people, unsaid(klarendal)), "Ouderen") == ""


@pytest.mark.parametrize("values", [{2023: 0, 2024: 0}, {2000: 50, 2024: 50}, {2023: 0, 2024: 100}])
def test_flat_lines_and_zero_are_drawn(klarendal: Area, people: Indicator, values: dict[int, int | None]) -> None:
    put(klarendal, people, values)
    assert drawing(years_of(klarendal, people, unsaid(klarendal)), "Ouderen").count("<circle") == 2


def test_words_in_a_drawing_are_escaped(klarendal: Area, people: Indicator) -> None:
    put(klarendal, people, {2023: 10, 2024: 20})
    assert "<script" not in drawing(years_of(klarendal, people, unsaid(klarendal)), "<script>alert(1)</script>")


def test_one_small_group_cannot_be_worked_out_from_the_sum(
    arnhem: Area, klarendal: Area, geitenkamp: Area, people: Indicator
) -> None:
    put(klarendal, people, {2024: 4})
    put(geitenkamp, people, {2024: 96})
    put(arnhem, people, {2024: 100})
    places, total = places_of(klarendal, people, 2024, unsaid(klarendal))
    assert [(place.area, place.cell.text) for place in places] == [(geitenkamp, ""), (klarendal, "")]
    assert {place.cell.missing for place in places} == {UNSAID}
    assert total.text == "100"
    put(make_area("WIJK", "WK020299", "Derde wijk", arnhem), people, {2024: 8})
    said = [place.cell.text for place in places_of(klarendal, people, 2024, unsaid(klarendal))[0]]
    assert said == ["96", "", ""]
    assert places_of(klarendal, people, 2024, unsaid(klarendal))[1].text == "100"


def test_a_share_is_never_hidden(arnhem: Area, klarendal: Area, geitenkamp: Area, people: Indicator) -> None:
    share = Indicator.objects.create(code="Deel", name="Deel", unit="%", source="CBS", decimals=1)
    put(klarendal, share, {2024: 4})
    put(geitenkamp, share, {2024: 8})
    put(arnhem, share, {2024: 6})
    places, total = places_of(klarendal, share, 2024, unsaid(klarendal))
    assert [place.share for place in places] == [100, 50]
    assert total.value == Decimal(6)


@pytest.mark.parametrize("count", [1, 40])
def test_the_questions_do_not_grow(
    arnhem: Area, klarendal: Area, people: Indicator, count: int, django_assert_num_queries: Any
) -> None:
    put(klarendal, people, dict.fromkeys(range(2024 - count, 2025), 50))
    for number in range(count):
        put(make_area("WIJK", f"WK0202{number + 30}", f"Wijk {number}", arnhem), people, {2024: 30})
    with django_assert_num_queries(5):
        known = unsaid(klarendal)
        years_of(klarendal, people, known)
        places_of(klarendal, people, 2024, known)

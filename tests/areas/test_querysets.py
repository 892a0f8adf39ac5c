"""What a page reads: figures with the gemeente beside them, the wijk of a postcode, the newest border."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from wijknet.areas.models import Area, Border, Figure, Indicator, MunicipalitySettings, Postcode, ResidentGroup
from wijknet.areas.querysets import ShownFigure

SQUARE = {"type": "Polygon", "coordinates": [[[5.9, 51.98], [5.91, 51.98], [5.91, 51.99], [5.9, 51.99], [5.9, 51.98]]]}


@pytest.fixture
def people(db: None) -> Indicator:
    return Indicator.objects.create(
        code="AantalInwoners", name="Aantal inwoners", unit="aantal", source="CBS", order=5, counts_people=True
    )


@pytest.fixture
def rent(db: None) -> Indicator:
    return Indicator.objects.create(code="Huur", name="Huurwoningen", unit="%", source="CBS", order=9)


def figure(area: Area, indicator: Indicator, year: int, value: float | None, missing: str = "") -> Figure:
    made: Figure = Figure.objects.create(
        area=area, indicator=indicator, year=year, value=value, missing=missing, source="CBS, Kerncijfers"
    )
    return made


def only(figures: list[ShownFigure]) -> ShownFigure:
    assert len(figures) == 1
    return figures[0]


def test_a_figure_stands_beside_that_of_the_gemeente_of_the_same_year(
    arnhem: Area, klarendal: Area, people: Indicator
) -> None:
    figure(arnhem, people, 2023, 166000)
    figure(arnhem, people, 2024, 167632)
    figure(klarendal, people, 2023, 7285)
    shown = only(Figure.objects.of(klarendal))
    assert (shown.text, shown.beside_text, shown.year) == ("7.285", "166.000", 2023)


def test_the_last_year_with_a_value_is_shown(klarendal: Area, people: Indicator) -> None:
    figure(klarendal, people, 2022, 7000)
    figure(klarendal, people, 2023, 7100)
    figure(klarendal, people, 2024, None, "ONTBREEKT")
    assert only(Figure.objects.of(klarendal)).year == 2023
    only_2024 = only(Figure.objects.of(klarendal, year=2024))
    assert (only_2024.value, only_2024.text) == (None, "")
    assert only_2024.missing == "geen cijfer: de bron geeft het niet"


def test_what_is_not_published_is_left_out_unless_asked_for(arnhem: Area, klarendal: Area, people: Indicator) -> None:
    figure(arnhem, people, 2024, None, "ONTBREEKT")
    figure(klarendal, people, 2024, None, "ONTBREEKT")
    assert Figure.objects.of(klarendal) == []
    assert only(Figure.objects.of(klarendal, codes=["AantalInwoners"])).text == ""
    Figure.objects.filter(area=klarendal).update(missing="GEHEIM")
    assert only(Figure.objects.of(klarendal)).missing.startswith("geheim")


def test_a_small_count_of_people_is_not_shown_and_nobody_is(
    arnhem: Area, klarendal: Area, people: Indicator, rent: Indicator
) -> None:
    MunicipalitySettings.objects.filter(municipality=arnhem).update(minimum_group_size=20)
    figure(klarendal, people, 2024, 15)
    figure(klarendal, rent, 2024, 15)
    shown = Figure.objects.of(klarendal, codes=["Huur", "AantalInwoners"])
    assert [(f.code, f.text) for f in shown] == [("Huur", "15%"), ("AantalInwoners", "")]
    assert shown[1].missing == "niet getoond: minder dan 20 mensen, of zo'n groep is ermee uit te rekenen"
    Figure.objects.filter(indicator=people).update(value=0)
    assert only(Figure.objects.of(klarendal, codes=["AantalInwoners"])).text == "0"


def test_reading_figures_takes_two_queries(
    klarendal: Area, arnhem: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        indicator = Indicator.objects.create(
            code=f"i{number}", name=f"i{number}", source="CBS", order=number, counts_people=True
        )
        figure(klarendal, indicator, 2024, number)
        figure(arnhem, indicator, 2024, number)
    with django_assert_num_queries(2):
        assert len(Figure.objects.of(klarendal)) == 50


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "text"),
    [
        ("aantal", 0, "167632", "167.632"),
        ("%", 1, "22.5", "22,5%"),
        ("x 1 000 euro", 0, "312", "€ 312.000"),
        ("km", 1, "0.4", "0,4 km"),
        ("x 1 000 euro", 1, "-0.5", "€ -500"),
        ("aantal inwoners per km²", 0, "1715", "1.715 inwoners per km²"),
        ("code", 0, "4", "4"),
    ],
)
def test_values_are_written_as_in_dutch(unit: str, decimals: int, value: str, text: str) -> None:
    assert Indicator(code="x", name="x", unit=unit, decimals=decimals).show(Decimal(value)) == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"year": 0},
        {"value": None},
        {"value": None, "missing": "WEET NIET"},
        {"value": 3, "missing": "GEHEIM"},
        {"value": -99995},
        {"value": -99997},
    ],
)
def test_a_figure_without_source_year_or_reason_cannot_exist(
    klarendal: Area, people: Indicator, wrong: dict[str, object]
) -> None:
    values = {"area": klarendal, "indicator": people, "year": 2024, "value": 1, "source": "CBS"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(**values)
    assert not Figure.objects.exists()


def test_one_figure_per_area_indicator_and_year(klarendal: Area, people: Indicator) -> None:
    figure(klarendal, people, 2024, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        figure(klarendal, people, 2024, 2)


def test_the_newest_border_with_an_outline_counts(klarendal: Area) -> None:
    for year, geometry in ((2014, SQUARE), (2022, SQUARE), (2024, None)):
        Border.objects.create(area=klarendal, year=year, name="Klarendal", geometry=geometry, source="CBS")
    assert [border.year for border in Border.objects.newest()] == [2022]


def test_a_postcode_finds_its_wijk_only_when_there_is_one(klarendal: Area, geitenkamp: Area) -> None:
    Postcode.objects.create(postcode="6822AB", area=klarendal)
    Postcode.objects.create(postcode="6823CD", house_from=1, house_to=9, area=klarendal)
    Postcode.objects.create(postcode="6823CD", house_from=10, house_to=99, area=geitenkamp)
    assert Postcode.objects.wijk_at(" 6822 ab ") == klarendal
    assert Postcode.objects.wijk_at("6823CD") is None
    assert Postcode.objects.wijk_at("6823CD", 10) == geitenkamp
    assert Postcode.objects.wijk_at("9999ZZ") is None


def test_a_group_below_the_smallest_size_is_not_shown(arnhem: Area, klarendal: Area) -> None:
    for name, size in (("klein", 9), ("groot", 10), ("onbekend", None)):
        ResidentGroup.objects.create(municipality=arnhem, area=klarendal, name=name, size=size, source="test")
    assert set(ResidentGroup.objects.shown().values_list("name", flat=True)) == {"groot", "onbekend"}


def test_the_tables_say_source_year_and_why_a_value_is_missing(
    arnhem: Area, klarendal: Area, people: Indicator, rent: Indicator
) -> None:
    figure(arnhem, people, 2024, 167632)
    figure(klarendal, people, 2024, 7285)
    figure(klarendal, rent, 2024, None, "GEHEIM")
    context = {"area": klarendal, "figures": Figure.objects.of(klarendal)}
    for template in ("areas/_figures.html", "areas/_big_figures.html"):
        html = render_to_string(template, context)
        assert "7.285" in html
        assert "167.632" in html
        assert "CBS, Kerncijfers, 2024" in html
        assert "geheim: het gaat om te weinig mensen" in html
        assert "style=" not in html

"""The official files themselves, where they are at hand: golden numbers, counts, the whole country."""

import json

import pytest
from django.core.management import CommandError
from pytest_django import DjangoAssertNumQueries
from shapely.geometry import shape

from tests.areas.load import REAL, counts, load, value
from wijknet.areas.models import Area, Border, CountryFigure, Figure, Indicator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"the official files are not at {REAL.name}/ beside the project"),
]
COUNTRY = REAL / "cbs" / "kwb2024_85984NED_gm_wk_landelijk.json"
UTRECHT = REAL / "cbs" / "kwb-2024_utrecht.xlsx"
TYPED = REAL / "cbs" / "kwb2024_typed_arnhem_goeree_deventer_utrecht_DERIVED.csv"
METADATA = REAL / "cbs" / "85984NED_DataProperties.json"
BORDERS = REAL / "grenzen"
GOLDEN = {
    "GM0202": "167632",
    "WK020201": "7465",
    "WK020207": "7285",
    "WK020224": "15705",
    "GM1924": "51867",
    "GM0344": "374238",
    "GM0150": "103405",
}


def test_the_country_in_one_load_and_nothing_the_second_time(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    # A statement per 142 figures on SQLite (999 values at most); no query per area or per figure.
    with django_assert_max_num_queries(320):
        load("load_figures", COUNTRY, "--new-areas")
    assert {code: value(code, "AantalInwoners", 2024) for code in GOLDEN} == GOLDEN
    assert (Area.objects.municipalities().count(), Area.objects.wijken().count()) == (342, 3393)
    assert Figure.objects.count() == 3735 * 8
    assert Figure.objects.filter(value=None).count() == 40
    assert Figure.objects.filter(indicator__code="AantalInwoners", value=0).count() == 26
    with django_assert_max_num_queries(14):
        assert "cijfers: 0 nieuw, 0 gewijzigd, 29880 gelijk" in load("load_figures", COUNTRY)


def test_statline_csv_says_the_same_as_odata() -> None:
    load("load_figures", COUNTRY, "--new-areas")
    assert "cijfers: 0 nieuw, 0 gewijzigd, 536 gelijk" in load("load_figures", TYPED)


def test_the_workbook_of_utrecht() -> None:
    load("load_areas", UTRECHT)
    assert "Kolommen zonder bekend cijfer: p_bewndw, p_e_o_w, p_bjj2k, p_bjo2k, pst_mvp." in load(
        "load_figures", UTRECHT
    )
    assert Area.objects.filter(level="BUURT", municipality__code="GM0344").count() == 111
    assert (Area.objects.get(code="WK034401").name, value("GM0344", "AantalInwoners", 2024)) == ("West", "374238")
    # 10,393 cells "." in 121 columns; 499 of them in columns that hold no known figure.
    assert Figure.objects.filter(value=None, missing="ONTBREEKT").count() == 9894
    assert not Figure.objects.filter(value=0, indicator__code="GeboorteTotaal").exists()
    assert value("GM0344", "GemiddeldeHuishoudensgrootte", 2024) == "1.9"


def test_what_one_file_leaves_open_another_fills_in_any_order() -> None:
    load("load_areas", UTRECHT)
    load("load_figures", COUNTRY)
    known = value("GM0344", "Woningvoorraad", 2024)
    load("load_figures", UTRECHT)
    assert value("GM0344", "Woningvoorraad", 2024) == known != "ONTBREEKT"


def test_pdok_marks_are_never_shown() -> None:
    load("load_areas", BORDERS / "buurten_baarn_pdok.geojson")
    load("load_figures", BORDERS / "buurten_baarn_pdok.geojson")
    assert not Figure.objects.filter(value__lt=-90000).exists()
    assert value("BU03080003", "AantalInwoners", 2024) == "2195"
    assert value("BU03080003", "GeboorteTotaal", 2024) == "ONTBREEKT"
    shown = Figure.objects.of(Area.objects.get(code="BU03080003"))
    assert not any("99995" in figure.text or "99997" in figure.text for figure in shown)


def test_the_catalogue_comes_from_cbs() -> None:
    load("load_areas", UTRECHT)
    load("load_figures", COUNTRY, "--metadata", str(METADATA))
    topics = [row for row in json.loads(METADATA.read_text()) if row["Type"] == "Topic"]
    assert len(topics) == 128
    people = Indicator.objects.get(code="AantalInwoners")
    assert (people.name, people.unit, people.decimals, people.group) == ("Aantal inwoners", "aantal", 0, "Bevolking")
    assert Indicator.objects.get(code="Bevolkingsdichtheid").definition.startswith("Het (niet afgeronde) aantal")


@pytest.mark.parametrize(
    ("file", "level", "count", "without"),
    [
        ("gemeenten_2015_landelijk.topojson", "GEMEENTE", 393, 0),
        ("wijken_2014_landelijk.topojson", "WIJK", 2745, 28),
        ("buurten_2014_landelijk_q1e3.topojson.gz", "BUURT", 11691, 1275),
        ("wijken_2022_arnhem.geojson", "WIJK", 24, 0),
        ("wijken_2014_arnhem.geojson", "WIJK", 24, 1),
        ("wijken_2014_goeree-overflakkee.geojson", "WIJK", 10, 0),
        ("buurten_baarn_pdok.geojson", "BUURT", 21, 0),
    ],
)
def test_borders_of_the_country(
    file: str, level: str, count: int, without: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """`without`: so much generalised that no surface is left; the name and a point stay."""
    with django_assert_max_num_queries(count // 50 + 120):
        load("load_areas", BORDERS / file)
    borders = Border.objects.filter(area__level=level)
    assert (borders.count(), borders.filter(geometry__isnull=True).count()) == (count, without)
    assert all(
        shape(g).is_valid for g in borders.exclude(geometry__isnull=True).values_list("geometry", flat=True)[:500]
    )
    assert not borders.filter(label_lat=None).exists()
    again = load("load_areas", BORDERS / file)
    assert f"grenzen: 0 nieuw, 0 gewijzigd, {count} gelijk" in again


def test_names_drift_and_history_stays() -> None:
    load("load_areas", BORDERS / "wijken_2022_arnhem.geojson")
    load("load_areas", BORDERS / "wijken_2014_arnhem.geojson")
    wijk = Area.objects.get(code="WK020206")
    assert (wijk.name, wijk.border_year) == ("St. Marten/Sonsbeek", 2022)
    assert dict(wijk.borders.values_list("year", "name")) == {
        2014: "Wijk 06 Sint Marten en Sonsbeek-Zuid",
        2022: "St. Marten/Sonsbeek",
    }


def test_stad_aan_het_haringvliet_and_names_that_repeat() -> None:
    load("load_areas", BORDERS / "wijken_2014_goeree-overflakkee.geojson")
    load("load_areas", BORDERS / "buurten_2014_goeree-overflakkee.geojson")
    assert Area.objects.get(code="BU19240303").name == "Stad aan 't Haringvliet"
    assert Area.objects.filter(name="Achthuizen (gedeeltelijk)").count() == 2
    assert Area.objects.filter(level="BUURT").count() == 40


def test_wijk_00_stays_clear() -> None:
    load("load_areas", BORDERS / "gemeenten_2015_landelijk.topojson")
    load("load_areas", BORDERS / "wijken_2014_landelijk.topojson")
    same = Area.objects.filter(name="Wijk 00").select_related("municipality")
    assert same.count() == 47
    assert len({area.full_name for area in same}) == 47


@pytest.mark.parametrize("command", ["load_areas", "load_figures", "load_postcodes"])
def test_other_files_are_refused(command: str) -> None:
    for file in (
        REAL / "hostile" / "roo_gemeenten_cp1252.csv",
        REAL / "hostile" / "blns.json",
        REAL / "hostile" / "blns.txt",
        REAL / "interop" / "kumu_import_elements_connections.xlsx",
        REAL / "netwerken" / "krackhardt_kite.gexf",
    ):
        with pytest.raises(CommandError, match="Er is niets geladen"):
            load(command, file)
    assert not any(counts())


def test_the_country_where_a_real_file_has_it() -> None:
    load("load_figures", TYPED, "--new-areas")
    if not CountryFigure.objects.exists():
        pytest.skip("none of the files of CBS at hand has a row for the Netherlands (NL00)")
    assert CountryFigure.objects.get(indicator__code="AantalInwoners", year=2024).value > 17_000_000

"""`load_figures`: every dialect of CBS and a gemeente's own list, twice the same, never a number that is not there."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import DjangoAssertNumQueries

from tests.areas.load import FIXTURES, counts, load, value
from wijknet.areas.models import Area, CountryFigure, Figure, Indicator

pytestmark = pytest.mark.django_db
ABSENT, SECRET = "ONTBREEKT", "GEHEIM"


@pytest.fixture
def places(db: None) -> None:
    load("load_areas", "wijken_2014.geojson")


@pytest.mark.parametrize(
    ("file", "year", "expected"),
    [
        ("measures_2024.json", 2024, {"GM9876": "12500", "WK987600": "7050", "WK9876AA": "0"}),
        ("odata_2020.json", 2020, {"GM9876": "12345", "WK987600": "7000", "WK9876AA": "0"}),
        ("statline_2023.csv", 2023, {"GM9876": "12400", "WK987600": "7010", "WK9876AA": "0"}),
        ("kwb-2024.xlsx", 2024, {"GM9876": "12600", "WK987600": "7060", "WK9876AA": "0"}),
    ],
)
@pytest.mark.usefixtures("places")
def test_each_dialect_gives_the_same_indicator(file: str, year: int, expected: dict[str, str]) -> None:
    load("load_figures", file)
    assert {code: value(code, "AantalInwoners", year) for code in expected} == expected
    figure = Figure.objects.filter(indicator__code="AantalInwoners").first()
    assert figure is not None
    assert figure.source == f"CBS, Kerncijfers wijken en buurten {year}"


@pytest.mark.parametrize(
    ("command", "file", "options"),
    [
        ("load_figures", "measures_2024.json", ["--new-areas"]),
        ("load_figures", "odata_2020.json", ["--new-areas"]),
        ("load_figures", "odata_2020.json", ["--new-areas", "--metadata", str(FIXTURES / "DataProperties.json")]),
        ("load_figures", "statline_2023.csv", ["--new-areas"]),
        ("load_figures", "kwb-2024.xlsx", ["--new-areas"]),
        ("load_figures", "buurten_pdok.geojson", ["--new-areas"]),
        ("load_figures", "eigen_cijfers.csv", ["--new-areas"]),
        ("load_areas", "wijken_2014.geojson", []),
        ("load_areas", "wijken_2023.topojson.gz", []),
        ("load_areas", "wijken_rd_2022.geojson", []),
        ("load_areas", "buurten_pdok.geojson", []),
        ("load_areas", "kwb-2024.xlsx", []),
    ],
)
def test_a_second_load_changes_nothing(command: str, file: str, options: list[str]) -> None:
    first = load(command, file, *options)
    assert " 0 nieuw, 0 gewijzigd, 0 gelijk" not in first
    before = counts()
    again = load(command, file, *options)
    assert counts() == before
    tallies = [line for line in again.splitlines() if "nieuw, " in line]
    assert tallies
    assert all("0 nieuw, 0 gewijzigd" in line for line in tallies), again


@pytest.mark.usefixtures("places")
def test_missing_stays_missing() -> None:
    load("load_figures", "odata_2020.json")
    load("load_figures", "statline_2023.csv")
    load("load_figures", "kwb-2024.xlsx")
    assert value("WK987600", "Mannen", 2020) == ABSENT
    assert value("WK987600", "GemiddeldeHuishoudensgrootte", 2023) == ABSENT
    assert value("WK9876AA", "GemiddeldeHuishoudensgrootte", 2023) == "1.9"
    assert value("WK9876AA", "k_0Tot15Jaar", 2024) == ABSENT
    assert value("WK9876AA", "Mannen", 2020) == "0"


def test_the_marks_of_pdok_are_reasons_and_never_numbers() -> None:
    load("load_figures", "buurten_pdok.geojson", "--new-areas")
    assert value("BU98760001", "Woningvoorraad", 2024) == ABSENT
    assert value("BU98760001", "GemiddeldeWOZWaardeVanWoningen", 2024) == SECRET
    assert value("BU9876AA01", "GemiddeldeWOZWaardeVanWoningen", 2024) == "312"
    assert not Figure.objects.filter(value__lt=0).exists()


@pytest.mark.usefixtures("places")
def test_columns_of_the_same_stem_are_told_apart_by_their_order() -> None:
    """In 2020 the numbers behind the names differ from 2024: 48 is electricity, 56 gas."""
    load("load_figures", "odata_2020.json")
    assert value("GM9876", "Appartement", 2020) == "2100"
    assert value("GM9876", "Appartement-2", 2020) == "900"
    names = dict(Indicator.objects.values_list("code", "name"))
    assert names["Appartement"] == "Gemiddelde elektriciteitslevering: Appartement"
    assert names["Appartement-2"] == "Gemiddeld aardgasverbruik: Appartement"


@pytest.mark.usefixtures("places")
def test_one_of_two_columns_with_the_same_stem_is_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "kwb_2020.csv"
    file.write_text("WijkenEnBuurten;AantalInwoners_9;Appartement_56\nWK987600;7000;850\n")
    said = load("load_figures", file)
    assert "Kolommen zonder bekend cijfer: Appartement_56." in said
    assert set(Figure.objects.values_list("indicator__code", flat=True)) == {"AantalInwoners"}


@pytest.mark.usefixtures("places")
def test_metadata_of_cbs_makes_the_catalogue() -> None:
    said = load("load_figures", "odata_2020.json")
    assert "Kolommen zonder bekend cijfer: NieuwCijfer_99." in said
    said = load("load_figures", "odata_2020.json", "--metadata", str(FIXTURES / "DataProperties.json"))
    assert "Kolommen" not in said
    new = Indicator.objects.get(code="NieuwCijfer")
    assert (new.name, new.unit, new.decimals, new.definition) == ("Nieuw cijfer", "%", 1, "Sinds dit jaar.")
    people = Indicator.objects.get(code="AantalInwoners")
    assert (people.group, people.definition, people.counts_people) == ("Bevolking", "De mensen op 1 januari.", True)
    assert Indicator.objects.get(code="Appartement-2").name == "Gas: Appartement"
    assert value("GM9876", "NieuwCijfer", 2020) == "4"


@pytest.mark.usefixtures("places")
def test_a_changed_value_is_changed_and_another_year_stays() -> None:
    load("load_figures", "measures_2024.json")
    load("load_figures", "statline_2023.csv")
    said = load("load_figures", "kwb-2024.xlsx")
    assert "cijfers: 9 nieuw, 2 gewijzigd, 1 gelijk" in said
    assert (value("WK987600", "AantalInwoners", 2024), value("WK987600", "AantalInwoners", 2023)) == ("7060", "7010")


@pytest.mark.usefixtures("places")
def test_an_empty_cell_of_an_older_file_does_not_take_away_a_known_value(tmp_path: Path) -> None:
    load("load_figures", "measures_2024.json")
    file = tmp_path / "kwb_2024.csv"
    for cell, expected in ((".", "7050"), ("-99997", SECRET), ("7051", "7051")):
        file.write_text(f"WijkenEnBuurten;AantalInwoners_5\nWK987600;{cell}\n")
        load("load_figures", file)
        assert value("WK987600", "AantalInwoners", 2024) == expected


@pytest.mark.usefixtures("places")
def test_a_list_of_the_gemeente_itself_as_excel_saves_it() -> None:
    said = load("load_figures", "eigen_cijfers.csv")
    assert "cijfers: 5 nieuw" in said
    assert value("GM9876", "voelt-zich-thuis", 2025) == "71.5"
    assert value("WK9876AA", "voelt-zich-thuis", 2025) == SECRET
    assert value("WK987600", "vrijwilligers", 2025) == "1234.5"
    assert value("WK987600", "AantalInwoners", 2025) == "7101"
    own = Indicator.objects.get(code="voelt-zich-thuis")
    assert (own.name, own.unit, own.decimals, own.group) == ("Voelt zich thuis", "%", 1, "Eigen onderzoek")
    assert own.definition == "Deel dat zich thuis voelt"
    shown = Figure.objects.of(Area.objects.get(code="WK987600"), codes=["voelt-zich-thuis"])[0]
    assert (shown.text, shown.beside_text, shown.source_line) == ("68,0%", "71,5%", "Wijkenquête 2025")


@pytest.mark.usefixtures("places")
def test_a_list_in_the_encoding_of_an_older_excel() -> None:
    load("load_figures", "eigen_cijfers_cp1252.csv")
    assert Indicator.objects.get(code="cafes").name == "Cafés"
    assert Figure.objects.get().source == "Telling „Café” 2025"


@pytest.mark.usefixtures("places")
def test_a_comma_between_cells_means_a_point_in_numbers(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text('area,indicator,year,value,source\nWK987600,Trust,2025,"1,234.5",Survey\n')
    load("load_figures", file)
    assert value("WK987600", "trust", 2025) == "1234.5"


def test_places_that_are_not_known_are_passed_over_and_named() -> None:
    with pytest.raises(
        CommandError, match=r"geen enkel gebied uit dit bestand is bekend \(GM9876, WK987600, WK9876AA\)"
    ):
        load("load_figures", "measures_2024.json")
    assert not any(counts())
    load("load_areas", "wijken_rd_2022.geojson")
    said = load("load_figures", "measures_2024.json")
    assert "Overgeslagen, want niet bekend als gebied: WK9876AA." in said


def test_new_places_are_made_only_when_asked_and_named_by_the_file() -> None:
    load("load_figures", "kwb-2024.xlsx", "--new-areas")
    names = dict(Area.objects.values_list("code", "name"))
    assert names == {
        "GM9876": "Voorbeeldstad",
        "WK987600": "Centrum",
        "WK9876AA": "Wijk AA",
        "BU98760001": "Oude Haven",
    }


@pytest.mark.usefixtures("places")
def test_only_one_gemeente_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "kwb_2024.csv"
    file.write_text("WijkenEnBuurten;AantalInwoners_5\nGM9876;10\nGM1111;20\n")
    load("load_figures", file, "--municipality", "GM9876", "--new-areas")
    assert set(Figure.objects.values_list("area__code", flat=True)) == {"GM9876"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "WijkenEnBuurten;AantalInwoners_5\nGM9876;10\nWK987600;veel\n",
            r"rij 3, kolom AantalInwoners_5: 'veel' is geen",
        ),
        (
            "WijkenEnBuurten;AantalInwoners_5\nGM9876;10\nCentrum;20\n",
            r"rij 3, kolom WijkenEnBuurten: 'Centrum' is geen CBS",
        ),
        (
            "WijkenEnBuurten;AantalInwoners_5\nGM9876;10\nGM9876;10\n",
            r"rij 3, kolom WijkenEnBuurten: GM9876 staat er twee",
        ),
        ("WijkenEnBuurten;AantalInwoners_5\nGM9876;10;11\n", r"rij 2: 3 cellen, maar 2 koppen"),
        ("WijkenEnBuurten;Niets_5\nGM9876;10\n", r"rij 1: geen enkele kolom is een bekend cijfer"),
        ("naam;aantal\nCentrum;10\n", r"rij 1: de koppen zijn niet van een CBS-tabel"),
        ("code;indicator;waarde\nGM9876;x;10\n", r"rij 1: deze kop ontbreekt: bron, jaar"),
        ("code;indicator;jaar;waarde;bron\nGM9876;x;2024;10;\n", r"rij 2, kolom bron: een cijfer zonder bron"),
        ("code;indicator;jaar;waarde;bron\nGM9876;x;24;10;b\n", r"rij 2, kolom jaar: '24' is geen jaar"),
        ("code;indicator;jaar;waarde;bron\nGM9876;x;2024;1.5;b\n", r"rij 2, kolom waarde: '1.5' is geen getal .*komma"),
        ("code;indicator;jaar;waarde;bron\nGM9876;x;2024;1;b\nGM9876;x;2024;2;b\n", r"rij 3: dit cijfer staat er twee"),
        (
            "code;indicator;jaar;waarde;bron\nGM9876;x;2024;99999999999999999;b\n",
            r"rij 2, kolom waarde: .* is geen getal",
        ),
        ("code;code;jaar\n", r"rij 1, kolom code: deze kop staat er twee keer"),
        ("# alleen een opmerking\n", r"er staat geen regel met koppen in"),
        ('{"value": [', r"dit is geen geldige JSON"),
        ('{"value": [1, 2]}', r"rij 1: hier staat geen rij met kolommen"),
        ('{"iets": "anders"}', r"geen bestand van CBS of PDOK"),
        (
            '[{"WijkenEnBuurten": "GM9876", "AantalInwoners_5": {"a": 1}}]',
            r"rij 1, kolom AantalInwoners_5: .* is geen getal",
        ),
        (
            '[{"WijkenEnBuurten": "GM9876", "AantalInwoners_5": true}]',
            r"rij 1, kolom AantalInwoners_5: 'True' is geen getal",
        ),
        ('[{"WijkenEnBuurten": 202, "AantalInwoners_5": 1}]', r"rij 1, kolom WijkenEnBuurten: '202' is geen CBS-code"),
        ("", r"het bestand is leeg"),
    ],
)
@pytest.mark.usefixtures("places")
def test_a_wrong_file_is_named_with_row_and_column_and_leaves_nothing(
    tmp_path: Path, content: str, problem: str
) -> None:
    file = tmp_path / "fout_2024.csv"
    file.write_text(content)
    before = counts()
    with pytest.raises(CommandError, match=rf"^fout_2024\.csv(, |: ).*{problem}") as caught:
        load("load_figures", file)
    assert str(caught.value).endswith("Er is niets geladen.")
    assert counts() == before


@pytest.mark.usefixtures("places")
def test_the_year_must_be_known(tmp_path: Path) -> None:
    file = tmp_path / "kwb.csv"
    file.write_text("WijkenEnBuurten;AantalInwoners_5\nGM9876;10\n")
    with pytest.raises(CommandError, match="niet welk jaar het is; geef het met --year"):
        load("load_figures", file)
    load("load_figures", file, "--year", "2019")
    assert value("GM9876", "AantalInwoners", 2019) == "10"


@pytest.mark.usefixtures("places")
def test_growth_of_the_file_does_not_grow_the_queries(
    tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Area.objects.bulk_create(
        Area(code=f"WK9876{n:02}", level="WIJK", name=f"w{n}", slug=f"w{n}", parent=gemeente, municipality=gemeente)
        for gemeente in [Area.objects.get(code="GM9876")]
        for n in range(10, 70)
    )
    file = tmp_path / "kwb_2024.csv"
    rows = "".join(f"WK9876{n:02};{n};{n};{n}\n" for n in range(10, 70))
    file.write_text(f"WijkenEnBuurten;AantalInwoners_5;Mannen_6;Vrouwen_7\n{rows}")
    with django_assert_max_num_queries(14):
        load("load_figures", file)
    assert Figure.objects.count() == 180


@pytest.mark.usefixtures("places")
def test_the_row_of_the_country_is_kept_apart() -> None:
    said = load("load_figures", "odata_2020.json", "--year", "2020")
    assert "cijfers van Nederland: 2 nieuw" in said
    rows = {(row.indicator.code, row.year, row.value) for row in CountryFigure.objects.select_related("indicator")}
    assert rows == {("AantalInwoners", 2020, Decimal(17000000)), ("Mannen", 2020, Decimal(8000000))}
    assert not Area.objects.filter(code__startswith="NL").exists()
    assert "cijfers van Nederland: 0 nieuw, 0 gewijzigd, 2 gelijk" in load(
        "load_figures", "odata_2020.json", "--year", "2020"
    )


@pytest.mark.usefixtures("places")
def test_a_gemeente_may_bring_the_country_in_its_own_list(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    lines = ("gebied;indicator;jaar;waarde;bron;eenheid", "NL01;Voelt zich thuis;2025;70;Enquête;%")
    file.write_text("\n".join((*lines, "WK987600;Voelt zich thuis;2025;68;Enquête;%")), encoding="utf-8")
    load("load_figures", file)
    [shown] = Figure.objects.of(Area.objects.get(code="WK987600"), codes=["voelt-zich-thuis"])
    assert (shown.text, shown.country_text) == ("68%", "70%")

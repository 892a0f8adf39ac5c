"""The page with figures of a wijk: which ones, over the years, beside other wijken, and as a file with its source."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, CountryFigure, Figure, Indicator, MunicipalitySettings

ADDRESS = "/wijken/arnhem/klarendal/cijfers/"
CHOOSE = "/instellingen/arnhem/cijfers/"


@pytest.fixture
def counted(arnhem: Area, klarendal: Area, geitenkamp: Area) -> list[Indicator]:
    MunicipalitySettings.objects.get_or_create(municipality=arnhem)
    made = [
        Indicator.objects.create(
            code=code,
            name=name,
            unit="aantal",
            source="CBS",
            group=group,
            definition=f"Wat {name} is.",
            order=order,
            counts_people=code == "AantalInwoners",
        )
        for order, (code, name, group) in enumerate(
            (
                ("AantalInwoners", "Inwoners", "Bevolking"),
                ("Woningvoorraad", "Woningen", "Wonen"),
                ("Bomen", "Bomen", ""),
            )
        )
    ]
    for indicator in made:
        for area, value in ((klarendal, 70), (geitenkamp, 5), (arnhem, 500)):
            for year in (2023, 2024):
                source = f"=CBS, KWB {year}"
                Figure.objects.create(area=area, indicator=indicator, year=year, value=value + year, source=source)
    Figure.objects.filter(area=geitenkamp, indicator__code="AantalInwoners", year=2024).update(value=5)
    return made


def test_a_figure_stands_over_years_and_beside_wijken(counted: list[Indicator]) -> None:
    page = Client().get(ADDRESS, {"cijfer": "Woningvoorraad"}).content.decode()
    assert "Woningen door de jaren" in page
    assert '<svg class="wn-chart"' in page
    assert "Geitenkamp" in page
    assert "Wat Woningen is." in page
    assert "=CBS, KWB 2024" in page


def people_of(page: str) -> list[str]:
    """The rows of the table with all wijken."""
    return re.findall(r"<tr.*?</tr>", page.split('id="wijken"')[1].split('id="alle"', maxsplit=1)[0], re.DOTALL)


def test_a_small_group_is_on_no_page_and_in_no_file(counted: list[Indicator]) -> None:
    page = Client().get(ADDRESS, {"cijfer": "AantalInwoners"}).content.decode()
    assert "minder dan 10" in page
    assert "2.524" in page
    [mine] = [row for row in people_of(page) if "Klarendal" in row]
    assert "2.094" not in mine
    there = Client().get("/wijken/arnhem/geitenkamp/cijfers/?bestand=csv").content.decode("utf-8-sig")
    [row] = [
        row
        for row in csv.DictReader(io.StringIO(there), delimiter=";")
        if row["gebied"] == "Geitenkamp" and row["indicator"] == "AantalInwoners" and row["jaar"] == "2024"
    ]
    assert row["waarde"] == ""
    assert "minder dan 10" in row["waarom niet"]


def test_the_file_carries_source_and_meaning_and_no_formula(counted: list[Indicator]) -> None:
    answer = Client().get(f"{ADDRESS}?bestand=csv")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 8
    assert {row["betekenis"] for row in rows} == {"Wat Inwoners is.", "Wat Woningen is."}
    assert all(row["bron"] == "'=CBS, KWB " + row["jaar"] for row in rows)


@pytest.mark.parametrize("query", ["?cijfer=Niets", "?cijfer=Bomen", "?cijfer=%00"])
def test_a_figure_that_is_not_shown_is_not_there(counted: list[Indicator], query: str) -> None:
    assert Client().get(ADDRESS + query).status_code in {400, 404}


def test_without_figures_the_page_says_so(klarendal: Area) -> None:
    assert "nog geen cijfers geladen" in Client().get(ADDRESS).content.decode()


def test_the_gemeente_chooses_which_figures_are_shown(counted: list[Indicator], as_user: AsUser, beheer: User) -> None:
    admin = as_user(beheer)
    page = admin.get(CHOOSE).content.decode()
    assert "Bomen" in page
    version = MunicipalitySettings.objects.get().version
    sent = {"indicators": ["Bomen"], "version": str(version)}
    assert admin.post(CHOOSE, sent).status_code == 302
    assert admin.post(CHOOSE, {"indicators": [], "version": str(version)}).status_code == 409
    for address in (ADDRESS, "/wijken/arnhem/klarendal/", "/wijkprofielen/arnhem/klarendal/"):
        shown = admin.get(address).content.decode()
        assert "Bomen" in shown, address
        assert "Woningen<" not in shown, address
    version = MunicipalitySettings.objects.get().version
    assert admin.post(CHOOSE, {"version": str(version)}).status_code == 302
    assert MunicipalitySettings.objects.get().indicators is None


@pytest.mark.parametrize("indicators", [["Raket"], ["<script>"]])
def test_a_figure_that_does_not_exist_is_not_chosen(
    counted: list[Indicator], as_user: AsUser, beheer: User, indicators: list[str]
) -> None:
    version = str(MunicipalitySettings.objects.get().version)
    assert as_user(beheer).post(CHOOSE, {"indicators": indicators, "version": version}).status_code == 400


def test_the_page_asks_eight_questions(counted: list[Indicator]) -> None:
    with CaptureQueriesContext(connection) as captured:
        Client().get(ADDRESS)
    assert len(captured) <= 8


def test_without_the_country_the_page_says_why(counted: list[Indicator]) -> None:
    page = Client().get(ADDRESS).content.decode()
    assert "Nederland: niet in het bestand." in page
    assert 'data-label="Nederland"' not in page


def test_the_country_stands_in_table_drawing_and_file(counted: list[Indicator]) -> None:
    indicator = Indicator.objects.get(code="Woningvoorraad")
    Indicator.objects.filter(pk=indicator.pk).update(unit="%")
    for year in (2023, 2024):
        CountryFigure.objects.create(indicator=indicator, year=year, value=year + 9, source="CBS, KWB")
    page = Client().get(ADDRESS, {"cijfer": "Woningvoorraad"}).content.decode()
    assert "2.033%" in page
    assert "heel Nederland" in page
    assert page.count("wn-chart__line--country") == page.count("wn-chart__line--beside") == 1
    # Another figure has no value for the country, and says so.
    assert "niet in het bestand" in page
    file = Client().get(f"{ADDRESS}?bestand=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file), delimiter=";"))
    assert [(row["code"], row["jaar"], row["waarde"]) for row in rows if row["gebied"] == "Nederland"] == [
        ("NL", "2023", "2032"),
        ("NL", "2024", "2033"),
    ]


def test_a_count_has_no_line_for_a_larger_place(counted: list[Indicator]) -> None:
    page = Client().get(ADDRESS, {"cijfer": "Woningvoorraad"}).content.decode()
    assert "wn-chart__line--" not in page

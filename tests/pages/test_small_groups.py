"""Everything public about a gemeente together: no count of people that is not said comes out of it."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from tests.areas.test_small_groups import SEXES, solved
from tests.conftest import AsUser, make_area
from wijknet.accounts.models import User
from wijknet.areas.exchange.catalogue import IndicatorFact, shipped
from wijknet.areas.exchange.figures import FigureFact, FigureFile
from wijknet.areas.models import Area, Figure, Indicator, MunicipalitySettings, ResidentGroup
from wijknet.areas.services.figures import store_figures
from wijknet.areas.small_groups import SUMS, Values
from wijknet.pages import at_a_glance, profile_print
from wijknet.pages.area import whole_wijk
from wijknet.profiles.around import NOT_SAID, groups_of
from wijknet.profiles.figures import HEADLINES, frozen, said_in
from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.services import publish_edition

AGES, HOMES = SUMS[1][1], SUMS[-1][1]
OWN = "mantelzorgers"
# Per wijk: five ages, three kinds of households, people who care for somebody. Small counts are planted.
PLANTED = {
    "WK020201": ((4, 30, 60, 50, 40), (60, 20, 12), 7),
    "WK020202": ((20, 30, 40, 50, 3), (30, 6, 20), 25),
    "WK020203": ((90, 80, 70, 60, 50), (90, 80, 70), 60),
    "WK020204": ((0, 0, 2, 3, 0), (3, 0, 1), 0),
    "WK020205": ((300, 200, 250, 240, 110), (300, 200, 100), 110),
}
SMALLEST = 10
Said = dict[tuple[int, str], Decimal]


def counts_of(code: str) -> dict[str, int]:
    ages, homes, carers = PLANTED[code]
    found = {**dict(zip(AGES, ages, strict=True)), **dict(zip(HOMES, homes, strict=True)), OWN: carers}
    women = min(4, sum(ages)) if code == "WK020202" else sum(ages) // 2
    found |= {"Vrouwen": women, "Mannen": sum(ages) - women}
    return found | {"AantalInwoners": sum(ages), "HuishoudensTotaal": sum(homes)}


def facts() -> list[FigureFact]:
    """As a file has them: every wijk and the gemeente, with the density that belongs to the count."""
    rows = {code: counts_of(code) for code in PLANTED}
    rows["GM0202"] = {name: sum(row[name] for row in rows.values()) for name in rows["WK020201"]}
    found = [
        FigureFact(place, "", name, 2024, Decimal(value), "", "Telling 2024")
        for place, row in rows.items()
        for name, value in (*row.items(), ("Bevolkingsdichtheid", row["AantalInwoners"]))
    ]
    land = [FigureFact(place, "", "OppervlakteLand", 2024, Decimal(100), "", "Telling 2024") for place in rows]
    return [*found, *land]


def indicators() -> list[IndicatorFact]:
    known = {fact.code: fact for fact in shipped().facts}
    own = IndicatorFact(code=OWN, name="Mantelzorgers", unit="aantal", source="Eigen onderzoek", counts_people=True)
    return [own, *(known[code] for code in {fact.indicator for fact in facts()} - {OWN})]


def store(found: list[FigureFact]) -> None:
    store_figures(FigureFile(indicators(), iter(found), described=False, passed_over=[]))


@pytest.fixture
def town(arnhem: Area) -> list[Area]:
    wijken = [make_area("WIJK", code, f"Wijk {code[-2:]}", arnhem) for code in PLANTED]
    store(facts())
    codes = [*sorted({fact.indicator for fact in facts()})]
    MunicipalitySettings.objects.update(minimum_group_size=SMALLEST, indicators=codes)
    return wijken


def read_file(answer: bytes) -> Iterator[tuple[str, str, Decimal]]:
    for row in csv.DictReader(io.StringIO(answer.decode("utf-8-sig")), delimiter=";"):
        if row["waarde"]:
            yield row["code"], row["indicator"], Decimal(row["waarde"].replace(",", "."))


def read_paper(wijk: Area) -> Iterator[tuple[bool, str, str]]:
    """Name and number as the two PDFs get them: of the wijk (True) and of the gemeente."""
    whole = whole_wijk(wijk, {}, ())
    glance = at_a_glance.figures_of(whole)
    edition = ProfileEdition(figures=frozen(whole["figures"]))
    rows = [*glance["more"], *(profile_print.figure_row(figure)[:3] for figure in said_in(wijk, [edition])[0])]
    for name, here, beside in rows:
        yield True, name, here
        yield False, name, beside
    for cell in glance["figures"]:
        yield True, cell["name"], cell["value"]


def everything_public(town: list[Area]) -> Said:
    """What an attacker has who reads every page, file and PDF of the gemeente."""
    said: Said = {}
    gemeente = town[0].municipality or town[0]
    by_code = {area.code: area.pk for area in (gemeente, *town)}
    names = {fact.name: fact.code for fact in indicators()}
    for wijk in town:
        address = f"/wijken/arnhem/{wijk.slug}/"
        content = Client().get(f"{address}cijfers/?bestand=csv").content
        said |= {(by_code[code], name): value for code, name, value in read_file(content)}
        for code in {fact.indicator for fact in facts()}:
            page = Client().get(f"{address}cijfers/?cijfer={code}").context
            said |= {(place.area.pk, code): place.cell.value for place in page["places"] if place.cell.text}
            said |= {(gemeente.pk, code): page["total"].value} if page["total"].text else {}
            [year] = page["years"]
            said |= {(wijk.pk, code): year.here.value} if year.here.text else {}
            said |= {(gemeente.pk, code): year.beside.value} if year.beside.text else {}
        for shown in (*page["figures"], *Client().get(address).context["figures"]):
            said |= {(wijk.pk, shown.code): shown.value} if shown.text else {}
            said |= {(gemeente.pk, shown.code): shown.beside_value} if shown.beside_text else {}
        for here, name, text in read_paper(wijk):
            number = text.split(" ")[0].replace(".", "")
            if name in names and number.isdigit():
                said[wijk.pk if here else gemeente.pk, names[name]] = Decimal(number)
    return said


def test_nothing_small_comes_out_of_all_that_is_public(town: list[Area]) -> None:
    true = {(row.area_id, row.indicator.code): row.value for row in Figure.objects.select_related("indicator")}
    people = {code for code in {code for _area, code in true} if Indicator.objects.get(code=code).counts_people}
    said = everything_public(town)
    assert all(true[cell] == value for cell, value in said.items())
    unknown = {cell for cell in true if cell not in said and cell[1] in people}
    small = {cell for cell, value in true.items() if cell[1] in people and 0 < (value or 0) < SMALLEST}
    assert len(small) > 8
    assert small <= unknown
    gemeente = town[0].municipality_id or 0
    places = [gemeente, *(wijk.pk for wijk in town)]
    sums = [((gemeente, code), [(wijk.pk, code) for wijk in town]) for code in people]
    sums += [((area, whole), [(area, part) for part in parts]) for area in places for whole, parts in SUMS]
    known: Values = {cell: value for cell, value in said.items() if cell[1] in people}
    assert not solved(known, unknown, sums).keys() & small
    # Density times land is people again; here there is 1 km² of land everywhere.
    assert not {(area, "Bevolkingsdichtheid") for area, code in unknown if code == "AantalInwoners"} & said.keys()
    # Most is still said, and so is the gemeente as a whole.
    assert len(said) > len(true) / 2
    assert {(gemeente, code) for code in ("AantalInwoners", OWN, *SEXES)} <= said.keys()


def test_a_figure_of_another_wijk_gives_a_new_page(town: list[Area]) -> None:
    """The whole gemeente decides what is not said of one wijk: 40 against 4 becomes 30 against 14, same sum."""
    wijk, address = town[2], f"/wijken/arnhem/{town[2].slug}/"
    first = Client().get(address)
    assert Client().get(address)["ETag"] == first["ETag"]
    values = {"WK020201": 17, "WK020202": 15}
    store([FigureFact(code, "", OWN, 2024, Decimal(value), "", "Telling 2024") for code, value in values.items()])
    second = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert next(one.text for one in second.context["figures"] if one.code == OWN) == "60"
    store([FigureFact(code, "", OWN, 2024, Decimal(value), "", "Telling 2024") for code, value in values.items()])
    assert Client().get(address)["ETag"] == second["ETag"]
    assert wijk.municipality is not None


def test_an_edition_keeps_to_the_rule_of_today(
    town: list[Area], edition: ProfileEdition, as_user: AsUser, beheer: User
) -> None:
    wijk = edition.area
    store([FigureFact(wijk.code, "", name, 2024, Decimal(1234), "", "Telling 2024") for name in (OWN, "Vrouwen")])
    draft = edition.profile
    made = publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    assert sum(figure["value"] is not None and figure["text"] == "1.234" for figure in made.figures) == 2
    Figure.objects.filter(area=wijk, indicator__code=OWN).update(value=4)
    client, address = as_user(beheer), f"/wijkprofielen/arnhem/{wijk.slug}/edities/"
    page = client.get(f"{address}{made.number}/").content.decode()
    assert page.count(">1.234<") == 1
    assert "ermee uit te rekenen" in page
    assert client.get(f"{address}vergelijken/").content.decode().count("1.234 (2024)") == 1


def test_a_group_does_not_repeat_a_figure_that_is_not_said(town: list[Area]) -> None:
    wijk = town[1]
    for name, size in (("Mantelzorgers", 25), ("Anderen", 26)):
        place = {"municipality": wijk.municipality, "area": wijk}
        ResidentGroup.objects.create(name=name, size=size, source="Telling", **place)
    assert {row.name: row.size == NOT_SAID for row in groups_of(wijk, [])} == {"Mantelzorgers": True, "Anderen": False}


def test_what_the_choice_that_comes_with_wijknet_shows_is_guarded() -> None:
    """Every count of people among them stands in the catalogue as one."""
    people = {fact.code for fact in shipped().facts if fact.counts_people}
    assert {part for total, parts in SUMS for part in (total, *parts)} <= people
    assert len(people.intersection(HEADLINES)) > 8

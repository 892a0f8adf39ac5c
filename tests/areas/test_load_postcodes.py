"""`load_postcodes`: a postcode in as few rows as say the same."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.areas.load import load
from wijknet.areas.models import Area, Postcode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("buurten")]


@pytest.fixture
def buurten(db: None) -> None:
    load("load_areas", "buurten_pdok.geojson")


def rows() -> list[tuple[str, int | None, int | None, str]]:
    stored = Postcode.objects.order_by("postcode", "house_from")
    return list(stored.values_list("postcode", "house_from", "house_to", "area__code"))


def test_house_numbers_are_kept_only_where_a_postcode_is_split() -> None:
    assert "postcodes: 4 nieuw, 0 gewijzigd" in load("load_postcodes", "postcodes.csv")
    assert rows() == [
        ("9876AA", None, None, "BU98760001"),
        ("9876AB", None, None, "BU98760001"),
        ("9876AC", 1, 2, "BU98760001"),
        ("9876AC", 4, 6, "BU9876AA01"),
    ]
    assert Postcode.objects.wijk_at("9876 ac", 5) == Area.objects.get(code="WK9876AA")
    assert "postcodes: 0 nieuw, 0 gewijzigd, 4 gelijk" in load("load_postcodes", "postcodes.csv")


def test_the_list_of_cbs_leaves_out_the_letters_of_the_code() -> None:
    load("load_postcodes", "pc6hnr.csv")
    assert rows() == [("9876AA", None, None, "BU98760001")]


def test_a_postcode_that_moves_replaces_its_rows_and_others_stay(tmp_path: Path) -> None:
    load("load_postcodes", "postcodes.csv")
    file = tmp_path / "nieuw.csv"
    file.write_text("postcode;buurtcode\n9876AC;BU9876AA01\n9876ZZ;BU11110000\n")
    said = load("load_postcodes", file)
    assert "postcodes: 0 nieuw, 1 gewijzigd, 0 gelijk" in said
    assert "Vervallen regels: 2." in said
    assert "niet bekend als gebied: BU11110000" in said
    assert [row for row in rows() if row[0] == "9876AC"] == [("9876AC", None, None, "BU9876AA01")]
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("postcode;buurtcode\n98AA;BU98760001\n", "rij 2, kolom postcode: '98AA' is geen postcode"),
        ("postcode;buurtcode\n9876AA;GM9876\n", "rij 2, kolom buurtcode: GM9876 is geen buurt of wijk"),
        ("postcode;buurtcode;huisnummer\n9876AA;BU98760001;nul\n", "rij 2, kolom huisnummer: 'nul-nul' is geen huisnr"),
        ("postcode;buurtcode;van;tot\n9876AA;BU98760001;9;3\n", "rij 2, kolom tot: het laatste huisnummer is lager"),
        ("pc4;wijk\n9876;x\n", "rij 1: deze kop ontbreekt: postcode"),
    ],
)
def test_a_wrong_list_is_named_and_leaves_nothing(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "fout.csv"
    file.write_text(content)
    with pytest.raises(CommandError, match=problem.replace("huisnr", "huisnummer")):
        load("load_postcodes", file)
    assert rows() == []

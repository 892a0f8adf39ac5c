"""`load_areas`: borders of any year in any shape; what an older year said stays true."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import DjangoCaptureOnCommitCallbacks
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tests.areas.load import counts, load
from wijknet.areas.exchange.svg import cache_key
from wijknet.areas.models import Area, Border, MunicipalitySettings

pytestmark = pytest.mark.django_db


def feature(code: str, name: str, **properties: object) -> dict[str, object]:
    ring = [[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0, 52.0]]
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": name} | properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def write(folder: Path, name: str, *features: object, **more: object) -> Path:
    file = folder / name
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features} | more))
    return file


def outline(border: Border) -> BaseGeometry:
    assert border.geometry is not None
    return shape(border.geometry)


def test_places_hang_together_by_their_codes() -> None:
    said = load("load_areas", "wijken_2014.geojson")
    assert "gebieden: 4 nieuw, 0 gewijzigd" in said
    wijk = Area.objects.select_related("parent", "municipality").get(code="WK987600")
    assert (wijk.level, wijk.name, wijk.slug, wijk.border_year) == ("WIJK", "Centrum", "centrum", 2014)
    assert wijk.parent == wijk.municipality == Area.objects.get(code="GM9876")
    assert Border.objects.get(area=wijk).name == "Wijk 00 Centrum"
    assert MunicipalitySettings.objects.filter(municipality__code="GM9876").count() == 1


def test_a_polygon_that_crosses_itself_is_repaired_and_a_line_becomes_a_point() -> None:
    said = load("load_areas", "wijken_2014.geojson")
    borders = {border.area.code: border for border in Border.objects.select_related("area")}
    assert outline(borders["WK987600"]).is_valid
    assert outline(borders["WK987600"]).area == pytest.approx(0.00005)
    assert borders["WK987601"].geometry is None
    assert borders["WK987601"].label_lat is not None
    assert (borders["WK9876AA"].geometry, borders["WK9876AA"].label_lat) == (None, None)
    assert "Zonder bruikbare grens, alleen een punt: WK987601." in said


@pytest.mark.parametrize("file", ["wijken_2023.topojson", "wijken_2023.topojson.gz"])
def test_topojson_shares_arcs_between_neighbours(file: str) -> None:
    load("load_areas", file)
    west, east = Border.objects.order_by("area__code")
    assert outline(west).bounds == (5.0, 52.0, 5.01, 52.01)
    assert outline(east).bounds == (5.01, 52.0, 5.02, 52.01)
    assert (west.year, east.name) == (2023, "Haven")


def test_the_dutch_grid_becomes_degrees() -> None:
    load("load_areas", "wijken_rd_2022.geojson")
    border = Border.objects.get()
    assert outline(border).bounds == pytest.approx((5.0, 52.0, 5.01, 52.01), abs=1e-5)
    assert border.label_lon == pytest.approx(5.005, abs=0.005)
    assert border.year == 2022


def test_the_dutch_grid_is_seen_from_the_numbers_when_the_file_does_not_say_it(tmp_path: Path) -> None:
    here = feature("WK987600", "Centrum")
    ring = [[190000.0, 444000.0], [191000.0, 444000.0], [191000.0, 445000.0], [190000.0, 444000.0]]
    here["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    load("load_areas", write(tmp_path, "wijken_2022.geojson", here))
    west, south, _, _ = outline(Border.objects.get()).bounds
    assert (west, south) == pytest.approx((5.9, 51.98), abs=0.05)


def test_a_place_whose_parent_is_not_there_gets_one_that_is_named_later(tmp_path: Path) -> None:
    file = write(tmp_path, "buurten_2022.geojson", feature("BU98760001", "Haven"))
    said = load("load_areas", file)
    assert "Zonder naam, laad ook het bestand waar ze in staan: GM9876, WK987600." in said
    assert Area.objects.get(code="WK987600").name == "WK987600"
    load("load_areas", "wijken_2014.geojson")
    wijk = Area.objects.get(code="WK987600")
    assert (wijk.name, wijk.slug) == ("Centrum", "centrum")
    assert Area.objects.get(code="BU98760001").parent == wijk


def test_pdok_names_the_gemeente_above_and_pieces_of_water_are_passed_over() -> None:
    load("load_areas", "buurten_pdok.geojson")
    assert Area.objects.get(code="GM9876").name == "Voorbeeldstad"
    assert set(Border.objects.values_list("area__code", flat=True)) == {"BU98760001", "BU9876AA01"}
    assert Area.objects.get(code="BU9876AA01").parent == Area.objects.get(code="WK9876AA")


def test_a_new_name_keeps_the_old_one_in_its_year_and_the_address_as_it_was(tmp_path: Path) -> None:
    load("load_areas", write(tmp_path, "a_2014.geojson", feature("WK987600", "Wijk 00 Haven")))
    load("load_areas", write(tmp_path, "b_2022.geojson", feature("WK987600", "Havenkwartier")))
    wijk = Area.objects.get(code="WK987600")
    assert (wijk.name, wijk.slug, wijk.border_year) == ("Havenkwartier", "haven", 2022)
    assert list(Border.objects.order_by("year").values_list("year", "name")) == [
        (2014, "Wijk 00 Haven"),
        (2022, "Havenkwartier"),
    ]


def test_an_older_file_does_not_take_the_newer_name_away(tmp_path: Path) -> None:
    load("load_areas", write(tmp_path, "b_2022.geojson", feature("WK987600", "Havenkwartier")))
    said = load("load_areas", write(tmp_path, "a_2014.geojson", feature("WK987600", "Wijk 00 Haven")))
    assert "gebieden: 0 nieuw, 0 gewijzigd" in said
    assert Area.objects.get(code="WK987600").name == "Havenkwartier"
    assert Border.objects.count() == 2


def test_places_of_the_same_name_have_an_address_of_their_own(tmp_path: Path) -> None:
    """ "Wijk 00" exists in dozens of gemeenten, and names repeat inside one."""
    features = [feature(code, "Wijk 00") for code in ("WK111100", "WK222200", "WK222201")]
    load("load_areas", write(tmp_path, "w_2014.geojson", *features))
    assert list(Area.objects.wijken().order_by("code").values_list("slug", flat=True)) == [
        "wijk-00",
        "wijk-00",
        "wijk-00-wk222201",
    ]
    wijk = Area.objects.select_related("municipality").get(code="WK111100")
    assert wijk.full_name == "Wijk 00 (GM1111)"


def test_a_table_of_names_leaves_outlines_be() -> None:
    load("load_areas", "wijken_rd_2022.geojson")
    before = Border.objects.get().geometry
    load("load_areas", "kwb-2024.xlsx", "--year", "2022")
    border = Border.objects.get(area__code="WK987600")
    assert (border.name, border.geometry) == ("Wijk 00 Centrum", before)
    assert Area.objects.get(code="GM9876").name == "Voorbeeldstad"


def test_a_list_of_codes_and_names(tmp_path: Path) -> None:
    file = tmp_path / "namen_2024.csv"
    file.write_text("code;naam\nGM9876;Voorbeeldstad\nWK987600;Centrum\n")
    load("load_areas", file)
    assert Area.objects.get(code="WK987600").name == "Centrum"


def test_the_list_of_names_that_cbs_gives_with_its_table(tmp_path: Path) -> None:
    file = tmp_path / "WijkenEnBuurten_2024.json"
    rows = [{"Key": "NL00      ", "Title": "Nederland"}, {"Key": "WK987600  ", "Title": "Wijk 00 Centrum"}]
    file.write_text(json.dumps({"value": rows}))
    load("load_areas", file)
    assert Area.objects.get(code="WK987600").name == "Centrum"


def test_only_one_level_or_gemeente_when_asked(tmp_path: Path) -> None:
    load("load_areas", "wijken_2014.geojson", "--level", "gemeente")
    assert list(Area.objects.values_list("code", flat=True)) == ["GM9876"]
    file = write(tmp_path, "w_2014.geojson", feature("WK111100", "Een"), feature("WK222200", "Twee"))
    load("load_areas", file, "--municipality", "gm2222")
    assert not Area.objects.filter(code="WK111100").exists()
    assert "past bij de keuze" in load("load_areas", file, "--municipality", "GM3333")


def test_new_borders_forget_the_kept_maps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    load("load_areas", "wijken_2014.geojson")
    wijk = Area.objects.get(code="WK987600")
    forgotten: list[str] = []
    monkeypatch.setattr("wijknet.areas.exchange.svg.cache.delete_many", forgotten.extend)
    with django_capture_on_commit_callbacks(execute=True):
        load("load_areas", write(tmp_path, "b_2022.geojson", feature("WK987601", "Naast")))
    assert cache_key(wijk.pk, whole=False, language="nl") in forgotten


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"features": []}, "rij 1: er staat geen gebied"),
        ({"features": "x"}, "de lijst 'features' ontbreekt"),
        ({"features": [feature("WK987600", "A"), {"type": "Feature"}]}, "rij 2: dit gebied heeft geen eigenschappen"),
        ({"features": [feature("WK987600", "A"), feature("WK987600", "B")]}, "rij 2, kolom statcode: WK987600 staat"),
        ({"features": [feature("WIJK1", "A")]}, "rij 1, kolom statcode: 'WIJK1' is geen CBS-code"),
        ({"features": [feature("WK987600", "A" * 101)]}, "rij 1, kolom statnaam: de naam is langer dan 100"),
        ({"features": [feature("WK987600", 3)]}, "rij 1, kolom statnaam: '3' is geen naam"),  # type: ignore[arg-type]
        ({"features": [feature("WK987600", "A")], "crs": "EPSG:3857"}, "'EPSG:3857' is geen WGS84 of RD"),
        ({"type": "Topology", "features": []}, "de lijnen .arcs. van deze TopoJSON kloppen niet"),
        ({"type": "Topology", "arcs": [[[0, 0]]], "objects": {"a": 1}}, "TopoJSON kloppen niet"),
    ],
)
def test_a_wrong_map_is_named_and_leaves_nothing(tmp_path: Path, content: dict[str, object], problem: str) -> None:
    file = tmp_path / "fout_2024.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection"} | content))
    with pytest.raises(CommandError, match=rf"^fout_2024\.geojson.*{problem}.*Er is niets geladen"):
        load("load_areas", file)
    assert not any(counts())


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        ({"type": "Point", "coordinates": [5, 52]}, "'Point' is geen vlak"),
        ({"type": "Polygon", "coordinates": [[["x", "y"], [1, 2], [3, 4], [1, 1]]]}, "de grens is niet te lezen"),
        ({"type": "Polygon"}, "de grens is niet te lezen"),
        ({"type": "Polygon", "coordinates": [[[52, 5], [52.1, 5], [52.1, 5.1], [52, 5]]]}, "staan verkeerd om"),
        ({"type": "Polygon", "coordinates": [[[999, 5], [999, 6], [998, 6], [999, 5]]]}, "geen WGS84 en geen RD"),
        ("vierkant", "de grens is niet te lezen"),
    ],
)
def test_a_wrong_outline_names_its_row(tmp_path: Path, geometry: object, problem: str) -> None:
    wrong = feature("WK987600", "Centrum") | {"geometry": geometry}
    file = write(tmp_path, "w_2024.geojson", wrong)
    with pytest.raises(CommandError, match=rf"rij 1.*{problem}"):
        load("load_areas", file)
    assert not any(counts())

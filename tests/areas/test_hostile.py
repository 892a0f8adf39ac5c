"""Broken and hostile files: a sentence that names the file, exit code not 0, nothing stored; never a stack trace."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.management import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.areas.load import FIXTURES, REAL, counts, load
from wijknet.areas.exchange import files
from wijknet.areas.models import Area, Border, Figure, Indicator

pytestmark = pytest.mark.django_db
COMMANDS = ("load_areas", "load_figures", "load_postcodes")
WHOLE = ("odata_2020.json", "kwb-2024.xlsx", "statline_2023.csv", "wijken_2023.topojson", "wijken_2014.geojson")
NAUGHTY = [
    "",
    "undefined",
    "NULL",
    "1;DROP TABLE areas_area",
    "=cmd|' /C calc'!A0",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%s%n",
    "٣٤٥",
    "Ω≈ç√∫",
    "👩‍👩‍👧",
    "\u202eRTL",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "9" * 5000,
    "-1e309",
    "NaN",
    "1e5",
    "0x10",
    "１２３",
]


def attempt(command: str, file: Path) -> bool:
    """Whether a file was loaded; when it is refused, then with a sentence and nothing stored."""
    before = counts()
    said = ""
    try:
        load(command, file)
    except CommandError as error:
        said = str(error)
    if not said:
        return True
    assert said.startswith(file.name)
    assert said.endswith("Er is niets geladen.")
    assert all(letter.isprintable() for letter in said)
    assert len(said) < 400
    assert counts() == before
    return False


def refused(command: str, file: Path) -> str:
    """Load a file that must be refused; gives the sentence."""
    assert not attempt(command, file)
    with pytest.raises(CommandError) as caught:
        load(command, file)
    return str(caught.value)


def zip_with(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "spaces": b" \n\t ",
    "zip of something else": zip_with("a.txt", b"hello"),
    "half a zip": zip_with("xl/workbook.xml", b"<x/>")[:40],
    "zip header and noise": b"PK\x03\x04" + bytes(range(256)) * 4,
    "workbook without sheets": zip_with("xl/workbook.xml", b"<workbook/>"),
    "half a gz": gzip.compress(b"{}" * 500)[:20],
    "gz of noise": gzip.compress(bytes(range(256))),
    "open list": b"[",
    "deep list": b"[" * 100_000,
    "number that is too long": b'{"value": [' + b"9" * 5000 + b"]}",
    "null": b"[null]",
    "words": b"just some words",
    "noise": bytes(range(256)) * 10,
    "utf-16": "een;twee\n1;2\n".encode("utf-16"),
    "half a quote": b'code;naam\n"GM0202;x\n',
    "topology without arcs": b'{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[5]]}}, "arcs": []}',
    "collection of nothing": b'{"type": "FeatureCollection", "features": [null]}',
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_a_sentence(tmp_path: Path, command: str, name: str) -> None:
    file = tmp_path / "kapot_2024.bin"
    file.write_bytes(BROKEN[name])
    refused(command, file)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path, command: str) -> None:
    assert "kan niet worden gelezen" in refused(command, tmp_path / "weg.csv")
    assert "kan niet worden gelezen" in refused(command, tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10_000)
    packed = tmp_path / "bom.json.gz"
    packed.write_bytes(gzip.compress(b" " * 1_000_000))
    assert "groter dan 400 MB" in refused("load_areas", packed)
    workbook = tmp_path / "bom.xlsx"
    workbook.write_bytes(zip_with("xl/workbook.xml", b" " * 1_000_000))
    assert "groter dan 400 MB" in refused("load_figures", workbook)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("command", ["load_areas", "load_figures"])
def test_a_file_cut_short_is_refused_or_whole_rows_are_read(tmp_path: Path, command: str, name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    for part in (0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        file = tmp_path / f"2024{Path(name).suffix}"
        file.write_bytes(content[: int(len(content) * part)])
        attempt(command, file)


def naughty_strings() -> list[str]:
    file = REAL / "hostile" / "blns.json"
    found: list[str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [*NAUGHTY, *found]


def test_naughty_strings_as_code_name_value_source_or_year(tmp_path: Path) -> None:
    """Each is refused, or stored as the text that it is. Ours in every column, the long list in one each."""
    load("load_areas", "wijken_2014.geojson")
    keys = ("gebied", "indicator", "jaar", "waarde", "bron")
    stored = 0
    for number, text in enumerate(naughty_strings()):
        for column in range(5) if number < len(NAUGHTY) else [number % 5]:
            row = ["GM9876", "x", "2024", "1", "bron"]
            row[column] = text
            file = tmp_path / f"n{number}_{column}.json"
            file.write_text(json.dumps([dict(zip(keys, row, strict=True))]), encoding="utf-8")
            stored += attempt("load_figures", file)
    assert stored
    for figure in Figure.objects.all():
        assert figure.source.strip()
        assert "\x00" not in figure.source
    assert all(indicator.name.strip() for indicator in Indicator.objects.all())


def test_naughty_names_of_places(tmp_path: Path) -> None:
    for number, text in enumerate(naughty_strings()):
        file = tmp_path / f"w{number}_2024.geojson"
        place = {"type": "Feature", "properties": {"statcode": "WK987600", "statnaam": text}, "geometry": None}
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [place]}), encoding="utf-8")
        attempt("load_areas", file)
    assert Area.objects.get(code="WK987600").slug
    assert Border.objects.count() == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
SHAPED = st.fixed_dictionaries(
    {"type": st.sampled_from(["FeatureCollection", "Topology", "x"])},
    optional={
        "features": st.lists(
            st.fixed_dictionaries(
                {"properties": st.dictionaries(st.sampled_from(["statcode", "statnaam", "water", "jaar"]), JSON)},
                optional={"geometry": st.dictionaries(st.sampled_from(["type", "coordinates"]), JSON)},
            )
            | JSON,
            max_size=3,
        ),
        "arcs": JSON,
        "objects": JSON,
        "transform": JSON,
        "crs": JSON,
        "value": JSON,
    },
)


@given(data=JSON | SHAPED, command=st.sampled_from(COMMANDS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_refused_with_a_sentence_or_loaded(data: Any, command: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x_2024.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        attempt(command, file)


@given(content=st.binary(max_size=200), command=st.sampled_from(COMMANDS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused_with_a_sentence_or_loaded(content: bytes, command: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x_2024.bin"
        file.write_bytes(content)
        attempt(command, file)

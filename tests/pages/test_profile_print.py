"""The whole profile as a tagged PDF."""

import re
import zlib
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages.test_area import make_border, make_figures
from wijknet.areas.models import Area
from wijknet.pages import profile_print
from wijknet.pages.stamp import kept
from wijknet.profiles.blocks import blocks_of
from wijknet.profiles.models import ProfileEdition

ADDRESS = "/wijken/arnhem/klarendal/profiel.pdf"
pytestmark = pytest.mark.django_db
RICH = (
    "<h4>Straten</h4><p>Een <strong>vet</strong> en <em>zacht</em> woord.<br>Nieuwe regel: "
    '<a href="/help/">hulp</a>.</p><ul><li>een<ul><li>dieper</li></ul></li><li><p>twee</p></li></ul><ol><li>3</li></ol>'
    "<script>weg</script>los"
)


@pytest.fixture
def whole(arnhem: Area, klarendal: Area, geitenkamp: Area, edition: ProfileEdition) -> Area:
    make_figures(klarendal, arnhem)
    make_border(klarendal, 5.9)
    make_border(geitenkamp, 5.91)
    cache.clear()
    kept.clear()
    return klarendal


def lines(text: str) -> list[tuple[str, list[str]]]:
    joined = [(b["kind"], ["".join(run["words"] for run in line) for line in b["lines"]]) for b in blocks_of(text)]
    return [(kind, [line.strip() for line in found]) for kind, found in joined]


def test_rich_text_as_blocks() -> None:
    assert lines(RICH) == [
        ("h4", ["Straten"]),
        ("p", ["Een vet en zacht woord.\nNieuwe regel: hulp."]),
        ("ul", ["een"]),
        ("ul", ["dieper", "twee"]),
        ("ol", ["3"]),
        ("p", ["los"]),
    ]
    runs = {run["words"].strip(): run for block in blocks_of(RICH) for line in block["lines"] for run in line}
    assert (runs["vet"]["strong"], runs["vet"]["soft"]) == (True, False)
    assert runs["zacht"]["soft"] is True
    assert runs["hulp"]["link"] == "/help/"
    assert runs["een"]["link"] == ""


def test_plain_text_of_before_and_nothing() -> None:
    assert lines("Eerste.\n\n- punt\n- nog een") == [("p", ["Eerste."]), ("ul", ["punt", "nog een"])]
    assert blocks_of("") == []


def test_headings_tables_and_alternative_texts_are_tagged(whole: Area, client: Client) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == HTTPStatus.OK, response.content[:900]
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", response.content, re.DOTALL)
    unpacked = b"".join(part for stream in streams if (part := unpack(stream)))
    whole_file = response.content + unpacked
    marks = (b"/Lang(nl)", b"<pdfuaid:part>1<", b"/S/H1", b"/S/H2", b"/S/H3", b"/S/Table", b"/S/TH", b"/Alt")
    for mark in marks:
        assert mark in whole_file, mark


def unpack(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_every_kind_of_text_prints(whole: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = RICH + '<p>#read("/etc/passwd") $x$ \N{SUNFLOWER} ' + "w" * 400 + "</p><h4>\N{SUNFLOWER}</h4>"
    around = {
        "themes": [{"name": "Groen", "aim": "", "doing": "Plant\nen giet", "with_whom": ""}],
        "plans": [{"name": "Plein", "aim": "Zitten", "owner": "", "period": ""}],
        "channels": [{"name": "Krant", "kind": "krant", "deadline": ""}],
    }
    content = {"question": "Hoe?", **dict.fromkeys(("who", "breathes", "makes", "developments", "programme"), text)}
    full = ProfileEdition(number=2, content=content, around=around, signed_name="#x", area=whole)
    monkeypatch.setattr(type(ProfileEdition.objects), "latest_with_quotes", lambda *_args: (full, []))
    assert client.get(ADDRESS).content.startswith(b"%PDF")


def test_without_a_profile_there_is_none(geitenkamp: Area, client: Client) -> None:
    assert client.get("/wijken/arnhem/geitenkamp/profiel.pdf").status_code == HTTPStatus.NOT_FOUND
    assert "profiel.pdf" not in client.get("/wijken/arnhem/geitenkamp/").content.decode()


def test_made_once_and_from_the_page(whole: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []

    def keep(_source: str, data: dict[str, Any], *, files: dict[str, bytes]) -> bytes:
        told.append({**data, "files": files})
        return b"%PDF"

    monkeypatch.setattr(profile_print, "make_document", keep)
    with CaptureQueriesContext(connection) as first:
        client.get(ADDRESS)
    with CaptureQueriesContext(connection) as second:
        client.get(ADDRESS)
    assert len(first) <= 16
    assert (len(told), len(second)) == (1, 2)
    assert "De dag begint bij de bakker." in str(told[0]["photo"])
    assert told[0]["figures"][0][3] == "CBS, Kerncijfers 2024"
    assert told[0]["signed"] == "Wijkteam Noord (test)"
    assert f'href="{ADDRESS}"' in client.get("/wijken/arnhem/klarendal/").content.decode()

"""The whole profile as a tagged PDF."""

import re
import zlib
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.conftest import AsUser
from tests.pages.test_area import make_border, make_figures
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Figure
from wijknet.pages import profile_print
from wijknet.pages.stamp import kept
from wijknet.profiles.blocks import blocks_of
from wijknet.profiles.figures import frozen, headline_figures
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.models.profile import RICH_TEXTS
from wijknet.profiles.services import publish_edition, save_draft

ADDRESS = "/wijken/arnhem/klarendal/profiel.pdf"
pytestmark = pytest.mark.django_db
RICH = (
    "<h4>Straten</h4><p>Een <strong>vet</strong> en <em>zacht</em> woord.<br>Nieuwe regel: "
    '<a href="/help/">hulp</a>.</p><ul><li>een<ul><li>dieper</li></ul></li><li><p>twee</p></li></ul><ol><li>3</li></ol>'
    "<script>weg</script>los"
)


@pytest.fixture
def whole(arnhem: Area, klarendal: Area, geitenkamp: Area, request: pytest.FixtureRequest) -> Area:
    make_figures(klarendal, arnhem)
    request.getfixturevalue("edition")
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


def cache_table() -> str:
    """Counting who asks for documents is done in the cache."""
    return f'"{settings.CACHES["default"]["LOCATION"]}"'


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
        "groups": [
            {"name": "#x", "size": "", "names": ["$y$"], "others": 1, "channels": [], "gap": False},
        ],
    }
    content = {"question": "Hoe?", **dict.fromkeys(("who", "breathes", "makes", "developments", "programme"), text)}
    figures = frozen(headline_figures(whole))
    full = ProfileEdition(number=2, content=content, around=around, figures=figures, signed_name="#x", area=whole)
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
    assert len([query for query in first if cache_table() not in query["sql"]]) <= 12
    assert (len(told), len(second)) == (1, 2)
    assert "De dag begint bij de bakker." in str(told[0]["photo"])
    assert told[0]["signed"] == "Wijkteam Noord (test)"
    assert f'href="{ADDRESS}"' in client.get("/wijken/arnhem/klarendal/").content.decode()


def test_an_edition_prints_the_figures_of_its_day(
    klarendal: Area, arnhem: Area, beheer: User, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []

    def keep(_source: str, data: dict[str, Any], **_files: Any) -> bytes:
        told.append(data)
        return b"%PDF"

    monkeypatch.setattr(profile_print, "make_document", keep)
    kept.clear()
    make_figures(klarendal, arnhem)
    first = published(klarendal, beheer)
    Figure.objects.filter(area=klarendal, indicator__code="AantalInwoners").update(value=9999)
    Figure.objects.filter(area=klarendal).exclude(indicator__code="AantalInwoners").delete()
    second = published(klarendal, beheer)
    curator = as_user(beheer)
    for number in (first.number, second.number):
        address = f"/wijkprofielen/arnhem/klarendal/edities/{number}/profiel.pdf"
        response = curator.get(address)
        assert response["Content-Disposition"] == f'inline; filename="klarendal-profiel-editie-{number}.pdf"'
    curator.get(ADDRESS)
    values = [[row[1] for row in data["figures"]] for data in told]
    assert "9.999" not in values[0]
    assert len(values[0]) > 1
    assert values[1:] == [["9.999"], ["9.999"]]
    assert told[0]["figures"][0][3] == "CBS, Kerncijfers 2024"
    assert curator.get("/wijkprofielen/arnhem/klarendal/edities/9/profiel.pdf").status_code == HTTPStatus.NOT_FOUND


def published(wijk: Area, by: User) -> ProfileEdition:
    """One more edition of what stands there."""
    draft = Profile.objects.filter(area=wijk).first()
    texts = {**dict.fromkeys(RICH_TEXTS, "<p>Tekst van de proef.</p>"), "question": "Wat bindt ons?"}
    draft = save_draft(area=wijk, texts=texts, version=draft.version if draft else 1, by=by)
    return publish_edition(profile=draft, version=draft.version, signed_name="Team (test)", key=uuid4(), by=by)


def test_groups_say_through_whom(klarendal: Area) -> None:
    group = {"name": "Ouderen", "size": "± 620", "names": ["Bakker"], "others": 2, "channels": [], "gap": False}
    assert profile_print.group_row(group) == ["Ouderen", "± 620", "Bakker en 2 die we niet noemen", "geen"]
    empty = {**group, "names": [], "others": 0, "gap": True, "size": "", "channels": ["Krant"]}
    assert profile_print.group_row(empty) == ["Ouderen", "aantal niet bekend", "Hier bereiken we niemand.", "Krant"]


def test_who_asks_for_too_many_documents_waits(
    whole: Area, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "document": "1/h/ip"}
    monkeypatch.setattr(profile_print, "make_document", lambda *_args, **_files: b"%PDF")
    assert client.get(ADDRESS).status_code == HTTPStatus.OK
    assert client.get(ADDRESS).status_code == HTTPStatus.OK, "what was made before costs nothing"
    refused = client.get("/wijken/arnhem/klarendal/oogopslag.pdf")
    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wacht een paar minuten" in refused.content.decode()

"""Reading a file in, page by page, as one does it in a browser without JavaScript."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from actors.models import Actor, ImportRun
from tests.actors.imports.make import uploaded
from tests.conftest import AsUser
from tests.files.make import bomb, excel_nl, xlsx
from tests.house import ROOT
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.jobs.models import Task
from wijknet.jobs.services import run_waiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
NEW = "/inlezen/nieuw/"
TABLE = [
    ["Overzicht plekken", ""],
    ["", ""],
    ["Organisatie", "Categorie"],
    ["Café De Klare", "Café"],
    ["Raket", "Ruimteschip"],
]


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def send(browser: Client, content: bytes, municipality: Area, **more: Any) -> Any:
    file = SimpleUploadedFile(more.pop("name", "lijst.csv"), content)
    given = {"kind": "actors", "municipality": municipality.pk, "file": file, "request_key": str(uuid4())}
    return browser.post(NEW, given | more)


def columns(run: ImportRun, **more: str) -> dict[str, str]:
    chosen = {f"column_{name}": str(place) for name, place in run.mapping.items()}
    return chosen | {"fill_area": "Klarendal"} | more


def test_from_file_to_places_and_back(browser: Client, arnhem: Area) -> None:
    answer = send(browser, excel_nl(TABLE), arnhem)
    run = ImportRun.objects.get()
    assert answer["Location"] == f"/inlezen/{run.pk}/kolommen/"
    page = browser.get(answer["Location"]).content.decode()
    assert (run.head_row, run.mapping) == (3, {"name": 0, "kind": 1})
    assert "Organisatie: Café De Klare" in page
    answer = browser.post(answer["Location"], columns(run))
    page = browser.get(answer["Location"]).content.decode()
    assert "Er is nog niets ingelezen" in page
    assert "Ruimteschip" in page
    refused = browser.post(run.get_absolute_url())
    assert refused.status_code == 400
    assert "over te slaan" in refused.content.decode()
    browser.post(run.get_absolute_url(), {"skip_wrong": "on"})
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "Het bestand is ingelezen" in page
    assert Actor.objects.get().name == "Café De Klare"
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    assert "Teruggedraaid: 1" in browser.get(run.get_absolute_url()).content.decode()
    assert not Actor.objects.exists()


def test_the_wrong_rows_can_be_taken_along_to_mend(browser: Client, arnhem: Area) -> None:
    send(browser, excel_nl(TABLE), arnhem)
    run = ImportRun.objects.get()
    browser.post(f"/inlezen/{run.pk}/kolommen/", columns(run))
    answer = browser.get(f"/inlezen/{run.pk}/fout/")
    assert answer["Content-Disposition"] == 'attachment; filename="rijen-met-een-fout.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Organisatie;Categorie;Wat klopt er niet"
    assert lines[1].startswith("Raket;Ruimteschip;Soort: ")
    assert len(lines) == 2


def test_the_page_of_a_running_import_shows_how_far_it_is(browser: Client, arnhem: Area, settings: Settings) -> None:
    settings.JOBS_IMMEDIATE = False
    send(browser, excel_nl(TABLE[2:4]), arnhem)
    run = ImportRun.objects.get()
    browser.post(f"/inlezen/{run.pk}/kolommen/", columns(run))
    browser.post(run.get_absolute_url())
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "Kijk of het klaar is" in page
    fragment = browser.get(f"/inlezen/{run.pk}/voortgang/")
    assert "HX-Refresh" not in fragment
    assert run_waiting() == 1
    assert browser.get(f"/inlezen/{run.pk}/voortgang/")["HX-Refresh"] == "true"
    assert "Het bestand is ingelezen" in browser.get(run.get_absolute_url()).content.decode()


def test_what_broke_in_the_worker_can_be_tried_again(browser: Client, arnhem: Area, settings: Settings) -> None:
    settings.JOBS_IMMEDIATE = False
    send(browser, excel_nl(TABLE[2:4]), arnhem)
    run = ImportRun.objects.get()
    browser.post(f"/inlezen/{run.pk}/kolommen/", columns(run))
    browser.post(run.get_absolute_url())
    Task.objects.update(state="FAILED", error="OSError")
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "Er is niets half gedaan" in page
    browser.post(run.get_absolute_url())
    run_waiting()
    assert Actor.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "leeg.csv", "leeg"),
        (b"<html><body>", "lijst.csv", "webpagina"),
        (bomb(70_000_000), "lijst.xlsx", "uitgepakt te groot"),
        (b"a;b\0", "lijst.csv", "geen CSV"),
        (b"x" * 10_000_001, "lijst.csv", "10 MB"),
        (xlsx([["Naam"] * 16_384]), "breed.xlsx", "200 kolommen"),
        (xlsx([[]]), "niets.xlsx", "staat niets"),
    ],
)
def test_a_hostile_file_is_refused_in_words(
    browser: Client, arnhem: Area, content: bytes, name: str, words: str
) -> None:
    answer = send(browser, content, arnhem, name=name)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_twice_sent_is_once_kept(browser: Client, arnhem: Area) -> None:
    key = str(uuid4())
    answers = [send(browser, excel_nl(TABLE), arnhem, request_key=key) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"column_name": "99"},
        {"column_name": "0", "column_kind": "0"},
        {"column_name": "x", "fill_area": "Geitenkamp"},
        {"column_name": "0", "fill_kind": "\0"},
        {"column_name": "-1"},
    ],
)
def test_columns_that_cannot_be_are_refused(browser: Client, fatima: User, arnhem: Area, given: dict[str, str]) -> None:
    run = uploaded(fatima, "actors", TABLE, arnhem)
    assert browser.post(f"/inlezen/{run.pk}/kolommen/", given).status_code == 400
    run.refresh_from_db()
    assert run.state == "NEW"


@pytest.mark.parametrize("query", ["?rij=1", "?rij=0", "?rij=99999", "?rij=x", "?blad=Nee", "?rij=-1&blad=", "?rij=³"])
def test_looking_elsewhere_never_breaks(browser: Client, fatima: User, arnhem: Area, query: str) -> None:
    run = uploaded(fatima, "actors", TABLE, arnhem)
    assert browser.get(f"/inlezen/{run.pk}/kolommen/{query}").status_code == 200


def test_another_sheet_and_row_can_be_chosen(browser: Client, arnhem: Area) -> None:
    content = xlsx([["Uitleg"]], [["Lijst"], ["Naam", "Soort"], ["De Klare", "Café"]])
    answer = send(browser, content, arnhem)
    run = ImportRun.objects.get()
    address = f"{answer['Location']}?blad=Blad2&rij=2"
    assert "Naam: De Klare" in browser.get(address).content.decode()
    browser.post(address, {"column_name": "0", "column_kind": "1", "fill_area": "Klarendal"})
    run.refresh_from_db()
    assert (run.sheet, run.head_row, run.counts["new"]) == ("Blad2", 2, 1)


def test_the_file_itself_is_for_who_may_see_the_import(
    browser: Client, as_user: AsUser, anna: User, fatima: User, arnhem: Area
) -> None:
    run = uploaded(fatima, "actors", TABLE, arnhem)
    answer = browser.get(f"/inlezen/{run.pk}/bestand/")
    assert answer.content == excel_nl(TABLE)
    assert "attachment" in answer["Content-Disposition"]
    assert as_user(anna).get(f"/inlezen/{run.pk}/bestand/").status_code == 404


def test_an_example_is_guessed_whole(browser: Client, fatima: User, arnhem: Area) -> None:
    for kind in ("actors", "people", "contacts", "networks", "ties", "reach"):
        content = browser.get(f"/inlezen/voorbeeld/{kind}/").content
        run = uploaded(fatima, kind, content, arnhem)
        assert len(run.mapping) == len(set(run.mapping.values())) >= 5
        assert sorted(run.mapping.values()) == list(range(len(run.mapping)))
    assert browser.get("/inlezen/voorbeeld/niets/").status_code == 404


def test_the_list_costs_the_same_with_many(browser: Client, fatima: User, arnhem: Area) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get("/inlezen/").status_code == 200
        return len(seen)

    ImportRun.objects.create(municipality=arnhem, by=fatima, kind="actors")
    one = queries()
    ImportRun.objects.bulk_create(ImportRun(municipality=arnhem, by=fatima, kind="actors") for _ in range(49))
    assert queries() == one <= 8


def test_naughty_strings_come_in_as_text_or_are_refused(browser: Client, fatima: User, arnhem: Area) -> None:
    file = ROOT.parent / "shared" / "data" / "hostile" / "blns.txt"
    if not file.is_file():
        pytest.skip("the naughty strings are not there")
    strings = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    content = xlsx([["Naam", "Wil graag"], *([f"Plek {n}", _for_excel(text)] for n, text in enumerate(strings))])
    send(browser, content, arnhem)
    run = ImportRun.objects.get()
    answer = browser.post(f"/inlezen/{run.pk}/kolommen/", columns(run, fill_kind="Café"))
    assert answer.status_code == 302
    assert "Ik keek de teksten na" in browser.get(run.get_absolute_url()).content.decode()
    assert browser.post(run.get_absolute_url(), {"skip_wrong": "on"}).status_code == 400
    browser.post(run.get_absolute_url(), {"skip_wrong": "on", "keep_texts": "on"})
    run.refresh_from_db()
    assert run.state == "DONE"
    assert run.counts["new"] > 400
    assert browser.get(run.get_absolute_url()).status_code == 200


def _for_excel(text: str) -> str:
    """Without what no workbook can hold, and not as a formula."""
    plain = "".join(sign for sign in text if sign.isprintable())
    return f"'{plain}" if plain.startswith("=") else plain

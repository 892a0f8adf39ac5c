"""Finding a wijk: also when its name is not the only one."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import make_area
from tests.house import ROOT
from tests.pages.test_area import make_initiative
from wijknet.areas.models import Area


def found(client: Client, question: str) -> str:
    answer = client.get("/wijken/", {"q": question})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_start_page_shows_the_newest_initiatives(klarendal: Area, client: Client) -> None:
    for number in range(1, 9):
        make_initiative(klarendal, number)
    page = client.get("/").content.decode()
    assert page.count("wn-init") >= 6
    assert "Bankje 8" in page
    assert "Bankje 2<" not in page
    assert "Klarendal, Arnhem" in page


def test_an_empty_site_has_a_start_page(client: Client, db: None) -> None:
    assert "Er staat nog geen initiatief online." in client.get("/").content.decode()
    assert "Er zijn nog geen wijken geladen." in client.get("/wijken/").content.decode()


@pytest.mark.parametrize(
    "question", ["klarendal", "KLAREN", "klarendal arnhem", "WK020207", "wk020207", " klaren  dal "]
)
def test_a_wijk_is_found(klarendal: Area, geitenkamp: Area, client: Client, question: str) -> None:
    page = found(client, question)
    assert "/wijken/arnhem/klarendal/" in page
    assert "/wijken/arnhem/geitenkamp/" not in page


def test_a_gemeente_finds_its_wijken(klarendal: Area, geitenkamp: Area, other_wijk: Area, client: Client) -> None:
    page = found(client, "arnhem")
    assert "/wijken/arnhem/klarendal/" in page
    assert "/wijken/arnhem/geitenkamp/" in page
    assert 'href="/wijken/arnhem/"' in page
    assert "goeree" not in page


def test_wijken_of_one_name_are_told_apart(arnhem: Area, goeree: Area, client: Client) -> None:
    make_area("WIJK", "WK020299", "Wijk 00", arnhem)
    make_area("WIJK", "WK192499", "Wijk 00", goeree)
    page = found(client, "wijk 00")
    assert "in Arnhem" in page
    assert "in Goeree-Overflakkee" in page


def test_hostile_questions_are_answered(klarendal: Area, client: Client) -> None:
    path = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
    if not path.exists():
        pytest.skip("the list of naughty strings is not here")
    for hostile in [*json.loads(path.read_text(encoding="utf-8")), "x" * 10_000, "a " * 500, "%_\\"]:
        found(client, hostile)


def test_a_long_list_costs_as_much_as_a_short_one(arnhem: Area, klarendal: Area, client: Client) -> None:
    addresses = ("/", "/wijken/", "/wijken/?q=arnhem", "/wijken/arnhem/")
    counts = []
    for number in (1, 50):
        for extra in range(number):
            wijk = make_area("WIJK", f"WK02{number:02}{extra:02}", f"Wijk {number} {extra}", arnhem)
            make_initiative(wijk, 100 * number + extra)
        with CaptureQueriesContext(connection) as captured:
            for address in addresses:
                client.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/privacy/", "Wat we bewaren, waarom en hoe lang"),
        ("/toegankelijkheid/", "WCAG 2.2"),
        ("/help/", "Wat gebeurt er met mijn idee?"),
    ],
)
def test_statements_are_there(client: Client, db: None, address: str, text: str) -> None:
    assert text in client.get(address).content.decode()


def test_the_privacy_page_says_what_the_apps_declare(client: Client, db: None) -> None:
    page = client.get("/privacy/").content.decode()
    assert "Van: collega met een account" in page
    assert "Inloggen, en laten zien wie iets deed." in page

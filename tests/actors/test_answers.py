"""Questions to the network of a wijk: who, why, and what to do; cached until it changes, never about people."""

import csv
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors import answers
from actors.models import Actor, PersonFunction, Tie
from actors.network import Surroundings
from actors.services import add_actor, add_tie
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.jobs.models import Task
from wijknet.jobs.services import run_waiting

PAGE = "/netwerk/arnhem/klarendal/bruggen/"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def place(area: Area, by: User, name: str) -> Actor:
    return add_actor(by=by, area=area, name=name, kind=kind_named("Café"))


@pytest.fixture
def barbell(kinds: None, klarendal: Area, fatima: User) -> dict[str, Actor]:
    """Two triangles, A-B-C and X-Y-Z, that hang together through M alone; and L that knows nobody."""
    made = {name: place(klarendal, fatima, f"Plek {name}") for name in "ABCMXYZL"}
    for one, other in ("AB", "AC", "BC", "CM", "MX", "XY", "XZ", "YZ"):
        add_tie(by=fatima, area=klarendal, source=made[one], target=made[other], strength=3)
    return made


def findings(client: Client) -> dict[str, list[tuple[str, ...]]]:
    found = client.get(PAGE).context["questions"]
    return {q.key: [tuple(node.name for node in row.nodes) for row in q.findings] for q in found}


def test_each_question_has_who_why_and_what_to_do(barbell: dict[str, Actor], browser_of_fatima: Client) -> None:
    found = findings(browser_of_fatima)
    assert ("Plek M",) in found["verbindt"]
    assert {row[0] for row in found["verbindt"]} <= {f"Plek {name}" for name in "CMX"}
    assert {row[0] for row in found["breekt"]} == {"Plek C", "Plek M", "Plek X"}
    assert found["alleen"] == [("Plek L",)]
    assert len(found["groepen"]) == 2
    assert {row[0] for row in found["groepen"]} <= {f"Plek {name}" for name in "CMX"}
    assert {tuple(sorted(row)) for row in found["draad"]} == {("Plek C", "Plek M"), ("Plek M", "Plek X")}
    page = browser_of_fatima.get(PAGE).content.decode()
    for words in (
        *("Wie verbindt groepen die elkaar anders niet kennen?", "Verbindt 2 groepen.", "betweenness"),
        *("Dan raakt dit los van de rest: Plek A, Plek B.", "Heeft nog geen relatie met een ander."),
        *("8 plekken, organisaties en netwerken, 8 relaties. Geen mensen.", "Wat kun je doen?", "Wederkerigheid"),
    ):
        assert words in page, words
    assert page.count("Wat kun je doen?") == 5
    assert f'href="{barbell["M"].get_absolute_url()}"' in page


def test_never_about_people_nor_sensitive_places(
    barbell: dict[str, Actor], mosque: Actor, owner: PersonFunction, browser_of_fatima: Client
) -> None:
    for page in (browser_of_fatima.get(PAGE), browser_of_fatima.get(f"{PAGE}?bestand=csv")):
        text = b"".join(page).decode()
        assert "Plek M" in text
        assert mosque.name not in text
        assert "Emine" not in text


def test_empty_and_tiny_networks_are_explained(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    assert "Hier staat nog geen plek of netwerk" in browser_of_fatima.get(PAGE).content.decode()
    place(klarendal, fatima, "Plek A")
    page = browser_of_fatima.get(PAGE).content.decode()
    assert "Het netwerk is nog klein" in page
    assert "Heeft nog geen relatie met een ander." in page
    assert "Niets: als één plek stopt" in page


def test_worked_out_once_until_something_changes(
    barbell: dict[str, Actor], klarendal: Area, fatima: User, browser_of_fatima: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []
    real = answers.work_out

    def counted(found: Surroundings) -> answers.Worked:
        times.append(1)
        return real(found)

    monkeypatch.setattr(answers, "work_out", counted)
    browser_of_fatima.get(PAGE)
    browser_of_fatima.get(PAGE)
    assert len(times) == 1
    add_tie(by=fatima, area=klarendal, source=barbell["A"], target=barbell["L"], strength=1)
    assert findings(browser_of_fatima)["alleen"] == []
    place(klarendal, fatima, "Plek nieuw")
    assert findings(browser_of_fatima)["alleen"] == [("Plek nieuw",)]
    assert len(times) == 3


def test_a_large_network_is_worked_out_by_the_worker(
    barbell: dict[str, Actor], browser_of_fatima: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(answers, "MOST_AT_ONCE", 3)
    settings.JOBS_IMMEDIATE = False
    assert "Dit netwerk is groot." in browser_of_fatima.get(PAGE).content.decode()
    assert not Task.objects.exists()
    for _again in range(2):
        browser_of_fatima.post(PAGE)
        assert "Kijk of het klaar is" in browser_of_fatima.get(PAGE).content.decode()
    assert Task.objects.count() == 1
    assert run_waiting() == 1
    assert Task.objects.get().state == Task.State.DONE
    assert findings(browser_of_fatima)["alleen"] == [("Plek L",)]


def test_all_measures_as_a_file_without_formulas(
    barbell: dict[str, Actor], klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    place(klarendal, fatima, "=1+1")
    text = b"".join(browser_of_fatima.get(f"{PAGE}?bestand=csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert len(rows) == 9
    middle = next(row for row in rows if row["Naam"] == "Plek M")
    assert (middle["Buren"], middle["Tussenpositie"].rstrip("0").rstrip(",.")) == ("2", "9")
    assert "'=1+1" in {row["Naam"] for row in rows}
    whole = b"".join(browser_of_fatima.get(f"{PAGE}?bestand=csv&wat=geheel")).decode("utf-8-sig")
    assert "Dichtheid;0" in whole
    assert "Wederkerigheid;0" in whole


def test_bridges_and_parts_as_files(barbell: dict[str, Actor], browser_of_fatima: Client) -> None:
    def rows(what: str) -> list[dict[str, str]]:
        text = b"".join(browser_of_fatima.get(f"{PAGE}?bestand=csv&wat={what}")).decode("utf-8-sig")
        return list(csv.DictReader(text.splitlines(), delimiter=";"))

    pairs = {frozenset((row["Plek"], row["Andere plek"])) for row in rows("bruggen")}
    assert pairs == {frozenset(("Plek C", "Plek M")), frozenset(("Plek M", "Plek X"))}
    parts = [(row["Zonder deze plek"], row["Hoeveel"], row["Wie"]) for row in rows("stukken")]
    assert ("Plek M", "3", "Plek A, Plek B, Plek C") in parts
    assert ("Plek M", "3", "Plek X, Plek Y, Plek Z") in parts
    assert ("Plek C", "2", "Plek A, Plek B") in parts
    assert {name for name, _count, _who in parts} == {"Plek C", "Plek M", "Plek X"}


def test_it_asks_as_much_for_one_as_for_fifty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            one, other = place(klarendal, fatima, f"Plek {number}"), place(klarendal, fatima, f"Ander {number}")
            add_tie(by=fatima, area=klarendal, source=one, target=other, strength=1)
        browser_of_fatima.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14, [query["sql"][:90] for query in asked]
    assert Tie.objects.count() == 50


def test_another_wijk_does_not_exist(klarendal: Area, anna: User, as_user: AsUser) -> None:
    assert as_user(anna).get(PAGE).status_code == 404
    assert as_user(anna).post(PAGE).status_code == 404

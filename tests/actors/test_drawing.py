"""The picture of the whole network: its data is its list, its points stay where they were, and it is nobody else's."""

import json
from itertools import pairwise
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors import drawing
from actors.models import Actor, InformalNetwork, PersonFunction, Tie
from actors.network import surroundings_of
from actors.services import add_actor, add_tie, archive_actor
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.jobs.services import run_waiting
from wijknet.ui.dates import today

LIST = "/netwerk/arnhem/klarendal/"
DATA = f"{LIST}tekening/"
Pair = tuple[int, int, str]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    drawing._near.clear()


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def barbell(kinds: None, klarendal: Area, fatima: User, tea_hour: InformalNetwork) -> dict[str, Actor]:
    """Two triangles that hang together through M; L knows nobody; the tea hour meets at A; Z is a shop that X clashes
    with."""
    made: dict[str, Actor] = {}
    for name in "ABCMXYZL":
        kind = kind_named("Winkel" if name == "Z" else "Café")
        made[name] = add_actor(by=fatima, area=klarendal, name=f"Plek {name}", kind=kind)
    for at, pair in enumerate(("AB", "AC", "BC", "CM", "MX", "XY", "YZ")):
        add_tie(by=fatima, area=klarendal, source=made[pair[0]], target=made[pair[1]], strength=(1, 3, 5)[at % 3])
    add_tie(by=fatima, area=klarendal, source=made["X"], target=made["Z"], kind="CLASHES", strength=3)
    InformalNetwork.objects.update(meeting_place=made["A"])
    tea_hour.actors.add(made["A"], made["B"])
    return made


def number(key: str) -> int:
    name, pk = key.split("-")
    return -int(pk) if name == "network" else int(pk)


def of_picture(client: Client, query: str) -> tuple[set[int], set[Pair]]:
    """Nodes and relations as the script reads them from the columns."""
    found = json.loads(client.get(DATA + query).content)
    keys, ties, start = found["nodes"]["key"], set(), 0
    relations = found["relations"]
    for step, far, how in zip(relations["from"], relations["to"], relations["how"], strict=True):
        start += step
        one, other = sorted((keys[start], keys[start + far]))
        said = found["hows"][how]
        ties.add((one, other, said["words"] + " (lang)" * said["faded"]))
    assert len(keys) == len(set(keys))
    assert {len(column) for column in found["nodes"].values()} == {len(keys)}
    return set(keys), ties


def of_list(client: Client, query: str) -> tuple[set[int], set[Pair]]:
    nodes, ties, page = set(), set(), 1
    while page:
        context = client.get(f"{LIST}{query or '?'}&pagina={page}").context
        for row, neighbours, _worth in context["rows"]:
            nodes.add(number(row.node.key))
            for near in neighbours:
                one, other = sorted((number(row.node.key), number(near.node.key)))
                ties.add((one, other, near.words + " (lang)" * near.faded))
        page = context["later"]
    return nodes, ties


def test_picture_and_list_hold_the_same_whatever_is_asked(
    barbell: dict[str, Actor], browser_of_fatima: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actors.views.whole.PER_PAGE", 4)
    Tie.objects.filter(pk=Tie.objects.order_by("pk")[1].pk).update(last_confirmed_on="2020-01-01")
    middle, sizes = f"actor-{barbell['M'].pk}", {}
    for query in (
        *("", "?q=plek", "?soort=Winkel", "?soort=Caf%C3%A9", "?groep=1", "?groep=2", "?groep=99", "?sterkte=3"),
        *("?sterkte=5", "?sterkte=4", f"?rond={middle}", f"?rond={middle}&stappen=2", f"?rond={middle}&stappen=9"),
        *(f"?rond={middle}&stappen=2&sterkte=3", f"?rond={middle}&stappen=3&soort=Winkel", "?q=niets", "?groep=x"),
        *("?rond=actor-0", "?q=theeuur", "?soort=informeel+netwerk", "?sorteer=-groep&grootte=tussen"),
    ):
        picture, rows = of_picture(browser_of_fatima, query), of_list(browser_of_fatima, query)
        assert picture == rows, query
        sizes[query] = (len(picture[0]), len(picture[1]))
    assert sizes[""] == sizes["?sterkte=4"] == sizes["?rond=actor-0"] == (9, 11)
    assert sizes["?soort=Winkel"] == (1, 0)
    assert sizes[f"?rond={middle}"] == (3, 2)
    assert sizes[f"?rond={middle}&stappen=2"][0] == 7
    assert sizes["?sterkte=5"] == (9, 2)
    assert sizes["?q=niets"] == sizes["?groep=99"] == (0, 0)
    assert 0 < sizes["?groep=2"][0] < sizes[""][0]


def test_its_values_are_those_of_the_measures(barbell: dict[str, Actor], browser_of_fatima: Client) -> None:
    found = json.loads(browser_of_fatima.get(DATA).content)
    nodes = found["nodes"]
    at = {key: place for place, key in enumerate(nodes["key"])}
    middle, alone = at[barbell["M"].pk], at[barbell["L"].pk]
    assert nodes["tussen"][middle] == max(nodes["tussen"]) > 0
    assert (nodes["aantal"][middle], nodes["aantal"][alone], nodes["los"][alone]) == (2, 0, None)
    assert nodes["community"][at[barbell["A"].pk]] == nodes["community"][at[barbell["B"].pk]]
    assert nodes["community"][at[barbell["A"].pk]] != nodes["community"][at[barbell["Y"].pk]]
    kinds = {key: found["kinds"][nodes["kind"][place]] for key, place in at.items()}
    assert [kind for key, kind in kinds.items() if key < 0] == [{"name": "informeel netwerk", "shape": 2}]
    listed = browser_of_fatima.get(f"{LIST}?beeld=1&grootte=tussen&sorteer=-waarde").context
    worth = {number(row.node.key): said for row, _near, said in listed["rows"]}
    assert next(iter(worth)) in {barbell["C"].pk, barbell["M"].pk, barbell["X"].pk}
    assert worth == {key: str(nodes["tussen"][place]).replace(".", ",") for key, place in at.items()}


def test_from_a_place_to_where_it_stands_in_the_picture(
    barbell: dict[str, Actor], mosque: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client
) -> None:
    for side, key in ((barbell["M"], "actor"), (tea_hour, "network")):
        address = f"{LIST}?beeld=1&rond={key}-{side.pk}"
        page = browser_of_fatima.get(side.get_absolute_url()).content.decode()
        assert f'href="{address.replace("&", "&amp;")}"' in page
        assert f"Stappen rond {side.name}" in browser_of_fatima.get(address).content.decode()
    assert "Toon in het hele netwerk" not in browser_of_fatima.get(mosque.get_absolute_url()).content.decode()


def test_never_people_nor_sensitive_places(
    barbell: dict[str, Actor], mosque: Actor, owner: PersonFunction, browser_of_fatima: Client
) -> None:
    text = browser_of_fatima.get(DATA).content.decode()
    assert "Plek M" in text
    assert mosque.name not in text
    assert owner.person.name not in text


def points(client: Client) -> dict[int, tuple[int, int]]:
    nodes = json.loads(client.get(DATA).content)["nodes"]
    return {key: (x, y) for key, x, y in zip(nodes["key"], nodes["x"], nodes["y"], strict=True)}


def test_who_stood_there_stays_until_it_is_drawn_anew(
    barbell: dict[str, Actor], klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    before = points(browser_of_fatima)
    fresh = add_actor(by=fatima, area=klarendal, name="Plek nieuw", kind=kind_named("Café"))
    for name in "ABC":
        add_tie(by=fatima, area=klarendal, source=fresh, target=barbell[name], strength=5)
    archive_actor(by=fatima, actor=barbell["L"])
    after = points(browser_of_fatima)
    assert set(after) == {*before, fresh.pk} - {barbell["L"].pk}
    assert all(after[key] == place for key, place in before.items() if key in after)
    answer = browser_of_fatima.post(DATA, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?beeld=1", 302)]
    assert "Het netwerk is opnieuw getekend." in answer.content.decode()
    anew = points(browser_of_fatima)
    assert set(anew) == set(after)
    assert anew != after
    assert points(browser_of_fatima) == anew


def test_it_is_sent_once(barbell: dict[str, Actor], klarendal: Area, fatima: User, browser_of_fatima: Client) -> None:
    first = browser_of_fatima.get(DATA, headers={"Accept-Encoding": "gzip, br"})
    assert first["Content-Encoding"] == "br"
    assert json.loads(brotli.decompress(first.content)) == json.loads(browser_of_fatima.get(DATA).content)
    asked = {"If-None-Match": first["ETag"]}
    assert browser_of_fatima.get(DATA, headers=asked).status_code == 304
    assert browser_of_fatima.get(f"{DATA}?soort=Winkel", headers=asked).status_code == 200
    barbell["A"].name = "Plek Anders"
    barbell["A"].save()
    assert "Plek Anders" in browser_of_fatima.get(DATA, headers=asked).content.decode()


def test_it_asks_little_for_one_as_for_fifty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    for address, most in ((DATA, 5), (f"{LIST}?beeld=1", 8)):
        counts = []
        for more in (2, 50):
            made = [
                add_actor(by=fatima, area=klarendal, name=f"Plek {at}", kind=kind_named("Café")) for at in range(more)
            ]
            for one, other in pairwise(made):
                add_tie(by=fatima, area=klarendal, source=one, target=other, strength=1)
            browser_of_fatima.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert browser_of_fatima.get(address).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1] <= most, [query["sql"][:90] for query in asked]


def test_a_large_network_is_drawn_by_the_worker(
    barbell: dict[str, Actor],
    klarendal: Area,
    as_user: AsUser,
    joris: User,
    fatima: User,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    monkeypatch.setattr(drawing, "MOST_AT_ONCE", 3)
    settings.JOBS_IMMEDIATE = False
    reader = as_user(joris)
    assert reader.get(DATA).status_code == 409
    page = reader.get(f"{LIST}?beeld=1").content.decode()
    assert "Dit netwerk is groot." in page
    assert "Plek M" in page
    assert "Kijk of het klaar is" in reader.post(DATA, follow=True).content.decode()
    assert run_waiting() == 1
    before = points(reader)
    assert "data-chart=" in reader.get(f"{LIST}?beeld=1").content.decode()
    assert reader.post(DATA).status_code == 403
    assert as_user(fatima).post(DATA).status_code == 302
    assert points(reader) == before
    assert run_waiting() == 1
    again = points(reader)
    assert set(again) == set(before)
    fresh = add_actor(by=fatima, area=klarendal, name="Plek nieuw", kind=kind_named("Café"))
    add_tie(by=fatima, area=klarendal, source=fresh, target=barbell["M"], strength=5)
    assert "Dit netwerk is groot." in reader.get(f"{LIST}?beeld=1").content.decode()
    reader.post(DATA)
    assert run_waiting() == 1
    grown = points(reader)
    assert set(grown) == {*again, fresh.pk}
    assert all(grown[key] == place for key, place in again.items())


def test_an_empty_wijk_has_no_picture(klarendal: Area, browser_of_fatima: Client) -> None:
    assert json.loads(browser_of_fatima.get(DATA).content)["nodes"]["key"] == []
    assert "Niets gevonden" in browser_of_fatima.get(f"{LIST}?beeld=1").content.decode()
    assert surroundings_of(klarendal, today()).nodes == ()


def test_another_wijk_does_not_exist(barbell: dict[str, Actor], anna: User, as_user: AsUser) -> None:
    for answer in (as_user(anna).get(DATA), as_user(anna).post(DATA), as_user(anna).get(f"{LIST}?beeld=1")):
        assert answer.status_code == 404

"""The whole network of a wijk as a list: neighbours as links, filtered and focused by the address."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from actors.services import add_actor, add_tie
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area

PAGE = "/netwerk/arnhem/klarendal/"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def chain(kinds: None, klarendal: Area, fatima: User) -> list[Actor]:
    """A knows B, B knows C, C knows D; D is a shop."""
    kinds_of = ("Café", "Café", "Café", "Winkel")
    made = [
        add_actor(by=fatima, area=klarendal, name=f"Plek {name}", kind=kind_named(kind))
        for name, kind in zip("ABCD", kinds_of, strict=True)
    ]
    for one, other in pairwise(made):
        add_tie(by=fatima, area=klarendal, source=one, target=other, strength=3)
    return made


def names(client: Client, query: str = "") -> str:
    rows = client.get(PAGE + query).context["rows"]
    return "".join(row.node.name[-1] for row, _near, _worth in rows)


def test_filter_focus_and_sort_by_the_address(chain: list[Actor], mosque: Actor, browser_of_fatima: Client) -> None:
    first = f"actor-{chain[0].pk}"
    for query, found in (
        *(("", "ABCD"), ("?sorteer=-naam", "DCBA"), ("?sorteer=-aantal", "CBDA"), ("?sorteer=soort", "ABCD")),
        *(("?q=plek+d", "D"), ("?soort=Winkel", "D"), ("?soort=Raket", ""), ("?pagina=99", "ABCD")),
        *((f"?rond={first}", "AB"), (f"?rond={first}&stappen=2", "ABC"), (f"?rond={first}&stappen=x", "AB")),
        *(("?rond=actor-0", "ABCD"), (f"?rond=actor-{mosque.pk}", "ABCD"), ("?pagina=-1&stappen=²", "ABCD")),
    ):
        assert names(browser_of_fatima, query) == found, query
    page = browser_of_fatima.get(PAGE).content.decode()
    assert page.count(f'href="{chain[1].get_absolute_url()}"') == 3
    assert "kent goed" in page
    assert mosque.name not in page


def test_it_asks_as_much_for_one_as_for_sixty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    counts = []
    for start, end in ((0, 1), (1, 60)):
        for number in range(start, end):
            add_actor(by=fatima, area=klarendal, name=f"Plek {number}", kind=kind_named("Café"))
        with CaptureQueriesContext(connection) as asked:
            page = browser_of_fatima.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8, [query["sql"][:90] for query in asked]
    assert len(page.context["rows"]) == 50
    assert len(browser_of_fatima.get(f"{PAGE}?pagina=2").context["rows"]) == 10


def test_another_wijk_does_not_exist(klarendal: Area, anna: User, as_user: AsUser) -> None:
    assert as_user(anna).get(PAGE).status_code == 404

"""No list grows slower with the table: each page asks an index for its rows, also for who has a whole gemeente.

At a size that fits a test, reading a small table whole is cheaper than its index, so PostgreSQL is told that this is
dear, as it is at a million rows. A question that no index answers then still reads the table, and fails here. On
SQLite the plan itself says which table is read whole.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import Initiative, Match
from tests.bench.data import Town
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Theme
from wijknet.casework.models import Case

MOMENTS = 20_000
INITIATIVES = 4_000
MANY = 1_000
# What one question of a list may read. With three wijken each gives its own first page, of which one is made; and of
# the 200 open agreements that a wijk has here, so few, all are read and sorted.
MOST_READ = 200
MOST_READ_OF_WIJKEN = 620
# A map has a hundred pins, and of the newest initiatives one in three has the theme.
MOST_READ_ON_MAP = 310
LISTS = ("moments", "agreements", "cases", "initiatives-desk")
GROWS = frozenset(
    {
        *("casework_contactmoment", "casework_momentparty", "casework_agreement", "casework_case", "casework_step"),
        *("casework_caseparty", "initiatives_initiative", "actors_actor", "actors_actorarea"),
        *("actors_informalnetwork", "actors_reach", "actors_tie", "initiatives_match"),
    }
)
AS_IF_LARGE = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"


@pytest.fixture
def town(db: None) -> Town:
    made = Town(MOMENTS)
    made.fill()
    return made


def chief_of(town: Town) -> User:
    """Someone who works in the whole gemeente."""
    chief: User = User.objects.create_user("chef@meetstad.example", None, name="Chef")
    Assignment.objects.create(user=chief, area=town.gemeente, function=Function.WIJKMANAGER)
    return chief


def questions(viewer: User | None, address: str) -> list[str]:
    """What a page asks the database, as a second visit asks it."""
    client = Client()
    if viewer is not None:
        client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    else:
        # What was made before is not made again for a stranger; someone with a message waiting gets it anew.
        client.cookies["messages"] = "iets"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries if query["sql"].lstrip("( ").startswith("SELECT")]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def read_by(node: dict[str, Any]) -> float:
    """Rows that a node of the plan took from its table."""
    dropped = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return float((node["Actual Rows"] + dropped) * node["Actual Loops"])


def wrong_on_postgres(sql: str, most: int | None) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(AS_IF_LARGE)
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        found = cursor.fetchone()[0]
    every = list(nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))
    scans = [node for node in every if node.get("Relation Name") in GROWS]
    wrong = [f"whole {node['Relation Name']}" for node in scans if node["Node Type"] == "Seq Scan"]
    sorts = [node["Plans"][0]["Actual Rows"] for node in every if "Sort" in node["Node Type"]]
    wrong += [f"sorts {rows:.0f}" for rows in sorts if rows > MANY]
    read = sum(map(read_by, scans))
    return wrong + ([f"reads {read:.0f}"] if most is not None and read > most else [])


def wrong_on_sqlite(sql: str, most: int | None) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWS and "USING" not in step]


def wrong_in(viewer: User | None, address: str, most: int | None) -> list[str]:
    """What is wrong with the questions of a page, and the question."""
    look = wrong_on_postgres if connection.vendor == "postgresql" else wrong_on_sqlite
    asked = ((sql, None if sql.startswith("SELECT COUNT") else most) for sql in questions(viewer, address))
    # A count stops at a thousand by itself.
    return [f"{wrong} {sql}" for sql, limit in asked if (wrong := look(sql, limit))]


def test_every_page_asks_an_index(town: Town) -> None:
    """A list reads what it shows, for who has three wijken and for who has all; a timeline reads no talk but its own;
    Vandaag and who is who read what a viewer has open and who is in their wijken, never the rest.

    One test, because filling the tables takes longest.
    """
    case = Case.objects.filter(area=town.wijken[0]).earliest("pk")
    actor = case.parties.exclude(actor=None).get().actor_id
    pages = {name: reverse(name) for name in LISTS}
    pages |= {"case": reverse("case", args=[case.pk]), "actor": reverse("actor", args=[actor])}
    found: dict[tuple[str, str], list[str]] = {}
    chief = ("whole gemeente", chief_of(town), MOST_READ)
    for whose, viewer, most in (("three wijken", town.user, MOST_READ_OF_WIJKEN), chief):
        found |= {(name, whose): wrong_in(viewer, address, most) for name, address in pages.items()}
    wijk = town.wijken[0]
    whole = {name: reverse(name) for name in ("dashboard", "actors", "networks", "map")}
    whole["matrix"] = reverse("reach-matrix", args=[town.gemeente.slug, wijk.slug])
    for name, address in whole.items():
        found[name, "three wijken"] = wrong_in(town.user, address, None)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_the_public_list_asks_an_index_whatever_is_chosen(db: None) -> None:
    """Also for a whole gemeente, a phase and a theme; on the map, in a feed and in a frame."""
    town = Town(MOMENTS)
    made = town.many(town.initiative, INITIATIVES)
    theme = Theme.objects.create(municipality=town.gemeente, name="Groen")
    through = Initiative.themes.through.objects
    through.bulk_create(through.model(initiative_id=pk, theme_id=theme.pk) for pk in made[::3])
    Initiative.objects.filter(pk__in=made[::5]).update(phase="PLAN")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    wijk = town.wijken[0].code
    choices = ["", f"wijk={wijk}", f"wijk={town.gemeente.code}", "fase=PLAN", "thema=Groen", f"wijk={wijk}&fase=PLAN"]
    pages = [
        reverse("initiatives"),
        reverse("initiatives-atom"),
        reverse("initiatives-embed", args=[town.gemeente.slug]),
    ]
    asked = [f"{page}?{choice}" for page in pages for choice in choices]
    maps = [f"{reverse('initiatives')}?weergave=kaart&{choice}" for choice in choices]
    found = {address: wrong_in(None, address, MOST_READ) for address in asked}
    found |= {address: wrong_in(None, address, MOST_READ_ON_MAP) for address in maps}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_koppelkansen_ask_an_index_best_first(db: None) -> None:
    """Of one wijk, of three and of the whole gemeente, and onward; also of an idea, that may be the newer of two."""
    town = Town(MOMENTS)
    ideas = town.many(town.initiative, INITIATIVES)
    town.matches(ideas)
    if connection.vendor == "postgresql":  # SQLite would count that one gemeente has them all, and read them all
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    address, desk = reverse("matches"), Initiative.objects.get(pk=ideas[0]).get_desk_url()
    wijk = f"{address}?wijk={town.wijken[0].code}"
    half = Match.objects.filter(area=town.wijken[0]).order_by("score", "pk")[INITIATIVES // 20]
    onward = f"{wijk}&eerder={half.score}-{half.pk}"
    pages = {"wijk": wijk, "onward": onward, "three wijken": address, "desk": desk}
    found = {name: wrong_in(town.user, page, MOST_READ) for name, page in pages.items()}
    found["whole gemeente"] = wrong_in(chief_of(town), address, MOST_READ)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_reading_a_table_whole_is_seen(db: None) -> None:
    """The measure itself: a question without an index is found out."""
    look = wrong_on_postgres if connection.vendor == "postgresql" else wrong_on_sqlite
    assert look("SELECT id FROM casework_contactmoment WHERE line LIKE '%speelveld%'", MOST_READ)
    assert not look("SELECT id FROM casework_contactmoment WHERE id = 1", MOST_READ)

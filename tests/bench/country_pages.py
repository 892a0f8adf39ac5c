"""Loads the country into an empty database, opens the page of every wijk and asks for some: see country.py.

Ends with 1 when a page does not answer or asks more of the database than it may once its map is drawn.
"""

import statistics
import sys
import time
from http import HTTPStatus

import django
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from tests.areas.files import REAL
from tests.bench.runner import say
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area
from wijknet.pages.stamp import kept

MOST = 8
BORDERS = (
    "gemeenten_2015_landelijk.topojson",
    "wijken_2014_landelijk.topojson",
    "buurten_2014_landelijk_q1e3.topojson.gz",
)
QUESTIONS = ("klarendal", "klarendaal", "wijk+00", "centrum", "den+haag", "6822+AB+Arnhem")
ASKED = 20


def ask(client: Client, address: str) -> tuple[float, int, int]:
    """Milliseconds, queries and status."""
    # Django's list of queries is full after some thousands, and then counts no more.
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        answer = client.get(address, secure=True)
        took = (time.perf_counter() - began) * 1000
    return took, len(captured), answer.status_code


def all_pages(client: Client) -> int:
    """How many wijken have no page, or one that asks too much."""
    wrong, times = 0, []
    for wijk in Area.objects.wijken().select_related("municipality").order_by("code"):
        area_map(wijk)
        took, queries, status = ask(client, f"/wijken/{wijk.municipality.slug}/{wijk.slug}/")
        times.append(took)
        if status != HTTPStatus.OK or queries > MOST:
            wrong += 1
            say(f"{wijk.code}: {status}, {queries} queries")
    say(f"{len(times)} wijken, {wrong} wrong; p50 {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")
    return wrong


def all_questions(client: Client) -> int:
    """How many questions cost too much."""
    wrong = 0
    for address in ("/wijken/", *(f"/wijken/?q={question}" for question in QUESTIONS)):
        first, _all, _status = ask(client, address)
        asked = [ask(client, address) for _ in range(ASKED)]
        queries, status = max(row[1] for row in asked), max(row[2] for row in asked)
        wrong += status != HTTPStatus.OK or queries > MOST
        p50 = statistics.median(row[0] for row in asked)
        say(f"{address:28} {status} {queries:3} queries, first {first:.0f} ms, then p50 {p50:.0f} ms")
    return wrong


for name in (
    "gemeenten_2015_landelijk.topojson",
    "wijken_2014_landelijk.topojson",
    "buurten_2014_landelijk_q1e3.topojson.gz",
):
    call_command("load_areas", str(REAL / "grenzen" / name), verbosity=0)
call_command("load_figures", str(REAL / "cbs" / "kwb2024_85984NED_gm_wk_landelijk.json"), "--new-areas", verbosity=0)
visitor = Client(SERVER_NAME="localhost")
# A process asks SQLite once what it can do with JSON; that is no cost of a page.
first = Area.objects.wijken().select_related("municipality").earliest("code")
ask(visitor, f"/wijken/{first.municipality.slug}/{first.slug}/")
kept.clear()
sys.exit(1 if all_pages(visitor) + all_questions(visitor) else 0)

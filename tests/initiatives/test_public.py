"""The list that everybody reads: what is in it, what never is, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.models import Initiative
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_EMAIL, PLANTED_NAME, PLANTED_PHONE, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.ui.dates import today

LIST = "/initiatieven/"
FORBIDDEN_WORDS = ("besluit", "afgewezen", "gestrand", "leefwereld", "systeemwereld")


def words(response: Any) -> str:
    return str(response.content.decode())


def test_only_what_is_public_is_listed(client: Client, klarendal: Area, geveltuin: Initiative) -> None:
    hidden = [
        make_initiative(klarendal, title="Ontvangen"),
        make_initiative(klarendal, title="Bekeken", moderation="LOOKING"),
        make_initiative(klarendal, title="Nietgeplaatst", moderation="NOT_PLACED", moderation_reason="Reclame"),
        make_initiative(klarendal, title="Ingetrokken", moderation="WITHDRAWN"),
        make_initiative(klarendal, title="Vraagje", kind="QUESTION"),
    ]
    page = words(client.get(LIST))
    assert geveltuin.title in page
    for initiative in hidden:
        assert initiative.title not in page
        assert client.get(f"{LIST}{initiative.reference}/").status_code == 404


def test_every_choice_is_in_the_address(
    client: Client, arnhem: Area, klarendal: Area, geitenkamp: Area, geveltuin: Initiative
) -> None:
    other = make_initiative(geitenkamp, public=True, title="Buurttuin", phase="PLAN")
    other.themes.add(Theme.objects.create(municipality=arnhem, name="Groen"))
    for query in ("wijk=WK020210", "thema=Groen", "fase=PLAN", "woorden=buurttuin"):
        page = words(client.get(f"{LIST}?{query}"))
        assert other.title in page, query
        assert geveltuin.title not in page, query
        assert "weghalen" in page
    assert "Niets gevonden" in words(client.get(f"{LIST}?wijk=WK020207&fase=PLAN"))


@pytest.mark.parametrize(
    "query",
    ["wijk=onzin", "fase=STOPPED'", "thema=%3Cscript%3E", "woorden=" + "x" * 300, "eerder=onzin-1", "later=9-9"],
)
def test_an_odd_address_is_a_plain_list(client: Client, geveltuin: Initiative, query: str) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert "<script>" not in words(response)


def test_pages_go_by_key_and_lose_nothing(client: Client, klarendal: Area) -> None:
    titles = [f"Idee nummer {number:02}" for number in range(30)]
    for title in titles:
        make_initiative(klarendal, public=True, title=title)
    first = words(client.get(LIST))
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = words(client.get(LIST + link))
    assert sorted(title for title in titles if (title in first) != (title in second)) == titles


def test_the_list_asks_the_same_with_one_and_with_fifty(client: Client, klarendal: Area) -> None:
    make_initiative(klarendal, public=True)
    counts = []
    for extra in (0, 49):
        for _number in range(extra):
            make_initiative(klarendal, public=True)
        # Only who asks first costs this much.
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIST}?wijk=WK020207&fase=IDEA&woorden=koken")
        counts.append(len(captured))
    assert counts[0] <= counts[1] <= 8


def test_an_unchanged_list_costs_at_most_two_queries(client: Client, klarendal: Area, geveltuin: Initiative) -> None:
    response = client.get(LIST)
    tag = response["ETag"]
    assert "Last-Modified" in response
    with CaptureQueriesContext(connection) as captured:
        unchanged = client.get(LIST, headers={"If-None-Match": tag})
    assert unchanged.status_code == 304
    assert len(captured) <= 2
    since = client.get(LIST, headers={"If-Modified-Since": response["Last-Modified"]})
    assert since.status_code == 304
    assert client.get(f"{LIST}?fase=PLAN", headers={"If-None-Match": tag}).status_code == 200
    geveltuin.save()
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 200


def test_a_list_that_was_made_is_not_made_again_until_something_changes(
    client: Client, klarendal: Area, geveltuin: Initiative
) -> None:
    first = client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        second = Client().get(LIST)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert {"Cookie", "Accept-Language"} <= set(second["Vary"].split(", "))
    assert "no-cache" in second["Cache-Control"]
    assert len(captured) == 1
    make_initiative(klarendal, public=True, title="Net nieuw")
    assert "Net nieuw" in words(client.get(LIST))


def test_a_message_that_waits_is_shown_to_its_reader_only(client: Client, geveltuin: Initiative) -> None:
    client.get(LIST)
    reader = Client()
    reader.cookies["messages"] = "iets"
    assert "ETag" not in reader.get(LIST)


def test_who_is_signed_in_always_gets_a_fresh_list(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    assert "ETag" not in as_user(fatima).get(LIST)


def test_no_public_page_shows_who_sent_it(client: Client, klarendal: Area, geveltuin: Initiative) -> None:
    for address in (LIST, geveltuin.get_absolute_url(), "/", "/wijken/arnhem/klarendal/"):
        page = words(client.get(address))
        assert geveltuin.title in page, address
        for planted in (PLANTED_EMAIL, PLANTED_PHONE, PLANTED_NAME):
            assert planted not in page, address
    assert geveltuin.title not in words(client.get(f"{LIST}?woorden={PLANTED_NAME}"))


def test_public_words_are_plain(client: Client, klarendal: Area) -> None:
    stuck = make_initiative(klarendal, public=True, phase="STRANDED", waiting_until=today() - timedelta(days=3))
    for address in (LIST, stuck.get_absolute_url(), "/initiatieven/indienen/"):
        page = words(client.get(address)).lower()
        for word in FORBIDDEN_WORDS:
            assert word not in page, (word, address)

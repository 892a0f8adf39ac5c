"""Rondje wijk: who was silent for longer than their rhythm, in walking order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import DjangoAssertNumQueries

from actors.models import Actor, ActorKind, InformalNetwork
from tests.casework.conftest import make_actor
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.walk import Stop, walk

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def stop(name: str, street: str = "", number: str = "", point: tuple[float, float] | None = None) -> Stop:
    return Stop(
        name=name,
        url="",
        log="",
        card="",
        kind="",
        spoken_on=None,
        rhythm="",
        street=street,
        number=number,
        point=point,
    )


def test_without_points_by_street_and_number() -> None:
    stops = [stop("d"), stop("c", "Weg", "1"), stop("b", "Akker", "10a"), stop("a", "Akker", "9")]
    assert [one.name for one in walk(stops)] == ["a", "b", "c", "d"]
    assert walk([]) == []


def test_with_points_to_the_nearest_and_the_rest_of_a_street_along() -> None:
    near, far = (5.91, 51.99), (5.95, 51.99)
    stops = [
        stop("far", "Berg", "1", far),
        stop("start", "Akker", "1", (5.90, 51.99)),
        stop("near", "Weg", "1", near),
        stop("beside", "Weg", "3"),
        stop("somewhere"),
    ]
    assert [one.name for one in walk(stops)] == ["start", "near", "beside", "far", "somewhere"]


def test_own_rhythm_goes_before_that_of_the_kind(klarendal: Area, huisarts: ActorKind) -> None:
    spoken = {"by kind": (None, 29), "in time": (None, 28), "rare": (182, 100), "often": (7, 8)}
    for name, (rhythm, days) in spoken.items():
        make_actor(name, klarendal, huisarts, rhythm_days=rhythm, last_spoken_on=ago(days))
    make_actor("never", klarendal, huisarts)
    make_actor("archived", klarendal, huisarts, last_spoken_on=ago(400), archived_on=TODAY)
    assert set(Actor.objects.silent(TODAY).values_list("name", flat=True)) == {"by kind", "often"}


def test_networks_have_a_rhythm_too(teahour: InformalNetwork) -> None:
    for rhythm, days, silent in ((None, 57, True), (None, 56, False), (28, 29, True), (182, 100, False)):
        InformalNetwork.objects.update(rhythm_days=rhythm, last_spoken_on=ago(days))
        assert InformalNetwork.objects.silent(TODAY).exists() is silent


def test_the_page_of_my_wijken_with_one_tap_to_log(
    as_user: AsUser, fatima: User, joris: User, anna: User, linden: Actor, teahour: InformalNetwork, klarendal: Area
) -> None:
    Actor.objects.update(last_spoken_on=ago(60), street="Klarendalseweg", house_number="12")
    InformalNetwork.objects.update(last_spoken_on=ago(60))
    page = as_user(fatima).get("/rondje/", {"wijk": klarendal.code}).content.decode()
    assert page.index("Klarendalseweg 12") < page.index("Theeuur")
    assert f"/contactmomenten/nieuw/?actor={linden.pk}" in page
    assert f"/contactmomenten/nieuw/?network={teahour.pk}" in page
    assert f"/contactmomenten/nieuw/?actor={linden.pk}" not in as_user(joris).get("/rondje/").content.decode()
    assert "Theeuur" not in as_user(anna).get("/rondje/").content.decode()
    assert "binnen het gewone ritme" in as_user(anna).get("/rondje/").content.decode()


def test_one_and_fifty_cost_the_same(
    as_user: AsUser,
    fatima: User,
    klarendal: Area,
    huisarts: ActorKind,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(fatima)
    for count in (1, 50):
        for number in range(count):
            make_actor(f"Praktijk {count}-{number}", klarendal, huisarts, last_spoken_on=ago(60))
        with django_assert_max_num_queries(8):
            assert client.get("/rondje/").status_code == 200

"""A prepared read gives what the queryset gives, for whoever asks, and refuses what would go wrong later."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wijknet.access import Function, Viewer
from wijknet.access.prepared import CannotPrepare, Prepared, prepared
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement

DAY = date(2026, 11, 22)


@prepared
def due(viewer: Viewer, area: Area | None, until: date, *, kind: str = "") -> QuerySet[Agreement]:
    rows = Agreement.objects.visible_to(viewer).due_until(until)
    if area is not None:
        rows = rows.in_area(area)
    if kind == "mine":
        rows = rows.filter(by=viewer.pk)
    found: QuerySet[Agreement] = rows.order_by("due", "pk")
    return found


def agree(by: User, wijk: Area, day: date, **more: Any) -> Agreement:
    place: dict[str, Any] = {"municipality": wijk.municipality, "area": wijk, "street": "Klarendalseweg"}
    more |= {"made_on": DAY - timedelta(days=30)}
    return Agreement.objects.create(**place, what="Bellen", by=by, due=day, **more)


@pytest.fixture
def agreements(klarendal: Area, geitenkamp: Area, fatima: User, anna: User) -> list[Agreement]:
    return [
        agree(fatima, klarendal, DAY),
        agree(fatima, klarendal, DAY + timedelta(days=9)),
        agree(anna, geitenkamp, DAY),
        agree(anna, geitenkamp, DAY, only_me=True),
    ]


@pytest.mark.parametrize("who", ["fatima", "joris", "anna", "beheer", "other_gemeente"])
@pytest.mark.parametrize("kind", ["", "mine"])
def test_same_as_the_queryset_for_everybody_in_turn(
    request: pytest.FixtureRequest, agreements: list[Agreement], klarendal: Area, who: str, kind: str
) -> None:
    """The shape that one person left behind serves the next with their own wijken."""
    due.shapes.clear()
    first: User = request.getfixturevalue("fatima")
    due(first, None, DAY, kind=kind)
    viewer: User = request.getfixturevalue(who)
    for area in (None, klarendal, klarendal.municipality):
        for day in (DAY, DAY + timedelta(days=30), DAY - timedelta(days=1)):
            assert due(viewer, area, day, kind=kind) == list(due.build(viewer, area, day, kind=kind))


def test_the_sql_is_built_once_per_shape(agreements: list[Agreement], fatima: User, anna: User) -> None:
    due.shapes.clear()
    assert due(fatima, None, DAY) == [agreements[0]]
    assert due(anna, None, DAY) == [agreements[2], agreements[3]]
    assert len(due.shapes) == 1


def test_a_shape_without_rows_is_built_once_too(agreements: list[Agreement], fatima: User) -> None:
    """Such as what lies in the gemeenten of someone who has none: the database is not asked, nor the query built."""
    built = []

    def nowhere(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Agreement]:
        built.append(keys)
        return Agreement.objects.filter(pk__in=keys)

    read = prepared(nowhere)
    with CaptureQueriesContext(connection) as asked:
        assert [read(fatima, ()), read(fatima, ())] == [[], []]
    assert len(built) == 1
    assert not [query for query in asked.captured_queries if "casework_agreement" in query["sql"]]
    assert read(fatima, (agreements[0].pk,)) == [agreements[0]]


def test_access_is_asked_anew_every_time(agreements: list[Agreement], fatima: User) -> None:
    assert due(fatima, None, DAY) == [agreements[0]]
    fatima.assignments.update(end=timezone.localdate() - timedelta(days=1), start=DAY - timedelta(days=400))
    assert due(User.objects.get(pk=fatima.pk), None, DAY) == []


def test_shapes_do_not_pile_up(agreements: list[Agreement], fatima: User) -> None:
    due.shapes.clear()
    for number in range(80):
        due(fatima, None, DAY, kind=f"other-{number}")
    assert len(due.shapes) == 64


def test_a_day_that_did_not_come_in_is_refused(fatima: User) -> None:
    """It would still be that day tomorrow."""

    def late(viewer: Viewer) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(viewer).late()

    read: Prepared[[Viewer], Agreement] = prepared(late)
    with pytest.raises(CannotPrepare):
        read(fatima)


def test_a_value_that_is_changed_on_the_way_is_refused(fatima: User) -> None:
    def before(viewer: Viewer, day: date) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(viewer).due_until(day - timedelta(days=2))

    read: Prepared[[Viewer, date], Agreement] = prepared(before)
    with pytest.raises(CannotPrepare):
        read(fatima, DAY)


def test_more_than_the_key_of_a_thing_is_refused(fatima: User, klarendal: Area) -> None:
    """What else is known of the first thing would stay in the SQL for the next."""

    def by_name(area: Area) -> QuerySet[Agreement]:
        return Agreement.objects.filter(street=area.name)

    read: Prepared[[Area], Agreement] = prepared(by_name)
    with pytest.raises(Area.DoesNotExist):
        read(klarendal)


def test_only_for_staff_and_never_about_one_thing(fatima: User) -> None:
    def of_curators(viewer: Viewer) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(viewer, Function.CURATOR)

    def by_hand(viewer: Viewer) -> QuerySet[Agreement]:
        assert viewer.works_in(1, 1)
        return Agreement.objects.visible_to(viewer)

    for build in (of_curators, by_hand):
        read: Prepared[[Viewer], Agreement] = prepared(build)
        with pytest.raises(CannotPrepare):
            read(fatima)


def test_a_value_in_the_words_of_the_sql_is_refused(agreements: list[Agreement], fatima: User) -> None:
    @prepared
    def first(viewer: Viewer, size: int) -> QuerySet[Agreement]:
        found: QuerySet[Agreement] = Agreement.objects.visible_to(viewer).order_by("pk")[:size]
        return found

    with pytest.raises(CannotPrepare, match="LIMIT"):
        first(fatima, 1)


def test_objects_are_as_django_makes_them(agreements: list[Agreement], fatima: User) -> None:
    """Also with columns left out, and with what comes along through two relations, there or not."""

    @prepared
    def read(viewer: Viewer) -> QuerySet[Agreement]:
        rows = Agreement.objects.visible_to(viewer).select_related("area__municipality", "actor", "by")
        return rows.only("what", "area__name", "area__municipality", "by__name", "actor__name").order_by("pk")

    theirs = list(read.build(fatima))
    ours = read(fatima)
    assert len(ours) == len(theirs) == 2
    for mine, usual in zip(ours, theirs, strict=True):
        assert mine._state.adding is False
        assert mine._state.db == usual._state.db
        assert mine.actor is usual.actor is None
        for one, other in ((mine, usual), (mine.area, usual.area), (mine.by, usual.by)):
            assert one.get_deferred_fields() == other.get_deferred_fields()
            assert {name: value for name, value in vars(one).items() if name != "_state"} == {
                name: value for name, value in vars(other).items() if name != "_state"
            }
        assert mine.area.municipality == usual.area.municipality
        assert mine.made_on == usual.made_on  # left out, so asked for now
    assert ours[0].area is ours[1].area


def test_a_model_that_makes_its_own_objects_is_left_to_it(
    agreements: list[Agreement], fatima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []

    def from_db(cls: Any, db: Any, names: Any, values: Any) -> Any:
        found = Model.from_db.__func__(cls, db, names, values)  # type: ignore[attr-defined]
        made.append(found.pk)
        return found

    due.shapes.clear()
    monkeypatch.setattr(Agreement, "from_db", classmethod(from_db))
    try:
        due(fatima, None, DAY)
    finally:
        due.shapes.clear()
    assert made == [agreements[0].pk]


def test_postgres_remembers_the_plan(agreements: list[Agreement], fatima: User) -> None:
    """Also the plan that goes for all values, which it takes after five times."""
    for _ in range(7):
        assert due(fatima, None, DAY) == [agreements[0]]
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%casework_agreement%'"
        )
        assert cursor.fetchone()[0] > 0

"""Paging by key, and the helpers of lists. The outbox serves as a table with a moment in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict

from wijknet.areas.models import Area
from wijknet.mail.models import OutgoingMail
from wijknet.ui.paging import KeyPage, page_by_key, page_by_name
from wijknet.ui.pieces import Column, count_words, results, sort_table

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def mails(db: None) -> list[OutgoingMail]:
    """Seven mails; the middle three share one moment, so that the id must decide."""
    moments = [NOON + timedelta(minutes=minutes, microseconds=7) for minutes in (0, 1, 2, 2, 2, 3, 4)]
    return [
        OutgoingMail.objects.create(
            key=f"m{number}", message_id=f"<{number}@x>", to="a@b.nl", subject="s", text="t", next_try_at=at
        )
        for number, at in enumerate(moments)
    ]


def page(**query: str) -> KeyPage[OutgoingMail]:
    return page_by_key(OutgoingMail.objects.all(), query, field="next_try_at", size=2)


def keys(found: KeyPage[OutgoingMail]) -> list[str]:
    return [mail.key for mail in found.items]


@pytest.mark.usefixtures("mails")
def test_walking_to_the_end_and_back_sees_every_row_once() -> None:
    here, seen = page(), []
    assert here.later == ""
    while True:
        seen += keys(here)
        if not here.earlier:
            break
        here = page(eerder=here.earlier)
    assert seen == ["m6", "m5", "m4", "m3", "m2", "m1", "m0"]
    back = list(reversed(keys(here)))
    while here.later:
        here = page(later=here.later)
        back += list(reversed(keys(here)))
    assert back == list(reversed(seen))


@pytest.mark.usefixtures("mails")
def test_rows_that_arrive_meanwhile_shift_nothing() -> None:
    first = page()
    OutgoingMail.objects.create(
        key="new", message_id="<new@x>", to="a@b.nl", subject="s", text="t", next_try_at=NOON + timedelta(days=1)
    )
    assert keys(page(eerder=first.earlier)) == ["m4", "m3"]


@pytest.mark.usefixtures("mails")
@pytest.mark.parametrize(
    "cursor",
    ["", "x", "20261124-", "-1", "20261124T120000.000000-0", "99999999T999999.0-1", f"20261124T120000.000000-{2**70}"],
)
def test_a_cursor_that_was_tampered_with_gives_the_first_page(cursor: str) -> None:
    assert keys(page(eerder=cursor)) == ["m6", "m5"]
    assert keys(page(later=cursor)) == ["m6", "m5"]


def test_a_plain_date_works_too(db: None) -> None:
    assert page_by_key(Session.objects.all(), {}, field="expire_date").items == []


def test_heads_sort_both_ways_and_refuse_a_wrong_key() -> None:
    columns = [Column(label="Naam", key="naam", order=("sort_name",)), Column(label="Soort")]
    heads, order = sort_table(QueryDict("q=bakker&eerder=1"), columns, "naam")
    assert order == ["sort_name", "pk"]
    assert [(head.sort, head.url) for head in heads] == [("ascending", "?q=bakker&sorteer=-naam"), ("", "")]
    assert sort_table(QueryDict("sorteer=-naam"), columns, "naam")[1] == ["-sort_name", "-pk"]
    wrong: Any = QueryDict("sorteer=password")
    assert sort_table(wrong, columns, "naam")[1] == ["sort_name", "pk"]


@pytest.mark.usefixtures("klarendal")
def test_counting_stops_past_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_words(Area.objects.all()) == "2"
    monkeypatch.setattr("wijknet.ui.pieces.MANY", 1)
    assert count_words(Area.objects.all()) == "meer dan 1.000"


def test_results_keep_the_order_of_the_roles_and_one_scale() -> None:
    found = results({"BROKER": (3, 0), "FIXER": (14, 6)})
    assert [(result.text.slug, result.life, result.system) for result in found] == [
        ("fixer", 14, 6),
        ("bridger", 0, 0),
        ("broker", 3, 0),
        ("entrepreneur", 0, 0),
    ]
    assert {result.largest for result in found} == {14}
    assert {result.largest for result in results({})} == {0}


@pytest.fixture
def places(db: None) -> list[Area]:
    """Five gemeenten; two share a name, so that the id must decide."""
    names = ["aa", "bb", "bb", "cc ~1", "dd"]
    return [
        Area.objects.create(level="GEMEENTE", code=f"GM000{number}", name=name, slug=f"g{number}")
        for number, name in enumerate(names)
    ]


def by_name(**query: str) -> KeyPage[Area]:
    return page_by_name(Area.objects.all(), query, field="name", size=2)


@pytest.mark.usefixtures("places")
def test_a_list_by_name_walks_to_the_end_and_back() -> None:
    here, seen = by_name(), []
    assert here.later == ""
    while True:
        seen += [area.code for area in here.items]
        if not here.earlier:
            break
        here = by_name(eerder=here.earlier)
    assert seen == ["GM0000", "GM0001", "GM0002", "GM0003", "GM0004"]
    while here.later:
        here = by_name(later=here.later)
    assert [area.code for area in here.items] == ["GM0000", "GM0001"]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("cursor", ["", "x", "~", "a~b", "a~0", f"a~{2**70}", "\0~1"])
def test_a_wrong_place_in_a_list_by_name_gives_the_first_page(cursor: str) -> None:
    assert [area.code for area in by_name(eerder=cursor).items] == ["GM0000", "GM0001"]
    assert [area.code for area in by_name(later=cursor).items] == ["GM0000", "GM0001"]

"""What the database itself refuses, and how numbers are given out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from initiatives.models import Initiative, PhaseChange, ReferenceCounter
from tests.initiatives.make import make_initiative
from wijknet.areas.models import Area
from wijknet.ui.dates import today


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"moderation": "NOT_PLACED"}, "initiatives_not_placed_has_reason"),
        ({"moderation": "PUBLIC"}, "initiatives_public_has_date"),
        ({"kind": "QUESTION", "moderation": "PUBLIC", "published_on": date(2026, 11, 24)}, "question_not_public"),
        ({"waiting_on": "NOBODY"}, "initiatives_waiting_has_date"),
        ({"waiting_until": None}, "initiatives_waiting_has_date"),
        ({"waiting_first": date(2099, 1, 1)}, "initiatives_waiting_moved_later"),
        ({"lon": 5.9}, "initiatives_point_whole"),
        ({"title": ""}, "initiatives_title_filled"),
    ],
)
def test_the_database_refuses_a_half_initiative(klarendal: Area, fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make_initiative(klarendal, **fields)


@pytest.mark.parametrize(
    ("sender", "constraint"),
    [
        ({"reach_mail": False}, "initiatives_sender_can_be_reached"),
        ({"email": ""}, "initiatives_reach_is_filled"),
        ({"reach_phone": True, "phone": ""}, "initiatives_reach_is_filled"),
        ({"reach_visit": True}, "initiatives_reach_is_filled"),
        ({"under_16": True}, "initiatives_child_has_adult"),
        ({"under_16": True, "contact_name": "School", "show_name": True}, "initiatives_child_name_hidden"),
    ],
)
def test_the_database_refuses_a_sender_nobody_can_reach(
    klarendal: Area, sender: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make_initiative(klarendal, sender=sender)


@pytest.mark.parametrize("phase", ["STOPPED", "STRANDED"])
def test_stopping_or_standing_still_needs_a_reason(kookavond: Initiative, phase: str) -> None:
    with pytest.raises(IntegrityError, match="initiatives_end_has_reason"):
        PhaseChange.objects.create(initiative=kookavond, phase=phase)


@pytest.mark.django_db
def test_references_count_up_per_year_and_a_roll_back_leaves_no_gap() -> None:
    year = date(2031, 1, 2)
    assert ReferenceCounter.take(year) == "WN-2031-0001"
    with transaction.atomic():
        assert ReferenceCounter.take(year) == "WN-2031-0002"
        transaction.set_rollback(True)
    assert ReferenceCounter.take(year) == "WN-2031-0002"
    assert ReferenceCounter.take(date(2032, 1, 1)) == "WN-2032-0001"


def test_search_text_is_folded_on_every_save(kookavond: Initiative) -> None:
    kookavond.title = "Café Überall"
    kookavond.save(update_fields=["title"])
    assert Initiative.objects.with_words("CAFE uberall").get() == kookavond
    assert not Initiative.objects.with_words("cafe tuin").exists()


def test_only_we_can_be_late(klarendal: Area) -> None:
    gone = today() - timedelta(days=1)
    assert make_initiative(klarendal, waiting_until=gone).is_late
    assert make_initiative(klarendal, waiting_until=gone, waiting_on="MUNICIPALITY").is_late
    assert not make_initiative(klarendal, waiting_until=gone, waiting_on="SENDER").is_late
    assert not make_initiative(klarendal, waiting_until=today()).is_late

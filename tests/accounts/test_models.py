"""Which wijken a user works in, as what, and when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.conftest import make_user
from wijknet.access import CURATORS, Function, Viewer
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area


def test_the_user_is_the_viewer_the_gate_asks(fatima: User) -> None:
    assert isinstance(fatima, Viewer)


def test_a_wijkmanager_works_in_their_own_wijk_only(fatima: User, klarendal: Area, geitenkamp: Area) -> None:
    assert fatima.wijk_ids(Function.WIJKMANAGER) == {klarendal.pk}
    assert fatima.works_in(klarendal.pk, klarendal.municipality_id, Function.WIJKMANAGER)
    assert not fatima.works_in(geitenkamp.pk, geitenkamp.municipality_id)
    assert not fatima.wijk_ids(*CURATORS)


def test_a_gemeente_function_reaches_every_wijk_of_it(beheer: User, geitenkamp: Area, other_wijk: Area) -> None:
    assert beheer.works_in(geitenkamp.pk, geitenkamp.municipality_id, Function.CURATOR)
    assert not beheer.works_in(geitenkamp.pk, geitenkamp.municipality_id, Function.WIJKMANAGER)
    assert not beheer.works_in(other_wijk.pk, other_wijk.municipality_id)


@pytest.mark.parametrize(("start", "end", "holds"), [(-2, -1, False), (-2, 0, True), (0, None, True), (1, None, False)])
def test_an_assignment_holds_from_its_first_to_its_last_day(
    klarendal: Area, start: int, end: int | None, holds: bool
) -> None:
    today = timezone.localdate()
    user = make_user("tijdelijk@arnhem.example", "Tijdelijk (test)")
    Assignment.objects.create(
        user=user,
        area=klarendal,
        function=Function.WIJKMANAGER,
        start=today + timedelta(days=start),
        end=None if end is None else today + timedelta(days=end),
    )
    assert bool(user.wijk_ids()) is holds


def test_the_database_refuses_an_end_before_the_start(klarendal: Area) -> None:
    today = timezone.localdate()
    user = make_user("fout@arnhem.example", "Fout (test)")
    with pytest.raises(IntegrityError, match="accounts_assignment_dates"):
        Assignment.objects.create(
            user=user, area=klarendal, function=Function.READER, start=today, end=today - timedelta(days=1)
        )

"""Which wijken a user works in, as what, and when."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

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


def test_a_user_is_made_with_the_address_that_sign_in_knows(db: None) -> None:
    made = User.objects.create_user(" Noor@Arnhem.EXAMPLE ", "een-lang-wachtwoord", name="Noor van Dam (test)")
    invited = User.objects.create_user("piet@arnhem.example", name="Piet (test)")
    assert (made.email, made.first_name) == ("noor@arnhem.example", "Noor")
    addresses = EmailAddress.objects.order_by("pk").values_list("email", "primary", "verified")
    assert list(addresses) == [("noor@arnhem.example", True, True), ("piet@arnhem.example", True, False)]
    assert not invited.has_usable_password()


def test_an_address_is_one_user_whatever_its_capitals(db: None) -> None:
    User.objects.create_user("noor@arnhem.example", name="Noor (test)")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("NOOR@arnhem.example", name="Noor (test)")
    with pytest.raises(IntegrityError, match="accounts_email_lower"), transaction.atomic():
        User.objects.update(email="Noor@arnhem.example")


def test_a_function_is_open_once(klarendal: Area, fatima: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(user=fatima, area=klarendal, function=Function.WIJKMANAGER)


def test_colleagues_are_seen_by_who_runs_their_gemeente(
    fatima: User, anna: User, joris: User, beheer: User, other_gemeente: User
) -> None:
    everyone = User.objects.get_queryset()
    assert set(everyone.visible_to(beheer)) == {fatima, anna, joris, beheer}
    assert set(everyone.visible_to(other_gemeente)) == {other_gemeente}
    assert not everyone.visible_to(fatima)


def test_the_gate_asks_the_database_once_per_request(
    fatima: User, klarendal: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(pk=fatima.pk)
    with django_assert_num_queries(1):
        assert user.wijk_ids(Function.WIJKMANAGER)
        assert not user.municipality_ids()
        assert not user.second_factor_required
        assert user.works_in(klarendal.pk, klarendal.municipality_id)

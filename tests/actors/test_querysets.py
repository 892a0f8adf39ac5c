"""Who sees what, and who may appear."""

from datetime import timedelta
from typing import Any

import pytest

from actors.models import Actor, InformalNetwork, MunicipalContact, Person, PersonFunction, Tie
from actors.permissions import may_add_contact, may_change_actor, working_area
from actors.services import add_actor, add_tie, archive_actor, change_actor
from tests.actors.places import kind_named
from tests.conftest import make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.ui.dates import today


@pytest.fixture
def both_wijken(bakery: Actor, klarendal: Area, geitenkamp: Area, fatima: User) -> Actor:
    """The bakery, now active in wijk B as well."""
    return change_actor(
        actor=bakery, by=fatima, version=1, area=klarendal, name=bakery.name, kind=bakery.kind, active_in=[geitenkamp]
    )


def test_an_actor_is_seen_in_its_wijk_only(
    bakery: Actor, fatima: User, joris: User, anna: User, beheer: User, other_gemeente: User
) -> None:
    seen = {
        user.email: Actor.objects.visible_to(user).exists() for user in (fatima, joris, anna, beheer, other_gemeente)
    }
    assert seen == {
        fatima.email: True,
        joris.email: True,
        anna.email: False,
        beheer.email: False,
        other_gemeente.email: False,
    }


def test_an_actor_is_seen_in_every_wijk_it_is_active_in(both_wijken: Actor, anna: User, fatima: User) -> None:
    assert list(Actor.objects.visible_to(anna)) == [both_wijken]
    assert list(Actor.objects.visible_to(fatima)) == [both_wijken]


def test_a_whole_gemeente_sees_all_of_it(bakery: Actor, arnhem: Area, goeree: Area, other_wijk: Area) -> None:
    whole = make_user("heel@arnhem.example", "Heel (test)", arnhem, Function.READER)
    assert list(Actor.objects.visible_to(whole)) == [bakery]
    both = make_user("twee@x.example", "Twee (test)", other_wijk, Function.READER)
    both.assignments.create(area=arnhem, function=Function.READER)
    assert list(Actor.objects.visible_to(User.objects.get(pk=both.pk))) == [bakery]


def test_in_area_goes_by_where_it_is_active(
    both_wijken: Actor, arnhem: Area, geitenkamp: Area, other_wijk: Area
) -> None:
    actors = Actor.objects.all()
    assert list(actors.in_area(geitenkamp)) == [both_wijken]
    assert list(actors.in_area(arnhem)) == [both_wijken]
    assert not actors.in_area(other_wijk).exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [("yildiz", True), ("BAKKERIJ Yıldız", True), ("winkel", True), ("yildiz café", False), ("", True), ("%", False)],
)
def test_words_are_folded_and_all_must_be_there(bakery: Actor, words: str, found: bool) -> None:
    assert Actor.objects.all().with_words(words).exists() is found


def test_same_name_whatever_the_accents(bakery: Actor) -> None:
    assert Actor.objects.all().named_exactly("BAKKERIJ YILDIZ (TEST)").exists()
    assert not Actor.objects.all().named_exactly("Bakkerij").exists()


def test_what_may_be_measured(bakery: Actor, practice: Actor, mosque: Actor, fatima: User) -> None:
    archive_actor(actor=practice, by=fatima)
    assert list(Actor.objects.all().in_network()) == [bakery]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, True),
        ({"added_on": today() - timedelta(days=32)}, False),
        ({"added_on": today() - timedelta(days=32), "told_on": today(), "told_how": "mail"}, True),
        ({"retain_until": today() - timedelta(days=1)}, False),
        ({"retain_until": today()}, True),
    ],
)
def test_who_was_not_told_or_is_past_the_date_does_not_appear(
    owner: PersonFunction, facts: dict[str, Any], shown: bool
) -> None:
    Person.objects.update(**facts)
    assert PersonFunction.objects.shown().exists() is shown


def test_who_left_does_not_appear(owner: PersonFunction) -> None:
    PersonFunction.objects.update(end=today())
    assert not PersonFunction.objects.shown().exists()
    PersonFunction.objects.update(end=today() + timedelta(days=1))
    assert PersonFunction.objects.shown().exists()


def test_a_tie_is_seen_by_who_sees_both_sides(
    both_wijken: Actor, practice: Actor, klarendal: Area, geitenkamp: Area, fatima: User, anna: User
) -> None:
    tie = add_tie(by=fatima, area=klarendal, source=both_wijken, target=practice, strength=3)
    assert list(Tie.objects.visible_to(fatima)) == [tie]
    assert not Tie.objects.visible_to(anna).exists()
    # Written down in her wijk, but of a place that is not there for her.
    Tie.objects.update(area=geitenkamp)
    assert not Tie.objects.visible_to(anna).exists()


def test_ties_of_what_is_archived_are_not_seen(tie: Tie, practice: Actor, fatima: User) -> None:
    archive_actor(actor=practice, by=fatima)
    assert not Tie.objects.visible_to(fatima).exists()


def test_contacts_are_seen_in_the_whole_gemeente(
    desk: MunicipalContact, fatima: User, anna: User, joris: User, beheer: User, other_gemeente: User
) -> None:
    for user in (fatima, anna, joris):
        assert list(MunicipalContact.objects.visible_to(user)) == [desk]
    for user in (beheer, other_gemeente):
        assert not MunicipalContact.objects.visible_to(user).exists()


def test_who_may_change(
    both_wijken: Actor,
    practice: Actor,
    arnhem: Area,
    goeree: Area,
    geitenkamp: Area,
    klarendal: Area,
    fatima: User,
    joris: User,
    anna: User,
    beheer: User,
    other_gemeente: User,
) -> None:
    assert may_change_actor(anna, both_wijken)
    assert not may_change_actor(anna, practice)
    assert not may_change_actor(joris, both_wijken)
    assert not may_change_actor(beheer, both_wijken)
    assert working_area(anna, both_wijken) == geitenkamp
    assert working_area(fatima, both_wijken) == klarendal
    assert may_add_contact(fatima, arnhem.pk)
    assert not may_add_contact(joris, arnhem.pk)
    assert may_add_contact(other_gemeente, goeree.pk)
    assert not may_add_contact(other_gemeente, arnhem.pk)


def test_networks_lie_in_one_wijk(tea_hour: InformalNetwork, fatima: User, anna: User) -> None:
    assert list(InformalNetwork.objects.visible_to(fatima)) == [tea_hour]
    assert not InformalNetwork.objects.visible_to(anna).exists()


def test_a_place_of_another_wijk_is_not_seen_through_a_name(
    kinds: None, geitenkamp: Area, anna: User, fatima: User
) -> None:
    add_actor(by=anna, area=geitenkamp, name="De Wilgen", kind=kind_named("Buurthuis"))
    assert not Actor.objects.visible_to(fatima).with_words("wilgen").exists()

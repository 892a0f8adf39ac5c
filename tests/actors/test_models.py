"""Each rule of a row is refused by the database itself, whoever writes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from actors.models import (
    Actor,
    ActorArea,
    ActorKind,
    Approach,
    InformalNetwork,
    MunicipalContact,
    Person,
    PersonFunction,
    Reach,
    Tie,
)
from actors.triggers import trigger_names
from tests.actors.places import kind_named
from wijknet.areas.models import Area, ResidentGroup

DAY, EARLIER = date(2026, 11, 24), date(2026, 11, 2)


def refuses(constraint: str, row: models.Model) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save(force_insert=True)
    _names(constraint, refusal.value, row)


def _names(constraint: str, error: IntegrityError, row: models.Model) -> None:
    """SQLite names a check constraint, but of a unique one only the columns."""
    unique = any(c.name == constraint and isinstance(c, models.UniqueConstraint) for c in type(row)._meta.constraints)
    if not (unique and connection.vendor == "sqlite"):
        assert constraint in str(error)
    else:
        assert "UNIQUE constraint failed" in str(error)


def in_klarendal(klarendal: Area) -> dict[str, Any]:
    return {"area": klarendal, "municipality": klarendal.municipality}


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_kind_has_name", {"name": ""}),
        ("actors_kind_rhythm", {"name": "x", "rhythm_days": 0}),
        ("actors_kind_icon", {"name": "x", "icon": "unicorn"}),
        ("actors_kind_once", {"name": "Café"}),
    ],
)
def test_kinds(kinds: None, constraint: str, values: dict[str, Any]) -> None:
    refuses(constraint, ActorKind(**values))


def test_a_gemeente_adds_a_kind_once(arnhem: Area, goeree: Area) -> None:
    ActorKind.objects.create(municipality=arnhem, name="Wijkwinkel")
    ActorKind.objects.create(municipality=goeree, name="Wijkwinkel")
    refuses("actors_kind_once_in_gemeente", ActorKind(municipality=arnhem, name="Wijkwinkel"))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_actor_has_name", {"name": ""}),
        ("actors_actor_has_name", {"sort_name": ""}),
        ("actors_actor_connecting_why", {"connecting": True}),
        ("actors_actor_point_whole", {"lon": 5.9}),
        ("actors_actor_point_whole", {"lon": 5.9, "lat": 96.0}),
    ],
)
def test_actors(kinds: None, klarendal: Area, constraint: str, values: dict[str, Any]) -> None:
    row = {"name": "x", "sort_name": "x", "kind": kind_named("Café"), **in_klarendal(klarendal), **values}
    refuses(constraint, Actor(**row))


def test_an_actor_is_active_in_a_wijk_once(bakery: Actor, klarendal: Area) -> None:
    refuses("actors_area_once", ActorArea(actor=bakery, area=klarendal))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_person_has_name", {"name": ""}),
        ("actors_person_ground", {"ground": "GUESS"}),
        ("actors_person_ground", {"ground": "CONSENT", "told_on": DAY, "told_how": "x", "retain_until": DAY}),
        ("actors_person_ground", {"ground": "CONSENT", "consent_text": "bel mij", "retain_until": DAY}),
        ("actors_person_ground", {"ground": "CONSENT", "consent_text": "x", "told_on": DAY, "told_how": "x"}),
        ("actors_person_ground", {"consent_text": "bel mij"}),
        ("actors_person_told_whole", {"told_on": DAY}),
        ("actors_person_told_whole", {"told_how": "in de winkel"}),
        ("actors_person_dates", {"told_on": DAY, "told_how": "x", "retain_until": EARLIER}),
    ],
)
def test_persons(arnhem: Area, constraint: str, values: dict[str, Any]) -> None:
    refuses(constraint, Person(**{"municipality": arnhem, "name": "Emine (test)", "ground": "FUNCTION", **values}))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_function_has_title", {"title": ""}),
        ("actors_function_dates", {"start": DAY, "end": EARLIER}),
        ("actors_function_once", {}),
    ],
)
def test_functions(arnhem: Area, bakery: Actor, constraint: str, values: dict[str, Any]) -> None:
    person = Person.objects.create(municipality=arnhem, name="Emine (test)", ground="FUNCTION")
    PersonFunction.objects.create(person=person, actor=bakery, title="eigenaar")
    refuses(constraint, PersonFunction(**{"person": person, "actor": bakery, "title": "eigenaar", **values}))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("actors_network_has_name", {"name": ""}), ("actors_network_one_place", {"meeting_text": "het plein"})],
)
def test_networks(bakery: Actor, klarendal: Area, constraint: str, values: dict[str, Any]) -> None:
    row = {"name": "x", "sort_name": "x", "meeting_place": bakery, **in_klarendal(klarendal), **values}
    refuses(constraint, InformalNetwork(**row))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_tie_one_source", {"source_actor": None}),
        ("actors_tie_one_target", {"target_actor": None}),
        ("actors_tie_one_source", {"source_network": "tea_hour"}),
        ("actors_tie_one_target", {"target_network": "tea_hour"}),
        ("actors_tie_not_to_itself", {"target_actor": "bakery"}),
        ("actors_tie_strength", {"strength": 2}),
        ("actors_tie_dates", {"start": DAY, "end": EARLIER}),
        ("actors_tie_once", {}),
    ],
)
def test_ties(
    bakery: Actor,
    practice: Actor,
    tea_hour: InformalNetwork,
    klarendal: Area,
    constraint: str,
    values: dict[str, Any],
) -> None:
    things = {"bakery": bakery, "tea_hour": tea_hour}
    row = {"source_actor": bakery, "target_actor": practice, "strength": 3, **in_klarendal(klarendal)}
    Tie.objects.create(**row)
    refuses(constraint, Tie(**row | {name: things.get(str(value), value) for name, value in values.items()}))


def test_a_network_has_no_tie_to_itself(tea_hour: InformalNetwork, klarendal: Area) -> None:
    tie = Tie(source_network=tea_hour, target_network=tea_hour, strength=1, **in_klarendal(klarendal))
    refuses("actors_tie_not_to_itself", tie)


def test_what_ended_may_start_again(bakery: Actor, practice: Actor, klarendal: Area) -> None:
    row = {"source_actor": bakery, "target_actor": practice, "strength": 3, **in_klarendal(klarendal)}
    Tie.objects.create(end=DAY, **row)
    assert Tie.objects.create(**row).pk


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("actors_reach_one_side", {"actor": None}),
        ("actors_reach_one_side", {"network": "tea_hour"}),
        ("actors_reach_level", {"level": "LOVED"}),
        ("actors_reach_actor_once", {}),
        ("actors_reach_network_once", {"actor": None, "network": "tea_hour"}),
    ],
)
def test_reach(
    bakery: Actor, tea_hour: InformalNetwork, klarendal: Area, constraint: str, values: dict[str, Any]
) -> None:
    group = ResidentGroup.objects.create(name="Ouderen (test)", **in_klarendal(klarendal))
    row = {"group": group, "level": "REACHES", **in_klarendal(klarendal)}
    Reach.objects.create(actor=bakery, **row)
    Reach.objects.create(network=tea_hour, **row)
    changed = {name: tea_hour if value == "tea_hour" else value for name, value in values.items()}
    refuses(constraint, Reach(**{"actor": bakery, **row, **changed}))


def test_an_approach_says_why(bakery: Actor, klarendal: Area) -> None:
    refuses("actors_approach_has_why", Approach(actor=bakery, why="", **in_klarendal(klarendal)))


def test_municipal_contacts(arnhem: Area) -> None:
    refuses("actors_contact_has_department", MunicipalContact(municipality=arnhem, department="", sort_name="x"))
    desk = MunicipalContact.objects.create(municipality=arnhem, department="Beheer (test)", sort_name="beheer")
    with pytest.raises(IntegrityError, match="actors_contact_deputy_is_another"), transaction.atomic():
        MunicipalContact.objects.filter(pk=desk.pk).update(deputy=desk)


# Sensitive kinds: every way around, past the services, straight to the database.


def test_the_triggers_stand(db: None) -> None:
    ask = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    if connection.vendor == "sqlite":
        ask = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        standing = {name for (name,) in cursor.fetchall()}
    assert trigger_names(connection.vendor) <= standing


def test_no_person_at_an_actor_of_a_sensitive_kind(arnhem: Area, bakery: Actor, mosque: Actor) -> None:
    person = Person.objects.create(municipality=arnhem, name="Emine (test)", ground="FUNCTION")
    refuses("actors_function_not_at_sensitive", PersonFunction(person=person, actor=mosque, title="bestuur"))
    with pytest.raises(IntegrityError, match="actors_function_not_at_sensitive"), transaction.atomic():
        PersonFunction.objects.bulk_create([PersonFunction(person=person, actor=mosque, title="bestuur")])
    function = PersonFunction.objects.create(person=person, actor=bakery, title="eigenaar")
    with pytest.raises(IntegrityError, match="actors_function_not_at_sensitive"), transaction.atomic():
        PersonFunction.objects.filter(pk=function.pk).update(actor=mosque)
    assert not PersonFunction.objects.filter(actor=mosque).exists()


def test_no_tie_with_an_actor_of_a_sensitive_kind(
    klarendal: Area, bakery: Actor, practice: Actor, mosque: Actor, tea_hour: InformalNetwork
) -> None:
    row = {"strength": 1, **in_klarendal(klarendal)}
    refuses("actors_tie_not_with_sensitive", Tie(source_actor=mosque, target_actor=bakery, **row))
    refuses("actors_tie_not_with_sensitive", Tie(source_actor=bakery, target_actor=mosque, **row))
    refuses("actors_tie_not_with_sensitive", Tie(source_network=tea_hour, target_actor=mosque, **row))
    tie = Tie.objects.create(source_actor=bakery, target_actor=practice, **row)
    for side in ("source_actor", "target_actor"):
        with pytest.raises(IntegrityError, match="actors_tie_not_with_sensitive"), transaction.atomic():
            Tie.objects.filter(pk=tie.pk).update(**{side: mosque})
    assert Tie.objects.count() == 1


def test_no_part_in_a_network_for_an_actor_of_a_sensitive_kind(mosque: Actor, tea_hour: InformalNetwork) -> None:
    with pytest.raises(IntegrityError, match="actors_network_not_with_sensitive"), transaction.atomic():
        tea_hour.actors.add(mosque)
    assert not tea_hour.actors.exists()


def test_an_actor_with_persons_or_ties_gets_no_sensitive_kind(
    arnhem: Area, klarendal: Area, bakery: Actor, practice: Actor, tea_hour: InformalNetwork
) -> None:
    sensitive = kind_named("Geloofsgemeenschap")
    host = Actor.objects.create(name="Zaal", sort_name="zaal", kind=kind_named("Café"), **in_klarendal(klarendal))
    tea_hour.actors.add(host)
    Tie.objects.create(source_actor=bakery, target_actor=practice, strength=1, **in_klarendal(klarendal))
    person = Person.objects.create(municipality=arnhem, name="Emine (test)", ground="FUNCTION")
    cafe = Actor.objects.create(name="Café", sort_name="cafe", kind=kind_named("Café"), **in_klarendal(klarendal))
    PersonFunction.objects.create(person=person, actor=cafe, title="eigenaar")
    for actor in (bakery, practice, cafe, host):
        with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
            Actor.objects.filter(pk=actor.pk).update(kind=sensitive)


def test_a_kind_in_use_with_persons_or_ties_does_not_become_sensitive(
    klarendal: Area, bakery: Actor, practice: Actor
) -> None:
    ActorKind.objects.filter(name="Winkel").update(sensitive=True)
    ActorKind.objects.filter(name="Winkel").update(sensitive=False)
    Tie.objects.create(source_actor=bakery, target_actor=practice, strength=1, **in_klarendal(klarendal))
    with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
        ActorKind.objects.filter(name="Winkel").update(sensitive=True)

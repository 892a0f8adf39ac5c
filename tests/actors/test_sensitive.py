"""Belief, politics, health, origin, love: nothing binds such a place to people, by whatever way one tries."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from actors import triggers
from actors.models import (
    Actor,
    Alliance,
    AlliancePartner,
    Buddy,
    Channel,
    InformalNetwork,
    Person,
    PersonFunction,
    Position,
    Tie,
)
from actors.querysets import BONDS
from actors.services import add_network, add_person_function, add_tie, change_actor, change_kind, change_network
from actors.services.kinds import KindFacts
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan
from wijknet.ui.dates import today


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def bind(actor: Actor, other: Actor, way: str) -> None:
    """Make the bond straight in the table."""
    here: dict[str, Any] = {"area": actor.area, "municipality": actor.municipality}
    if way == "functions":
        person = Person.objects.create(municipality=actor.municipality, name="Emine (test)", ground="FUNCTION")
        PersonFunction.objects.create(person=person, actor=actor, title="beheerder")
    elif way in {"ties_out", "ties_in"}:
        source, target = (actor, other) if way == "ties_out" else (other, actor)
        Tie.objects.create(source_actor=source, target_actor=target, strength=1, **here)
    elif way == "networks":
        InformalNetwork.objects.create(name="Kring", sort_name="kring", **here).actors.add(actor)
    elif way == "partnerships":
        alliance = Alliance.objects.create(name="Samen", sort_name="samen", goal="Eten.", **here)
        AlliancePartner.objects.create(alliance=alliance, actor=actor)
    elif way == "positions":
        plan = Plan.objects.create(municipality=actor.municipality, name="Plein", sort_name="plein")
        Position.objects.create(plan=plan, actor=actor, stance="WISH", words="Een bank", source_text="brief", **here)
    else:
        channel = Channel.objects.create(name="Krant", sort_name="krant", kind="PAPER", owner=actor, **here)
        consent = {"consent_text": "Ik film.", "consent_on": today(), "retain_until": today()}
        Buddy.objects.create(channel=channel, name="Sam (test)", helps="FILMS", **consent)


def test_what_binds_is_what_the_triggers_know() -> None:
    assert len(BONDS) == len(triggers._BONDS)


@pytest.mark.parametrize("way", BONDS)
def test_a_bound_place_gets_no_sensitive_kind(
    bakery: Actor, practice: Actor, own_kind: Any, fatima: User, beheer: User, klarendal: Area, way: str
) -> None:
    Actor.objects.filter(pk=bakery.pk).update(kind=own_kind)
    bind(bakery, practice, way)
    assert Actor.objects.bound().filter(pk=bakery.pk).exists()
    with pytest.raises(ValidationError) as refused:
        change_actor(
            actor=bakery,
            by=fatima,
            version=1,
            area=klarendal,
            name=bakery.name,
            kind=kind_named("Geloofsgemeenschap"),
        )
    assert "kind" in refused.value.message_dict
    facts: KindFacts = {"name": "Kring", "formal": False, "sensitive": True, "icon": "place", "rhythm_days": None}
    with pytest.raises(ValidationError) as refused:
        change_kind(kind=own_kind, by=beheer, version=1, **facts)
    assert "sensitive" in refused.value.message_dict
    bakery.refresh_from_db()
    own_kind.refresh_from_db()
    assert (bakery.kind, own_kind.sensitive) == (own_kind, False)


def test_no_service_binds_it(
    mosque: Actor, bakery: Actor, tea_hour: InformalNetwork, klarendal: Area, fatima: User
) -> None:
    tries: list[Any] = [
        lambda: add_person_function(by=fatima, actor=mosque, name="Emine (test)", title="x", ground="FUNCTION"),
        lambda: add_tie(by=fatima, area=klarendal, source=mosque, target=bakery, strength=1),
        lambda: add_tie(by=fatima, area=klarendal, source=tea_hour, target=mosque, strength=1),
        lambda: add_network(by=fatima, area=klarendal, name="Kring (test)", actors=[mosque]),
        lambda: change_network(
            network=tea_hour, by=fatima, version=1, area=klarendal, name=tea_hour.name, actors=[mosque]
        ),
    ]
    for attempted in tries:
        with pytest.raises(ValidationError):
            attempted()
    assert not Actor.objects.bound().exists()
    assert not Person.objects.exists()


def test_no_form_binds_it(browser_of_fatima: Client, mosque: Actor) -> None:
    person = {"name": "Emine (test)", "title": "x", "ground": "FUNCTION", "request_key": str(uuid4())}
    answer = browser_of_fatima.post(f"/actoren/{mosque.pk}/aanspreekpunt/", person)
    assert "leggen we geen personen vast" in answer.content.decode()
    assert not Person.objects.exists()
    page = browser_of_fatima.get(f"/actoren/{mosque.pk}/").content.decode()
    for words in ("Aanspreekpunt", "Wie kent wie", "/relatie/"):
        assert words not in page, words

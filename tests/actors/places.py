"""Places, networks and desks of wijk A, made by the services, as everybody makes them. Fixtures for every test."""

import pytest

from actors.models import Actor, ActorKind, ActorMerge, InformalNetwork, MunicipalContact, PersonFunction, Tie
from actors.services import (
    add_actor,
    add_kind,
    add_municipal_contact,
    add_network,
    add_person_function,
    add_tie,
    ensure_kinds,
    merge_actors,
)
from actors.services.kinds import KindFacts
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup


def kind_named(name: str) -> ActorKind:
    found: ActorKind = ActorKind.objects.get(name=name)
    return found


@pytest.fixture
def kinds(db: None) -> None:
    ensure_kinds()


@pytest.fixture
def own_kind(kinds: None, arnhem: Area, beheer: User) -> ActorKind:
    """Added by the gemeente itself."""
    facts: KindFacts = {
        "name": "Weggeefwinkel (test)",
        "formal": False,
        "sensitive": False,
        "icon": "shop",
        "rhythm_days": 28,
    }
    return add_kind(by=beheer, municipality=arnhem, **facts)


@pytest.fixture
def bakery(kinds: None, klarendal: Area, fatima: User) -> Actor:
    return add_actor(by=fatima, area=klarendal, name="Bakkerij Yıldız (test)", kind=kind_named("Winkel"))


@pytest.fixture
def practice(kinds: None, klarendal: Area, fatima: User) -> Actor:
    kind = kind_named("Huisartsenpraktijk")
    name = "Huisartsenpraktijk De Linden (test)"
    return add_actor(by=fatima, area=klarendal, name=name, kind=kind, phone="(026) 123 45 67")


@pytest.fixture
def mosque(kinds: None, klarendal: Area, fatima: User) -> Actor:
    """Of a sensitive kind: no persons, no ties."""
    return add_actor(by=fatima, area=klarendal, name="Huis van gebed (test)", kind=kind_named("Geloofsgemeenschap"))


@pytest.fixture
def tea_hour(klarendal: Area, fatima: User) -> InformalNetwork:
    return add_network(by=fatima, area=klarendal, name="Theeuur Het Kopje (test)")


@pytest.fixture
def owner(bakery: Actor, fatima: User) -> PersonFunction:
    """Who to speak to at the bakery."""
    return add_person_function(
        by=fatima, actor=bakery, name="Emine Voorbeeld (test)", title="eigenaar", ground="FUNCTION", phone="06 12345678"
    )


@pytest.fixture
def tie(bakery: Actor, practice: Actor, klarendal: Area, fatima: User) -> Tie:
    return add_tie(by=fatima, area=klarendal, source=bakery, target=practice, strength=3)


@pytest.fixture
def elderly(klarendal: Area) -> ResidentGroup:
    group: ResidentGroup = ResidentGroup.objects.create(
        area=klarendal, municipality=klarendal.municipality or klarendal, name="Ouderen die alleen wonen"
    )
    return group


@pytest.fixture
def desk(arnhem: Area, fatima: User) -> MunicipalContact:
    """A desk of the gemeente, without a name."""
    return add_municipal_contact(by=fatima, municipality=arnhem, department="Beheer (test)", phone="14 026")


@pytest.fixture
def merged(bakery: Actor, klarendal: Area, fatima: User) -> ActorMerge:
    """A second record of the bakery, that went up in it."""
    double = add_actor(by=fatima, area=klarendal, name="Bakker Yildiz (test)", kind=bakery.kind)
    versions = (bakery.version, double.version)
    return merge_actors(kept=bakery, gone=double, by=fatima, versions=versions, chosen={})

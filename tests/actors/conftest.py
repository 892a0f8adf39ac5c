"""Places and networks of wijk A, made by the services, as everybody makes them."""

import pytest

from actors.models import Actor, ActorKind, InformalNetwork
from actors.services import add_actor, add_network, ensure_kinds
from wijknet.accounts.models import User
from wijknet.areas.models import Area


def kind_named(name: str) -> ActorKind:
    found: ActorKind = ActorKind.objects.get(name=name)
    return found


@pytest.fixture
def kinds(db: None) -> None:
    ensure_kinds()


@pytest.fixture
def bakery(kinds: None, klarendal: Area, fatima: User) -> Actor:
    return add_actor(by=fatima, area=klarendal, name="Bakkerij Yıldız (test)", kind=kind_named("Winkel"))


@pytest.fixture
def practice(kinds: None, klarendal: Area, fatima: User) -> Actor:
    kind = kind_named("Huisartsenpraktijk")
    return add_actor(by=fatima, area=klarendal, name="Huisartsenpraktijk De Linden (test)", kind=kind)


@pytest.fixture
def mosque(kinds: None, klarendal: Area, fatima: User) -> Actor:
    """Of a sensitive kind: no persons, no ties."""
    return add_actor(by=fatima, area=klarendal, name="Huis van gebed (test)", kind=kind_named("Geloofsgemeenschap"))


@pytest.fixture
def tea_hour(klarendal: Area, fatima: User) -> InformalNetwork:
    return add_network(by=fatima, area=klarendal, name="Theeuur 't Kopje (test)")

"""Who and what the work is about, the same in every test: a practice, a tea hour, a group, a desk."""

from typing import Any

import pytest

from actors.models import Actor, ActorArea, ActorKind, InformalNetwork, MunicipalContact
from initiatives.models import Initiative
from wijknet.areas.models import Area, ResidentGroup, Theme


def place(area: Area) -> dict[str, Any]:
    return {"area": area, "municipality": area.municipality}


def make_actor(name: str, area: Area, kind: ActorKind, **fields: object) -> Actor:
    actor: Actor = Actor.objects.create(
        name=name,
        sort_name=name.lower(),
        search_text=name.lower(),
        kind=kind,
        **place(area),
        **fields,
    )
    ActorArea.objects.create(actor=actor, area=area)
    return actor


@pytest.fixture
def huisarts(db: None) -> ActorKind:
    kind: ActorKind = ActorKind.objects.create(name="huisarts (test)", formal=True, rhythm_days=28)
    return kind


@pytest.fixture
def linden(klarendal: Area, huisarts: ActorKind) -> Actor:
    return make_actor("Huisartsenpraktijk De Linden", klarendal, huisarts)


@pytest.fixture
def elsewhere(geitenkamp: Area, huisarts: ActorKind) -> Actor:
    return make_actor("Praktijk op de Geitenkamp", geitenkamp, huisarts)


@pytest.fixture
def teahour(klarendal: Area) -> InformalNetwork:
    network: InformalNetwork = InformalNetwork.objects.create(
        name="Theeuur", sort_name="theeuur", search_text="theeuur", **place(klarendal)
    )
    return network


@pytest.fixture
def elderly(klarendal: Area) -> ResidentGroup:
    group: ResidentGroup = ResidentGroup.objects.create(name="Ouderen die alleen wonen", **place(klarendal))
    return group


@pytest.fixture
def safety(arnhem: Area) -> Theme:
    theme: Theme = Theme.objects.create(municipality=arnhem, name="Veilig op straat")
    return theme


@pytest.fixture
def traffic(arnhem: Area, safety: Theme) -> MunicipalContact:
    """A desk without a name, for one theme, in the whole gemeente."""
    desk: MunicipalContact = MunicipalContact.objects.create(
        municipality=arnhem, department="Bureau Verkeer", sort_name="bureau verkeer", search_text="bureau verkeer"
    )
    desk.themes.add(safety)
    return desk


@pytest.fixture
def walking_bus(klarendal: Area, safety: Theme) -> Initiative:
    initiative: Initiative = Initiative.objects.create(
        reference="WN-2026-0008",
        title="Loopbus",
        story="Samen naar school lopen.",
        **place(klarendal),
        waiting_on="WIJKMANAGER",
        waiting_until="2026-12-01",
    )
    initiative.themes.add(safety)
    return initiative

"""What who is who gives to the calculations of `wijknet.graph`: organisations, places and networks of one wijk.

Never a person, and nothing of a sensitive kind: neither as a node, nor as one end of an edge, nor as a reach. What was
not confirmed for long counts less (`actors.fading`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from actors.exchange.lines import NETWORK_WORD
from actors.fading import is_faded, weight
from actors.models import Actor, InformalNetwork, Reach, Tie
from wijknet.areas.models import Area, ResidentGroup
from wijknet.graph.network import Network

# Who takes part in a network, or is the place where it meets, knows it well.
PART = float(Tie.Strength.WELL)
# How much a reach counts before it fades.
LEVELS = {Reach.Level.REACHES.value: 1.0, Reach.Level.TRUSTED.value: 2.0}


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or informal network; `key` is `actor-12` or `network-3`."""

    key: str
    name: str
    kind: str
    formal: bool

    @property
    def url(self) -> str:
        """Its page."""
        name, pk = self.key.split("-")
        return reverse(name, args=[pk])


@dataclass(frozen=True, slots=True)
class Edge:
    """How two hang together: a tie, or a part in a network (`PART`), or its place (`PLACE`). `weight` has faded."""

    source: str
    target: str
    kind: str
    strength: float
    weight: float
    faded: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """A group that is reached through a node; `weight` has faded."""

    node: str
    group: int
    trusted: bool
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything of one wijk that may be measured."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reached: tuple[Reached, ...]

    def network(self, *, directed: bool = False) -> Network:
        """For the measures. Who clashes is not connected by it."""
        ties = ((edge.source, edge.target, edge.weight) for edge in self.edges if edge.kind != Tie.Kind.CLASHES)
        return Network.of((node.key for node in self.nodes), ties, directed=directed)


def surroundings_of(area: Area, day: date) -> Surroundings:
    """As it counts on `day`; six queries, whatever the size."""
    networks = InformalNetwork.objects.in_area(area).current().order_by("sort_name", "pk")
    places = list(networks.values_list("pk", "name", "meeting_place"))
    nodes = [*_actors(area), *(_network(pk, name) for pk, name, _place in places)]
    known = {node.key for node in nodes}
    parts = [("PLACE", f"actor-{place}", f"network-{pk}") for pk, _name, place in places]
    through = InformalNetwork.actors.through._default_manager.filter(informalnetwork__in=networks.values("pk"))
    parts += [
        ("PART", f"actor-{actor}", f"network-{network}")
        for actor, network in through.order_by("pk").values_list("actor", "informalnetwork")
    ]
    edges = [*_ties(area, day), *(Edge(one, other, kind, PART, PART, False) for kind, one, other in parts)]
    return Surroundings(
        nodes=tuple(nodes),
        edges=tuple(edge for edge in edges if edge.source in known and edge.target in known),
        reached=tuple(row for row in _reached(area, day) if row.node in known),
    )


def reach_of(area: Area, day: date) -> tuple[tuple[Node, ...], tuple[Reached, ...]]:
    """The same nodes and who they reach, without how they hang together; three queries."""
    networks = InformalNetwork.objects.in_area(area).current().order_by("sort_name", "pk")
    nodes = (*_actors(area), *(_network(pk, name) for pk, name in networks.values_list("pk", "name")))
    known = {node.key for node in nodes}
    return nodes, tuple(row for row in _reached(area, day) if row.node in known)


def _actors(area: Area) -> Iterator[Node]:
    rows = Actor.objects.in_area(area).in_network().order_by("sort_name", "pk")
    for pk, *rest in rows.values_list("pk", "name", "kind__name", "kind__formal"):
        yield Node(f"actor-{pk}", *rest)


def _network(pk: int, name: str) -> Node:
    return Node(f"network-{pk}", name, NETWORK_WORD, False)


def key_of_side(actor: int | None, network: int | None) -> str:
    """The key of a node, from the two columns that hold one side of a row."""
    return f"network-{network}" if actor is None else f"actor-{actor}"


def _ties(area: Area, day: date) -> Iterator[Edge]:
    sides = ("source_actor", "source_network", "target_actor", "target_network")
    rows = Tie.objects.in_area(area).current().order_by("pk")
    for *ends, kind, strength, confirmed in rows.values_list(*sides, "kind", "strength", "last_confirmed_on"):
        source, target = key_of_side(ends[0], ends[1]), key_of_side(ends[2], ends[3])
        counts = strength * weight(confirmed, day)
        yield Edge(source, target, kind, float(strength), counts, is_faded(confirmed, day))


def _reached(area: Area, day: date) -> Iterator[Reached]:
    shown = ResidentGroup.objects.in_area(area).shown().values("pk")
    rows = Reach.objects.in_area(area).filter(group__in=shown, level__in=LEVELS).order_by("pk")
    for actor, network, group, level, confirmed in rows.values_list(
        "actor", "network", "group", "level", "last_confirmed_on"
    ):
        counts = LEVELS[level] * weight(confirmed, day)
        yield Reached(key_of_side(actor, network), group, level == Reach.Level.TRUSTED, counts)

"""What who is who gives to the calculations of `wijknet.graph`: organisations, places and networks of one wijk.

Never a person, and nothing of a sensitive kind: neither as a node, nor as one end of an edge, nor as a reach. What was
not confirmed for long counts less (`actors.fading`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, F, Field, IntegerField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
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
    """Everything of one wijk that may be measured; `stamp` is another one when anything of it is."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reached: tuple[Reached, ...]
    stamp: str

    def network(self, *, directed: bool = False) -> Network:
        """For the measures. Who clashes is not connected by it."""
        ties = ((edge.source, edge.target, edge.weight) for edge in self.edges if edge.kind != Tie.Kind.CLASHES)
        return Network.of((node.key for node in self.nodes), ties, directed=directed)


def surroundings_of(area: Area, day: date) -> Surroundings:
    """As it counts on `day`; one query, whatever the size."""
    rows = [_Row(*row) for row in _rows(area)]
    rows.sort(key=lambda row: (row.what, row.sort, row.pk, row.actor or 0))
    nodes = tuple(_node(row) for row in rows if row.what in {_ACTOR, _NETWORK})
    known = {node.key for node in nodes}
    edges = (_edge(row, day) for row in rows if row.what in {_TIE, _PLACE, _PART})
    reached = (_reached(row, day) for row in rows if row.what == _REACH)
    seen = hashlib.sha256(repr((day, [tuple(row) for row in rows])).encode())
    return Surroundings(
        nodes=nodes,
        edges=tuple(edge for edge in edges if edge.source in known and edge.target in known),
        reached=tuple(row for row in reached if row.node in known),
        stamp=seen.hexdigest()[:16],
    )


# What a row of the one query is, in the order of the lists.
_ACTOR, _NETWORK, _TIE, _PLACE, _PART, _REACH = range(6)


class _Row(NamedTuple):
    """A tie has four ends of which two are filled; the rest uses the first ones. `level` is how close, or formal."""

    what: int
    pk: int
    actor: int | None
    network: int | None
    other_actor: int | None
    other_network: int | None
    level: int
    sort: str
    name: str
    kind: str
    confirmed: date | None


def _rows(area: Area) -> QuerySet[Any, Any]:
    """All kinds of rows in one query: a page may ask few, and each of these is small."""
    sides = ("source_actor", "source_network", "target_actor", "target_network")
    actors = Actor.objects.in_area(area).in_network()
    networks = InformalNetwork.objects.in_area(area).current()
    parts = InformalNetwork.actors.through._default_manager.filter(informalnetwork__in=networks.values("pk"))
    shown = ResidentGroup.objects.in_area(area).shown().values("pk")
    reach = Reach.objects.in_area(area).filter(group__in=shown, level__in=LEVELS)
    # The ties come first: from the first part of a union the database takes what type a column has.
    ties = Tie.objects.in_area(area).current().order_by()
    formal = Cast("kind__formal", IntegerField())
    return ties.values_list(
        *(_number(_TIE), "pk", *sides, "strength", _words(), _words(), "kind", "last_confirmed_on")
    ).union(
        _plain(actors, _ACTOR, level=formal, sort="sort_name", name="name", kind="kind__name"),
        _plain(networks, _NETWORK, sort="sort_name", name="name"),
        _plain(networks.exclude(meeting_place=None), _PLACE, ends=("meeting_place", "pk")),
        _plain(parts, _PART, ends=("actor", "informalnetwork")),
        _plain(reach, _REACH, ends=("actor", "network", "group"), kind="level", confirmed="last_confirmed_on"),
        all=True,
    )


def _plain(
    rows: QuerySet[Any, Any],
    what: int,
    *,
    ends: Sequence[str] = (),
    level: Combinable | None = None,
    sort: str = "",
    name: str = "",
    kind: str = "",
    confirmed: str = "",
) -> QuerySet[Any, Any]:
    """Rows with the columns of `_Row`; what is not named stays empty."""
    nobody = [_nothing(IntegerField()) for _end in range(len(ends), 4)]
    words = [F(field) if field else _words() for field in (sort, name, kind)]
    day = F(confirmed) if confirmed else _nothing(DateField())
    columns = (_number(what), "pk", *ends, *nobody, level or _number(0), *words, day)
    return rows.order_by().values_list(*columns)


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def _words() -> Cast:
    return Cast(Value(""), TextField())


def _nothing(kind: "Field[Any, Any]") -> Cast:
    return Cast(Value(None), kind)


def _node(row: _Row) -> Node:
    if row.what == _NETWORK:
        return Node(f"network-{row.pk}", row.name, NETWORK_WORD, False)
    return Node(f"actor-{row.pk}", row.name, row.kind, bool(row.level))


def key_of_side(actor: int | None, network: int | None) -> str:
    """The key of a node, from the two columns that hold one side of a row."""
    return f"network-{network}" if actor is None else f"actor-{actor}"


def _edge(row: _Row, day: date) -> Edge:
    if row.what != _TIE:
        kind = "PLACE" if row.what == _PLACE else "PART"
        return Edge(key_of_side(row.actor, None), key_of_side(None, row.network), kind, PART, PART, False)
    fades = weight(row.confirmed, day)
    source, target = key_of_side(row.actor, row.network), key_of_side(row.other_actor, row.other_network)
    return Edge(source, target, row.kind, float(row.level), row.level * fades, is_faded(row.confirmed, day))


def _reached(row: _Row, day: date) -> Reached:
    group = row.other_actor or 0
    counts = LEVELS[row.kind] * weight(row.confirmed, day)
    return Reached(key_of_side(row.actor, row.network), group, row.kind == Reach.Level.TRUSTED, counts)

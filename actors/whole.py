"""The whole network of a wijk as its list and its picture show it: one filter, two views.

The list takes its rows from `rows_of`, the picture its points and lines from `columns_of`; both stand on `shown_of`,
so they cannot say different things.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.drawing import Drawing, Seat
from actors.exchange import lines
from actors.models import Tie
from actors.network import Edge, Node, Surroundings
from actors.picture import NETWORK, ORGANISATION, PLACE
from wijknet.ui.text import fold

MOST_STEPS = 4
# The picture counts in fifths of the distance between two nodes: finer cannot be seen.
GRID = 5


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a node can be sized and coloured by."""

    label: Any
    exactly: Callable[[Seat], float | None]

    def of(self, seat: Seat) -> float | None:
        """As fine as it can be seen: two digits, and of less than one percent the hundredths."""
        value = self.exactly(seat)
        if value is None or isinstance(value, int):
            return value
        return round(value, 2) if value < 1 else round(value, 1) if value < 10 else round(value)


# By their word in the address; shares in percent. What is better when it is less (Burt's constraint) is turned around.
VALUES = {
    "aantal": Value(gettext_lazy("Aantal relaties"), lambda seat: seat.degree),
    "tussen": Value(gettext_lazy("Staat tussen anderen (%)"), lambda seat: 100 * seat.betweenness),
    "nabij": Value(gettext_lazy("Staat dicht bij iedereen (%)"), lambda seat: 100 * seat.closeness),
    "los": Value(
        gettext_lazy("Buren kennen elkaar weinig (%)"),
        lambda seat: None if seat.constraint is None else 100 * max(0.0, 1 - seat.constraint),
    ),
    "bereik": Value(gettext_lazy("Aantal groepen dat het bereikt"), lambda seat: seat.reach),
}
COLOURS = {"groep": gettext_lazy("Groep"), "soort": gettext_lazy("Plek, organisatie of netwerk")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stands in the address. `around` with `steps` keeps only what is so near over relations of at least this
    `strength`; words, kind and community narrow it further."""

    words: str = ""
    kind: str = ""
    community: int = 0
    strength: int = 1
    around: str = ""
    steps: int = 1
    size: str = "aantal"
    colour: str = "groep"

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        strength = _whole(query.get("sterkte", ""))
        size, colour = query.get("grootte", ""), query.get("kleur", "")
        return cls(
            words=query.get("q", "")[:100],
            kind=query.get("soort", "")[:60],
            community=_whole(query.get("groep", "")),
            strength=strength if strength in Tie.Strength.values else 1,
            around=query.get("rond", "")[:40],
            steps=min(max(_whole(query.get("stappen", "")), 1), MOST_STEPS),
            size=size if size in VALUES else "aantal",
            colour=colour if colour in {*COLOURS, *VALUES} else "groep",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.kind or self.community or self.around) or self.strength > 1


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour in a row of the list."""

    node: Node
    words: str
    faded: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A node with its relations that are shown too, and how many it has in all."""

    node: Node
    edges: tuple[Edge, ...]
    every: int
    seat: Seat | None

    @property
    def outside(self) -> int:
        """How many relations there are with who is not shown."""
        return self.every - len(self.edges)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is left of a network by what was asked, in its own order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def shown_of(found: Surroundings, drawing: Drawing | None, asked: Asked) -> Shown:
    """The nodes that were asked for, and every relation between two of them."""
    edges = [edge for edge in found.edges if edge.strength >= asked.strength]
    known = {node.key for node in found.nodes}
    keys = _around(edges, asked) if asked.around in known else known
    seats = drawing.seats if drawing else {}
    words = fold(asked.words).split()
    nodes = tuple(
        node
        for node in found.nodes
        if node.key in keys
        and asked.kind in {"", node.kind}
        and (not asked.community or (node.key in seats and seats[node.key].community == asked.community))
        and (not words or all(word in fold(f"{node.name} {node.kind}") for word in words))
    )
    left = {node.key for node in nodes}
    return Shown(nodes, tuple(edge for edge in edges if edge.source in left and edge.target in left))


def rows_of(found: Surroundings, drawing: Drawing | None, asked: Asked) -> list[Row]:
    """For the list: each node with its relations."""
    shown = shown_of(found, drawing, asked)
    edges: dict[str, list[Edge]] = {node.key: [] for node in shown.nodes}
    for edge in shown.edges:
        edges[edge.source].append(edge)
        edges[edge.target].append(edge)
    every = Counter(
        end for edge in found.edges if edge.strength >= asked.strength for end in (edge.source, edge.target)
    )
    seats = drawing.seats if drawing else {}
    return [Row(node, tuple(edges[node.key]), every[node.key], seats.get(node.key)) for node in shown.nodes]


def near_of(row: Row, nodes: Mapping[str, Node]) -> list[Near]:
    """The neighbours of a row, in words."""
    ends = ((edge, edge.target if edge.source == row.node.key else edge.source) for edge in row.edges)
    return [Near(nodes[key], words_of(edge), edge.faded) for edge, key in ends]


def columns_of(found: Surroundings, drawing: Drawing, asked: Asked) -> dict[str, Any]:
    """For the picture: a column per thing to know of a node, and of a relation; small on the wire.

    Nodes stand by community and age, so that neighbours are near each other in the columns: that halves what is sent.
    A network has a key below zero. `from` is how far a relation's first end is past that of the one before it, and
    `to` how far its other end is past its own first.
    """
    shown, seats = shown_of(found, drawing, asked), drawing.seats
    nodes = sorted(shown.nodes, key=lambda node: (seats[node.key].community, _number(node)))
    place = {node.key: at for at, node in enumerate(nodes)}
    kinds = {kind: at for at, kind in enumerate(dict.fromkeys((node.kind, shape_of(node)) for node in nodes))}
    sits = [seats[node.key] for node in nodes]
    pairs = ((place[edge.source], place[edge.target], _how(edge)) for edge in shown.edges)
    ends = sorted((min(one, other), max(one, other), how) for one, other, how in pairs)
    hows = dict(zip(dict.fromkeys(how for _one, _other, how in ends), count(), strict=False))
    starts = [0, *(one for one, _other, _how_ in ends)]
    return {
        "kinds": [{"name": name, "shape": shape} for name, shape in kinds],
        "hows": [dict(zip(("words", "strength", "faded", "clashes"), how, strict=True)) for how in hows],
        "nodes": {
            "key": [_number(node) for node in nodes],
            "name": [node.name for node in nodes],
            "kind": [kinds[node.kind, shape_of(node)] for node in nodes],
            "x": [round(GRID * seat.point[0]) for seat in sits],
            "y": [round(GRID * seat.point[1]) for seat in sits],
            "community": [seat.community for seat in sits],
            **{word: [value.of(seat) for seat in sits] for word, value in VALUES.items()},
        },
        "relations": {
            "from": [one - before for (one, _other, _how_), before in zip(ends, starts, strict=False)],
            "to": [other - one for one, other, _how_ in ends],
            "how": [hows[how] for _one, _other, how in ends],
        },
    }


def words_of(edge: Edge) -> str:
    """How two hang together, in the words of the list."""
    by_part = edge.kind in {lines.PART, lines.PLACE}
    words = lines.LINE_WORDS[edge.kind] if by_part else str(Tie.Strength(int(edge.strength)).label)
    return f"{words}, {_('botst')}" if edge.kind == Tie.Kind.CLASHES else words


def shape_of(node: Node) -> int:
    """As a number: its place in `SHAPES`."""
    if node.key.startswith("network"):
        return SHAPES.index(NETWORK)
    return SHAPES.index(ORGANISATION if node.formal else PLACE)


SHAPES = (PLACE, ORGANISATION, NETWORK)


def _how(edge: Edge) -> tuple[str, int, bool, bool]:
    return words_of(edge), int(edge.strength), edge.faded, edge.kind == Tie.Kind.CLASHES


def _around(edges: list[Edge], asked: Asked) -> set[str]:
    near: dict[str, set[str]] = {}
    for edge in edges:
        near.setdefault(edge.source, set()).add(edge.target)
        near.setdefault(edge.target, set()).add(edge.source)
    seen = rim = {asked.around}
    for _step in range(asked.steps):
        rim = {other for key in rim for other in near.get(key, ())} - seen
        seen = seen | rim
    return seen


def _number(node: Node) -> int:
    name, pk = node.key.split("-")
    return -int(pk) if name == "network" else int(pk)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 0

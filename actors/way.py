"""The warm path: along which places and networks one comes to a group, told as sentences and drawn.

Read by its page. It begins at places and networks that we or our colleagues spoke with lately, and ends at one that the
group trusts, or else at one that reaches it. Persons and sensitive kinds are not on it: what goes in comes from
`actors.network` alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.circle import url_of
from actors.models import Actor, InformalNetwork, Tie
from actors.network import Edge, Node, Surroundings, surroundings_of
from wijknet.areas.models import Area, ResidentGroup
from wijknet.graph.paths import warm_path
from wijknet.ui.dates import today

# Longer ago is no warm start any more.
WEEKS: Final = 13
# The picture, in its own units: one node under the other.
STEP, EDGE, WIDTH, LONGEST = 84, 30, 330, 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One on the way. `tie` is how it hangs together with the one before, in words; empty for the first."""

    node: Node
    url: str
    tie: str
    faded: bool
    y: int

    @property
    def shape(self) -> str:
        """How the picture draws it: hexagon, square or circle, as in the legend."""
        if self.node.key.startswith("network-"):
            return "net"
        return "org" if self.node.formal else "place"

    @property
    def short(self) -> str:
        return Truncator(self.node.name).chars(LONGEST)

    @property
    def middle(self) -> int:
        """Where the words of the tie stand in the picture."""
        return self.y - STEP // 2 + 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Without `stops` there is none: `near` are those that reach the group, `starts` how many we could begin at."""

    group: ResidentGroup
    stops: tuple[Stop, ...]
    trusted: bool
    near: tuple[Node, ...]
    starts: int

    @property
    def via(self) -> str:
        """The names in a row: "A, B en C"."""
        *names, last = (stop.node.name for stop in self.stops)
        return _("%(names)s en %(last)s") % {"names": ", ".join(names), "last": last} if names else last

    @property
    def short(self) -> str:
        return Truncator(self.group.name).chars(LONGEST)

    @property
    def height(self) -> int:
        return len(self.stops) * STEP + 2 * EDGE

    @property
    def end_y(self) -> int:
        """Where the group stands: under the last."""
        return len(self.stops) * STEP + EDGE


def way_to(area: Area, group: ResidentGroup) -> Way:
    found = surroundings_of(area, today())
    place = {node.key: at for at, node in enumerate(found.nodes)}
    network = found.network()
    start = [place[key] for key in _spoken(area, today() - timedelta(weeks=WEEKS)) if key in place]
    reached = [row for row in found.reached if row.group == group.pk]
    near = sorted({place[row.node] for row in reached})
    by_trust = [[place[row.node] for row in reached if row.trusted], near]
    path: tuple[int, ...] = ()
    for goal in by_trust:
        path = path or warm_path(network, start=start, goal=goal)
    nodes = tuple(found.nodes[at] for at in path)
    trusting = {row.node for row in reached if row.trusted}
    return Way(
        group=group,
        stops=_stops(found, nodes),
        trusted=bool(nodes) and nodes[-1].key in trusting,
        near=tuple(found.nodes[at] for at in near),
        starts=len(start),
    )


def _spoken(area: Area, since: date) -> list[str]:
    """With whom someone of us spoke since that day."""
    actors = Actor.objects.in_area(area).in_network().filter(last_spoken_on__gte=since)
    networks = InformalNetwork.objects.in_area(area).current().filter(last_spoken_on__gte=since)
    return [
        *(f"actor-{pk}" for pk in actors.order_by("pk").values_list("pk", flat=True)),
        *(f"network-{pk}" for pk in networks.order_by("pk").values_list("pk", flat=True)),
    ]


def _stops(found: Surroundings, nodes: tuple[Node, ...]) -> tuple[Stop, ...]:
    stops = []
    for at, node in enumerate(nodes):
        edge = _closest(found, nodes[at - 1], node) if at else None
        stops.append(
            Stop(
                node=node,
                url=url_of(node.key),
                tie=_words(edge, node) if edge else "",
                faded=edge is not None and edge.faded,
                y=at * STEP + EDGE,
            )
        )
    return tuple(stops)


def _closest(found: Surroundings, one: Node, other: Node) -> Edge:
    """Of several ties the one that counts most."""
    both = {one.key, other.key}
    ties = [edge for edge in found.edges if {edge.source, edge.target} == both and edge.kind != Tie.Kind.CLASHES]
    return max(ties, key=lambda edge: edge.weight)


def _words(edge: Edge, to: Node) -> str:
    """What stands between two names: the first … the second."""
    on = edge.target == to.key
    match edge.kind:
        case "PLACE":
            return _("is de plek van") if on else _("komt samen bij")
        case "PART":
            return _("doet mee in") if on else _("is een netwerk met")
        case "REFERS":
            return _("verwijst door naar") if on else _("krijgt mensen via")
        case "SUPPORTS":
            return _("ondersteunt") if on else _("krijgt steun van")
        case "WORKS_WITH":
            return _("werkt samen met")
    return {1.0: _("spreekt soms met"), 3.0: _("kent goed:"), 5.0: _("werkt samen met")}[edge.strength]

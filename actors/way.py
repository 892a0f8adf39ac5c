"""The warm path: along which places and networks one comes to a group, told as sentences and drawn.

Read by its page. It begins at places and networks that I spoke with lately, or else a colleague did, and ends at one
that the group trusts, or else at one that reaches it. Persons and sensitive kinds are not on it: what goes in comes
from `actors.network` alone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from actors.circle import url_of
from actors.models import Actor, InformalNetwork, Tie
from actors.network import Edge, Node, Surroundings, surroundings_of
from wijknet.areas.models import Area, ResidentGroup
from wijknet.graph.network import Network
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
    """Without `stops` there is none: `near` are those that reach the group, `starts` how many we could begin at.
    `mine` when it begins at a talk of my own; `talked` when I had any."""

    group: ResidentGroup
    stops: tuple[Stop, ...]
    trusted: bool
    near: tuple[Node, ...]
    starts: int
    mine: bool
    talked: bool

    @property
    def via(self) -> str:
        """The names in a row: "A, B en C"."""
        *names, last = (stop.node.name for stop in self.stops)
        return _("%(names)s en %(last)s") % {"names": ", ".join(names), "last": last} if names else last

    @property
    def short(self) -> str:
        return Truncator(self.group.name).chars(LONGEST)

    @property
    def start(self) -> str:
        """Who stands at the top of the picture."""
        return _("Jij") if self.mine else _("Je team")

    @property
    def height(self) -> int:
        return self.end_y + EDGE

    @property
    def start_y(self) -> int:
        return EDGE

    @property
    def end_y(self) -> int:
        """Where the group stands: under the last."""
        return (len(self.stops) + 1) * STEP + EDGE


def way_to(area: Area, group: ResidentGroup, mine: Iterable[tuple[int | None, int | None]]) -> Way:
    """`mine` are the actors and networks that the viewer spoke with, as keys of one or the other."""
    found = surroundings_of(area, today())
    place = {node.key: at for at, node in enumerate(found.nodes)}
    own_keys = (f"network-{network}" if actor is None else f"actor-{actor}" for actor, network in mine)
    own = {place[key] for key in own_keys if key in place}
    team = {place[key] for key in _spoken(area, today() - timedelta(weeks=WEEKS)) if key in place}
    reached = [row for row in found.reached if row.group == group.pk]
    trusting = {place[row.node] for row in reached if row.trusted}
    near = {place[row.node] for row in reached}
    path, is_mine = _first_way(found.network(), own, team, (trusting, near))
    return Way(
        group=group,
        stops=_stops(found, tuple(found.nodes[at] for at in path)),
        trusted=bool(path) and path[-1] in trusting,
        near=tuple(found.nodes[at] for at in sorted(near)),
        starts=len(own | team),
        mine=is_mine,
        talked=bool(own),
    )


def _first_way(
    network: Network, own: Collection[int], team: Collection[int], goals: Sequence[Collection[int]]
) -> tuple[tuple[int, ...], bool]:
    """From my own talks before those of colleagues, to who is trusted before who is near; and whether it is my own."""
    for start, mine in ((own, True), (team, False)):
        for goal in goals:
            path = warm_path(network, start=start, goal=goal)
            if path:
                return path, mine
    return (), False


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
                y=(at + 1) * STEP + EDGE,
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

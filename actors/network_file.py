"""The network of a wijk as a file for other programs: what `actors.network` gives, and so never a person.

By default every name is a pseudonym. Points then come in an order drawn anew for each file and are numbered by it, so
that neither an order nor a number tells who is who.
"""

from collections.abc import Iterator
from datetime import date
from random import SystemRandom

from actors.answers import Worked
from actors.exchange.lines import END, LINE_WORDS, NETWORK_WORD, ONE_WAY, START, WEIGHT
from actors.models import Tie
from actors.network import Edge, Surroundings, key_of_side
from wijknet.areas.models import Area
from wijknet.files.networks import FileEdge, FileNetwork, FileNode
from wijknet.files.networks.model import Value

Days = dict[tuple[str, str, str], tuple[date | None, ...]]


def network_file(
    area: Area, found: Surroundings, worked: Worked | None = None, *, with_names: bool = False
) -> FileNetwork:
    """One query more than `found` took. Without `worked` the file has no measures."""
    order = list(range(len(found.nodes)))
    if not with_names:
        SystemRandom().shuffle(order)
    keys = {found.nodes[at].key: f"n{number}" for number, at in enumerate(order, 1)}
    nodes = []
    for number, at in enumerate(order, 1):
        node = found.nodes[at]
        word = "Netwerk" if node.kind == NETWORK_WORD else "Plek"
        nodes.append(
            FileNode(
                key=keys[node.key],
                label=node.name if with_names else f"{word} {number}",
                kind=node.kind,
                facts={"formeel": node.formal} | (_measures(worked, at) if worked else {}),
            )
        )
    days = _days(area)
    edges = [_edge(edge, keys, days) for edge in found.edges]
    if not with_names:
        SystemRandom().shuffle(edges)
    return FileNetwork(nodes=tuple(nodes), edges=tuple(edges))


def _measures(worked: Worked, at: int) -> dict[str, Value]:
    values = worked.measures
    found: dict[str, Value | None] = {
        "groep": values.community[at] + 1,
        "deel": values.component[at] + 1,
        "buren": values.degree[at],
        "sterkte": round(float(values.strength[at]), 6),
        "nabijheid": round(float(values.closeness[at]), 6),
        "tussenpositie": round(float(values.betweenness_share[at]), 6),
        "beperking": None if (value := values.constraint[at]) is None else round(float(value), 6),
        "knippunt": at in values.articulation_points,
    }
    return {name: value for name, value in found.items() if value is not None}


def _days(area: Area) -> Days:
    """From when and until when each tie holds, and when someone last said so; the tie without an end wins."""
    sides = ("source_actor", "source_network", "target_actor", "target_network")
    rows = Tie.objects.in_area(area).current().order_by("-end", "pk")
    found: Days = {}
    for *ends, kind, start, end, on in rows.values_list(*sides, "kind", "start", "end", "last_confirmed_on"):
        key = key_of_side(ends[0], ends[1]), key_of_side(ends[2], ends[3]), kind
        if key not in found or end is None:
            found[key] = start, end, on
    return found


def _edge(edge: Edge, keys: dict[str, str], days: Days) -> FileEdge:
    said = zip((START, END, "bevestigd"), days.get((edge.source, edge.target, edge.kind), ()), strict=False)
    dated: Iterator[tuple[str, Value]] = ((name, day.isoformat()) for name, day in said if day)
    return FileEdge(
        source=keys[edge.source],
        target=keys[edge.target],
        kind=LINE_WORDS[edge.kind],
        mutual=edge.kind not in ONE_WAY,
        facts={WEIGHT: int(edge.strength), "telt mee": round(float(edge.weight), 6), **dict(dated)},
    )

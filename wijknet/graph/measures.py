"""What the shape of a network says, each measure under the name of the literature.

Undirected and unweighted unless the name says otherwise. Equal within 1e-6 to networkx 3.6 on the tests' networks.
Sources: Freeman (1978) for degree, closeness and betweenness; Wasserman & Faust (1994) for closeness in a network that
does not hang together; Burt (1992) for constraint and, after Borgatti (1997), effective size; Watts & Strogatz (1998)
for clustering; Traag, Waltman & Van Eck (2019) for Leiden.
"""

import math
import random
from collections import defaultdict
from dataclasses import dataclass

import igraph

from wijknet.graph.network import Network

SEED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """One value per node, in the order of `Network.keys`, and values of the whole.

    `degree` counts neighbours, `strength` adds up the weights of their ties. `betweenness` counts shortest paths
    between others, `betweenness_share` the same from 0 to 1. `constraint` and `effective_size` are None for a node
    without neighbours. `bridges` are pairs of nodes.
    """

    degree: tuple[int, ...]
    strength: tuple[float, ...]
    closeness: tuple[float, ...]
    betweenness: tuple[float, ...]
    betweenness_share: tuple[float, ...]
    constraint: tuple[float | None, ...]
    effective_size: tuple[float | None, ...]
    clustering: tuple[float, ...]
    component: tuple[int, ...]
    community: tuple[int, ...]
    articulation_points: tuple[int, ...]
    bridges: tuple[tuple[int, int], ...]
    density: float
    transitivity: float
    average_clustering: float
    modularity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectedMeasures:
    """What only exists with directions: `closeness_in` is how near others are coming here, `_out` going from here."""

    degree_in: tuple[int, ...]
    degree_out: tuple[int, ...]
    strength_in: tuple[float, ...]
    strength_out: tuple[float, ...]
    closeness_in: tuple[float, ...]
    closeness_out: tuple[float, ...]
    betweenness_directed: tuple[float, ...]
    reciprocity: float
    density_directed: float


def measure(network: Network) -> Measures:
    """All measures of the undirected network."""
    graph = as_graph(network.undirected())
    size = graph.vcount()
    degree = tuple(graph.degree())
    clustering = tuple(graph.transitivity_local_undirected(mode="zero"))
    betweenness = tuple(graph.betweenness())
    most = (size - 1) * (size - 2) / 2
    community = communities(network)
    return Measures(
        degree=degree,
        strength=tuple(graph.strength(weights="weight")) if size else (),
        closeness=_closeness(graph, "all"),
        betweenness=betweenness,
        betweenness_share=tuple(value / most if most > 0 else 0.0 for value in betweenness),
        constraint=tuple(None if math.isnan(value) else value for value in graph.constraint()) if size else (),
        effective_size=tuple(d - c * (d - 1) if d else None for d, c in zip(degree, clustering, strict=True)),
        clustering=clustering,
        component=tuple(graph.connected_components().membership),
        community=community,
        articulation_points=tuple(sorted(graph.articulation_points())),
        bridges=tuple(sorted((min(pair), max(pair)) for pair in (graph.es[at].tuple for at in graph.bridges()))),
        density=graph.density() if size > 1 else 0.0,
        transitivity=graph.transitivity_undirected(mode="zero"),
        average_clustering=sum(clustering) / size if size else 0.0,
        modularity=graph.modularity(community, weights="weight") if graph.ecount() else 0.0,
    )


def measure_directed(network: Network) -> DirectedMeasures:
    """The measures that need directions. Raises ValueError for a network without."""
    if not network.directed:
        raise ValueError("This network has no directions.")
    graph = as_graph(network)
    return DirectedMeasures(
        degree_in=tuple(graph.indegree()),
        degree_out=tuple(graph.outdegree()),
        strength_in=tuple(graph.strength(mode="in", weights="weight")),
        strength_out=tuple(graph.strength(mode="out", weights="weight")),
        closeness_in=_closeness(graph, "in"),
        closeness_out=_closeness(graph, "out"),
        betweenness_directed=tuple(graph.betweenness(directed=True)),
        reciprocity=graph.reciprocity() if graph.ecount() else 0.0,
        density_directed=graph.density() if graph.vcount() > 1 else 0.0,
    )


def communities(network: Network) -> tuple[int, ...]:
    """Which group each node falls in, numbered from 0 by size and then by first node; close ties weigh more."""
    graph = as_graph(network.undirected())
    if not graph.ecount():
        return tuple(range(graph.vcount()))
    with_seed()
    found = graph.community_leiden(objective_function="modularity", weights="weight", n_iterations=10)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, group in enumerate(found.membership):
        members[group].append(node)
    ordered = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0]))
    number = {node: group for group, nodes in enumerate(ordered) for node in nodes}
    return tuple(number[node] for node in range(graph.vcount()))


def parts_without(network: Network, node: int) -> tuple[tuple[int, ...], ...]:
    """What falls apart when this node stops: the parts that its component breaks into, largest first.

    One part (or none) means that the rest stays together.
    """
    graph = as_graph(network.undirected())
    reached = sorted(set(graph.subcomponent(node)) - {node})
    rest = graph.induced_subgraph(reached)
    parts = [tuple(reached[at] for at in part) for part in rest.connected_components()]
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def as_graph(network: Network) -> "igraph.Graph":
    """The same network for igraph, with `weight` on each tie."""
    graph = igraph.Graph(n=len(network.keys), edges=[tie[:2] for tie in network.ties], directed=network.directed)
    graph.es["weight"] = [tie[2] for tie in network.ties]
    return graph


def with_seed() -> None:
    """igraph draws from one generator for the whole process: start it again before each use, so that answers repeat."""
    igraph.set_random_number_generator(random.Random(SEED))


def _closeness(graph: "igraph.Graph", mode: str) -> tuple[float, ...]:
    """Wasserman & Faust: closeness within what a node reaches, times the share of all nodes that it reaches."""
    size = graph.vcount()
    if size < 2:
        return tuple(0.0 for _ in range(size))
    if mode == "all":
        parts = graph.connected_components()
        reached = [parts.size(part) for part in parts.membership]
    else:
        reached = graph.neighborhood_size(order=size, mode=mode)
    values = graph.closeness(mode=mode, normalized=True)
    return tuple(
        0.0 if near < 2 else value * (near - 1) / (size - 1) for value, near in zip(values, reached, strict=True)
    )

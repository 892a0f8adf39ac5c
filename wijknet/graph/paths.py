"""The warm path: along whom you come, over organisations, places and networks, to one that reaches a group.

Close ties are short and loose ones long, so that two good introductions go before one stranger (Granovetter 1973 for
the difference; the lengths are ours).
"""

from collections.abc import Collection

import igraph

from wijknet.graph.measures import as_graph
from wijknet.graph.network import Network

# A tie of the greatest weight has length 1; half the weight, twice the length.
CLOSEST = 5.0


def warm_path(network: Network, *, start: Collection[int], goal: Collection[int]) -> tuple[int, ...]:
    """The nodes from one of `start` to one of `goal`, both included; empty when there is no way.

    Of paths that are as long the one with the fewest steps; the same question always has the same answer.
    """
    if not start or not goal:
        return ()
    both = set(start) & set(goal)
    if both:
        return (min(both),)
    size = len(network.keys)
    graph: igraph.Graph = as_graph(network)
    graph.add_vertices(2)
    me, group = size, size + 1
    graph.add_edges([(me, node) for node in sorted(set(start))] + [(node, group) for node in sorted(set(goal))])
    if group not in graph.subcomponent(me, mode="out"):
        return ()
    # A hair per step, so that fewer steps win when the ties are as close.
    lengths = [CLOSEST / tie[2] + 1e-6 for tie in network.ties] + [0.0] * (graph.ecount() - len(network.ties))
    ways = graph.get_shortest_paths(me, to=group, weights=lengths)
    return tuple(ways[0][1:-1])

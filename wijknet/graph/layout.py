"""Where each node stands in the picture.

First the groups find their place among each other (Leiden, then Fruchterman and Reingold 1991 on the network of
groups), then each group is laid out inside its own disc: near means tied, and 10,000 nodes take about a second. After
a change the known nodes stay where they are, because people remember a network by its picture; a whole new layout is
turned and mirrored onto the old one (Procrustes), so that what was left stays left.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import igraph
import numpy as np

from wijknet.graph.measures import as_graph, communities, with_seed
from wijknet.graph.network import Network

Point = tuple[float, float]
Array: TypeAlias = "np.typing.NDArray[np.float64]"
# How wide a disc of n nodes is: its radius is SPACING × √n, so that every node has about as much room.
SPACING = 1.0
# Groups get this much more room than their discs need, so that the ties between them can be seen.
ROOM = 1.6
ROUNDS = 150
# A new node is drawn in by its neighbours in so many rounds while the others stand still.
PINNED_ROUNDS = 40


def layout(network: Network, *, old: Mapping[int, Point] | None = None) -> tuple[Point, ...]:
    """A point per node, in units of SPACING around (0, 0); with `old` points turned to look like the old picture."""
    if not network.keys:
        return ()
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for node, group in enumerate(communities(network)):
        groups[group].append(node)
    graph = as_graph(network.undirected())
    centres = _centres(graph, list(groups.values()))
    points = np.zeros((len(network.keys), 2))
    for members, centre in zip(groups.values(), centres, strict=True):
        points[members] = _disc(graph.induced_subgraph(members)) + centre
    points -= points.mean(axis=0)
    if old:
        points = _aligned(points, old)
    return _rounded(points)


def add_to_layout(network: Network, *, known: Mapping[int, Point]) -> tuple[Point, ...]:
    """The known nodes exactly where they were; new ones beside their neighbours, or on the rim when they have none."""
    if not known:
        return layout(network)
    graph = as_graph(network.undirected())
    fresh = [node for node in range(graph.vcount()) if node not in known]
    start = _start(graph, known, fresh)
    tied = [node for node in fresh if graph.degree(node)]
    if not tied:
        return _rounded(start)
    # Only what is near a new node can move it: the rest of the network is left out of the sum.
    near = sorted(set(tied).union(*(graph.neighbors(node) for node in tied)))
    low, high = start[near].copy(), start[near].copy()
    loose = [at for at, node in enumerate(near) if node not in known]
    low[loose], high[loose] = -np.inf, np.inf
    with_seed()
    moved = graph.induced_subgraph(near).layout_fruchterman_reingold(
        seed=start[near].tolist(),
        niter=PINNED_ROUNDS,
        start_temp=SPACING,
        minx=low[:, 0].tolist(),
        maxx=high[:, 0].tolist(),
        miny=low[:, 1].tolist(),
        maxy=high[:, 1].tolist(),
    )
    points = start.copy()
    for at in loose:
        points[near[at]] = moved[at]
    return _rounded(points, keep=known)


def _centres(graph: "igraph.Graph", groups: Sequence[Sequence[int]]) -> Array:
    """Where each group's disc stands: tied groups near each other, no two discs over each other, loners around them."""
    radius = np.array([SPACING * math.sqrt(len(members)) for members in groups])
    if len(groups) == 1:
        return np.zeros((1, 2))
    number = [0] * graph.vcount()
    for group, members in enumerate(groups):
        for node in members:
            number[node] = group
    between: defaultdict[tuple[int, int], float] = defaultdict(float)
    for tie in graph.es:
        one, two = sorted((number[tie.source], number[tie.target]))
        if one != two:
            between[one, two] += tie["weight"]
    linked = sorted({group for pair in between for group in pair})
    place = {group: at for at, group in enumerate(linked)}
    centres = np.zeros((len(groups), 2))
    if linked:
        quotient = igraph.Graph(n=len(linked), edges=[(place[a], place[b]) for a, b in between])
        with_seed()
        found = quotient.layout_fruchterman_reingold(niter=ROUNDS * 3, weights=[math.sqrt(w) for w in between.values()])
        centres[linked] = _spread(np.array(found.coords), radius[linked])
    alone = [group for group in range(len(groups)) if group not in place]
    centres[alone] = _rim(centres[linked], radius[linked], radius[alone])
    return centres


def _spread(points: Array, radius: Array) -> Array:
    """Blow the picture up until the discs have room: the middle pair decides, then overlap is pushed apart."""
    points = points - points.mean(axis=0)
    if len(points) < 2:
        return points
    gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    need = (radius[:, None] + radius[None, :]) * ROOM
    one, two = np.triu_indices(len(points), 1)
    ratio = need[one, two] / np.maximum(gaps[one, two], 1e-9)
    points = points * float(np.quantile(ratio, 0.9))
    for _ in range(ROUNDS):
        apart = points[:, None] - points[None, :]
        gaps = np.linalg.norm(apart, axis=2)
        np.fill_diagonal(gaps, np.inf)
        short = np.clip(need - gaps, 0, None)
        np.fill_diagonal(short, 0)
        if not short.any():
            break
        points = points + (apart / np.maximum(gaps, 1e-9)[:, :, None] * short[:, :, None] / 2).sum(axis=1) / 2
    return points


def _rim(centres: Array, radius: Array, loose: Array) -> Array:
    """Groups tied to no other stand in rings around the rest, largest inside."""
    reach = float((np.linalg.norm(centres, axis=1) + radius).max()) if len(centres) else 0.0
    places = np.zeros((len(loose), 2))
    at, angle, ring = 0, 0.0, reach + (float(loose.max()) * ROOM if len(loose) else 0.0)
    while at < len(loose):
        step = 2 * math.asin(min(1.0, float(loose[at]) * ROOM / max(ring, float(loose[at]) * ROOM)))
        if angle + step > 2 * math.pi:
            ring, angle = ring + 2 * float(loose[at]) * ROOM, 0.0
            continue
        places[at] = ring * math.cos(angle + step / 2), ring * math.sin(angle + step / 2)
        angle, at = angle + step, at + 1
    return places


def _disc(graph: "igraph.Graph") -> Array:
    """One group around (0, 0), within SPACING × √n."""
    size = graph.vcount()
    if size == 1:
        return np.zeros((1, 2))
    with_seed()
    points = np.array(graph.layout_fruchterman_reingold(niter=ROUNDS, grid="nogrid" if size < 1000 else "grid").coords)
    points -= points.mean(axis=0)
    widest = float(np.linalg.norm(points, axis=1).max()) or 1.0
    return points * (SPACING * math.sqrt(size) / widest)


def _start(graph: "igraph.Graph", known: Mapping[int, Point], fresh: Sequence[int]) -> Array:
    """Known points, new ones in the middle of the neighbours that are placed, else side by side outside the picture."""
    points = np.zeros((graph.vcount(), 2))
    for node, point in known.items():
        points[node] = point
    width = float(np.abs(points).max()) + 2 * SPACING
    placed, waiting = set(known), list(fresh)
    while waiting:
        near = {node: [at for at in graph.neighbors(node) if at in placed] for node in waiting}
        ready = [node for node in waiting if near[node]] or waiting
        for number, node in enumerate(ready):
            turn = math.pi * (3 - math.sqrt(5)) * (node + 1)
            side = np.array([math.cos(turn), math.sin(turn)])
            if near[node]:
                points[node] = points[near[node]].mean(axis=0) + side * SPACING / 2
            else:
                points[node] = (width, SPACING * number)
        placed.update(ready)
        waiting = [node for node in waiting if node not in placed]
    return points


def _aligned(points: Array, old: Mapping[int, Point]) -> Array:
    """Turn, mirror and move the new picture so that the nodes of the old one come nearest to where they stood."""
    nodes = sorted(old)
    before = np.array([old[node] for node in nodes])
    now = points[nodes]
    middle, target = now.mean(axis=0), before.mean(axis=0)
    left, _, right = np.linalg.svd((now - middle).T @ (before - target))
    turned: Array = (points - middle) @ (left @ right) + target
    return turned


def _rounded(points: Array, *, keep: Mapping[int, Point] | None = None) -> tuple[Point, ...]:
    kept = keep or {}
    return tuple(kept.get(node) or (round(float(x), 3), round(float(y), 3)) for node, (x, y) in enumerate(points))

"""How long the sums of the network take: `python -m tests.bench.network`, in CPU seconds of one process.

Against the rows of quality.md: layout, all measures, and the trusted circle (the worst of the seeds).
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

from wijknet.graph import Network
from wijknet.graph.circle import Candidate, Circle, find_circle
from wijknet.graph.layout import layout
from wijknet.graph.measures import measure

CANDIDATES, GROUPS = 500, 30
# Long enough to always have the proof: what is measured is the whole sum.
ENOUGH = 120.0


def network_of(nodes: int, seed: int = 0) -> Network:
    """Places in clusters, three relations for each."""
    draw = random.Random(seed)
    cluster = 40
    ties: dict[tuple[int, int], float] = {}
    while len(ties) < 3 * nodes:
        one = draw.randrange(nodes)
        near = min(one // cluster * cluster + draw.randrange(cluster), nodes - 1)
        other = near if draw.random() < 0.9 else draw.randrange(nodes)
        if one != other:
            ties[min(one, other), max(one, other)] = float(draw.choice((1, 3, 5)))
    return Network.of(range(nodes), ((one, other, weight) for (one, other), weight in ties.items()))


def candidates_of(seed: int, fewest: int, most: int) -> list[Candidate]:
    draw = random.Random(seed)
    return [
        Candidate(
            levels={group: draw.choice((1, 2)) for group in draw.sample(range(GROUPS), draw.randint(fewest, most))},
            asked=draw.choice((0, 0, 0, 1, 2, 3)),
        )
        for _candidate in range(CANDIDATES)
    ]


def find(candidates: list[Candidate]) -> Circle:
    return find_circle(candidates, groups=range(GROUPS), time_limit=ENOUGH)


def cpu_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def figures(seeds: int) -> Iterator[tuple[str, float, float]]:
    """What, the CPU seconds, and the limit of quality.md."""
    for nodes, layout_limit, measure_limit in ((1_000, 0.3, 0.3), (10_000, 3.0, 20.0)):
        network = network_of(nodes)
        yield f"layout, {nodes} nodes", cpu_seconds(partial(layout, network)), layout_limit
        yield f"all measures, {nodes} nodes", cpu_seconds(partial(measure, network)), measure_limit
    for fewest, most, limit in ((1, 4, 1.0), (9, 9, 5.0)):
        took = [cpu_seconds(partial(find, candidates_of(seed, fewest, most))) for seed in range(seeds)]
        name = f"circle, {CANDIDATES} × {GROUPS}, {fewest}–{most} groups each"
        yield f"{name}, middle of {seeds}", sorted(took)[len(took) // 2], limit
        yield f"{name}, worst of {seeds}", max(took), limit


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.network", description="CPU seconds of the network.")
    parser.add_argument("--seeds", type=int, default=10)
    for name, took, limit in figures(parser.parse_args().seeds):
        sys.stdout.write(f"{name:48} {took:8.2f} s   limit {limit:5.1f} s   {'ok' if took <= limit else 'OVER'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

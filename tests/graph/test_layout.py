"""Where the nodes stand, and that they stay there."""

import math
import random

import pytest

from wijknet.graph import Network
from wijknet.graph.layout import add_to_layout, layout


def wijk(size: int, *, group: int = 20, seed: int = 4) -> list[tuple[int, int, float]]:
    """Ties of a made-up wijk: mostly inside groups of so many, some across."""
    draw = random.Random(seed)
    ties = []
    for _ in range(size * 3):
        one = draw.randrange(size)
        start = one // group * group
        other = draw.randrange(start, min(start + group, size)) if draw.random() < 0.85 else draw.randrange(size)
        ties.append((one, other, draw.choice((1.0, 3.0, 5.0))))
    return ties


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_small_networks_have_a_place_for_each(size: int) -> None:
    points = layout(Network.of(range(size), [(0, at, 1.0) for at in range(1, size)]))
    assert len(set(points)) == len(points) == size


def test_the_same_network_gives_the_same_picture() -> None:
    network = Network.of(range(200), wijk(200))
    assert layout(network) == layout(network)


def test_tied_nodes_stand_nearer_than_others() -> None:
    network = Network.of(range(200), wijk(200))
    points = layout(network)
    tied = [math.dist(points[a], points[b]) for a, b, _ in network.ties]
    draw = random.Random(1)
    others = [math.dist(points[draw.randrange(200)], points[draw.randrange(200)]) for _ in range(500)]
    assert sum(tied) / len(tied) < sum(others) / len(others) / 2


def test_who_has_no_ties_stands_outside() -> None:
    network = Network.of(range(60), wijk(50))
    points = layout(network)
    inside = max(math.hypot(x, y) for x, y in points[:50])
    assert len(set(points[50:])) == 10
    centre = (sum(x for x, _ in points[:50]) / 50, sum(y for _, y in points[:50]) / 50)
    assert min(math.dist(centre, point) for point in points[50:]) > inside / 2


def test_after_a_change_the_known_nodes_do_not_move() -> None:
    ties = wijk(300)
    points = layout(Network.of(range(300), ties))
    more = [(300 + number % 5, number * 7 % 300, 3.0) for number in range(30)]
    after = add_to_layout(Network.of(range(306), ties + more), known=dict(enumerate(points)))
    assert after[:300] == points
    assert len(set(after)) == 306
    near = [number * 7 % 300 for number in range(30) if number % 5 == 0]
    assert min(math.dist(after[300], points[node]) for node in near) < 30


def test_without_an_old_picture_it_is_a_new_one() -> None:
    network = Network.of(range(30), wijk(30))
    assert add_to_layout(network, known={}) == layout(network)


def test_a_whole_new_picture_is_turned_onto_the_old_one() -> None:
    network = Network.of(range(100), wijk(100))
    plain = layout(network)
    turned = {node: (-y + 3.0, x - 8.0) for node, (x, y) in enumerate(plain)}
    again = layout(network, old=turned)
    assert max(math.dist(point, turned[node]) for node, point in enumerate(again)) < 0.01

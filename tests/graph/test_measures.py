"""The measures against published figures and against values worked out with another library."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.graph.networks import KITE, at
from tests.house import ROOT
from wijknet.graph import Network
from wijknet.graph.measures import communities, measure, measure_directed, parts_without

FOLDER = ROOT.parent / "shared" / "data" / "netwerken"
needs_files = pytest.mark.skipif(
    not FOLDER.exists(), reason="the real networks stand beside the project, not in it; the kite is tested always"
)
NEAR = 1e-6


def test_the_three_winners_of_the_kite() -> None:
    """Krackhardt (1990): Diane knows most, Heather stands between most, Fernando and Garth are nearest to all."""
    found = measure(KITE)
    assert found.degree[at(KITE, "Diane")] == 6 == max(found.degree)
    assert found.betweenness[at(KITE, "Heather")] == pytest.approx(14) == max(found.betweenness)
    assert found.betweenness_share[at(KITE, "Heather")] == pytest.approx(0.389, abs=5e-4)
    fernando, garth = (found.closeness[at(KITE, name)] for name in ("Fernando", "Garth"))
    assert fernando == pytest.approx(garth) == pytest.approx(0.643, abs=5e-4)
    assert max(found.closeness) == pytest.approx(fernando)


def test_what_breaks_apart() -> None:
    found = measure(KITE)
    assert [KITE.keys[node] for node in found.articulation_points] == ["Heather", "Ike"]
    assert [tuple(KITE.keys[node] for node in pair) for pair in found.bridges] == [("Heather", "Ike"), ("Ike", "Jane")]
    assert [[KITE.keys[node] for node in part] for part in parts_without(KITE, at(KITE, "Heather"))] == [
        ["Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth"],
        ["Ike", "Jane"],
    ]
    assert len(parts_without(KITE, at(KITE, "Diane"))) == 1


def test_a_node_alone_has_no_gap_to_measure() -> None:
    found = measure(Network.of("abc", [("a", "b", 1.0)]))
    assert found.constraint[2] is None
    assert found.effective_size[2] is None
    assert found.closeness == pytest.approx((0.5, 0.5, 0.0))
    assert found.component == (0, 0, 1)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_hardly_any_nodes(size: int) -> None:
    found = measure(Network.of(range(size), []))
    assert found.degree == (0,) * size
    assert found.density == 0.0
    assert found.community == tuple(range(size))


def test_close_ties_hold_a_group_together_and_the_answer_repeats() -> None:
    ties = [(a, b, 5.0) for group in (range(5), range(5, 10)) for a in group for b in group if a < b]
    network = Network.of(range(10), [*ties, (0, 5, 1.0), (1, 6, 1.0)])
    assert communities(network) == (0,) * 5 + (1,) * 5
    assert communities(network) == communities(network)


def test_strength_adds_up_the_weights() -> None:
    assert measure(Network.of("abc", [("a", "b", 5.0), ("a", "c", 1.0)])).strength == (6.0, 5.0, 1.0)


def test_directions_have_names_of_their_own() -> None:
    found = measure_directed(Network.of("abc", [("a", "b", 3.0), ("b", "a", 1.0), ("b", "c", 1.0)], directed=True))
    assert found.degree_in == (1, 1, 1)
    assert found.degree_out == (1, 2, 0)
    assert found.strength_out == (3.0, 2.0, 0.0)
    assert found.reciprocity == pytest.approx(2 / 3)
    assert found.betweenness_directed == (0.0, 1.0, 0.0)
    assert found.closeness_out == pytest.approx((2 / 3, 1.0, 0.0))
    assert found.closeness_in == pytest.approx((0.5, 0.5, 2 / 3))
    with pytest.raises(ValueError, match="no directions"):
        measure_directed(KITE)


def read(name: str, *, directed: bool = False) -> Network:
    def rows(kind: str) -> list[dict[str, str]]:
        with Path(FOLDER / f"{name}_{kind}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return Network.of(
        (row["Id"] for row in rows("nodes")),
        [(row["Source"], row["Target"], 1.0) for row in rows("edges")],
        directed=directed,
    )


def per_node(network: Network, values: tuple[Any, ...]) -> Mapping[Any, Any]:
    return dict(zip(network.keys, values, strict=True))


@needs_files
@pytest.mark.parametrize("name", ["krackhardt_kite", "florentine_marriage", "emon_LakePomona", "emon_Texas"])
def test_equal_to_the_worked_out_values(name: str) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    network = read(name)
    found = measure(network)
    assert len(network.keys) == expected["nodes"]
    for ours, theirs in {
        found.degree: "degree",
        found.closeness: "closeness_wf_improved",
        found.betweenness: "betweenness_raw",
        found.betweenness_share: "betweenness_norm",
        found.constraint: "burt_constraint",
        found.effective_size: "burt_effective_size",
    }.items():
        assert per_node(network, ours) == pytest.approx(expected[theirs], abs=NEAR), theirs
    assert found.transitivity == pytest.approx(expected["transitivity"], abs=NEAR)
    assert found.average_clustering == pytest.approx(expected["clustering_avg"], abs=NEAR)
    assert max(found.component) + 1 == expected["components"]
    names = [str(key) for key in network.keys]
    assert sorted(names[node] for node in found.articulation_points) == expected["articulation_points"]
    assert sorted(sorted(names[node] for node in pair) for pair in found.bridges) == expected["bridges"]


@needs_files
@pytest.mark.parametrize("name", ["krackhardt_kite", "florentine_marriage"])
def test_density_of_a_network_without_directions(name: str) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    network = read(name)
    assert len(network.ties) == expected["edges"]
    assert measure(network).density == pytest.approx(expected["density"], abs=NEAR)


@needs_files
@pytest.mark.parametrize("name", ["emon_LakePomona", "emon_Texas"])
def test_density_of_a_network_with_directions(name: str) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    network = read(name, directed=True)
    assert len(network.ties) == expected["edges"]
    assert measure_directed(network).density_directed == pytest.approx(expected["density"], abs=NEAR)


@needs_files
def test_the_medici_stand_between_the_other_families() -> None:
    """Padgett and Ansell (1993), with the figures as Jackson (2008) prints them."""
    network = read("florentine_marriage")
    share = per_node(network, measure(network).betweenness_share)
    published = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Strozzi": 0.103}
    assert {name: share[name] for name in published} == pytest.approx(published, abs=6e-4)

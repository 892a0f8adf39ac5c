"""Networks written for other programs: other readers find in them what was put in."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from openpyxl import load_workbook

from wijknet.files.networks import FileEdge, FileNetwork, FileNode, write_network

NAUGHTY = "=1+1 <Café> & \"de\" 'Één'\x01\ufffe"
PLAIN = "=1+1 <Café> & \"de\" 'Één'"
NODES = (
    FileNode(key="n1", label=NAUGHTY, kind="Café", facts={"groep": 1, "nabijheid": 0.5, "knippunt": True}),
    FileNode(key="n2", label="Buurthuis", kind="Buurthuis", facts={"groep": 2}),
    FileNode(key="n3", label="Theeuur", kind="informeel netwerk", facts={"groep": 2, "knippunt": False}),
)
KNOWS = FileEdge(source="n1", target="n2", kind="kent", mutual=True, facts={"weight": 3, "sinds": "2026-01-31"})
REFERS = FileEdge(source="n1", target="n2", kind="verwijst door naar", facts={"weight": 5})
PART = FileEdge(source="n2", target="n3", kind="doet mee", mutual=True, facts={"weight": 3})
DIRECTED = FileNetwork(nodes=NODES, edges=(KNOWS, REFERS, PART))
MUTUAL = FileNetwork(nodes=NODES, edges=(KNOWS, PART))
EMPTY = FileNetwork(nodes=(), edges=())


def _read(format_: str, network: FileNetwork) -> Any:
    content = BytesIO(write_network(format_, network))
    if format_ == "graphml":
        return nx.read_graphml(content, force_multigraph=True)
    return nx.read_gexf(content, version="1.3" if format_ == "gexf13" else "1.2draft")


@pytest.mark.parametrize("format_", ["graphml", "gexf12", "gexf13"])
@pytest.mark.parametrize("network", [DIRECTED, MUTUAL])
def test_networkx_finds_everything(format_: str, network: FileNetwork) -> None:
    found = _read(format_, network)
    assert found.is_directed() is network.directed
    first = dict(found.nodes["n1"])
    assert (first["label"], first["type"], first["groep"], first["knippunt"]) == (PLAIN, "Café", 1, True)
    assert first["nabijheid"] == pytest.approx(0.5)
    assert "nabijheid" not in found.nodes["n2"]
    lines = sorted((facts["type"], float(facts["weight"])) for _one, _other, facts in found.edges(data=True))
    assert lines == sorted((edge.kind, float(edge.facts["weight"])) for edge in network.edges)
    assert {facts.get("sinds") for _one, _other, facts in found.edges(data=True)} == {"2026-01-31", None}
    assert all(facts["direction"] in {"mutual", "directed"} for _one, _other, facts in found.edges(data=True))


def test_igraph_finds_everything(tmp_path: Path) -> None:
    file = tmp_path / "network.graphml"
    file.write_bytes(write_network("graphml", DIRECTED))
    graph = igraph.Graph.Read_GraphML(str(file))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (3, 3, True)
    assert graph.vs["label"] == [PLAIN, "Buurthuis", "Theeuur"]
    assert graph.es["weight"] == [3, 5, 3]


def test_kumu_finds_everything() -> None:
    found = json.loads(write_network("kumu", DIRECTED))
    assert found["elements"][0] == {"id": "n1", "label": NAUGHTY, "type": "Café"} | {
        "groep": 1,
        "nabijheid": 0.5,
        "knippunt": "ja",
    }
    assert found["connections"][1] == {"id": "c2", "from": "n1", "to": "n2"} | {
        "type": "verwijst door naar",
        "weight": 5,
        "direction": "directed",
    }
    assert found["connections"][0]["direction"] == "mutual"
    every = [each["id"] for each in (*found["elements"], *found["connections"])]
    assert len(set(every)) == len(every)


def test_a_workbook_has_the_sheets_of_kumu_and_no_formula() -> None:
    book = load_workbook(BytesIO(write_network("xlsx", DIRECTED)))
    elements, connections = ([[cell.value for cell in row] for row in book[name]] for name in book.sheetnames)
    assert book.sheetnames == ["Elements", "Connections"]
    assert elements[0] == ["Label", "Type", "Groep", "Nabijheid", "Knippunt"]
    assert elements[1] == [f"'{PLAIN}", "Café", 1, 0.5, "ja"]
    assert connections[0] == ["From", "To", "Type", "Weight", "Sinds", "Direction"]
    assert connections[1][2:] == ["kent", 3, "2026-01-31", "mutual"]
    assert {cell.data_type for sheet in book.worksheets for row in sheet for cell in row} <= {"s", "n"}


def test_points_of_one_name_are_told_apart_by_their_number() -> None:
    twins = tuple(FileNode(key=key, label="De Klare") for key in ("n1", "n2"))
    content = write_network("xlsx", FileNetwork(nodes=twins, edges=(REFERS,)))
    book = load_workbook(BytesIO(content))
    assert [cell.value for cell in book["Elements"][2]][:2] == ["n1", "De Klare"]
    assert [cell.value for cell in book["Connections"][2]][:2] == ["n1", "n2"]


@pytest.mark.parametrize("format_", ["graphml", "gexf12", "gexf13", "kumu", "xlsx"])
def test_nothing_is_a_file_too(format_: str) -> None:
    assert write_network(format_, EMPTY)

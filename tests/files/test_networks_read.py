"""Networks that people send, good and bad: what stands in them, what is left out in words, and nothing that breaks."""

import json
import random
import time
import tracemalloc
from typing import Any

import pytest
from openpyxl import Workbook

from tests.files.make import bomb, saved, xlsx
from wijknet.files.networks import FileEdge, FileNetwork, FileNode, packed, read_network, unpacked, write_network
from wijknet.files.networks.draft import NetworkLimits, as_number
from wijknet.files.sheets import Unreadable

GRAPH = '<graph edgedefault="{}">{}</graph>'
AB = '<node id="a"/><node id="b"/>'
LINE = '<edge source="a" target="b"/>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def graphml(inside: str, default: str = "undirected", before: str = "", after: str = "") -> bytes:
    return f"<graphml>{before}{GRAPH.format(default, inside)}{after}</graphml>".encode()


def gexf(nodes: str, edges: str = "", graph: str = 'defaultedgetype="undirected"', before: str = "") -> bytes:
    body = f"<graph {graph}>{before}<nodes>{nodes}</nodes><edges>{edges}</edges></graph>"
    return f'<gexf xmlns="http://gexf.net/1.3" version="1.3">{body}</gexf>'.encode()


def book(**sheets: list[list[Any]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(made)


def names(network: FileNetwork) -> list[str]:
    return [node.label for node in network.nodes]


@pytest.mark.parametrize("format_", ["graphml", "gexf12", "gexf13", "kumu", "xlsx"])
def test_what_we_write_is_read_back(format_: str) -> None:
    nodes = tuple(
        FileNode(key=f"n{number}", label=label, kind=kind)
        for number, (label, kind) in enumerate(
            [("=Café & <Één>", "Café"), ("Molen", ""), ("Thee", "informeel netwerk")]
        )
    )
    facts: dict[str, Any] = {"weight": 5, "sinds": "2025-01-31", "tot": "2027-01-31"}
    edges = (
        FileEdge(source="n0", target="n1", kind="verwijst door naar", facts=facts),
        FileEdge(source="n1", target="n2", kind="doet mee", mutual=True, facts={"weight": 3}),
    )
    found = read_network(write_network(format_, FileNetwork(nodes=nodes, edges=edges)))
    assert [(node.label, node.kind) for node in found.nodes] == [(node.label, node.kind) for node in nodes]
    labels = {node.key: node.label for node in found.nodes}
    read = [
        (labels[edge.source], labels[edge.target], edge.kind, edge.mutual, edge.facts.get("sinds"))
        for edge in found.edges
    ]
    assert read == [
        ("=Café & <Één>", "Molen", "verwijst door naar", False, "2025-01-31"),
        ("Molen", "Thee", "doet mee", True, None),
    ]
    assert [as_number(str(edge.facts["weight"])) for edge in found.edges] == [5, 3]
    assert found.notes == ()
    assert unpacked(packed(found)) == found


@pytest.mark.parametrize("place", ["before", "inside", "last", "after"])
def test_keys_of_graphml_may_stand_anywhere(place: str) -> None:
    key = '<key id="d" for="node" attr.name="label" attr.type="string"/>'
    nodes = '<node id="a"><data key="d">De Molen</data></node>'
    inside = {"inside": key + nodes, "last": nodes + key}.get(place, nodes)
    more = {place: key} if place in {"before", "after"} else {}
    assert names(read_network(graphml(inside, **more))) == ["De Molen"]


def test_names_of_yed_and_descriptions_are_found() -> None:
    yed = (
        '<node id="a"><data key="d6"><y:ShapeNode xmlns:y="http://www.yworks.com/xml/graphml"><y:NodeLabel>Wijkcentrum'
        '</y:NodeLabel></y:ShapeNode></data></node><node id="b"><desc>Buurthuis</desc></node>'
    )
    assert names(read_network(graphml(yed))) == ["Wijkcentrum", "Buurthuis"]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (graphml(f'{AB}{LINE}<edge source="a" target="a"/>'), "1 lijn van een punt naar zichzelf."),
        (graphml(f'{AB}<edge source="a" target="z"/>'), "1 lijn naar een punt dat niet in het bestand staat."),
        (graphml(f'{AB}<hyperedge><endpoint node="a"/></hyperedge>'), "1 lijn met meer dan twee kanten (hyperedge)."),
        (
            graphml(f'{AB}<node id="c"><graph><node id="d"/><node id="e"/></graph></node>'),
            "2 punten binnen een ander punt (een netwerk in een netwerk).",
        ),
        (
            graphml(AB, after=f'<graph edgedefault="directed"><node id="x"/>{LINE}</graph>'),
            "1 punt in een tweede netwerk. We lezen alleen het eerste.",
        ),
        (
            graphml(f'{AB}<node id="c"><port name="p"/></node><edge source="a" target="c" targetport="p"/>'),
            "1 punt met aansluitpunten (ports). De lijnen nemen we wel over.",
        ),
        (graphml(f"{AB}<node/>"), "1 punt zonder nummer of naam."),
        (graphml(f"{AB}{AB}"), "2 punten met een nummer dat al voorkomt."),
        (
            gexf('<node id="a" label="A"><nodes><node id="b"/></nodes></node>'),
            "1 punt binnen een ander punt (een netwerk in een netwerk).",
        ),
        (
            gexf('<node id="a"/><node id="b"/>', graph='mode="dynamic"'),
            "Tijden bij 2 punten: een netwerk dat verandert, lezen we als één beeld.",
        ),
        (json.dumps({"elements": [{"label": "A"}], "loops": [{}, {}]}).encode(), "Kringen van Kumu (loops): 2."),
        (json.dumps({"elements": [{"label": "A"}, {"_id": "x"}]}).encode(), "1 punt zonder nummer of naam."),
    ],
)
def test_what_is_left_out_is_named(content: bytes, note: str) -> None:
    found = read_network(content)
    assert found.notes == (note,)
    assert "a" in {node.key.lower() for node in found.nodes}


def test_lines_to_ports_and_beside_nested_networks_are_kept() -> None:
    found = read_network(
        graphml(
            f'{AB}<node id="c"><port name="p"/><graph><node id="d"/><edge source="d" target="d"/></graph></node>'
            '<edge source="a" target="c" targetport="p"/>'
        )
    )
    assert [(edge.source, edge.target) for edge in found.edges] == [("a", "c")]


def test_directions_come_from_the_line_before_the_file() -> None:
    lines = "".join(f'<edge source="a" target="b" directed="{said}"/>' for said in ("true", "false"))
    assert [edge.mutual for edge in read_network(graphml(AB + LINE + lines)).edges] == [True, False, True]
    lines = "".join(f'<edge source="a" target="b" type="{said}"/>' for said in ("directed", "mutual", "undirected"))
    found = read_network(gexf(AB, lines + LINE, 'defaultedgetype="directed"'))
    assert [edge.mutual for edge in found.edges] == [False, True, True, False]
    said = [{"from": "A", "to": "B", "direction": word} for word in ("directed", "mutual", "undirected", "")]
    kumu = {"elements": [{"label": "A"}, {"label": "B"}], "connections": said}
    assert [edge.mutual for edge in read_network(json.dumps(kumu).encode()).edges] == [False, True, True, True]


def test_gexf_of_every_version_has_its_facts() -> None:
    attributes = '<attributes class="node"><attribute id="0" title="Type" type="string"/></attributes>'
    for name in ("for", "id"):
        node = f'<node id="a" label="A"><attvalues><attvalue {name}="0" value="Café"/></attvalues></node>'
        assert read_network(gexf(node, before=attributes)).nodes[0].kind == "Café"
    line = '<edge source="a" target="b" weight="2.5" kind="kent" start="2026-01-31"/>'
    (edge,) = read_network(gexf(AB, line)).edges
    assert (edge.kind, edge.facts) == ("kent", {"weight": "2.5", "sinds": "2026-01-31"})


def test_a_workbook_may_name_points_only_in_its_lines() -> None:
    found = read_network(book(Relaties=[["Van", "Naar", "Soort", "Sterkte"], ["Molen", "Kopje", "kent", 3]]))
    assert (names(found), found.edges[0].kind, found.edges[0].facts) == (["Molen", "Kopje"], "kent", {"Sterkte": "3"})
    found = read_network(book(Nodes=[["Name", "Type"], ["Molen", "Café"]], Relations=[["Source", "Target"]]))
    assert [(node.label, node.kind) for node in found.nodes] == [("Molen", "Café")]


def test_points_of_one_name_are_told_apart_by_number() -> None:
    nodes = [["ID", "Label"], ["n1", "De Klare"], ["n2", "De Klare"]]
    found = read_network(book(Elements=nodes, Connections=[["From", "To"], ["n1", "n2"]]))
    assert [(edge.source, edge.target) for edge in found.edges] == [("n1", "n2")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b" \n ", "leeg"),
        (b"graph [ node [ id 1 ] ]", "geen netwerkbestand"),
        (b"\x89PNG\r\n\x1a\n", "geen netwerkbestand"),
        (b"<svg><g/></svg>", "geen GraphML of GEXF"),
        (b"<!doctype html><html></html>", "beschadigd"),
        (b"<graphml><graph><node id='a'/>", "beschadigd"),
        (b"<graphml><graph><node id='a'></graph></graphml>", "beschadigd"),
        (b"\xff\xfe<\x00g\x00", "beschadigd"),
        (b'<?xml version="1.0" encoding="klingon"?><graphml/>', "beschadigd"),
        (f"{LAUGHS}<graphml><graph><node id='&b;'/></graph></graphml>".encode(), "DTD"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml>&a;</graphml>', "DTD"),
        (b'<!DOCTYPE graphml SYSTEM "http://elders.example/x.dtd"><graphml/>', "DTD"),
        (b"<graphml>" * 100, "te diep"),
        (graphml(""), "geen punten"),
        (gexf(""), "geen punten"),
        (b'{"elements": []}', "geen punten"),
        (b'{"elements": [1, null, []]}', "geen punten"),
        (b'{"elements": {}}', "komt niet uit Kumu"),
        (b'{"nodes": []}', "komt niet uit Kumu"),
        (b'{"elements": [', "beschadigd"),
        (b'{"elements":' + b"[" * 200_000, "beschadigd"),
        (b'{"elements": "\xff"}', "beschadigd"),
        (xlsx([["Naam"], ["Molen"]]), "geen blad Elements of Connections"),
        (xlsx([["x"]])[:300], "geen netwerkbestand"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "oud Excel-bestand"),
        (bomb(70_000_000), "uitgepakt te groot"),
        (b"<" + b"x" * 10_000_001, "10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_network(content)


def test_a_workbook_that_is_damaged_inside_is_refused_in_words() -> None:
    content = book(Elements=[["Label"], ["Molen"]])
    broken = content.replace(b"PK\x03\x04", b"PK\x03\x05", 3)
    with pytest.raises(Unreadable, match=r"beschadigd|geen netwerkbestand"):
        read_network(broken)


MANY = 100_000


@pytest.mark.parametrize(
    "content",
    [
        graphml("".join(f'<node id="{number}"/>' for number in range(MANY))),
        gexf("".join(f'<node id="{number}" label="Plek {number}"/>' for number in range(MANY))),
        json.dumps({"elements": [{"label": f"Plek {number}"} for number in range(MANY)]}).encode(),
        graphml("<node/>" * MANY),
    ],
    ids=["graphml", "gexf", "kumu", "nameless"],
)
def test_a_hundred_thousand_points_are_refused_soon_and_small(content: bytes) -> None:
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(Unreadable, match=r"meer dan 10000 punten\. We namen niets over|geen punten"):
        read_network(content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - started < 15
    assert most < 120_000_000


def test_too_many_lines_and_rows_are_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="meer dan 30000 lijnen"):
        read_network(graphml(AB + LINE * 30_001))
    few = NetworkLimits(nodes=3, edges=2)
    with pytest.raises(Unreadable, match="meer dan 3 punten"):
        read_network(book(Elements=[["Label"], *([f"Plek {n}"] for n in range(5))]), few)
    with pytest.raises(Unreadable, match="meer dan 2 lijnen"):
        read_network(book(Connections=[["From", "To"], *(["A", "B"] for _ in range(3))]), few)
    with pytest.raises(Unreadable, match="duurt te lang"):
        read_network(graphml(AB), NetworkLimits(seconds=-1))


def test_what_calls_itself_a_number_and_is_none_is_kept_to_be_named() -> None:
    kumu = b'{"elements": [{"label": "A"}, {"label": "B"}], "connections": [{"from": "A", "to": "B", "weight": NaN}]}'
    assert read_network(kumu).edges[0].facts == {"weight": "NaN"}
    assert [as_number(text) for text in ("INF", "-inf", "nan", "1e999", "1,5", "x", "")] == [
        *[None] * 4,
        1.5,
        None,
        None,
    ]
    huge = b'{"elements": [{"label": "A", "size": ' + b"9" * 5_000 + b"}]}"
    assert names(read_network(huge)) == ["A"]


def test_signs_that_no_page_can_show_are_left_out() -> None:
    found = read_network(
        json.dumps({"elements": [{"label": "Mo\x00l\ud800en\x07", "type": "Ca\ufffff\u00e9"}]}).encode()
    )
    assert [(node.label, node.kind) for node in found.nodes] == [("Molen", "Café")]


def test_whatever_is_cut_or_changed_is_read_or_refused() -> None:
    draw = random.Random(5)
    network = FileNetwork(
        nodes=tuple(FileNode(key=f"n{n}", label=f"Plek {n}", kind="Café") for n in range(6)),
        edges=tuple(FileEdge(source="n0", target=f"n{n}", facts={"weight": n}) for n in range(1, 6)),
    )
    for format_ in ("graphml", "gexf12", "gexf13", "kumu", "xlsx"):
        whole = write_network(format_, network)
        for _ in range(60):
            content = bytearray(whole[: draw.randrange(1, len(whole))] if draw.random() < 0.5 else whole)
            for _change in range(draw.randrange(4)):
                content[draw.randrange(len(content))] = draw.randrange(256)
            said = _read_or_refused(bytes(content))
            assert said <= 12 if isinstance(said, int) else said.endswith(".")


def _read_or_refused(content: bytes) -> int | str:
    try:
        return len(read_network(content).nodes)
    except Unreadable as refusal:
        return str(refusal)

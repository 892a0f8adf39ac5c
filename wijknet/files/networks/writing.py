"""Write a network for Gephi, Kumu and whoever reads GraphML.

GraphML: graphml.graphdrawing.org. GEXF 1.2 and 1.3: gexf.net. Kumu: docs.kumu.io, "JSON / Blueprints".
Programs refuse a file with lines of both sorts, so one line with a direction makes all lines directed; the fact
`DIRECTION` then says which of them work both ways.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import XMLGenerator

from wijknet.files.networks.model import FileEdge, FileNetwork, FileNode, Value
from wijknet.files.sheets.writing import plain_text, write_book
from wijknet.files.sniff import XLSX

DIRECTION = "direction"
MUTUAL, DIRECTED = "mutual", "directed"
_TYPES: dict[type, str] = {bool: "boolean", int: "int", float: "double", str: "string"}
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = {"1.2": "http://www.gexf.net/1.2draft", "1.3": "http://gexf.net/1.3"}
# Own words, beside the names of facts.
_LABEL, _TYPE = "label", "type"
Rows = list[tuple[Any, dict[str, Value]]]


def write_network(format_: str, network: FileNetwork) -> bytes:
    """The bytes of a file; `format_` is a key of `FORMATS`."""
    return _WRITERS[format_](network)


def _node_facts(node: FileNode, *, label: bool = False) -> dict[str, Value]:
    own: dict[str, Value] = {_LABEL: node.label} if label else {}
    return own | {_TYPE: node.kind} | dict(node.facts)


def _edge_facts(edge: FileEdge) -> dict[str, Value]:
    return {_TYPE: edge.kind, **edge.facts, DIRECTION: MUTUAL if edge.mutual else DIRECTED}


def _names(rows: Rows) -> dict[str, str]:
    """Every fact that some row has, in order of appearance, with its type."""
    found: dict[str, str] = {}
    for _thing, facts in rows:
        for name, value in facts.items():
            found.setdefault(name, _TYPES[type(value)])
    return found


def _said(value: Value) -> str:
    return plain_text(str(value).lower() if isinstance(value, bool) else str(value))


class _Xml:
    """Elements with attributes, indented by nothing: files of thousands of lines stay small."""

    def __init__(self) -> None:
        self.out = BytesIO()
        self.xml = XMLGenerator(self.out, "utf-8", short_empty_elements=True)
        self.xml.startDocument()

    def open(self, name: str, /, **attributes: str) -> None:
        self.xml.startElement(name, _clean(attributes))

    def close(self, *names: str) -> None:
        for name in names:
            self.xml.endElement(name)
            self.xml.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, str], text: str = "") -> None:
        self.xml.startElement(name, _clean(attributes))
        if text:
            self.xml.characters(plain_text(text))
        self.close(name)

    def bytes(self) -> bytes:
        self.xml.endDocument()
        return self.out.getvalue()


def _clean(attributes: Mapping[str, str]) -> Any:
    return {name: plain_text(value) for name, value in attributes.items()}


def _graphml(network: FileNetwork) -> bytes:
    nodes: Rows = [(node, _node_facts(node, label=True)) for node in network.nodes]
    edges: Rows = [(edge, _edge_facts(edge)) for edge in network.edges]
    xml = _Xml()
    xml.open("graphml", xmlns=_GRAPHML)
    ids: dict[tuple[str, str], str] = {}
    for what, rows in (("node", nodes), ("edge", edges)):
        for name, type_ in _names(rows).items():
            ids[what, name] = f"d{len(ids)}"
            xml.empty("key", {"id": ids[what, name], "for": what, "attr.name": name, "attr.type": type_})
    xml.open("graph", id="G", edgedefault="directed" if network.directed else "undirected")
    for node, facts in nodes:
        xml.open("node", id=node.key)
        _data(xml, "node", facts, ids)
        xml.close("node")
    for edge, facts in edges:
        xml.open("edge", source=edge.source, target=edge.target)
        _data(xml, "edge", facts, ids)
        xml.close("edge")
    xml.close("graph", "graphml")
    return xml.bytes()


def _data(xml: _Xml, what: str, facts: Mapping[str, Value], ids: Mapping[tuple[str, str], str]) -> None:
    for name, value in facts.items():
        xml.empty("data", {"key": ids[what, name]}, _said(value))


def _gexf(version: str) -> Callable[[FileNetwork], bytes]:
    def write(network: FileNetwork) -> bytes:
        nodes: Rows = [(node, _node_facts(node)) for node in network.nodes]
        edges: Rows = [(edge, _edge_facts(edge)) for edge in network.edges]
        xml = _Xml()
        xml.open("gexf", xmlns=_GEXF[version], version=version)
        xml.open("graph", defaultedgetype="directed" if network.directed else "undirected", mode="static")
        places = {what: _attributes(xml, what, rows) for what, rows in (("node", nodes), ("edge", edges))}
        xml.open("nodes")
        for node, facts in nodes:
            xml.open("node", id=node.key, label=node.label)
            _attvalues(xml, facts, places["node"])
            xml.close("node")
        xml.close("nodes")
        xml.open("edges")
        for number, (edge, facts) in enumerate(edges):
            weight = facts.pop("weight", None)
            more = {"weight": _said(weight)} if weight is not None else {}
            xml.open("edge", id=str(number), source=edge.source, target=edge.target, **more)
            _attvalues(xml, facts, places["edge"])
            xml.close("edge")
        xml.close("edges", "graph", "gexf")
        return xml.bytes()

    return write


def _attributes(xml: _Xml, what: str, rows: Rows) -> dict[str, str]:
    """Name of a fact → its number. The weight of a line has a place of its own in GEXF."""
    places: dict[str, str] = {}
    xml.open("attributes", **{"class": what, "mode": "static"})
    for name, type_ in _names(rows).items():
        if (what, name) != ("edge", "weight"):
            places[name] = str(len(places))
            called = "integer" if type_ == "int" else type_
            xml.empty("attribute", {"id": places[name], "title": name, "type": called})
    xml.close("attributes")
    return places


def _attvalues(xml: _Xml, facts: Mapping[str, Value], places: Mapping[str, str]) -> None:
    xml.open("attvalues")
    for name, value in facts.items():
        xml.empty("attvalue", {"for": places[name], "value": _said(value)})
    xml.close("attvalues")


def _kumu(network: FileNetwork) -> bytes:
    elements = [{"id": node.key, **_shown(_node_facts(node, label=True))} for node in network.nodes]
    connections = [
        {"id": f"c{number}", "from": edge.source, "to": edge.target, **_shown(_edge_facts(edge))}
        for number, edge in enumerate(network.edges, 1)
    ]
    found = {"elements": elements, "connections": connections}
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace")


def _shown(facts: Mapping[str, Value]) -> dict[str, Any]:
    """As Kumu shows it to people: yes and no in Dutch."""
    return {name: ("ja" if value else "nee") if isinstance(value, bool) else value for name, value in facts.items()}


def _workbook(network: FileNetwork) -> bytes:
    """Lines point to names, as Kumu and people prefer; to numbers when two points have the same name."""
    labels = {node.key: node.label for node in network.nodes}
    same = len(set(labels.values())) < len(labels)
    to = {key: key for key in labels} if same else labels
    nodes: Rows = [({"ID": node.key} if same else {}, _node_facts(node, label=True)) for node in network.nodes]
    edges: Rows = [({"From": to[edge.source], "To": to[edge.target]}, _edge_facts(edge)) for edge in network.edges]
    return write_book(
        (title, [*first, *(name.capitalize() for name in names)], _cells(rows, names))
        for title, first, rows, names in (
            ("Elements", ["ID"] if same else [], nodes, list(_names(nodes) or {_LABEL: ""})),
            ("Connections", ["From", "To"], edges, list(_names(edges))),
        )
    )


def _cells(rows: Rows, names: Sequence[str]) -> Iterable[Sequence[Any]]:
    return ([*first.values(), *(facts.get(name) for name in names)] for first, facts in rows)


FORMATS = {
    "graphml": ("graphml", "application/xml"),
    "gexf13": ("gexf", "application/xml"),
    "gexf12": ("gexf", "application/xml"),
    "kumu": ("json", "application/json"),
    "xlsx": ("xlsx", XLSX),
}
_WRITERS: dict[str, Callable[[FileNetwork], bytes]] = {
    "graphml": _graphml,
    "gexf13": _gexf("1.3"),
    "gexf12": _gexf("1.2"),
    "kumu": _kumu,
    "xlsx": _workbook,
}

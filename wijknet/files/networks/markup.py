"""Read GraphML and GEXF, element by element, without documents types, entities or anything from elsewhere."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.utils.translation import gettext as _

from wijknet.files.networks.draft import Draft
from wijknet.files.sheets import Unreadable

Element = Any


def read_markup(content: bytes, draft: Draft) -> None:
    """Fills the draft; which of the two it is, the first element says."""
    events = _events(content, draft)
    name, _event, root = next(events)
    readers: dict[str, type[_Graphml | _Gexf]] = {"graphml": _Graphml, "gexf": _Gexf}
    reader = readers.get(name)
    if reader is None:
        raise Unreadable(_("Dit XML-bestand is geen GraphML of GEXF."))
    reading = reader(draft)
    for name, event, element in events:
        if event == "start":
            reading.start(name, element)
        else:
            reading.end(name, element)
            if name in reading.whole:
                element.clear()
    reading.finish()
    root.clear()


def _events(content: bytes, draft: Draft) -> Iterator[tuple[str, str, Element]]:
    depth = 0
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > draft.limits.depth:
                raise Unreadable(_("Dit bestand is te diep in elkaar gezet. Sla het opnieuw op in je programma."))
            yield str(element.tag).rsplit("}", 1)[-1].lower(), event, element
    except DefusedXmlException as error:
        raise Unreadable(
            _("In dit bestand staan verwijzingen of een documenttype (DTD). Dat lezen we niet. Sla het opnieuw op.")
        ) from error
    except (ParseError, UnicodeError, LookupError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_("Dit bestand is beschadigd of niet af. Sla het opnieuw op in je programma.")) from error


def _children(element: Element, *names: str) -> Iterator[Element]:
    for child in element:
        if str(child.tag).rsplit("}", 1)[-1].lower() in names:
            yield child


def _all_text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


class _Graphml:
    """Keys may stand anywhere, also inside the graph and after its points: data is named when all was read."""

    whole = frozenset({"node", "edge", "hyperedge", "key"})

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.names: dict[str, str] = {}
        self.depth = self.graphs = 0
        self.directed = True
        self.nodes: list[tuple[str, dict[str, str], str]] = []
        self.edges: list[tuple[str, str, dict[str, str], bool]] = []

    def start(self, name: str, element: Element) -> None:
        if name == "graph":
            self.depth += 1
            if self.depth == 1:
                self.graphs += 1
                if self.graphs == 1:
                    self.directed = element.get("edgedefault", "directed") != "undirected"

    def end(self, name: str, element: Element) -> None:
        if name == "key":
            self.names[element.get("id", "")] = element.get("attr.name", "") or element.get("id", "")
        elif name == "graph":
            self.depth -= 1
        elif name in {"node", "edge", "hyperedge"} and self.depth:
            outside = "nested" if self.depth > 1 else "graphs" if self.graphs > 1 else ""
            if outside:
                if name == "node":
                    self.draft.skip(outside)
            elif name == "hyperedge":
                self.draft.skip("hyperedges")
            else:
                self._take(name, element)

    def _take(self, name: str, element: Element) -> None:
        data = {child.get("key", ""): _all_text(child) for child in _children(element, "data")}
        if name == "edge":
            said = element.get("directed")
            directed = self.directed if said is None else said.lower() in {"true", "1"}
            self.edges.append((element.get("source", ""), element.get("target", ""), data, directed))
            self.draft.refuse_more(len(self.nodes), len(self.edges))
            return
        if any(True for _port in _children(element, "port")):
            self.draft.skip("ports")
        # yEd writes the name in a drawing of its own; others in a description.
        drawn = (each for each in element.iter() if str(each.tag).endswith("NodeLabel"))
        said = next((text for each in (*drawn, *_children(element, "desc")) if (text := _all_text(each))), "")
        self.nodes.append((element.get("id", ""), data, said))
        self.draft.refuse_more(len(self.nodes), len(self.edges))

    def finish(self) -> None:
        for key, data, said in self.nodes:
            facts = self._named(data)
            self.draft.node(key, facts if not said else {"title": said} | facts)
        for source, target, data, directed in self.edges:
            self.draft.edge(source, target, self._named(data), directed=directed)

    def _named(self, data: Mapping[str, str]) -> dict[str, str]:
        return {self.names.get(key, key): text for key, text in data.items()}


class _Gexf:
    """1.2 and 1.3 differ in little that matters here."""

    whole = frozenset({"node", "edge", "attribute"})

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.titles: dict[tuple[str, str], str] = {}
        self.of = ""
        self.depth = self.graphs = 0
        self.directed = False
        self.dynamic = False

    def start(self, name: str, element: Element) -> None:
        if name == "attributes":
            self.of = element.get("class", "node")
        elif name == "node":
            self.depth += 1
        elif name == "graph":
            self.graphs += 1
            self.directed = element.get("defaultedgetype", "undirected") == "directed"
            self.dynamic = element.get("mode") == "dynamic"

    def end(self, name: str, element: Element) -> None:
        if name == "attribute":
            self.titles[self.of, element.get("id", "")] = element.get("title", "")
        elif name == "node":
            self.depth -= 1
            if self.depth or self.graphs > 1:
                self.draft.skip("nested" if self.depth else "graphs")
            else:
                if self.dynamic:
                    self.draft.skip("times")
                self.draft.node(element.get("id", ""), self._facts("node", element), element.get("label", ""))
        elif name == "edge" and self.graphs == 1:
            facts = {
                key: element.get(key, "") for key in ("kind", "label", "weight", "start", "end") if element.get(key)
            }
            said = element.get("type", "")
            directed = said == "directed" if said else self.directed
            facts |= self._facts("edge", element)
            self.draft.edge(element.get("source", ""), element.get("target", ""), facts, directed=directed)

    def _facts(self, of: str, element: Element) -> dict[str, str]:
        values = (value for part in _children(element, "attvalues") for value in _children(part, "attvalue"))
        pairs = ((value.get("for") or value.get("id", ""), value.get("value", "")) for value in values)
        return {self.titles.get((of, key), key): text for key, text in pairs}

    def finish(self) -> None:
        """Every point and line was taken as it came."""

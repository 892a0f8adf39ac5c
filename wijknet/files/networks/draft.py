"""What the readers of every format share: how much is too much, which words head what, and what was not taken."""

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijknet.files.networks.model import FileEdge, FileNetwork, FileNode, Value
from wijknet.files.sheets import Unreadable
from wijknet.files.sheets.writing import plain_text, unguarded
from wijknet.ui.text import fold

_LABELS = ("label", "naam", "name", "titel", "title")
_KINDS = ("type", "soort", "kind", "element type", "node type", "nodetype", "categorie", "category")
_LINE_KINDS = ("relatie", "type", "soort", "kind", "connection type", "relation", "relationship", "edge type", "label")
_DIRECTIONS = ("direction", "richting", "directed", "gericht")
_DAYS = {"sinds": "sinds", "start": "sinds", "vanaf": "sinds", "tot": "tot", "end": "tot", "bevestigd": "bevestigd"}
_WEIGHTS = {"weight": "weight"}  # whatever its capitals
_MUTUAL = {"mutual", "undirected", "both", "false", "0", "nee", "no", "beide", "heen en weer", "wederzijds"}
_ONE_WAY = {"directed", "true", "1", "ja", "yes", "een kant op"}
_NO_NUMBERS = {"", "id", "_id", "from", "to", "source", "target", *_DIRECTIONS, *_DAYS, *_LINE_KINDS}
_MOST_FACTS = 12
_MOST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkLimits:
    """More than this is no network of a wijk, or of a gemeente."""

    bytes: int = 10_000_000
    nodes: int = 10_000
    edges: int = 30_000
    depth: int = 60
    seconds: float = 20.0


def _nodes(count: int) -> str:
    return ngettext("%(count)d punt", "%(count)d punten", count) % {"count": count}


def _edges(count: int) -> str:
    return ngettext("%(count)d lijn", "%(count)d lijnen", count) % {"count": count}


# Why something is not taken → a sentence that names it, with how many there were.
_NOTES: dict[str, tuple[Callable[[int], str], str]] = {
    "loops": (_edges, "%(what)s van een punt naar zichzelf."),
    "nowhere": (_edges, "%(what)s naar een punt dat niet in het bestand staat."),
    "hyperedges": (_edges, "%(what)s met meer dan twee kanten (hyperedge)."),
    "nested": (_nodes, "%(what)s binnen een ander punt (een netwerk in een netwerk)."),
    "graphs": (_nodes, "%(what)s in een tweede netwerk. We lezen alleen het eerste."),
    "ports": (_nodes, "%(what)s met aansluitpunten (ports). De lijnen nemen we wel over."),
    "nameless": (_nodes, "%(what)s zonder nummer of naam."),
    "twice": (_nodes, "%(what)s met een nummer dat al voorkomt."),
    "times": (_nodes, "Tijden bij %(what)s: een netwerk dat verandert, lezen we als één beeld."),
    "kumu_loops": (str, "Kringen van Kumu (loops): %(what)s."),
}


class Draft:
    """A network that is being read. Whoever adds too much to it gets `Unreadable`."""

    def __init__(self, limits: NetworkLimits) -> None:
        self.limits = limits
        self.until = time.monotonic() + limits.seconds
        self.nodes: dict[str, FileNode] = {}
        self.edges: list[tuple[str, str, bool, str, dict[str, Value]]] = []
        self.skipped: Counter[str] = Counter()

    def refuse_more(self, nodes: int, edges: int) -> None:
        """As soon as there is one too many, so that nothing larger is ever held."""
        for count, most, what in ((nodes, self.limits.nodes, _("punten")), (edges, self.limits.edges, _("lijnen"))):
            if count > most:
                raise Unreadable(
                    _("Dit bestand heeft meer dan %(most)d %(what)s. We namen niets over. Maak het eerst kleiner.")
                    % {"most": most, "what": what}
                )

    def skip(self, why: str, count: int = 1) -> None:
        self.skipped[why] += count
        self._look_at_clock(self.skipped.total())

    def node(self, key: str, facts: Mapping[str, str], label: str = "") -> None:
        """`facts` by the names that the file gives them; only name and kind are kept."""
        known = _folded(facts)
        name = label or _first(known, _LABELS) or key
        if not key or not name.strip() or key in self.nodes:
            self.skip("twice" if key in self.nodes else "nameless")
            return
        self.refuse_more(len(self.nodes) + 1, len(self.edges))
        self._look_at_clock(len(self.nodes))
        self.nodes[key] = FileNode(key=key, label=_text(name), kind=_text(_first(known, _KINDS)))

    def edge(self, source: str, target: str, facts: Mapping[str, str], *, directed: bool) -> None:
        """`directed` is what the file says of all lines; one line may say otherwise."""
        self.refuse_more(len(self.nodes), len(self.edges) + 1)
        self._look_at_clock(len(self.edges))
        known = _folded(facts)
        said = fold(_first(known, _DIRECTIONS))
        mutual = said in _MUTUAL or (not directed and said not in _ONE_WAY)
        kept: dict[str, Value] = {_DAYS[name]: _text(text) for name, text in known.items() if text and name in _DAYS}
        numbers = [name for name in facts if fold(name) not in _NO_NUMBERS and _is_number(facts[name])]
        kept |= {_text(_WEIGHTS.get(fold(name), name)): facts[name].strip() for name in numbers[:_MOST_FACTS]}
        self.edges.append((source, target, mutual, _text(_first(known, _LINE_KINDS)), kept))

    def finish(self) -> FileNetwork:
        """Lines may stand before their points; only now it is known which lead nowhere."""
        if not self.nodes:
            raise Unreadable(_("In dit bestand staan geen punten."))
        edges = []
        for source, target, mutual, kind, facts in self.edges:
            if source not in self.nodes or target not in self.nodes:
                self.skipped["nowhere"] += 1
            elif source == target:
                self.skipped["loops"] += 1
            else:
                edges.append(FileEdge(source=source, target=target, kind=kind, mutual=mutual, facts=facts))
        notes = [_(_NOTES[why][1]) % {"what": _NOTES[why][0](count)} for why, count in self.skipped.items()]
        return FileNetwork(nodes=tuple(self.nodes.values()), edges=tuple(edges), notes=tuple(notes))

    def _look_at_clock(self, count: int) -> None:
        if count % 500 == 0 and time.monotonic() > self.until:
            raise Unreadable(_("Dit bestand lezen duurt te lang. Maak eerst een kleiner netwerk."))


def _folded(facts: Mapping[str, str]) -> dict[str, str]:
    return {fold(name.replace("_", " ")): text for name, text in facts.items()}


def _first(known: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((known[name] for name in names if known.get(name, "").strip()), "")


def _text(text: str) -> str:
    return " ".join(plain_text(unguarded(text.strip())).split())[:_MOST_TEXT]


def _is_number(text: str) -> bool:
    """Also what calls itself a number and is none (NaN, INF): that is said with the line."""
    return as_number(text) is not None or text.strip().lower().lstrip("+-") in {"nan", "inf", "infinity"}


def as_number(text: str) -> float | None:
    """A finite number, with a point or a comma; None for all else."""
    try:
        found = float(text.strip().replace(",", ".")[:40])
    except ValueError:
        return None
    return found if math.isfinite(found) else None

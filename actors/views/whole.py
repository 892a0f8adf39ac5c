"""The whole network of a wijk as a list with neighbour links; what is shown stands in the address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from actors.models import Tie
from actors.network import Edge, Node, Surroundings, surroundings_of
from actors.views.wijk import wijk_or_404
from wijknet.access import STAFF, requires
from wijknet.ui.dates import today
from wijknet.ui.pieces import Column, sort_table
from wijknet.ui.text import fold

PER_PAGE = 50
MOST_STEPS = 4
COLUMNS = (
    Column(label="Naam", key="naam", order=("name",)),
    Column(label="Soort", key="soort", order=("kind",)),
    Column(label="Aantal", key="aantal", order=("near",), numeric=True),
    Column(label="Met wie"),
)


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour in a row of the list."""

    node: Node
    words: str
    faded: bool


@dataclass(frozen=True, slots=True)
class Row:
    node: Node
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`around` with `steps` keeps only what is so near; words and kind narrow it further."""

    words: str = ""
    kind: str = ""
    around: str = ""
    steps: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        steps = query.get("stappen", "")
        return cls(
            words=query.get("q", "")[:100],
            kind=query.get("soort", "")[:60],
            around=query.get("rond", "")[:40],
            steps=min(max(int(steps), 1), MOST_STEPS) if steps.isdecimal() and len(steps) < 3 else 1,
        )


@requires(*STAFF)
@require_GET
def whole(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?q=&soort=&rond=actor-12&stappen=2&sorteer=&pagina=`."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    found, asked = surroundings_of(area, today()), Asked.of(request.GET)
    heads, order = sort_table(request.GET, COLUMNS, "naam")
    rows = rows_of(found, asked)
    by = order[0].lstrip("-")
    rows.sort(key=lambda row: _sort_key(row, by), reverse=order[0].startswith("-"))
    page = request.GET.get("pagina", "")
    at = int(page) if page.isdecimal() and 0 < len(page) < 6 else 1
    last = max(1, -(-len(rows) // PER_PAGE))
    at = min(max(at, 1), last)
    context = {
        "area": area,
        "asked": asked,
        "middle": next((node for node in found.nodes if node.key == asked.around), None),
        "nodes": found.nodes,
        "kinds": sorted({node.kind for node in found.nodes}),
        "steps": range(1, MOST_STEPS + 1),
        "heads": heads,
        "rows": rows[(at - 1) * PER_PAGE : at * PER_PAGE],
        "shown": len(rows),
        "earlier": at - 1 if at > 1 else None,
        "later": at + 1 if at < last else None,
    }
    return render(request, "actors/whole.html", context)


def rows_of(found: Surroundings, asked: Asked) -> list[Row]:
    """Every node that was asked for, each with all its neighbours."""
    nodes, near = {node.key: node for node in found.nodes}, near_of(found)
    keys = _around(near, asked) if asked.around in nodes else set(nodes)
    words = fold(asked.words).split()
    return [
        Row(node, tuple(near[node.key]))
        for node in found.nodes
        if node.key in keys
        and asked.kind in {"", node.kind}
        and all(word in fold(f"{node.name} {node.kind}") for word in words)
    ]


def near_of(found: Surroundings) -> dict[str, list[Near]]:
    nodes = {node.key: node for node in found.nodes}
    near: dict[str, list[Near]] = {key: [] for key in nodes}
    for edge in found.edges:
        near[edge.source].append(Near(nodes[edge.target], _words(edge), edge.faded))
        near[edge.target].append(Near(nodes[edge.source], _words(edge), edge.faded))
    return near


def _around(near: dict[str, list[Near]], asked: Asked) -> set[str]:
    seen = edge = {asked.around}
    for _step in range(asked.steps):
        edge = {other.node.key for key in edge for other in near[key]} - seen
        seen = seen | edge
    return seen


def _words(edge: Edge) -> str:
    parts: dict[str, Any] = {"PART": _("doet mee"), "PLACE": _("komt daar samen")}
    return str(parts.get(edge.kind) or Tie.Strength(int(edge.strength)).label)


def _sort_key(row: Row, by: str) -> tuple[Any, ...]:
    name = fold(row.node.name)
    return {"kind": (row.node.kind, name), "near": (len(row.near), name)}.get(by, (name,))

"""Questions to the network of a wijk, with who, why and what to do; all measures as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from actors.answers import Worked, ask_worker, questions_of, task_key_of, worked_out
from actors.models import Actor
from actors.network import Surroundings, surroundings_of
from actors.views.actors import FORM_METHODS
from actors.views.exports import answer_sheet, sheet_asked
from actors.views.wijk import wijk_or_404
from wijknet.access import STAFF, limited, requires
from wijknet.jobs.services import find_task, progress_of
from wijknet.ui.dates import today

# Fewer than these say nothing about bridges or groups.
LEAST = 3
HEADS = (
    *("Naam", "Soort", "Buren", "Sterkte", "Nabijheid", "Tussenpositie", "Tussenpositie (aandeel)"),
    *("Beperking (Burt)", "Effectieve omvang", "Clustering", "Component", "Groep", "Knippunt"),
    *("Buren in", "Buren uit", "Nabijheid in", "Nabijheid uit", "Tussenpositie met richting"),
)
BRIDGE_HEADS = ("Plek", "Soort", "Andere plek", "Soort andere plek")
PART_HEADS = ("Zonder deze plek", "Deel", "Hoeveel", "Wie")
# In one cell of a file.
MOST_NAMES = 100
WHOLE = {
    "density": lazy("Dichtheid"),
    "transitivity": lazy("Transitiviteit"),
    "average_clustering": lazy("Gemiddelde clustering"),
    "modularity": lazy("Modulariteit"),
    "reciprocity": lazy("Wederkerigheid"),
    "density_directed": lazy("Dichtheid met richting"),
}


@requires(*STAFF)
@require_http_methods(FORM_METHODS)
@limited("measures")
def answers(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?bestand=csv` gives every measure of every node; with `&wat=geheel` those of the whole, with `bruggen` the lines
    without a way around, with `stukken` what comes loose. A POST asks the worker for what takes too long here."""
    area, day = wijk_or_404(request, municipality, wijk, *STAFF), today()
    found = surroundings_of(area, day)
    if request.method == "POST":
        ask_worker(area, day, found)
        return redirect(request.path)
    worked = worked_out(area, day, found)
    if worked is None:
        key = task_key_of(area, day, found)
        context = {"area": area, "busy": find_task(key) is not None, "progress": progress_of(key)}
        return render(request, "actors/answers_wait.html", context)
    if sheet_asked(request):
        return _file(request, area.name, found, worked)
    context = {
        "area": area,
        "nodes": len(found.nodes),
        "ties": len(found.network().ties),
        "tiny": len(found.nodes) < LEAST,
        "questions": questions_of(found, worked),
        "whole": [(label, f"{value:.3f}".replace(".", ",")) for label, value in _whole(worked)],
    }
    return render(request, "actors/answers.html", context)


def _bridges(found: Surroundings, worked: Worked) -> Iterator[tuple[str, str, str, str]]:
    """Every line without a way around, with both its ends."""
    for pair in worked.measures.bridges:
        one, other = (found.nodes[at] for at in pair)
        yield one.name, one.kind, other.name, other.kind


def _parts(found: Surroundings, worked: Worked) -> Iterator[tuple[str, int, int, str]]:
    """For a place that holds parts together: each part that remains without it, the largest first, and who is in it."""
    for node, parts in worked.parts:
        for number, part in enumerate(parts, start=1):
            names = ", ".join(found.nodes[at].name for at in part[:MOST_NAMES])
            yield found.nodes[node].name, number, len(part), names


def _whole(worked: Worked) -> Iterator[tuple[str, float]]:
    for name, label in WHOLE.items():
        of = worked.measures if hasattr(worked.measures, name) else worked.directed
        yield str(label), getattr(of, name)


def _file(request: HttpRequest, name: str, found: Surroundings, worked: Worked) -> HttpResponse:
    sheets: dict[str, tuple[str, tuple[str, ...], Iterator[tuple[Any, ...]]]] = {
        "geheel": ("Netwerk als geheel", ("Maat", "Waarde"), _whole(worked)),
        "bruggen": ("Bruggen", BRIDGE_HEADS, _bridges(found, worked)),
        "stukken": ("Wat los raakt", PART_HEADS, _parts(found, worked)),
    }
    if request.GET.get("wat") in sheets:
        what, heads, sheet = sheets[request.GET["wat"]]
        return answer_sheet(request, model=Actor, title=f"{what} {name}", heads=heads, rows=sheet, cells=list)
    rows = range(len(found.nodes))
    title = f"Netwerkmaten {name}"
    return answer_sheet(
        request, model=Actor, title=title, heads=HEADS, rows=rows, cells=lambda at: _cells(found, worked, at)
    )


def _cells(found: Surroundings, worked: Worked, at: int) -> list[Any]:
    node, values, directed = found.nodes[at], worked.measures, worked.directed
    return [
        *(node.name, node.kind, values.degree[at], values.strength[at], values.closeness[at]),
        *(values.betweenness[at], values.betweenness_share[at], values.constraint[at], values.effective_size[at]),
        *(values.clustering[at], values.component[at] + 1, values.community[at] + 1),
        at in values.articulation_points,
        *(directed.degree_in[at], directed.degree_out[at], directed.closeness_in[at], directed.closeness_out[at]),
        directed.betweenness_directed[at],
    ]

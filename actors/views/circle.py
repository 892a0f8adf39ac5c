"""The trusted circle of a wijk: with whom to speak to reach everyone who was chosen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.circle import Search, ask_worker, kept_or_small, task_of
from actors.forms.circle import CircleForm
from actors.matrix import MOST_GROUPS
from actors.views.actors import FORM_METHODS
from actors.views.wijk import wijk_or_404, writes_in
from wijknet.access import STAFF, limited, requires, viewer_of
from wijknet.areas.models import ResidentGroup
from wijknet.jobs.models import Task


@requires(*STAFF)
@require_http_methods(FORM_METHODS)
@limited("circle")
def circle(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """A POST hands a large question to the worker; the address stays the question."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name", "pk")[:MOST_GROUPS])
    form = CircleForm(request.GET, groups)
    question = form.question
    context: dict[str, Any] = {
        "area": area,
        "form": form,
        "groups": groups,
        "may_write": writes_in(viewer_of(request), area),
    }
    if question is None:
        return render(request, "actors/circle.html", context)
    search = Search(area, groups, question)
    if request.method == "POST":
        ask_worker(search.problem)
        return redirect(f"{request.path}{search.question.address}")
    found = kept_or_small(search.problem)
    if found is None:
        context |= _waiting(search)
    else:
        context["answer"] = search.answer(found)
    left_out = set(search.question.without)
    context |= {
        "asked": search.question,
        "left_out": [node for node in search.nodes if node.key in left_out],
        "can_leave_out": _others(search),
    }
    return render(request, "actors/circle.html", context)


def _others(search: Search) -> list[tuple[str, str]]:
    """Who else may be left out: only who reaches one of the chosen groups."""
    pairs = zip(search.nodes, search.problem.candidates, strict=True)
    out = set(search.question.without)
    return [(node.key, node.name) for node, candidate in pairs if candidate.levels and node.key not in out]


def _waiting(search: Search) -> dict[str, Any]:
    """Not known yet: not asked, in the hands of the worker, or given up."""
    task = task_of(search.problem)
    state = task.state if task else ""
    busy = state in {Task.State.WAITING, Task.State.RUNNING}
    return {"large": True, "busy": busy, "broken": state == Task.State.FAILED, "size": search.problem.size}

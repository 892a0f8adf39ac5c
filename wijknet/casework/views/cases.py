"""Cases: the list in lanes, one case, and what moves it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actors.views.exports import sheet_asked
from wijknet.access import (
    STAFF,
    Function,
    Viewer,
    get_prepared_or_404,
    get_visible_or_404,
    require_function,
    requires,
)
from wijknet.access.prepared import prepared
from wijknet.areas.querysets import parts_seen_by
from wijknet.casework import services
from wijknet.casework.cards import bring_sides, card_of, halves_of, turn_words
from wijknet.casework.contacts import best, contacts_of
from wijknet.casework.exchange import CASES
from wijknet.casework.forms import CaseFilter, ClosingForm, StepForm
from wijknet.casework.models import Case, ContactMoment
from wijknet.casework.permissions import may_reopen, may_write_here
from wijknet.casework.timeline import place_in, timeline_of
from wijknet.casework.views.answer_pairs import pairs_of
from wijknet.casework.views.files import answer_list
from wijknet.casework.views.place import explain, user_of, wijk_asked
from wijknet.privacy.forms import tell_masked
from wijknet.roles import BY_ROLE, Role
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.paging import page_by_key


@requires(*STAFF)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What was taken up in my wijken, newest first, narrowed by lane, turn and state."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    form = CaseFilter(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = Case.objects.visible_to(viewer).for_cards()
    if area is not None:
        rows = rows.in_area(area)
    if wanted.get("rol"):
        rows = rows.in_lane(wanted["rol"])
    if wanted.get("zet"):
        rows = rows.filter(turn=wanted["zet"])
    if wanted.get("wie") == "ik":
        rows = rows.filter(by=viewer)
    states = {"klaar": rows.closed, "laat": rows.late, "veel-te-laat": rows.very_late}
    rows = states.get(wanted.get("staat", ""), rows.open)()
    if sheet_asked(request):
        return answer_list(request, CASES, rows)
    parts = parts_seen_by(viewer) if area is None else []
    page = page_by_key(rows, request.GET, field="opened_at", size=50, parts=parts)
    context = {
        "area": area,
        "filter_form": form,
        "page": page,
        "cards": [card_of(case) for case in page.items],
        "may_write": bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER)),
    }
    return render(request, "casework/cases.html", context)


@requires(*STAFF)
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: question, both worlds, who has to move, steps, result."""
    viewer = user_of(request)
    found = get_prepared_or_404(_case, viewer, pk)
    bring_sides([found])
    may_write = may_write_here(viewer, found)
    return render(
        request,
        "casework/case.html",
        case_context(found, viewer, may_write=may_write)
        | {
            "timeline": timeline_of(viewer, case=found, **place_in(request.GET)),
            "step_form": StepForm(initial=step_initial(found)) if may_write and found.is_open else None,
        },
    )


@prepared
def _case(viewer: Viewer, pk: int) -> QuerySet[Case]:
    found: QuerySet[Case] = Case.objects.visible_to(viewer).filter(pk=pk)
    return found.select_related("area", "theme", "initiative", "signal", "by")


def case_context(found: Case, viewer: Any, *, may_write: bool) -> dict[str, Any]:
    """What the page of a case shows, whatever form stands on it."""
    system = [party for party in found.sides if party.world == "SYSTEM"]
    proposal = None
    if found.is_open and not any(party.municipal_contact_id for party in system):
        proposal = best(contacts_of([found.municipality_id]), area=found.area, theme_id=found.theme_id)
    role = BY_ROLE[Role(found.role)]
    began = ContactMoment.objects.visible_to(viewer).filter(pk=found.from_moment_id)
    talk = began.first() if found.from_moment_id else None
    return {
        "case": found,
        "role": role,
        "crumbs": [("Verbindingen", reverse("cases")), (role.label, f"{reverse('cases')}?rol={found.role}")],
        "life": [party for party in found.sides if party.world == "LIFE"],
        "system": system,
        "proposal": proposal,
        "turn_words": turn_words(found),
        "who_moves": who_moves(found, system),
        "pairs": pairs_of(found, viewer, may_write=may_write),
        "moment": talk,
        "may_write": may_write,
        "may_reopen": may_reopen(viewer, found),
        "may_link": may_write and found.is_open,
    }


def who_moves(found: Case, system: list[Any]) -> str:
    """The answer to "Wie is aan zet?" as a sentence."""
    life, desk = halves_of(found)
    name = {"ME": "Jij bent", "LIFE": f"{life.name} is", "SYSTEM": f"{desk.name if system else 'De gemeente'} is"}
    late = ", en te laat" if found.turn == Case.Turn.ME else ", en is te laat"
    return f"{name[found.turn]} aan zet{late if found.is_late else ''}"


def step_initial(found: Case) -> dict[str, Any]:
    return {"problem": found.problem, "version": found.version, "turn": found.turn, "request_key": uuid4()}


def writable(request: HttpRequest, pk: int) -> Case:
    """The case, when this colleague sees it and may change it."""
    found: Case = get_visible_or_404(Case.objects.with_sides().select_related("by"), user_of(request), pk=pk)
    require_function(user_of(request), found, Function.WIJKMANAGER)
    return found


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was done and choose what comes next; the lane follows."""
    viewer, found = user_of(request), writable(request, pk)
    form = StepForm(request.POST or None, initial=step_initial(found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            moved = services.add_step(
                by=viewer,
                case=found,
                key=data["request_key"],
                version=data["version"],
                what=data["what"],
                following=form.following(),
            )
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, step_words(moved, was=found.role))
            tell_masked(request, form)
            return redirect(moved)
    return render(request, "casework/case_step.html", {"case": found, "form": form})


def step_words(moved: Case, *, was: str) -> str:
    """What was saved, and where the card stands now."""
    label = BY_ROLE[Role(moved.role)].label
    place = f"Staat nu bij {label}." if moved.role != was else f"Blijft bij {label}."
    return f"Stap opgeslagen. {place}"


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish with the result in both worlds."""
    viewer, found = user_of(request), writable(request, pk)
    form = ClosingForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.close_case(by=viewer, case=found, **data)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Verbinding afgerond. Heropenen kan nog 30 dagen.")
            tell_masked(request, form)
            return redirect(found)
    context = {"case": found, "form": form, "role": BY_ROLE[Role(found.role)]}
    return render(request, "casework/case_close.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a closing."""
    viewer, found = user_of(request), writable(request, pk)
    if request.method == "POST":
        try:
            services.reopen_case(by=viewer, case=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Verbinding heropend. De volgende stap staat er weer.")
        return redirect(found)
    context = {
        "question": "Verbinding heropenen?",
        "explanation": "De verbinding staat dan weer open, met de laatste volgende stap. De tekst blijft bewaard.",
        "yes": "Verbinding heropenen",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)

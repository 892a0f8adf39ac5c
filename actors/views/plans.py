"""Plans of the gemeente and its partners, and what organisations and networks themselves said about them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actors.forms.plans import PlanChangeForm, PlanNewForm, PositionForm
from actors.models import Actor, InformalNetwork, Position
from actors.permissions import working_area
from actors.querysets import municipalities_of
from actors.services import add_position, remove_position
from actors.services.positions import NO_POSITION_HERE
from actors.views.actors import FORM_METHODS, actor_to_change
from actors.views.networks import network_to_change
from wijknet.access import (
    CURATORS,
    STAFF,
    Function,
    Viewer,
    get_visible_or_404,
    require_function,
    requires,
    viewer_of,
)
from wijknet.areas.models import Area, Plan
from wijknet.areas.services import add_plan, change_plan
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.dates import today
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name

WRITERS = (Function.WIJKMANAGER, *CURATORS)
READERS = (*STAFF, *CURATORS)
MOST_ROWS = 100


def _mine(viewer: Viewer) -> list[Area]:
    """The gemeenten in which this viewer may write plans."""
    return list(Area.objects.filter(pk__in=municipalities_of(viewer, *WRITERS)).order_by("name")[:50])


def _writes(viewer: Viewer, municipality_id: int) -> bool:
    return any(area.pk == municipality_id for area in _mine(viewer))


@requires(*READERS)
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """What runs, or with `?alle=ja` also what is over."""
    viewer = viewer_of(request)
    plans = Plan.objects.visible_to(viewer, *READERS).select_related("municipality").prefetch_related("wijken")
    everything = request.GET.get("alle") == "ja"
    chosen = Area.objects.wijken_of(viewer, *READERS).filter(code=request.GET.get("wijk", "")[:20]).first()
    if chosen:
        plans = plans.for_area(chosen)
    context = {
        "page": page_by_name(plans if everything else plans.running(today()), request.GET),
        "everything": everything,
        "may_write": bool(_mine(viewer)),
    }
    return render(request, "actors/plans.html", context)


@requires(*READERS)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """With what was said about it, as far as the viewer sees who said it."""
    viewer = viewer_of(request)
    plans = Plan.objects.select_related("municipality").prefetch_related("themes", "wijken")
    found: Plan = get_visible_or_404(plans, viewer, pk=pk)
    said = Position.objects.visible_to(viewer).filter(plan=found).select_related("actor", "network")
    context = {
        "plan": found,
        "positions": list(said.order_by("-on", "-pk")[:MOST_ROWS]),
        "may_change": _writes(viewer, found.municipality_id),
    }
    return render(request, "actors/plan.html", context)


@requires(*WRITERS)
@require_http_methods(FORM_METHODS)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Who works in more gemeenten chooses one first (`?gemeente=<code>`)."""
    viewer = viewer_of(request)
    mine = _mine(viewer)
    asked = request.GET.get("gemeente", "")
    municipality = next((area for area in mine if area.code == asked), mine[0] if len(mine) == 1 else None)
    if municipality is None:
        return render(request, "actors/plan_where.html", {"municipalities": mine})
    form = PlanNewForm(municipality.pk, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        made = attempt(form, lambda: add_plan(by=viewer, municipality=municipality, key=key, **facts))
        if made:
            messages.success(request, _("%(name)s staat erbij.") % {"name": made})
            return redirect(made)
    context = {"form": form, "plan": None}
    return render(request, "actors/plan_form.html", context, status=400 if form.errors else 200)


@requires(*WRITERS, Function.READER)
@require_http_methods(FORM_METHODS)
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found: Plan = get_visible_or_404(Plan.objects.all(), viewer, pk=pk)
    if not _writes(viewer, found.municipality_id):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")
    name = str(found)
    form = PlanChangeForm(found.municipality_id, request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_plan(plan=found, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                return redirect(found)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
    context = {"form": form, "plan": found, "name": name}
    return render(request, "actors/plan_form.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_position_new(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_to_change(viewer_of(request), pk)
    if actor.kind.sensitive:
        return render(request, "actors/person_refused.html", {"actor": actor, "why": _(NO_POSITION_HERE)})
    return _position_page(request, actor)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_position_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _position_page(request, network_to_change(viewer_of(request), pk))


def _position_page(request: HttpRequest, side: Actor | InformalNetwork) -> HttpResponse:
    viewer = viewer_of(request)
    form = PositionForm(side.municipality_id, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        area = working_area(viewer, side)
        if attempt(form, lambda: add_position(by=viewer, area=area, side=side, key=key, **facts)):
            messages.success(request, _("Bewaard, in hun eigen woorden."))
            tell_masked(request, form)
            return redirect(side)
    context = {"form": form, "side": side}
    return render(request, "actors/position_new.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def position_remove(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    positions = Position.objects.select_related("actor", "network", "plan")
    found: Position = get_visible_or_404(positions, viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    back = found.side.get_absolute_url() if found.side else found.plan.get_absolute_url()
    if request.method == "POST":
        remove_position(position=found, by=viewer)
        messages.success(request, _("Weggehaald."))
        return redirect(back)
    context = {
        "question": _("Weghalen wat %(side)s zei?") % {"side": found.side},
        "explanation": _("Doe dit als zij het niet zo zeiden, of als zij erom vragen."),
        "yes": _("Weghalen"),
        "back_url": back,
    }
    return render(request, "ui/confirm.html", context)

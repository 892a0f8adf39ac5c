"""Who knows whom and who reaches whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actors.forms import ReachForm, TieForm
from actors.forms.party import party_value
from actors.forms.who import look_up
from actors.models import Actor, InformalNetwork, Tie
from actors.permissions import working_area
from actors.services import add_tie, confirm_tie, end_tie, set_reach
from actors.services.relations import NO_TIES_HERE
from actors.views.actors import FORM_METHODS, actor_to_change
from actors.views.networks import network_to_change
from wijknet.access import Function, get_visible_or_404, require_function, requires, viewer_of
from wijknet.privacy.forms import tell_masked
from wijknet.ui.forms import attempt

Side = Actor | InformalNetwork


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_tie_new(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_to_change(viewer_of(request), pk)
    if actor.kind.sensitive:
        return render(request, "actors/person_refused.html", {"actor": actor, "why": _(NO_TIES_HERE)})
    return _tie_page(request, actor)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_tie_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _tie_page(request, network_to_change(viewer_of(request), pk))


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_reach(request: HttpRequest, pk: int) -> HttpResponse:
    return _reach_page(request, actor_to_change(viewer_of(request), pk))


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_reach(request: HttpRequest, pk: int) -> HttpResponse:
    return _reach_page(request, network_to_change(viewer_of(request), pk))


@requires(Function.WIJKMANAGER)
@require_POST
def tie_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """This still holds."""
    tie = get_visible_or_404(Tie.objects.with_sides(), viewer_of(request), pk=pk)
    require_function(viewer_of(request), tie, Function.WIJKMANAGER)
    confirm_tie(tie=tie, by=viewer_of(request))
    messages.success(request, _("Bevestigd: dit klopt nog."))
    return redirect(_page_of(request, tie))


@requires(Function.WIJKMANAGER)
@require_POST
def tie_end(request: HttpRequest, pk: int) -> HttpResponse:
    """This holds no longer."""
    tie = get_visible_or_404(Tie.objects.with_sides(), viewer_of(request), pk=pk)
    require_function(viewer_of(request), tie, Function.WIJKMANAGER)
    end_tie(tie=tie, by=viewer_of(request))
    messages.success(request, _("Deze relatie is voorbij. Zij blijft bekend als geschiedenis."))
    return redirect(_page_of(request, tie))


def _page_of(request: HttpRequest, tie: Tie) -> Side:
    """Back to the side from whose page the button was pressed."""
    return tie.target if request.POST.get("van", "") == party_value(tie.target) else tie.source


def _tie_page(request: HttpRequest, side: Side) -> HttpResponse:
    viewer = viewer_of(request)
    area = working_area(viewer, side)
    form = TieForm(viewer, side, area, request.POST or None)
    again = look_up(request, form, by=viewer, make=lambda values: TieForm(viewer, side, area, initial=values))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "strength", "start", "end", "source_text")}
        facts["target"] = form.cleaned_data["other"]
        if attempt(form, lambda: add_tie(by=viewer, area=area, source=side, **facts)):
            messages.success(request, _("De relatie is bewaard."))
            tell_masked(request, form)
            return redirect(side)
    form.show_who()
    return render(request, "actors/tie_new.html", {"form": form, "side": side}, status=400 if form.errors else 200)


def _reach_page(request: HttpRequest, side: Side) -> HttpResponse:
    viewer = viewer_of(request)
    group = request.GET.get("groep", "")
    initial = {"group": group} if group.isascii() and group.isdigit() else {}
    form = ReachForm(viewer, side, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        if attempt(form, lambda: set_reach(by=viewer, side=side, **facts)):
            messages.success(request, _("Het bereik is bewaard."))
            tell_masked(request, form)
            return redirect(side)
    return render(request, "actors/reach.html", {"form": form, "side": side}, status=400 if form.errors else 200)

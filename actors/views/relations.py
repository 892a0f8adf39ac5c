"""Who knows whom and who reaches whom; and the fragment with which other pages choose a party."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import ReachForm, TieForm
from actors.forms.party import EVERYTHING, WHERE_LIVED, ChoicesForm
from actors.models import Actor, InformalNetwork, Tie
from actors.permissions import working_area
from actors.services import add_tie, confirm_tie, end_tie, set_reach
from actors.services.relations import NO_TIES_HERE
from actors.views.actors import FORM_METHODS, actor_to_change
from actors.views.networks import network_to_change
from wijknet.access import STAFF, Function, get_visible_or_404, require_function, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.privacy.forms import tell_masked
from wijknet.ui.forms import attempt

Side = Actor | InformalNetwork


@requires(*STAFF)
@require_GET
def party_choices(request: HttpRequest) -> HttpResponse:
    """A party field again, with what `?zoek=` found: the server side of ui/_picker.html.

    `naam` and `label` are those of the field, `soort` (repeated) its kinds, `netwerk` leaves out what has no
    relations, `wijk` is a code. What was chosen comes along under the field's own name and stays on the list.
    """
    viewer = viewer_of(request)
    query = request.GET
    name = query.get("naam", "")
    name = name if name.isidentifier() else "party"
    asked = set(query.getlist("soort"))
    kinds = [kind for kind in EVERYTHING if kind in asked] or list(WHERE_LIVED)
    area = Area.objects.wijken_of(viewer, *STAFF).filter(code=query.get("wijk", "")[:100]).first()
    form = ChoicesForm(query, name=name, label=query.get("label", "")[:100], kinds=kinds, in_network="netwerk" in query)
    form.offer(viewer, area, query.get("zoek", "")[:100])
    return render(request, "actors/_party_choices.html", {"field": form[name]})


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
    sides = {f"actor:{tie.target_actor_id}": tie.target, f"network:{tie.target_network_id}": tie.target}
    return sides.get(request.POST.get("van", ""), tie.source)


def _tie_page(request: HttpRequest, side: Side) -> HttpResponse:
    viewer = viewer_of(request)
    words = request.GET.get("zoek", "")[:100]
    form = TieForm(viewer, side, words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        facts["target"] = facts.pop("other")
        area = working_area(viewer, side)
        if attempt(form, lambda: add_tie(by=viewer, area=area, source=side, **facts)):
            messages.success(request, _("De relatie is bewaard."))
            tell_masked(request, form)
            return redirect(side)
    query = {"naam": "other", "label": form["other"].label, "soort": ["actor", "network"], "netwerk": "1"}
    url = f"{reverse('party-choices')}?{urlencode(query, doseq=True)}"
    context = {"form": form, "side": side, "words": words, "picker_url": url}
    return render(request, "actors/tie_new.html", context, status=400 if form.errors else 200)


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

"""Informal networks: find, add, change, put away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import NetworkChangeForm, NetworkFilter, NetworkNewForm
from actors.forms.wijk import first_wijk
from actors.models import InformalNetwork
from actors.permissions import may_change_network
from actors.services import add_network, archive_network, change_network, restore_network
from actors.views.actors import FORM_METHODS, may_write_somewhere
from actors.views.exports import answer_who, sheet_asked
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, requires, viewer_of
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name
from wijknet.ui.pieces import count_words


def network_to_change(viewer: Viewer, pk: int) -> InformalNetwork:
    network: InformalNetwork = get_visible_or_404(InformalNetwork.objects.select_related("area"), viewer, pk=pk)
    if not may_change_network(viewer, network):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")
    return network


@requires(*STAFF)
@require_GET
def network_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    archive = request.GET.get("archief") == "ja"
    visible = InformalNetwork.objects.visible_to(viewer)
    shown = visible.archived() if archive else visible.current()
    found = NetworkFilter(request.GET, queryset=shown.select_related("area", "meeting_place"), viewer=viewer)
    if sheet_asked(request):
        return answer_who(request, "networks", found.qs.prefetch_related("actors").order_by("sort_name", "pk"))
    context = {
        "page": page_by_name(found.qs, request.GET),
        "filter_form": found.form,
        "active": found.active(request.GET),
        "count": count_words(found.qs),
        "archive": archive,
        "may_write": may_write_somewhere(viewer),
    }
    return render(request, "actors/networks.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    initial = {"name": request.GET.get("naam", "")[:120], "area": first_wijk(viewer, request.GET.get("wijk", ""))}
    form = NetworkNewForm(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        network = attempt(form, lambda: add_network(by=viewer, key=key, **facts))
        if network:
            messages.success(request, _("%(name)s staat erbij.") % {"name": network})
            tell_masked(request, form)
            return redirect(network)
    return render(request, "actors/network_new.html", {"form": form}, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    network = network_to_change(viewer, pk)
    name = str(network)
    form = NetworkChangeForm(viewer, request.POST or None, instance=network)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_network(network=network, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                tell_masked(request, form)
                return redirect(network)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=network.get_absolute_url())
    context = {"form": form, "network": network, "name": name}
    return render(request, "actors/network_change.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def network_archive(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    network = network_to_change(viewer, pk)
    if request.method == "POST":
        archive_network(network=network, by=viewer)
        messages.success(request, _("%(name)s ligt in het archief. Je kunt dat terugdraaien.") % {"name": network})
        return redirect(network)
    context = {
        "question": _("%(name)s archiveren?") % {"name": network},
        "explanation": _("Het netwerk staat dan niet meer in lijsten en keuzes. Wat er besproken is, blijft bewaard."),
        "yes": _("Archiveren"),
        "back_url": network.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def network_restore(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    network = restore_network(network=network_to_change(viewer, pk), by=viewer)
    messages.success(request, _("%(name)s staat weer in de lijst.") % {"name": network})
    return redirect(network)

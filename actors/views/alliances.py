"""Social alliances: find, add, change; and what each partner wants and offers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms.alliances import (
    AllianceChangeForm,
    AllianceFilter,
    AllianceNewForm,
    PartnerChangeForm,
    PartnerNewForm,
)
from actors.forms.who import look_up
from actors.forms.wijk import first_wijk
from actors.models import Alliance, AlliancePartner
from actors.services import (
    add_alliance,
    add_partner,
    change_alliance,
    change_partner,
    remove_partner,
    set_alliance_archived,
)
from actors.views.actors import FORM_METHODS, may_write_somewhere
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, require_function, requires, viewer_of
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name
from wijknet.ui.pieces import count_words

Writer = Function.WIJKMANAGER


def _alliance_to_change(viewer: Viewer, pk: int) -> Alliance:
    found: Alliance = get_visible_or_404(Alliance.objects.select_related("area"), viewer, pk=pk)
    require_function(viewer, found, Writer)
    return found


def _partner(alliance: Alliance, pk: int) -> AlliancePartner:
    found = alliance.partners.select_related("actor", "network", "contact").filter(pk=pk).first()
    if found is None:
        raise Http404("Niet gevonden.")
    return found


@requires(*STAFF)
@require_GET
def alliance_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    archive = request.GET.get("archief") == "ja"
    visible = Alliance.objects.visible_to(viewer)
    shown = visible.archived() if archive else visible.current()
    found = AllianceFilter(request.GET, queryset=shown.select_related("area").prefetch_related("themes"), viewer=viewer)
    context = {
        "page": page_by_name(found.qs, request.GET),
        "filter_form": found.form,
        "active": found.active(request.GET),
        "count": count_words(found.qs),
        "archive": archive,
        "may_write": may_write_somewhere(viewer),
    }
    return render(request, "actors/alliances.html", context)


@requires(*STAFF)
@require_GET
def alliance(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    alliances = Alliance.objects.select_related("area").prefetch_related("themes")
    found: Alliance = get_visible_or_404(alliances, viewer, pk=pk)
    partners = found.partners.select_related("actor", "network", "contact").order_by("pk")
    context = {
        "alliance": found,
        "partners": list(partners[:100]),
        "may_change": viewer.works_in(found.area_id, found.municipality_id, Writer),
    }
    return render(request, "actors/alliance.html", context)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def alliance_new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    initial = {"area": first_wijk(viewer, request.GET.get("wijk", ""))}
    form = AllianceNewForm(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        made = attempt(form, lambda: add_alliance(by=viewer, key=key, **facts))
        if made:
            messages.success(request, _("%(name)s staat erbij. Voeg nu de partners toe.") % {"name": made})
            tell_masked(request, form)
            return redirect(made)
    return _form_page(request, form, alliance=None)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def alliance_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _alliance_to_change(viewer, pk)
    name = str(found)
    form = AllianceChangeForm(viewer, request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_alliance(alliance=found, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                tell_masked(request, form)
                return redirect(found)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
    return _form_page(request, form, alliance=found, name=name)


@requires(Writer)
@require_POST
def alliance_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put away (`weg=ja`), or take back; each is one press, and one press back."""
    viewer = viewer_of(request)
    archived = request.POST.get("weg") == "ja"
    found = set_alliance_archived(alliance=_alliance_to_change(viewer, pk), by=viewer, archived=archived)
    words = _("%(name)s ligt in het archief. Je kunt dat terugdraaien.") if archived else _("%(name)s staat er weer.")
    messages.success(request, words % {"name": found})
    return redirect(found)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def partner_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _alliance_to_change(viewer, pk)
    form = PartnerNewForm(viewer, found.area, request.POST or None)
    again = look_up(request, form, by=viewer, make=lambda values: PartnerNewForm(viewer, found.area, initial=values))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        facts = {"side": form.cleaned_data["partner"], **{key: form.cleaned_data[key] for key in ("wants", "offers")}}
        if attempt(form, lambda: add_partner(by=viewer, alliance=found, **facts)):
            messages.success(request, _("De partner staat erbij."))
            tell_masked(request, form)
            return redirect(found)
    form.show_who()
    context = {"form": form, "alliance": found}
    return render(request, "actors/partner_new.html", context, status=400 if form.errors else 200)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def partner_change(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _alliance_to_change(viewer, pk)
    one = _partner(found, partner)
    form = PartnerChangeForm(request.POST or None, initial={"wants": one.wants, "offers": one.offers})
    if request.method == "POST" and form.is_valid():
        change_partner(partner=one, by=viewer, **form.cleaned_data)
        messages.success(request, _("De gegevens zijn bewaard."))
        tell_masked(request, form)
        return redirect(found)
    return _form_page(request, form, alliance=found, partner=one)


@requires(Writer)
@require_POST
def partner_remove(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _alliance_to_change(viewer, pk)
    one = _partner(found, partner)
    name = str(one)
    remove_partner(partner=one, by=viewer)
    messages.success(request, _("%(name)s doet niet meer mee.") % {"name": name})
    return redirect(found)


def _form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = 400 if form.errors else 200
    return render(request, "actors/alliance_form.html", {"form": form, **context}, status=status)

"""Gemeente contacts: find, add, change, put away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import ContactChangeForm, ContactFilter, ContactNewForm
from actors.models import MunicipalContact
from actors.permissions import may_change_contact
from actors.querysets import municipalities_of
from actors.services import (
    add_municipal_contact,
    archive_municipal_contact,
    change_municipal_contact,
    restore_municipal_contact,
)
from actors.views.actors import FORM_METHODS, may_write_somewhere
from actors.views.exports import answer_who, sheet_asked
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.dates import today
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name


def contact_to_change(viewer: Viewer, pk: int) -> MunicipalContact:
    contact: MunicipalContact = get_visible_or_404(
        MunicipalContact.objects.select_related("municipality"), viewer, pk=pk
    )
    if not may_change_contact(viewer, contact):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")
    return contact


@requires(*STAFF)
@require_GET
def contact_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    archive = request.GET.get("archief") == "ja"
    visible = MunicipalContact.objects.visible_to(viewer)
    shown = visible.archived() if archive else visible.current()
    rows = shown.select_related("deputy").prefetch_related("themes")
    found = ContactFilter(request.GET, queryset=rows, viewer=viewer)
    if sheet_asked(request):
        return answer_who(request, "contacts", found.qs.prefetch_related("wijken").order_by("sort_name", "pk"))
    page = page_by_name(found.qs, request.GET)
    context = {
        "page": page,
        "filter_form": found.form,
        "active": found.active(request.GET),
        "count": str(len(page.items)) if not (page.earlier or page.later) else _("meer dan 50"),
        "archive": archive,
        "today": today(),
        "may_write": may_write_somewhere(viewer),
    }
    return render(request, "actors/contacts.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def contact_new(request: HttpRequest) -> HttpResponse:
    """Who works in one gemeente is not asked which; who works in more chooses it first (`?gemeente=<code>`)."""
    viewer = viewer_of(request)
    mine = list(Area.objects.filter(pk__in=municipalities_of(viewer, Function.WIJKMANAGER)).order_by("name")[:50])
    asked = request.GET.get("gemeente", "")
    municipality = next((area for area in mine if area.code == asked), mine[0] if len(mine) == 1 else None)
    if municipality is None:
        return render(request, "actors/contact_where.html", {"municipalities": mine})
    form = ContactNewForm(municipality, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        contact = attempt(form, lambda: add_municipal_contact(by=viewer, municipality=municipality, key=key, **facts))
        if contact:
            messages.success(request, _("%(name)s staat erbij.") % {"name": contact})
            return redirect(contact)
    context = {"form": form, "municipality": municipality}
    return render(request, "actors/contact_new.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def contact_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    contact = contact_to_change(viewer, pk)
    name = str(contact)
    form = ContactChangeForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_municipal_contact(contact=contact, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                return redirect(contact)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=contact.get_absolute_url())
    context = {"form": form, "contact": contact, "name": name}
    return render(request, "actors/contact_change.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def contact_archive(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    contact = contact_to_change(viewer, pk)
    if request.method == "POST":
        archive_municipal_contact(contact=contact, by=viewer)
        messages.success(request, _("%(name)s ligt in het archief. Je kunt dat terugdraaien.") % {"name": contact})
        return redirect(contact)
    context = {
        "question": _("%(name)s archiveren?") % {"name": contact},
        "explanation": _("Het contact staat dan niet meer in lijsten en keuzes. Na een jaar gaat het weg."),
        "yes": _("Archiveren"),
        "back_url": contact.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def contact_restore(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    contact = restore_municipal_contact(contact=contact_to_change(viewer, pk), by=viewer)
    messages.success(request, _("%(name)s staat weer in de lijst.") % {"name": contact})
    return redirect(contact)

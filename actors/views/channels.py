"""Channels: find, add, change, put away; and the buddies of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms.channels import BuddyForm, ChannelChangeForm, ChannelFilter, ChannelNewForm
from actors.forms.wijk import first_wijk
from actors.models import Channel
from actors.services import add_buddy, add_channel, change_channel, erase_buddy, set_channel_archived
from actors.services.people import NO_PERSONS_HERE
from actors.views.actors import FORM_METHODS, may_write_somewhere
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, require_function, requires, viewer_of
from wijknet.areas.models import ResidentGroup
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name
from wijknet.ui.pieces import count_words

Writer = Function.WIJKMANAGER


def _channel(viewer: Viewer, pk: int) -> Channel:
    channels = Channel.objects.select_related("area", "owner__kind")
    found: Channel = get_visible_or_404(channels, viewer, pk=pk)
    return found


def _channel_to_change(viewer: Viewer, pk: int) -> Channel:
    found = _channel(viewer, pk)
    require_function(viewer, found, Writer)
    return found


@requires(*STAFF)
@require_GET
def channel_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    archive = request.GET.get("archief") == "ja"
    visible = Channel.objects.visible_to(viewer)
    shown = visible.archived() if archive else visible.current()
    found = ChannelFilter(request.GET, queryset=shown.select_related("area", "owner"))
    context = {
        "page": page_by_name(found.qs, request.GET),
        "filter_form": found.form,
        "active": found.active(request.GET),
        "count": count_words(found.qs),
        "archive": archive,
        "may_write": may_write_somewhere(viewer),
    }
    return render(request, "actors/channels.html", context)


@requires(*STAFF)
@require_GET
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _channel(viewer, pk)
    buddies = list(found.buddies.shown())
    for buddy in buddies:
        note_read(request, buddy)
    context = {
        "channel": found,
        "groups": list(ResidentGroup.objects.shown().filter(channels=found).order_by("name")),
        "buddies": buddies,
        "no_buddies": bool(found.owner and found.owner.kind.sensitive),
        "may_change": viewer.works_in(found.area_id, found.municipality_id, Writer),
    }
    return render(request, "actors/channel.html", context)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def channel_new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    initial = {"area": first_wijk(viewer, request.GET.get("wijk", ""))}
    form = ChannelNewForm(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        made = attempt(form, lambda: add_channel(by=viewer, key=key, **facts))
        if made:
            messages.success(request, _("%(name)s staat erbij.") % {"name": made})
            tell_masked(request, form)
            return redirect(made)
    return _form_page(request, form, channel=None)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def channel_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _channel_to_change(viewer, pk)
    name = str(found)
    form = ChannelChangeForm(viewer, request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_channel(channel=found, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                tell_masked(request, form)
                return redirect(found)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
    return _form_page(request, form, channel=found, name=name)


@requires(Writer)
@require_POST
def channel_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Put away (`weg=ja`), or take back; each is one press, and one press back."""
    viewer = viewer_of(request)
    archived = request.POST.get("weg") == "ja"
    found = set_channel_archived(channel=_channel_to_change(viewer, pk), by=viewer, archived=archived)
    words = _("%(name)s ligt in het archief. Je kunt dat terugdraaien.") if archived else _("%(name)s staat er weer.")
    messages.success(request, words % {"name": found})
    return redirect(found)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def buddy_new(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _channel_to_change(viewer, pk)
    if found.owner and found.owner.kind.sensitive:
        return render(request, "actors/person_refused.html", {"actor": found.owner, "why": _(NO_PERSONS_HERE)})
    form = BuddyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        if attempt(form, lambda: add_buddy(by=viewer, channel=found, key=key, **facts)):
            messages.success(request, _("Het maatje staat erbij."))
            tell_masked(request, form)
            return redirect(found)
    return _form_page(request, form, channel=found, buddy=True)


@requires(Writer)
@require_http_methods(FORM_METHODS)
def buddy_erase(request: HttpRequest, pk: int, buddy: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _channel_to_change(viewer, pk)
    helper = found.buddies.filter(pk=buddy).first()
    if helper is None:
        raise Http404("Niet gevonden.")
    if request.method == "POST":
        erase_buddy(buddy=helper, by=viewer)
        messages.success(request, _("Het maatje is gewist. We bewaren er niets van."))
        return redirect(found)
    note_read(request, helper)
    context = {
        "question": _("%(name)s wissen?") % {"name": helper},
        "explanation": _("Naam, telefoon, e-mail en toestemming gaan weg. Dit kun je niet terugdraaien."),
        "yes": _("Wissen"),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


def _form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = 400 if form.errors else 200
    return render(request, "actors/channel_form.html", {"form": form, **context}, status=status)

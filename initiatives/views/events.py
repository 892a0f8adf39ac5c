"""Events at the desk: plan, change, cancel, see who comes, and write down who came."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from initiatives.forms.events import CameForm, CancelForm, EventChangeForm, EventNewForm, RegisterForSomeoneForm
from initiatives.models import Event, Initiative
from initiatives.services import (
    add_event,
    cancel_event,
    change_event,
    end_registration,
    mark_came,
    register,
    restore_event,
)
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, require_function, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_key

FORM_METHODS = ["GET", "POST"]
PAGE_SIZE = 50


def event_to_change(viewer: Viewer, pk: int) -> Event:
    event: Event = get_visible_or_404(Event.objects.select_related("area__municipality"), viewer, pk=pk)
    require_function(viewer, event, Function.WIJKMANAGER)
    return event


def wijken_to_write_in(viewer: Viewer) -> list[Area]:
    return list(Area.objects.wijken_of(viewer, Function.WIJKMANAGER)[:200])


def about_initiative(viewer: Viewer, reference: str) -> Initiative | None:
    """The initiative that the meeting is about (`?initiatief=<reference>`); another wijk's is not there."""
    if not reference:
        return None
    found: Initiative = get_visible_or_404(Initiative.objects.select_related("area"), viewer, reference=reference[:20])
    return found


@requires(*STAFF)
@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """All events of one's wijken, internal ones too: what comes, or with `?geweest=ja` what has been."""
    viewer = viewer_of(request)
    rows = Event.objects.visible_to(viewer).select_related("area")
    wijk = Area.objects.wijken_of(viewer, *STAFF).filter(code=request.GET.get("wijk", "")[:20]).first()
    if wijk:
        rows = rows.in_area(wijk)
    over = request.GET.get("geweest") == "ja"
    page = page_by_key(
        rows.over() if over else rows.to_come(), request.GET, field="starts_at", size=PAGE_SIZE, ascending=not over
    )
    context = {"page": page, "over": over, "may_write": bool(wijken_to_write_in(viewer))}
    return render(request, "initiatives/desk/events.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def event_new(request: HttpRequest) -> HttpResponse:
    """Who works in more wijken chooses one first (`?wijk=<code>`). `?initiatief=<reference>` fills in what is known."""
    viewer = viewer_of(request)
    mine = wijken_to_write_in(viewer)
    about = about_initiative(viewer, request.GET.get("initiatief", ""))
    asked = about.area.code if about else request.GET.get("wijk", "")
    area = next((wijk for wijk in mine if wijk.code == asked), mine[0] if len(mine) == 1 else None)
    if area is None:
        return render(request, "initiatives/desk/event_where.html", {"choices": mine})
    initial = {"title": f"Samen verder met: {about.title}", "themes": about.themes.all()} if about else {}
    form = EventNewForm(area, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        made = attempt(
            form,
            lambda: add_event(area=area, meeting=form.meeting(), repeats=form.repeats(), key=key, by=request.user),  # type: ignore[arg-type]
        )
        if made:
            messages.success(request, _("%(name)s staat in de agenda.") % {"name": made})
            return redirect(made.get_desk_url())
    context = {"form": form, "area": area, "event": None}
    return render(request, "initiatives/desk/event_form.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def event_change(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(viewer_of(request), pk)
    form = EventChangeForm(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, following = form.cleaned_data["version"], form.cleaned_data.get("following", False)
        try:
            if attempt(
                form,
                lambda: change_event(
                    event=event,
                    version=version,
                    meeting=form.meeting(),
                    following=following,
                    by=request.user,  # type: ignore[arg-type]
                ),
            ):
                messages.success(request, _("De wijzigingen zijn bewaard."))
                return redirect(event.get_desk_url())
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=event.get_desk_url())
    context = {"form": form, "area": event.area, "event": event}
    return render(request, "initiatives/desk/event_form.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event = event_to_change(viewer_of(request), pk)
    form = CancelForm(event, request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_event(event=event, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s gaat niet door. Wie zou komen, krijgt een mail.") % {"name": event})
        return redirect(event.get_desk_url())
    context = {
        "question": _("%(name)s afgelasten?") % {"name": event},
        "explanation": _("Het blijft in de agenda staan, met waarom het niet doorgaat. Je kunt dit terugdraaien."),
        "yes": _("Afgelasten"),
        "back_url": event.get_desk_url(),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def event_restore(request: HttpRequest, pk: int) -> HttpResponse:
    event = restore_event(event=event_to_change(viewer_of(request), pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("%(name)s gaat toch door.") % {"name": event})
    return redirect(event.get_desk_url())


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def event_visitor(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the list who called or came by."""
    event = event_to_change(viewer_of(request), pk)
    form = RegisterForSomeoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("name", "email", "people")}
        key = form.cleaned_data["request_key"]
        if made := attempt(form, lambda: register(event=event, key=key, by=request.user, **facts)):  # type: ignore[arg-type]
            messages.success(request, f"{made.name}: {made.get_state_display()}.")
            return redirect(event.get_desk_url())
    context = {
        "question": _("Iemand aanmelden voor %(name)s") % {"name": event},
        "yes": _("Aanmelden"),
        "back_url": event.get_desk_url(),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def event_visitor_off(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    event = event_to_change(viewer_of(request), pk)
    found = event.registrations.open().filter(pk=registration).first()
    if found is not None:
        end_registration(registration=found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Afgemeld. De naam en het e-mailadres zijn gewist."))
    return redirect(event.get_desk_url())


@requires(Function.WIJKMANAGER)
@require_POST
def event_came(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came, after it."""
    event = event_to_change(viewer_of(request), pk)
    form = CameForm(event, request.POST)
    if form.is_valid():
        came = [int(key) for key in form.cleaned_data.get("came", ())]
        mark_came(event=event, came=came, others=form.cleaned_data["others"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Bewaard wie er kwam."))
    else:
        messages.error(request, _("Vul een heel getal in bij hoeveel anderen er kwamen."))
    return redirect(event.get_desk_url())

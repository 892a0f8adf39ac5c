"""One event at the desk: who comes, who came, and what was said there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from initiatives.fits import initiatives_for
from initiatives.forms.events import CameForm
from initiatives.models import Event, Registration
from initiatives.permissions import may_change_event
from initiatives.services.events import MOST_DATES
from wijknet.access import STAFF, get_visible_or_404, requires, viewer_of
from wijknet.casework.services.minutes import why_no_minutes
from wijknet.casework.timeline import place_in, timeline_of


@requires(*STAFF)
@require_GET
def event_desk(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    rows = Event.objects.select_related("area", "place", "series").prefetch_related("themes", "groups")
    event: Event = get_visible_or_404(rows, viewer, pk=pk)
    may_change = may_change_event(viewer, event)
    row = event.series.events.order_by("starts_at")[: MOST_DATES + 1] if event.series else []
    may_report = not why_no_minutes(event)
    # Who comes is known to those who organise it; a reader sees how many.
    registrations = list(event.registrations.open().order_by("state", "at", "pk")) if may_change else []
    waiting = [one for one in registrations if one.state == Registration.State.WAITING]
    context = {
        "event": event,
        "may_change": may_change,
        "registrations": registrations,
        "waiting": len(waiting) if may_change else event.registrations.waiting().count(),
        "others": [one for one in row if one != event],
        "came_form": CameForm(event) if may_change and event.is_over else None,
        "fits": initiatives_for(event, viewer),
        "may_report": may_change and may_report,
        "timeline": timeline_of(viewer, event=event, **place_in(request.GET)) if may_report else None,
    }
    return render(request, "pages/event_desk.html", context)

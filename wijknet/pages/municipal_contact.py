"""A gemeente contact seen whole: the desk first, then the colleague, who helps when away, and what was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from actors.models import MunicipalContact
from actors.permissions import may_change_contact
from wijknet.access import STAFF, get_visible_or_404, requires, viewer_of
from wijknet.casework.timeline import place_in, timeline_of
from wijknet.log.services import note_read


@requires(*STAFF)
@require_GET
def municipal_contact(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    contacts = MunicipalContact.objects.select_related("municipality", "deputy").prefetch_related("themes", "wijken")
    found: MunicipalContact = get_visible_or_404(contacts, viewer, pk=pk)
    if found.name:
        note_read(request, found)
    context = {
        "contact": found,
        "is_absent": found.is_away,
        "timeline": timeline_of(viewer, contact=found, **place_in(request.GET)),
        "may_change": may_change_contact(viewer, found),
    }
    return render(request, "pages/municipal_contact.html", context)

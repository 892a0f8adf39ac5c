"""The own calendar of who works here: what is due, and when people meet. In titles no name and no words of anybody.

A calendar on a phone is read over shoulders and copied to other machines, so it says that something is due and where
to read what; for that one signs in. Whoever has the address reads it, so it can be renewed and closed at any time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from initiatives.exchange import entry_of, new_calendar
from initiatives.models import Event
from initiatives.views.agenda import as_file
from wijknet.access import STAFF, public, requires
from wijknet.accounts.models import User
from wijknet.accounts.services import CALENDAR, close_calendar, open_calendar
from wijknet.casework.models import Agreement, Case, Referral
from wijknet.tokens.services import find_link, has_link

MOST = 300
AHEAD = timedelta(days=366)


@requires(*STAFF)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """Make, renew or close the address. It is shown once, because only its hash is kept."""
    user: User = request.user  # type: ignore[assignment]
    url = ""
    if request.method == "POST":
        if "weg" in request.POST:
            close_calendar(user=user)
            messages.success(request, _("Het adres werkt niet meer."))
            return redirect("my-calendar")
        url = settings.SITE_URL + reverse("my-calendar-file", args=[open_calendar(user=user)])
    context = {"url": url, "open": has_link(purpose=CALENDAR, target=user)}
    return render(request, "pages/my_calendar.html", context)


@public
@never_cache
@require_safe
def my_calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """What the calendar program of that person reads. Closed with the address, and when they stop working here."""
    link = find_link(token, purpose=CALENDAR)
    user = User.objects.filter(pk=link.target_pk, is_active=True).first() if link else None
    if user is None:
        raise Http404
    name = _("WijkNet: mijn agenda")
    calendar = new_calendar(name)
    for entry in entries_of(user):
        calendar.add_component(entry)
    response = as_file(bytes(calendar.to_ical()), name)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def entries_of(user: User) -> Iterator["icalendar.Event"]:
    until = timezone.now() + AHEAD
    coming = Event.objects.visible_to(user).to_come().filter(starts_at__lt=until).order_by("starts_at", "pk")
    for event in coming[:MOST]:
        yield entry_of(event, title=str(event.get_kind_display()).capitalize())
    for agreement in Agreement.objects.visible_to(user).open().filter(by=user).order_by("due")[:MOST]:
        yield on_day(f"agreement-{agreement.pk}", agreement.due, _("Afspraak nakomen"), agreement.get_absolute_url())
    mine = Case.objects.visible_to(user).open().filter(by=user, turn=Case.Turn.ME)
    for case in mine.order_by("due")[:MOST]:
        yield on_day(f"case-{case.pk}", case.due, _("Volgende stap in een verbinding"), case.get_absolute_url())
    for referral in Referral.objects.visible_to(user).open().filter(by=user).order_by("ask_on")[:MOST]:
        url = referral.get_absolute_url()
        yield on_day(f"referral-{referral.pk}", referral.ask_on, _("Doorverwijzing navragen"), url)


def on_day(uid: str, on: date, title: str, url: str) -> "icalendar.Event":
    """Something of a whole day."""
    entry = icalendar.Event()
    entry.add("uid", f"{uid}@wijknet")
    entry.add("dtstamp", datetime.now(tz=UTC))
    entry.add("dtstart", on)
    entry.add("dtend", on + timedelta(days=1))
    entry.add("summary", title)
    entry.add("transp", "TRANSPARENT")
    entry.add("url", settings.SITE_URL + url)
    return entry

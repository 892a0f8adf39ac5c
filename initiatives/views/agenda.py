"""The agenda that everybody may read, its calendar file and feed, and saying that you come."""

import hashlib
from collections.abc import Callable
from functools import wraps
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives.exchange import calendar_of
from initiatives.forms.events import RegisterForm
from initiatives.forms.place import wijk_choices
from initiatives.mails import REGISTRATION
from initiatives.models import Event, EventKind, Registration
from initiatives.querysets import EventQuerySet
from initiatives.services import end_registration, register
from initiatives.views.limits import refuse_too_many
from wijknet.access import public
from wijknet.areas.models import Area, Theme
from wijknet.tokens.services import find_link
from wijknet.ui.dates import moment, month, today
from wijknet.ui.forms import Form, attempt
from wijknet.ui.paging import page_by_key
from wijknet.ui.unchanged import answer

PAGE_SIZE = 30
FEED_SIZE = 200
CALENDAR_TYPE = "text/calendar; charset=utf-8"


class AgendaFilter(Form):
    """The filter bar; every choice is in the address, and holds for the calendar file and the feed too."""

    wijk = forms.ChoiceField(label=gettext_lazy("Wijk"), required=False)
    thema = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    soort = forms.ChoiceField(
        label=gettext_lazy("Soort"), required=False, choices=[("", gettext_lazy("alle soorten")), *EventKind.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijk: Any = self.fields["wijk"]
        wijk.choices = [("", _("alle wijken")), *wijk_choices()]
        thema: Any = self.fields["thema"]
        names = Theme.objects.order_by("name").values_list("name", flat=True).distinct()[:200]
        thema.choices = [("", _("alle thema's")), *((name, name) for name in names)]


def chosen_in(form: AgendaFilter) -> dict[str, str]:
    """What was chosen; a choice that is not on the list is an old address and is left out."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def events_for(chosen: dict[str, str]) -> EventQuerySet:
    rows: EventQuerySet = Event.objects.public().select_related("area", "municipality")
    if code := chosen.get("wijk"):
        rows = rows.filter(area=Area.objects.filter(code=code).values_list("pk", flat=True).first())
    if theme := chosen.get("thema"):
        rows = rows.filter(themes__name=theme)
    if kind := chosen.get("soort"):
        rows = rows.filter(kind=kind)
    return rows


@public
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What is coming, first what is first; with `?geweest=ja` what has been, last first."""
    form = AgendaFilter(request.GET)
    chosen = chosen_in(form)
    over = request.GET.get("geweest") == "ja"
    rows = events_for(chosen)
    rows = rows.over() if over else rows.to_come()
    page = page_by_key(rows, request.GET, field="starts_at", size=PAGE_SIZE, ascending=not over)
    found = f"{PAGE_SIZE}+" if page.earlier or page.later else str(len(page.items))
    context = {
        "filter_form": form,
        "active": choices_in_words(request, form, chosen),
        "clear_url": request.path,
        "found": ngettext("%(n)s bijeenkomst", "%(n)s bijeenkomsten", 1 if found == "1" else 2) % {"n": found},
        "page": page,
        "months": [(name, list(group)) for name, group in groupby(page.items, key=lambda event: month(event.day))],
        "over": over,
        "query": urlencode(chosen),
        "title": title_of(chosen),
    }
    return render(request, "initiatives/public/agenda.html", context)


def title_of(chosen: dict[str, str]) -> str:
    wijk = Area.objects.filter(code=chosen["wijk"]).first() if "wijk" in chosen else None
    return _("Agenda van %(wijk)s") % {"wijk": wijk.name} if wijk else _("Agenda")


def choices_in_words(request: HttpRequest, form: AgendaFilter, chosen: dict[str, str]) -> list[tuple[str, str]]:
    """Each choice, with the address without it."""
    shown = []
    for name, value in chosen.items():
        query = request.GET.copy()
        for gone in (name, "eerder", "later"):
            query.pop(gone, None)
        bound: Any = form.fields[name]
        words = next((label for code, label in flat(bound.choices) if str(code) == value), value)
        shown.append((str(words), f"?{query.urlencode()}"))
    return shown


def flat(choices: Any) -> list[tuple[str, str]]:
    """Choices without their groups."""
    return [one for code, label in choices for one in (label if isinstance(label, list) else [(code, label)])]


@public
@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The same choices as a calendar to subscribe to: what is coming, and what was cancelled of it."""
    chosen = chosen_in(AgendaFilter(request.GET))
    return unchanged_or(request, lambda: calendar_response(events_for(chosen), title_of(chosen)))


def calendar_response(events: EventQuerySet, name: str) -> HttpResponse:
    found = events.to_come().order_by("starts_at", "pk")[:FEED_SIZE]
    return as_file(calendar_of(found, name=name), name)


def as_file(body: bytes, name: str) -> HttpResponse:
    disposition = f'inline; filename="{slugify(name) or "agenda"}.ics"'
    return HttpResponse(body, content_type=CALENDAR_TYPE, headers={"Content-Disposition": disposition})


@public
@require_safe
def one_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One public event, to put in one's own calendar."""
    found = Event.objects.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    return as_file(calendar_of([found], name=found.title), found.title)


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The same choices as Atom, what changed last first."""
    chosen = chosen_in(AgendaFilter(request.GET))
    return unchanged_or(request, lambda: feed_response(request, events_for(chosen), title_of(chosen)))


def feed_response(request: HttpRequest, events: EventQuerySet, name: str) -> HttpResponse:
    atom = Atom1Feed(
        title=name,
        link=settings.SITE_URL + reverse("agenda"),
        feed_url=settings.SITE_URL + request.get_full_path(),
        description="",
        language="nl",
    )
    for event in events.to_come().order_by("-updated_at", "-pk")[:50]:
        gone = f"{_('Gaat niet door')}: " if event.is_cancelled else ""
        atom.add_item(
            title=f"{gone}{event.title}",
            link=settings.SITE_URL + event.get_absolute_url(),
            description=f"{moment(event.starts_at)}, {event.place_text}",
            unique_id=f"urn:uuid:{event.uid}",
            updateddate=event.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def unchanged_or(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """Not modified, for a program that asks every hour; the day counts, because what is over goes off the list."""
    changed = Event.objects.last_change()
    if changed is None:
        return make()
    parts = (changed.isoformat(), today().isoformat(), request.get_full_path())
    stamp = hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
    return answer(request, stamp=stamp, changed=changed, make=make)


def open_event(pk: int) -> Event:
    rows = Event.objects.public().select_related("area", "municipality__settings")
    found: Event | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that you come. The answer is the same for an address that was there already."""
    event = open_event(pk)
    if not event.takes_registrations:
        return render(request, "initiatives/public/no_registration.html", {"event": event}, status=410)
    form = RegisterForm(request.POST or None)
    if request.method == "POST":
        if limited := refuse_too_many(request, "event"):
            return limited
        if form.is_valid():
            facts = {name: form.cleaned_data[name] for name in ("name", "email", "people")}
            made = attempt(form, lambda: register(event=event, key=form.cleaned_data["request_key"], **facts))
            if made:
                said = _("Dank je wel. We hebben je een mail gestuurd.")
                # The same for everybody: what it says of a place, only the owner of the address reads.
                more = _("Daarin staat of je een plek hebt of op de wachtlijst staat.") if event.places else ""
                messages.success(request, f"{said} {more}".strip())
                return redirect(event)
    context = {"event": event, "form": form, "full": event.places_left is not None and event.places_left < 1}
    return render(request, "initiatives/public/sign_up.html", context, status=400 if form.errors else 200)


def for_visitor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Find the registration behind a personal link, or say clearly that it opens nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token, purpose=REGISTRATION)
        rows = Registration.objects.select_related("event__area", "event__municipality")
        found = rows.filter(pk=link.target_pk).first() if link else None
        if found is None:
            response = render(request, "initiatives/public/registration_gone.html", status=404)
        else:
            response = view(request, found, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "strict-origin"
        return response

    return public(never_cache(guarded))


@for_visitor
@require_safe
def registration(request: HttpRequest, found: Registration, token: str) -> HttpResponse:
    """The own registration; reading it changes nothing, so a mail scanner may open it."""
    return render(request, "initiatives/public/registration.html", {"registration": found, "token": token})


@for_visitor
@require_POST
def sign_off(request: HttpRequest, found: Registration, token: str) -> HttpResponse:
    end_registration(registration=found)
    messages.success(request, _("Je bent afgemeld. Je naam en e-mailadres zijn gewist."))
    return redirect("registration", token)

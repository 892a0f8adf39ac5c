"""Talks: log one, read the log, read one, correct one."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actors.forms.party import fetch
from actors.forms.who import look_up
from actors.models import Tie
from actors.views.exports import sheet_asked
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, require_function, requires
from wijknet.access.prepared import prepared
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.areas.querysets import parts_seen_by
from wijknet.casework import services
from wijknet.casework.asking import question_of
from wijknet.casework.exchange import MOMENTS
from wijknet.casework.forms import MomentChangeForm, MomentFilter, MomentForm
from wijknet.casework.models import ContactMoment
from wijknet.casework.permissions import may_change_moment, may_write_here
from wijknet.casework.timeline import HOW_ICON, moment_entry
from wijknet.casework.views.files import answer_list
from wijknet.casework.views.place import (
    asked_too_often,
    explain,
    place_among,
    user_of,
    wijk_asked,
    wijken_to_write,
)
from wijknet.casework.views.referrals import first_line
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.paging import first_by_key, page_by_key
from wijknet.ui.pieces import Action

ON_PAGE = 50
# `?actor=12` on a link to the form is a chip that is already pressed.
PRESELECT = ("actor", "network", "group", "function")


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Log a talk: at most six taps and one line."""
    viewer = user_of(request)
    wijken = wijken_to_write(viewer)
    chosen = [f"{kind}-{request.GET[kind]}" for kind in PRESELECT if kind in request.GET]
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"), home_of(viewer, chosen))
    known: dict[str, Any] = {"viewer": viewer, "wijken": wijken, "place": place}
    form = MomentForm(request.POST or None, chosen=chosen, initial=asked(request), **known)
    again = look_up(request, form, by=viewer, make=lambda values: MomentForm(initial=values, **known))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        try:
            moment = services.log_moment(
                by=viewer,
                area=form.wijken[form.cleaned_data["area"]],
                key=form.cleaned_data["request_key"],
                talk=form.talk(),
                agreement=form.agreement(),
                heard=form.heard_signal(),
                referral=form.referral(),
                asked=form.cleaned_data["asked"],
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, saved_words(form))
            tell_masked(request, form)
            return redirect(moment)
    form.show()
    context = {"form": form, "place": place, "one_wijk": len(wijken) == 1, "often": asked_too_often(viewer, form)}
    return render(request, "casework/moment_form.html", context)


def asked(request: HttpRequest) -> dict[str, Any]:
    """What a link to the form already knows."""
    initiative = request.GET.get("initiative", "")
    return {"initiative": initiative} if initiative.isdigit() else {}


def home_of(viewer: User, chosen: list[str]) -> int | None:
    """The home wijk of who was chosen on a link."""
    thing = next(iter(fetch(viewer, chosen).values()), None) if chosen else None
    return getattr(thing, "area_id", None)


def saved_words(form: MomentForm) -> str:
    """What was saved, in one breath."""
    words = ["Contactmoment opgeslagen."]
    if form.agreement():
        words.append("Je afspraak staat bij Vandaag.")
    if form.referral():
        words.append("De doorverwijzing vraagt vanzelf weer om aandacht.")
    if form.heard_signal():
        words.append("Het telt mee als signaal.")
    return " ".join(words)


@requires(*STAFF)
@require_safe
def moments(request: HttpRequest) -> HttpResponse:
    """The log of my wijken, newest first."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    form = MomentFilter(request.GET or None, viewer=viewer)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    shared = wanted.get("wie") == "gemeente"
    rows = ContactMoment.objects.visible_to(viewer) if shared else ContactMoment.objects.in_wijken_of(viewer)
    if shared:
        rows = rows.filter(visibility=ContactMoment.Visibility.MUNICIPALITY)
    if area is not None:
        rows = rows.in_area(area)
    if wanted.get("hoe"):
        rows = rows.filter(how=wanted["hoe"])
    if wanted.get("thema"):
        rows = rows.filter(themes=wanted["thema"])
    if wanted.get("wie") == "ik":
        rows = rows.filter(by=viewer)
    if sheet_asked(request):
        return answer_list(request, MOMENTS, rows)
    parts = parts_seen_by(viewer) if area is None and not shared else []
    newest = None if any(wanted.values()) else lambda: _newest(viewer, area)
    page = page_by_key(rows.with_whom(), request.GET, size=ON_PAGE, parts=parts, newest=newest)
    context = {
        "area": area,
        "filter_form": form,
        "page": page,
        "entries": [moment_entry(moment) for moment in page.items],
        "may_write": bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER)),
    }
    return render(request, "casework/moments.html", context)


@prepared
def _newest(viewer: Viewer, area: Area | None) -> QuerySet[ContactMoment]:
    """What nearly every visit to the log reads."""
    rows: QuerySet[ContactMoment] = ContactMoment.objects.in_wijken_of(viewer).with_whom()
    if area is not None:
        rows = rows.in_area(area)  # type: ignore[attr-defined]
    return first_by_key(rows, size=ON_PAGE, parts=parts_seen_by(viewer) if area is None else ())


@requires(*STAFF)
@require_safe
def moment(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk, what came out of it, and what one can do now."""
    viewer = user_of(request)
    found = get_visible_or_404(ContactMoment.objects.with_parties(), viewer, pk=pk)
    may_write = may_write_here(viewer, found)
    context = {
        "moment": found,
        "title": ", ".join(str(party) for party in found.parties.all()),
        "how_icon": HOW_ICON[found.how],
        # An internal meeting is there for staff of its own wijk, however widely the talk is shared.
        "event": found.event if viewer.works_in(found.area_id, found.municipality_id, *STAFF) else None,
        "themes": list(found.themes.all()),
        "agreements": list(found.agreements.visible_to(viewer).with_names()),
        "cases": list(found.cases.visible_to(viewer)),
        "referrals": list(found.referrals.visible_to(viewer).with_names()),
        "referral_key": uuid4(),
        "referral_what": first_line(found),
        "may_write": may_write,
        "question": question_of(viewer, found) if may_change_moment(viewer, found) else None,
        "strengths": Tie.Strength.choices,
        "may_change": may_change_moment(viewer, found),
        "another": Action(label="Nog een contactmoment", url=another_address(found), icon="plus"),
    }
    return render(request, "casework/moment.html", context)


def another_address(found: ContactMoment) -> str:
    return f"{reverse('moment-new')}?wijk={found.area.code}"


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a talk; a colleague who was faster is shown beside it."""
    viewer = user_of(request)
    found = get_visible_or_404(ContactMoment.objects.with_parties(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    if not may_change_moment(viewer, found):
        raise PermissionDenied("Alleen de schrijver verandert wat alleen voor de schrijver is.")
    known: dict[str, Any] = {"viewer": viewer, "wijken": [found.area], "place": found.area, "moment": found}
    form = MomentChangeForm(request.POST or None, **known)
    again = look_up(request, form, by=viewer, make=lambda values: MomentChangeForm(initial=values, **known))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        try:
            services.change_moment(by=viewer, moment=found, version=form.cleaned_data["version"], talk=form.talk())
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_absolute_url())
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Contactmoment verbeterd.")
            tell_masked(request, form)
            return redirect(found)
    form.show()
    return render(request, "casework/moment_form.html", {"form": form, "place": found.area, "moment": found})

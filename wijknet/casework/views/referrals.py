"""What was sent on: the list, one of them, a new one, and how it ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.approaches import asked_lately
from actors.forms.who import look_up
from wijknet.access import STAFF, Function, get_visible_or_404, require_function, requires
from wijknet.accounts.models import User
from wijknet.areas.models import MunicipalitySettings
from wijknet.casework import services
from wijknet.casework.forms import ReferralFilter, ReferralForm
from wijknet.casework.models import ContactMoment, Referral
from wijknet.casework.permissions import may_write_here, referral_still_reopens
from wijknet.casework.views.place import explain, place_among, user_of, wijk_asked, wijken_to_write
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates
from wijknet.ui.paging import page_by_key

# The address of each of these stands in the settings of the gemeente.
_LINKS = {"REPORT": "report_url", "HELP": "help_url", "MEDIATION": "mediation_url"}


@requires(*STAFF)
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """What was sent on in my wijken, newest first."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    form = ReferralFilter(request.GET or None)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = Referral.objects.visible_to(viewer).with_names()
    if area is not None:
        rows = rows.in_area(area)
    if wanted.get("naar"):
        rows = rows.filter(to=wanted["naar"])
    state = wanted.get("staat", "")
    rows = rows.settled() if state == "klaar" else rows.asking(dates.today()) if state == "nu" else rows.open()
    page = page_by_key(rows, request.GET, size=50)
    return render(request, "casework/referrals.html", {"area": area, "filter_form": form, "page": page})


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Send something on; `?moment=…` is the talk it comes from, and `?to=…` an address that is chosen already."""
    viewer = user_of(request)
    moment = moment_asked(request, viewer)
    wijken = [moment.area] if moment is not None else wijken_to_write(viewer)
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"))
    known: dict[str, Any] = {"viewer": viewer, "wijken": wijken, "place": place}
    form = ReferralForm(request.POST or None, initial=filled_in(request, moment), **known)
    again = look_up(request, form, by=viewer, make=lambda values: ReferralForm(initial=values, **known))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        try:
            made = services.refer(
                by=viewer,
                area=form.wijken[form.cleaned_data["area"]],
                key=form.cleaned_data["request_key"],
                referral=form.referral(),
                moment=moment,
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Doorverwezen. Dit vraagt vanzelf weer om aandacht.")
            tell_masked(request, form)
            return redirect(made)
    form.show_who()
    chosen = form.chips.things.get(str(form["actor"].value() or ""))
    context = {
        "form": form,
        "moment": moment,
        "place": place,
        "one_wijk": len(wijken) == 1,
        "asked": asked_lately(viewer, chosen) if chosen is not None else None,
    }
    return render(request, "casework/referral_form.html", context)


def moment_asked(request: HttpRequest, viewer: User) -> ContactMoment | None:
    """The talk of `?moment=…`; one of another wijk is not there."""
    key = request.GET.get("moment", "")
    if not key:
        return None
    if not (key.isascii() and key.isdigit()):
        raise Http404("Niet gevonden.")
    found: ContactMoment = get_visible_or_404(ContactMoment.objects.select_related("area"), viewer, pk=int(key[:18]))
    require_function(viewer, found, Function.WIJKMANAGER)
    return found


def filled_in(request: HttpRequest, moment: ContactMoment | None) -> dict[str, Any]:
    to = request.GET.get("to", "")
    initial: dict[str, Any] = {"to": to} if to in Referral.To.values else {}
    if moment is not None:
        initial["what"] = first_line(moment)
    return initial


def first_line(moment: ContactMoment) -> str:
    return moment.line.strip().splitlines()[0][:150]


@requires(*STAFF)
@require_safe
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: to whom, since when, and how it ended."""
    viewer = user_of(request)
    found = get_visible_or_404(Referral.objects.with_names(), viewer, pk=pk)
    talk = ContactMoment.objects.visible_to(viewer).filter(pk=found.moment_id).first() if found.moment_id else None
    context = {
        "referral": found,
        "moment": talk,
        "case": found.case,
        "link": link_of(found),
        "may_write": may_write_here(viewer, found),
        "may_reopen": referral_still_reopens(found) and may_write_here(viewer, found),
    }
    return render(request, "casework/referral.html", context)


def link_of(found: Referral) -> str:
    """Where one goes oneself: the page of the meldpunt, the wijkteam or buurtbemiddeling."""
    column = _LINKS.get(found.to)
    if column is None:
        return ""
    row = MunicipalitySettings.objects.filter(municipality=found.municipality_id)
    return str(row.values_list(column, flat=True).first() or "")


@requires(Function.WIJKMANAGER)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _ended(request, pk, services.settle_referral, "Afgerond. Heropenen kan nog 30 dagen.")


@requires(Function.WIJKMANAGER)
@require_POST
def later(request: HttpRequest, pk: int) -> HttpResponse:
    return _ended(request, pk, services.ask_referral_later, "Goed. We vragen het later nog eens.")


@requires(Function.WIJKMANAGER)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _ended(request, pk, services.reopen_referral, "De doorverwijzing staat weer open.")


def _ended(request: HttpRequest, pk: int, write: Callable[..., Referral], words: str) -> HttpResponse:
    viewer = user_of(request)
    found = get_visible_or_404(Referral.objects.all(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    try:
        write(by=viewer, referral=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(found)

"""What I said I would do: the list by day, and closing with a word."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actors.forms.party import TALKED_WITH
from actors.forms.who import look_up
from actors.views.exports import sheet_asked
from wijknet.access import STAFF, Function, get_visible_or_404, require_function, requires
from wijknet.areas.querysets import parts_seen_by
from wijknet.casework import services
from wijknet.casework.exchange import AGREEMENTS
from wijknet.casework.forms import AgreementClosingForm, AgreementFilter, AgreementForm
from wijknet.casework.forms.agreements import KEPT
from wijknet.casework.models import Agreement
from wijknet.casework.permissions import may_close_agreement, may_reopen_agreement
from wijknet.casework.views.files import answer_list
from wijknet.casework.views.place import explain, place_among, user_of, wijk_asked, wijken_to_write
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates
from wijknet.ui.paging import page_by_key

WEEK = 5
MOST_SNOOZES = 20


@requires(*STAFF)
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Open agreements of my wijken, the most urgent first; closed ones by day, newest first."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    form = AgreementFilter(request.GET or None)
    rows = Agreement.objects.visible_to(viewer).with_names()
    if area is not None:
        rows = rows.in_area(area)
    if form.mine():
        rows = rows.filter(by=viewer)
    state = form.state()
    if state == "klaar":
        rows = rows.closed()
    elif state == "laat":
        rows = rows.late()
    elif state == "week":
        rows = rows.due_until(dates.add_working_days(dates.today(), WEEK))
    else:
        rows = rows.open()
    if sheet_asked(request):
        return answer_list(request, AGREEMENTS, rows)
    parts = parts_seen_by(viewer) if area is None else []
    page = page_by_key(rows, request.GET, field="due", size=50, ascending=state != "klaar", parts=parts)
    context = {
        "area": area,
        "filter_form": form,
        "page": page,
        "rows": [(agreement, may_close_agreement(viewer, agreement)) for agreement in page.items],
        "state": state,
    }
    return render(request, "casework/agreements.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Agree on something outside a talk; `?actor=…`, `?network=…`, `?function=…` or `?group=…` stands there already."""
    viewer = user_of(request)
    wijken = wijken_to_write(viewer)
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"))
    chosen = next((f"{kind}-{request.GET[kind]}" for kind in TALKED_WITH if kind in request.GET), "")
    known: dict[str, Any] = {"viewer": viewer, "wijken": wijken, "place": place}
    form = AgreementForm(request.POST or None, chosen=chosen, **known)
    again = look_up(request, form, by=viewer, make=lambda values: AgreementForm(initial=values, **known))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.make_agreement(
                by=viewer,
                area=form.wijken[data["area"]],
                key=data["request_key"],
                what=data["what"],
                due=data["due"],
                party=data["party"],
                street=data["street"],
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Afgesproken. Het staat bij Vandaag als de dag komt.")
            return redirect(made)
    form.show()
    return render(request, "casework/agreement_form.html", {"form": form, "one_wijk": len(wijken) == 1})


@requires(*STAFF)
@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: for whom, by when, how it ended."""
    viewer = user_of(request)
    found = get_visible_or_404(Agreement.objects.with_names().select_related("made_in"), viewer, pk=pk)
    context = {
        "agreement": found,
        "may_close": may_close_agreement(viewer, found),
        "may_reopen": may_reopen_agreement(viewer, found),
        "snoozes": list(found.snoozes.newest_first()[:MOST_SNOOZES]),
    }
    return render(request, "casework/agreement.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what happened: kept, or withdrawn with a word."""
    viewer = user_of(request)
    found = get_visible_or_404(Agreement.objects.with_names(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    form = AgreementClosingForm(request.POST or None, initial={"told": found.told})
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["ending"] == KEPT
        ending = services.keep_agreement if kept else services.withdraw_agreement
        try:
            ending(by=viewer, agreement=found, told=form.cleaned_data["told"])
        except ValidationError as error:
            explain(form, error)
        else:
            words = "Nagekomen, en verteld." if kept else "Ingetrokken, en verteld."
            messages.success(request, f"{words} De afspraak staat niet meer bij Vandaag.")
            tell_masked(request, form)
            return redirect(found)
    return render(request, "casework/agreement_close.html", {"agreement": found, "form": form})


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an ending."""
    viewer = user_of(request)
    found = get_visible_or_404(Agreement.objects.with_names(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    if request.method == "POST":
        try:
            services.reopen_agreement(by=viewer, agreement=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "De afspraak staat weer open.")
        return redirect(found)
    context = {
        "question": "Afspraak weer openen?",
        "explanation": "De afspraak staat dan weer bij Vandaag. Wat je hebt verteld, blijft bewaard.",
        "yes": "Afspraak weer openen",
        "back_url": found.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)

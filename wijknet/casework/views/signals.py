"""What keeps coming back: the list, one signal, count it again."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.views.exports import sheet_asked
from wijknet.access import STAFF, Function, get_visible_or_404, require_function, requires
from wijknet.areas.exchange.svg import buurt_map
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.exchange import SIGNALS
from wijknet.casework.forms import SignalFilter, SignalForm
from wijknet.casework.models import Case, ContactMoment, Signal
from wijknet.casework.permissions import may_write_here
from wijknet.casework.timeline import place_in, timeline_of
from wijknet.casework.views.files import answer_list
from wijknet.casework.views.numbers import numbers_of
from wijknet.casework.views.place import explain, place_among, user_of, wijk_asked, wijken_to_write
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates
from wijknet.ui.forms import RequestKeyForm
from wijknet.ui.paging import page_by_key
from wijknet.ui.pieces import Bar, bars

MONTHS = 6


@requires(*STAFF)
@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """Signals of my wijken, last heard first, narrowed by wijk, theme and whether somebody took it up."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    wijken = list(Area.objects.wijken_of(viewer, *STAFF))
    form = SignalFilter(request.GET or None, wijken=wijken)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = Signal.objects.visible_to(viewer).select_related("theme", "area").prefetch_related("cases")
    if area is not None:
        rows = rows.in_area(area)
    if wanted.get("thema"):
        rows = rows.filter(theme=wanted["thema"])
    state = wanted.get("staat", "")
    rows = rows.closed() if state == "klaar" else rows.open()
    if state == "antwoord":
        rows = rows.to_answer()
    elif state in {"nieuw", "opgepakt"}:
        rows = rows.with_case() if state == "opgepakt" else rows.without_case()
    if sheet_asked(request):
        return answer_list(request, SIGNALS, rows)
    page = page_by_key(rows, request.GET, field="last_heard_on", size=50)
    may_write = bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER))
    context = {"area": area, "page": page, "filter_form": form, "may_write": may_write}
    return render(request, "casework/signals.html", context)


@requires(*STAFF)
@require_safe
def signal(request: HttpRequest, pk: int) -> HttpResponse:
    """One signal: how many, when, what was said, and which case came of it."""
    viewer = user_of(request)
    rows = Signal.objects.with_last_answer().select_related("area__municipality", "theme", "buurt")
    found: Signal = get_visible_or_404(rows, viewer, pk=pk)
    talks = ContactMoment.objects.visible_to(viewer).filter(signal=found)
    followers = list(found.followers.to_tell())
    cases = list(found.cases.visible_to(viewer).order_by("-opened_at", "-pk"))
    context = {
        "signal": found,
        "cases": cases,
        "to_answer": asks_for_answer(found, cases),
        "numbers": numbers_of(found, followers),
        "worries": [one.initiative for one in followers if one.initiative is not None],
        "map": buurt_map(found.area, found.buurt),
        "months": months_of(talks),
        "timeline": timeline_of(viewer, signal=found, **place_in(request.GET)),
        "key": uuid.uuid4(),
        "may_write": may_write_here(viewer, found),
    }
    return render(request, "casework/signal.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Note a signal without a talk."""
    viewer = user_of(request)
    wijken = wijken_to_write(viewer)
    place = place_among(wijken, request.POST.get("area"), request.GET.get("wijk"))
    form = SignalForm(request.POST or None, viewer=viewer, wijken=wijken, place=place)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.raise_signal(
                by=viewer,
                area=form.wijken[data["area"]],
                key=data["request_key"],
                title=data["title"],
                street=data["street"],
                buurt=data["buurt"],
                theme=data["theme"],
                count=data["count"],
            )
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "Signaal bewaard. Hoor je het weer? Tel het er dan bij.")
            tell_masked(request, form)
            return redirect(made)
    context = {"form": form, "one_wijk": len(wijken) == 1, "place": place}
    return render(request, "casework/signal_form.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, one more: they said it again."""
    viewer = user_of(request)
    found = get_visible_or_404(Signal.objects.all(), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    form = RequestKeyForm(request.POST)
    if form.is_valid():
        heard = services.count_again(by=viewer, signal=found, key=form.cleaned_data["request_key"])
        messages.success(request, f"Erbij geteld. Nu zijn het {heard.raised_count} mensen.")
    else:
        messages.error(request, "Dat is niet gelukt. Probeer het nog een keer.")
    return redirect(found)


def asks_for_answer(found: Signal, cases: list[Case]) -> Case | None:
    """The finished case of which nobody heard yet, when no other is still open. Takes `found.with_last_answer()`."""
    ended = [case.closed_on for case in cases if case.closed_on is not None]
    if not ended or any(case.is_open for case in cases):
        return None
    told: datetime | None = getattr(found, "answered_at", None)
    if told is not None and dates.local_date(told) >= max(ended):
        return None
    return next(case for case in cases if case.closed_on == max(ended))


def months_of(talks: QuerySet[ContactMoment]) -> list[Bar]:
    """How many talks a month raised it, for the last half year; also the months without."""
    today = dates.today()
    starts = [_months_back(today, back) for back in range(MONTHS - 1, -1, -1)]
    counted: dict[str, Any] = {
        f"{row['month']:%Y-%m}": row["number"]
        for row in talks.filter(at__date__gte=starts[0])
        .annotate(month=TruncMonth("at"))
        .values("month")
        .annotate(number=Count("pk"))
        .order_by("month")
    }
    return bars((dates.month(start), counted.get(f"{start:%Y-%m}", 0)) for start in starts)


def _months_back(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)

"""My own hours and roles. The address takes no person: nobody opens the page of somebody else."""

import csv
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from actors.querysets import municipalities_of
from wijknet.access import STAFF, requires
from wijknet.accounts.models import User
from wijknet.casework import services
from wijknet.casework.forms.my_work import AimForm, PeriodForm
from wijknet.casework.models import WeeklyAim
from wijknet.casework.my_work import Hours, agreed, balance_of, bars_of, hours, hours_of, minutes_in, month_rows
from wijknet.casework.periods import running
from wijknet.casework.views.place import user_of, wijk_asked
from wijknet.casework.views.team import TEAM
from wijknet.ui import dates

# A spreadsheet runs what begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@requires(*STAFF)
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Hours per role, wijk, theme and week; my aim; roles over a year. Off where the works council did not agree."""
    return _page(request, user_of(request), None)


@requires(*STAFF)
@require_POST
def my_aim(request: HttpRequest) -> HttpResponse:
    """Choose what I want of a week."""
    viewer = user_of(request)
    if not shown_in(viewer):
        return redirect("my-work")
    form = AimForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, form)
    aim = services.set_weekly_aim(by=viewer, hours=form.cleaned_data["hours"])
    messages.success(request, f"Je weekdoel is {aim.hours} uur." if aim else "Je hebt geen weekdoel meer.")
    return redirect("my-work")


@requires(*STAFF)
@require_safe
def my_file(request: HttpRequest) -> HttpResponse:
    """The same numbers as a file, to share by my own choice."""
    viewer = user_of(request)
    places = shown_in(viewer)
    if not places:
        return redirect("my-work")
    area, period = wijk_asked(request, viewer), asked_period(request).period()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mijn-werk-{period.first}-{period.last}.csv"'
    # Excel takes a file for Dutch letters only when it begins with this mark.
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(["soort", "naam", "minuten", "stappen"])
    found = hours_of(viewer, period, places, area)
    writer.writerow(["totaal", period.words, found.minutes, ""])
    for kind, shares in (("rol", found.roles), ("wijk", found.wijken), ("thema", found.themes), ("week", found.weeks)):
        writer.writerows([kind, _plain(share.label), share.minutes, ""] for share in shares)
    for month, roles in month_rows(balance_of(viewer, min(period.last, dates.today()), places, area)):
        writer.writerows([f"stappen in {dates.month(month)}", label, "", count] for label, count in roles)
    return response


def shown_in(viewer: User) -> frozenset[int]:
    """My gemeenten where hours and roles may be shown."""
    return agreed(municipalities_of(viewer).values_list("pk", flat=True))


def asked_period(request: HttpRequest) -> PeriodForm:
    return PeriodForm(request.GET if "periode" in request.GET else {"periode": "maand"})


def _page(request: HttpRequest, viewer: User, aim_form: AimForm | None) -> HttpResponse:
    places = shown_in(viewer)
    if not places:
        return render(request, "casework/my_work_off.html")
    area, form = wijk_asked(request, viewer), asked_period(request)
    period = form.period()
    found = hours_of(viewer, period, places, area)
    aim = WeeklyAim.objects.filter(user=viewer).first()
    context: dict[str, Any] = {
        "area": area,
        "filter_form": form,
        "period": period,
        "query": request.GET.urlencode(),
        "found": found,
        "total": hours(found.minutes),
        "charts": charts_of(found),
        "weeks": bars_of(found.weeks),
        "aim": aim_of(viewer, aim, places) if aim else None,
        "may_see_team": bool(viewer.wijk_ids(*TEAM) or viewer.municipality_ids(*TEAM)),
        "form": aim_form or AimForm(initial={"hours": aim.hours if aim else None}),
    }
    balance = balance_of(viewer, min(period.last, dates.today()), places, area)
    context |= {"balance": balance, "months": month_rows(balance)}
    return render(request, "casework/my_work.html", context, status=400 if aim_form or form.errors else 200)


def charts_of(found: Hours) -> list[dict[str, Any]]:
    """Each division as a chart that is its own table."""
    parts = (
        ("per-rol", "Per rol", "Rol", found.roles),
        ("per-wijk", "Per wijk", "Wijk", found.wijken),
        ("per-thema", "Per thema", "Thema", found.themes),
    )
    return [
        {"key": key, "title": title, "head": head, "bars": bars_of(rows)} for key, title, head, rows in parts if rows
    ]


def aim_of(viewer: User, aim: WeeklyAim, places: frozenset[int]) -> dict[str, Any]:
    """This week against my aim, in every wijk."""
    minutes = minutes_in(viewer, running("week", dates.today()), places)
    return {"minutes": minutes, "goal": aim.hours * 60, "words": hours(minutes), "goal_words": hours(aim.hours * 60)}


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text

"""Lists as files: `?bestand=csv` or `?bestand=xlsx` on a list gives exactly that list, with its filters.

Each is in the log as an export, with how many rows; a file with persons also as a reading of each of them.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from actors.exchange.columns import SHEETS
from actors.exchange.rows import cells_of, heads_of
from actors.forms import ActorFilter
from actors.models import Actor, PersonFunction, Reach, Tie
from wijknet.access import STAFF, requires, viewer_of
from wijknet.files.services import download
from wijknet.files.sheets import FORMATS, write_sheet
from wijknet.log.services import note_export, note_read
from wijknet.ui.dates import today

# What one can still open and overlook; more is asked for per wijk.
MOST_ROWS = 20_000


def sheet_asked(request: HttpRequest) -> str:
    """Which kind of file was asked for; empty when the page itself was."""
    asked = request.GET.get("bestand", "")
    return asked if asked in FORMATS else ""


def answer_sheet(
    request: HttpRequest,
    *,
    model: type[Model],
    title: str,
    heads: Sequence[str],
    rows: Iterable[Any],
    cells: Callable[[Any], Sequence[Any]],
    kind: str = "",
) -> HttpResponse:
    """The rows as a file, or a page that asks to choose fewer. `cells` makes a row of each thing."""
    chosen = kind or sheet_asked(request)
    found = [cells(thing) for thing in islice(rows, MOST_ROWS + 1)]
    if len(found) > MOST_ROWS:
        return render(request, "actors/export_too_many.html", {"most": MOST_ROWS}, status=400)
    note_export(request, model._meta.label, len(found))
    content = write_sheet(chosen, title=title, heads=heads, rows=found)
    name = f"{title.lower()} {today():%Y-%m-%d}.{chosen}"
    return download(content, name=name, content_type=FORMATS[chosen])


def answer_who(request: HttpRequest, kind: str, rows: "QuerySet[Any]", format_: str = "") -> HttpResponse:
    """A list of who is who, in the columns that an import reads."""
    return answer_sheet(
        request,
        model=rows.model,
        title=SHEETS[kind].label.split(":")[0],
        heads=heads_of(SHEETS[kind]),
        rows=rows[: MOST_ROWS + 1],
        cells=lambda thing: cells_of(kind, thing),
        kind=format_,
    )


@requires(*STAFF)
@require_GET
def people_export(request: HttpRequest, format_: str) -> HttpResponse:
    """Who to speak to at the places of the filtered list; every one of them counts as read."""
    found = ActorFilter(
        request.GET, queryset=Actor.objects.visible_to(viewer_of(request)).current(), viewer=viewer_of(request)
    )
    functions = PersonFunction.objects.shown().filter(actor__in=found.qs.values("pk")).select_related("actor")
    rows = functions.order_by("actor__sort_name", "pk")
    response = answer_who(request, "people", rows, _known(format_))
    if response.status_code == 200:
        for function in rows:
            note_read(request, function.person)
    return response


@requires(*STAFF)
@require_GET
def ties_export(request: HttpRequest, format_: str) -> HttpResponse:
    """Relations of my wijken, or of `?wijk=`."""
    rows = Tie.objects.visible_to(viewer_of(request)).current().with_sides().order_by("pk")
    return answer_who(request, "ties", _in_wijk(request, rows), _known(format_))


@requires(*STAFF)
@require_GET
def reach_export(request: HttpRequest, format_: str) -> HttpResponse:
    """Reach in my wijken, or of `?wijk=`; never of a group that is too small."""
    rows = Reach.objects.visible_to(viewer_of(request)).above_minimum()
    rows = rows.select_related("actor", "network", "group").order_by("pk")
    return answer_who(request, "reach", _in_wijk(request, rows), _known(format_))


def _known(format_: str) -> str:
    if format_ not in FORMATS:
        raise Http404(_("Niet gevonden."))
    return format_


def _in_wijk(request: HttpRequest, rows: Any) -> Any:
    code = request.GET.get("wijk", "")
    return rows.filter(area__code=code[:10]) if code else rows

"""Who reaches which group: the table of a wijk, one group at a time on a phone, filled cell by cell."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actors.forms.matrix import FORGET, CellForm, MatrixFilter
from actors.matrix import COLUMNS, anchor_of, matrix_of
from actors.models import Actor, Reach
from actors.services import forget_reach, set_reach
from actors.views.actors import FORM_METHODS
from actors.views.wijk import must_write_in, wijk_or_404, writes_in
from wijknet.access import STAFF, requires, viewer_of
from wijknet.areas.models import Area

LEVELS = (
    (Reach.Level.TRUSTED, Reach.Level.TRUSTED.label),
    (Reach.Level.REACHES, Reach.Level.REACHES.label),
    (Reach.Level.UNKNOWN, Reach.Level.UNKNOWN.label),
)


@requires(*STAFF)
@require_http_methods(FORM_METHODS)
def matrix(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """A POST sets one cell and comes back at that cell of the same table."""
    viewer = viewer_of(request)
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    if request.method == "POST":
        must_write_in(viewer, area)
        return _set_cell(request, area)
    found = MatrixFilter(request.GET, area.municipality_id or area.pk)
    asked = found.asked
    table = matrix_of(viewer, area, asked)
    context: dict[str, Any] = {
        "area": area,
        "table": table,
        "filter_form": found,
        "active": found.active,
        "levels": LEVELS,
        "forget": FORGET,
        "may_write": writes_in(viewer, area),
    }
    if asked.group is not None:
        if not table.rows:
            raise Http404("Niet gevonden.")
        row = table.rows[0]
        context |= {
            "row": row,
            "todo": [cell for cell in row.cells if cell.asks and not cell.level],
            "done": [cell for cell in row.cells if cell.level],
        }
        return render(request, "actors/matrix_group.html", context)
    last = min(asked.first + COLUMNS, table.sides)
    context |= {
        "first": asked.first + 1,
        "last": last,
        "earlier": max(asked.first - COLUMNS, 0) if asked.first else None,
        "later": last if last < table.sides else None,
    }
    return render(request, "actors/matrix.html", context)


def _set_cell(request: HttpRequest, area: Area) -> HttpResponse:
    viewer = viewer_of(request)
    query = request.GET.urlencode()
    back = f"{request.path}?{query}" if query else request.path
    form = CellForm(viewer, area, request.POST)
    if not form.is_valid():
        messages.error(request, _("Deze cel is er niet meer. Kies er een uit de tabel."))
        return redirect(back)
    cell = form.cleaned_data["zet"]
    side, group = cell["side"], cell["group"]
    try:
        if cell["level"] == FORGET:
            which = {"actor": side} if isinstance(side, Actor) else {"network": side}
            for reach in Reach.objects.filter(group=group, **which):
                forget_reach(reach=reach, by=viewer)
            said = _("leeg")
        else:
            set_reach(by=viewer, side=side, group=group, level=cell["level"])
            said = Reach.Level(cell["level"]).label
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(back)
    messages.success(
        request, _("Bewaard: %(side)s – %(group)s: %(said)s.") % {"side": side, "group": group, "said": said}
    )
    return redirect(f"{back}#{anchor_of(cell['key'])}")

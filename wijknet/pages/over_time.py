"""The network of a wijk on two days: what came, went, grew closer or loosened; also since the last wijkprofiel."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from actors.forms.over_time import OverTimeForm, a_year_before, half_a_year_before
from actors.models import Tie
from actors.over_time import compare, newcomers, sheet_rows
from actors.past import Past
from actors.views.exports import answer_sheet, sheet_asked
from actors.views.wijk import wijk_or_404
from wijknet.access import STAFF, requires
from wijknet.areas.models import Area
from wijknet.log.services import KEEP_CHANGES
from wijknet.profiles.models import ProfileEdition
from wijknet.ui.dates import local_date, today

# So many lines of a list stand on the page; the file has them all.
SHOWN = 50


@requires(*STAFF)
@require_GET
def over_time(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?van=2025-11-22&tot=2026-11-22&soort=&q=`, and `&bestand=csv` for all lines as a file."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    form, edition = OverTimeForm(request.GET), edition_day(area)
    context: dict[str, Any] = {"area": area, "form": form, "edition": edition, "starts": starts(edition)}
    if not form.is_valid():
        return render(request, "pages/over_time.html", context)
    then, now = form.days
    past = Past(area, min(then, edition or then))
    form.offer(sorted({stay.node.kind for stay in past.stays.values()}))
    found = compare(past, then, now)
    lists = found.narrowed(form.keeps).lists if form.narrows else found.lists
    if sheet_asked(request):
        title, heads = _("Netwerk toen en nu %(wijk)s") % {"wijk": area.name}, (_("Wat"), _("Wie"), _("Waarom"))
        return answer_sheet(request, model=Tie, title=title, heads=heads, rows=sheet_rows(lists), cells=list)
    count = sum(len(changed.lines) for changed in lists)
    context |= {
        "then": then,
        "now": now,
        "found": ngettext("%(count)s verschil", "%(count)s verschillen", count) % {"count": count},
        "comparison": found,
        "lists": [(changed, changed.lines[:SHOWN], len(changed.lines)) for changed in lists],
        "count": count,
        "since_edition": newcomers(past, edition, today()) if edition else (),
    }
    return render(request, "pages/over_time.html", context)


def edition_day(area: Area) -> date | None:
    """When the wijkprofiel was published last; not when that is longer ago than the log goes back."""
    last = ProfileEdition.objects.latest_of(area)
    day = local_date(last.published_at) if last else None
    return day if day and day >= today() - KEEP_CHANGES else None


def starts(edition: date | None) -> list[tuple[str, str]]:
    """Days to compare today with: what it is called and the address."""
    days = [(_("Een half jaar geleden"), half_a_year_before(today())), (_("Een jaar geleden"), a_year_before(today()))]
    if edition and edition < today():
        days.append((_("De laatste editie van het wijkprofiel"), edition))
    return [(label, f"?{urlencode({'van': day.isoformat()})}") for label, day in days]

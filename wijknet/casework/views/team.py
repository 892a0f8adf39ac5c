"""The work per wijk for a team and who runs the gemeente; and what the team did together, once that may be shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijknet.access import STAFF, Function, requires
from wijknet.areas.models import Area
from wijknet.casework.my_work import TEAM_FROM, agreed, team_total
from wijknet.casework.periods import finished_quarter
from wijknet.casework.team import MOST, work_of
from wijknet.casework.views.place import user_of
from wijknet.ui import dates

TEAM = (Function.WIJKMANAGER, Function.MUNICIPALITY_ADMIN)
# Who runs more wijken than this chooses one gemeente at a time in the switcher; a page stays a page.
MOST_WIJKEN = 60
# With more wijken than this, those where nothing is open are named in one line.
FEW = 6


@requires(*TEAM)
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Open work and deadlines per wijk; a number leads to its list for who may open that."""
    viewer = user_of(request)
    wijken = list(Area.objects.wijken_of(viewer, *TEAM)[: MOST_WIJKEN + 1])
    reads = viewer.wijk_ids(*STAFF), viewer.municipality_ids(*STAFF)
    works = work_of(wijken[:MOST_WIJKEN])
    rows = [
        {
            "area": work.area,
            "numbers": [
                (number, f"{reverse(number.route)}?wijk={work.area.code}{'&' if number.query else ''}{number.query}")
                for number in work.numbers
            ],
            "may_read": work.area.pk in reads[0] or work.area.municipality_id in reads[1],
        }
        for work in works
        if len(works) <= FEW or not work.is_quiet
    ]
    around = {wijk.municipality_id: wijk.municipality for wijk in wijken}
    shown, quarter = agreed(around), finished_quarter(dates.today())
    context = {
        "rows": rows,
        "quiet": [work.area.name for work in works if len(works) > FEW and work.is_quiet],
        "more": len(wijken) > MOST_WIJKEN,
        "most": MOST,
        "quarter": quarter,
        "totals": [team_total(gemeente, quarter) for key, gemeente in around.items() if key in shown],
        "off": [gemeente.name for key, gemeente in around.items() if key not in shown],
        "team_from": TEAM_FROM,
    }
    return render(request, "casework/team.html", context)

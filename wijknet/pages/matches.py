"""All koppelkansen of a wijk, best first, and what came of those that somebody said yes to.

What came of it follows from facts: a partner that is there, two neighbours who both said yes, an event that was held, a
connection that was made of it and how it ended. Nobody types a number.
"""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from initiatives.forms.matches import STATES, MatchFilter
from initiatives.models import COLUMNS, IntroductionAnswer, Match, MatchRun, MatchState, Partner
from initiatives.scoring import Sort
from initiatives.views.match_cards import shown
from wijknet.access import STAFF, Function, requires
from wijknet.areas.models import Area
from wijknet.areas.querysets import parts_seen_by
from wijknet.casework.models import Case
from wijknet.casework.views.place import user_of
from wijknet.ui.paging import page_by_key

SIZE = 20


@requires(*STAFF)
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """Proposals, or by address what was accepted or did not fit."""
    viewer = user_of(request)
    wijken = viewer.wijken()
    form = MatchFilter(request.GET, wijken=wijken)
    form.is_valid()
    chosen = form.cleaned_data
    area = next((wijk for wijk in wijken if wijk.code == chosen.get("wijk")), wijken[0] if len(wijken) == 1 else None)
    rows = Match.objects.visible_to(viewer)
    if area is not None:
        rows = rows.in_area(area)
    counts = counted(rows)
    state = STATES.get(chosen.get("staat", ""))
    found = rows.proposed() if state is None else rows.filter(state=state)
    if sort := chosen.get("soort"):
        found = found.filter(**{f"{COLUMNS[Sort(sort)]}__isnull": False})
    parts = [] if area is not None else parts_seen_by(viewer, *STAFF)
    field = "score" if state is None else "at"
    page: Any = page_by_key(found.with_sides(), request.GET, field=field, size=SIZE, parts=parts)
    led = what_came(page.items) if state == MatchState.ACCEPTED else {}
    context = {
        "filter_form": form,
        "page": page,
        "best_first": state is None,
        "cards": [shown(match, viewer, led=led.get(match.pk, "")) for match in page.items],
        "counts": counts,
        "sums": sentence(counts),
        "found": "",
        "place": area,
        "run": MatchRun.objects.filter(area=area).first() if area is not None else None,
        "may_search": area is not None and works_in(viewer, area),
        "choices": request.GET.urlencode(),
        "is_filtered": any(chosen.values()),
    }
    return render(request, "pages/matches.html", context)


def works_in(viewer: Any, area: Area) -> bool:
    found: bool = viewer.works_in(area.pk, area.municipality_id or area.pk, Function.WIJKMANAGER)
    return found


def said_yes(side: str) -> Exists:
    """The sender of one of two ideas wants to meet the other."""
    pair = {"introduction__first": OuterRef("initiative"), "introduction__second": OuterRef("other")}
    return Exists(IntroductionAnswer.objects.filter(yes=True, initiative=OuterRef(side), **pair))


def facts(rows: Any) -> Any:
    """Rows with what came of each."""
    cases = Case.objects.filter(match=OuterRef("pk"))
    reached = Q(reached_life=True) | Q(reached_system=True)
    return rows.annotate(
        is_partner=Exists(Partner.objects.filter(initiative=OuterRef("initiative"), actor=OuterRef("actor"))),
        met=said_yes("initiative"),
        met_too=said_yes("other"),
        has_case=Exists(cases),
        has_result=Exists(cases.filter(reached)),
    )


def counted(rows: Any) -> dict[str, int]:
    """How many wait, were accepted and did not fit, and what came of the accepted ones."""
    held = Q(event__cancelled_on=None, event__ends_at__lt=timezone.now())
    met = Q(met=True, met_too=True)
    yes = Q(state=MatchState.ACCEPTED)
    found: dict[str, int] = facts(rows.filter(state__in=(MatchState.ACCEPTED, MatchState.DROPPED))).aggregate(
        accepted=Count("pk", filter=yes),
        dropped=Count("pk", filter=Q(state=MatchState.DROPPED)),
        led=Count("pk", filter=yes & (Q(is_partner=True) | met | held | Q(has_case=True))),
        partners=Count("pk", filter=yes & Q(is_partner=True)),
        meetings=Count("pk", filter=yes & met),
        held=Count("pk", filter=yes & held),
        cases=Count("pk", filter=yes & Q(has_case=True)),
        results=Count("pk", filter=yes & Q(has_result=True)),
    )
    return found | {"waiting": rows.proposed().count()}


def sentence(counts: dict[str, int]) -> str:
    """What came of it so far, in words; nothing while nothing was accepted."""
    if not counts["accepted"]:
        return ""
    parts = [
        ngettext("%(n)d partner", "%(n)d partners", counts["partners"]) % {"n": counts["partners"]},
        ngettext("%(n)d kennismaking", "%(n)d kennismakingen", counts["meetings"]) % {"n": counts["meetings"]},
        ngettext("%(n)d bijeenkomst", "%(n)d bijeenkomsten", counts["held"]) % {"n": counts["held"]},
        ngettext("%(n)d verbinding", "%(n)d verbindingen", counts["cases"]) % {"n": counts["cases"]},
    ]
    numbers = (counts["partners"], counts["meetings"], counts["held"], counts["cases"])
    named = [words for words, number in zip(parts, numbers, strict=True) if number]
    if not named:
        return _("Daar kwam nog niets uit.")
    result = ngettext("Eén verbinding had resultaat.", "%(n)d verbindingen hadden resultaat.", counts["results"]) % {
        "n": counts["results"]
    }
    told = ngettext(
        "Daarvan leidde er 1 tot iets: %(what)s.", "Daarvan leidden er %(led)d tot iets: %(what)s.", counts["led"]
    ) % {"led": counts["led"], "what": ", ".join(named)}
    return f"{told} {result}" if counts["results"] else told


def what_came(rows: list[Match]) -> dict[int, str]:
    """Per accepted koppelkans of one page what came of it. One query."""
    now = timezone.now()
    told: dict[int, str] = {}
    for row in facts(Match.objects.filter(pk__in=[row.pk for row in rows])).select_related("event"):
        came = []
        if row.is_partner:
            came.append(_("doet mee als partner"))
        if row.other_id:
            came.append(_("zij zeiden allebei ja") if row.met and row.met_too else _("gevraagd, wacht op antwoord"))
        if row.event is not None and row.event.ends_at < now and not row.event.cancelled_on:
            came.append(_("de bijeenkomst was er"))
        if row.has_case:
            came.append(_("opgepakt, met resultaat") if row.has_result else _("opgepakt"))
        told[row.pk] = ", ".join(came)
    return told

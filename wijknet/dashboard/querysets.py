"""Reads of the roof: what asks someone today, the open cases per lane, what came of it this quarter.

Every block is capped, and each is one query or a few, however much there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from actors.models import Actor
from initiatives.models import Initiative
from wijknet.access import STAFF, Viewer
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, CaseAnswer, Jotting
from wijknet.ui import dates

# Lines of one kind, and cards of one lane: what someone takes in at a glance. The lists have all.
BLOCK = 8
CARDS = 6
# Losing touch asks every day; a few a day is what someone can do.
SILENT = 4
# An agreement is shown from a week of working days before its day.
AHEAD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The open cases of one role, most urgent first, and how many there are in all."""

    role: str
    cases: list[Case]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """How many lines of the viewer stand open, and the day of the oldest."""

    lines: int
    oldest: date | None


def wijken_and_notebook(viewer: Viewer) -> tuple[list[Area], Notebook]:
    """The viewer's wijken, and how full their notebook is: small enough to be asked along in one query."""
    mine = Jotting.objects.visible_to(viewer).open().order_by().values("by")
    wijken = list(
        Area.objects.wijken_of(viewer, *STAFF).annotate(
            lines=Subquery(mine.annotate(number=Count("pk")).values("number")),
            oldest=Subquery(mine.annotate(first=Min("written_at")).values("first")),
        )
    )
    first = next(iter(wijken), None)
    if first is None or first.oldest is None:
        return wijken, Notebook(lines=0, oldest=None)
    return wijken, Notebook(lines=first.lines, oldest=dates.local_date(first.oldest))


def agreements_due(viewer: Viewer, area: Area | None) -> list[Agreement]:
    """Late, today, and in the working days ahead; by day."""
    return _agreements_until(viewer, area, dates.add_working_days(dates.today(), AHEAD))


@prepared
def _agreements_until(viewer: Viewer, area: Area | None, until: date) -> QuerySet[Agreement]:
    rows = _here(Agreement.objects.visible_to(viewer).due_until(until), area)
    found: QuerySet[Agreement] = rows.with_names().order_by("due", "pk")[:BLOCK]
    return found


def steps_due(viewer: Viewer, area: Area | None) -> list[Case]:
    """Next steps of which the day has come: ours to take, or somebody else's and late, to ask after.

    `answer_from` names who answered by personal link, as long as that is not put in words for the wijk.
    """
    today = dates.today()
    return _steps_until(viewer, area, today, dates.add_working_days(today, 1))


@prepared
def _steps_until(viewer: Viewer, area: Area | None, today: date, ours_until: date) -> QuerySet[Case]:
    ours = Q(turn=Case.Turn.ME, due__lte=ours_until)
    rows = _here(Case.objects.visible_to(viewer).open(), area).filter(ours | Q(due__lt=today))
    answers = CaseAnswer.objects.to_tell().filter(case=OuterRef("pk")).order_by("at", "pk")
    rows = rows.annotate(
        answer_from=Subquery(answers.values("asked_of")[:1]), answer_pk=Subquery(answers.values("pk")[:1])
    )
    found: QuerySet[Case] = rows.select_related("initiative", "area").order_by("due", "pk")[:BLOCK]
    return found


def initiatives_asking(viewer: Viewer, area: Area | None) -> list[Initiative]:
    """New, answered by the sender, or with us past the day we named; oldest first."""
    return _initiatives_asking(viewer, area, dates.today())


@prepared
def _initiatives_asking(viewer: Viewer, area: Area | None, today: date) -> QuerySet[Initiative]:
    late = Q(waiting_on__in=["WIJKMANAGER", "MUNICIPALITY"], waiting_until__lt=today)
    asking = Q(moderation__in=["RECEIVED", "LOOKING"]) | Q(unanswered_since__isnull=False) | late
    rows = _here(Initiative.objects.visible_to(viewer), area).filter(asking)
    rows = rows.exclude(moderation__in=["NOT_PLACED", "WITHDRAWN"])
    found: QuerySet[Initiative] = rows.defer("story", "search_text", "remark").order_by("received_on", "pk")[:BLOCK]
    return found


def actors_silent(viewer: Viewer, area: Area | None) -> list[Actor]:
    """Spoken to before, and longer ago than their own rhythm or that of their kind; longest first."""
    rows = Actor.objects.visible_to(viewer).silent(dates.today())
    if area is not None:
        rows = rows.in_area(area)
    return list(rows.select_related("kind").order_by("last_spoken_on", "pk")[:SILENT])


def lanes(viewer: Viewer, area: Area | None, *, turn: str = "") -> dict[str, Lane]:
    """The open cases per role: one query that numbers them per lane and counts the lane, one for both sides."""
    shown: dict[str, list[Any]] = {}
    for case in _in_lanes(viewer, area, turn):
        shown.setdefault(case.role, []).append(case)
    return {role: Lane(role=role, cases=cases, count=cases[0].in_lane) for role, cases in shown.items()}


@prepared
def _in_lanes(viewer: Viewer, area: Area | None, turn: str) -> QuerySet[Case]:
    rows = _here(Case.objects.visible_to(viewer).open(), area)
    if turn:
        rows = rows.filter(turn=turn)
    numbered = rows.annotate(
        number=Window(RowNumber(), partition_by="role", order_by=("due", "pk")),
        in_lane=Window(Count("pk"), partition_by="role"),
    )
    found: QuerySet[Case] = numbered.filter(number__lte=CARDS).for_cards().order_by("due", "pk")
    return found


def results_since(viewer: Viewer, area: Area | None, start: date) -> dict[str, tuple[int, int]]:
    """Per role how many cases ended well since a day, in the leefwereld and in the systeemwereld."""
    return {row["role"]: (row["life"], row["system"]) for row in _results_since(viewer, area, start)}


@prepared
def _results_since(viewer: Viewer, area: Area | None, start: date) -> QuerySet[Case, dict[str, Any]]:
    rows = _here(Case.objects.visible_to(viewer).closed(), area).filter(closed_on__gte=start)
    life, system = Count("pk", filter=Q(reached_life=True)), Count("pk", filter=Q(reached_system=True))
    counted: QuerySet[Case, dict[str, Any]] = rows.order_by().values("role").annotate(life=life, system=system)
    return counted


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def gemeenten_of(cases: Iterable[Case]) -> set[int]:
    """Whose contacts may be proposed: the gemeenten of the cases that have none yet."""
    return {case.municipality_id for case in cases if not has_desk(case)}


def has_desk(case: Case) -> bool:
    return any(party.world == "SYSTEM" for party in case.parties.all())


def _here(rows: Any, area: Area | None) -> Any:
    queryset: QuerySet[Any] = rows.in_area(area) if area is not None else rows
    return queryset

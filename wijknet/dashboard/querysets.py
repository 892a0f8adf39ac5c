"""Reads of the roof: what asks someone today, the open cases per lane, what came of it this quarter.

Every block is capped, and each is one query or a few, however much there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber

from actors.models import Actor, ActorArea, ActorKind, InformalNetwork, PersonFunction
from actors.querysets import DAYS_BEFORE_ASKING, DAYS_TO_MEET, DAYS_TO_TELL, municipalities_of
from actors.rhythm import NETWORK_DAYS, days_before, kinds_before
from initiatives.models import CirclePost, Initiative, Need
from wijknet.access import STAFF, Function, Viewer
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area, Theme
from wijknet.areas.querysets import parts_seen_by
from wijknet.casework.cards import bring_sides
from wijknet.casework.models import Agreement, Case, CaseAnswer, CheckIn, Jotting, Referral, Signal
from wijknet.ui import dates
from wijknet.ui.paging import first_keys

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The referral of one wijk that has asked for itself the longest, and how many ask there in all."""

    area: Area
    referral: Referral
    to_whom: str
    count: int


def wijken_and_notebook(viewer: Viewer, *, mine: bool = False) -> tuple[list[Area], Notebook]:
    """The viewer's wijken, and how full the notebook of the viewer is, in one query. Asked along per wijk: the first of
    the referrals that ask for themselves and how many (`asking`), the number of signals that wait for an answer
    (`to_answer`), and what waits for a look in the circle (`circle_waits`, since `circle_since`)."""
    wijken: list[Any] = _wijken(viewer, dates.today(), mine=mine)
    first = next(iter(wijken), None)
    if first is None or first.oldest is None:
        return wijken, Notebook(lines=0, oldest=None)
    return wijken, Notebook(lines=first.lines, oldest=dates.local_date(first.oldest))


@prepared
def _wijken(viewer: Viewer, today: date, *, mine: bool) -> QuerySet[Area]:
    sent = Referral.objects.visible_to(viewer).asking(today).filter(area=OuterRef("pk")).order_by()
    if mine:
        sent = sent.filter(by=viewer.pk)
    ended = Signal.objects.to_answer().filter(area=OuterRef("pk")).order_by().values("area")
    shown = JSONObject(
        **{name: name for name in ("pk", "to", "what", "kind", "street", "made_on")},
        name=Coalesce("actor__name", "municipal_contact__department"),
    )
    lines = Jotting.objects.visible_to(viewer).open().order_by().values("by")
    posts = CirclePost.objects.visible_to(viewer).to_look_at().filter(area=OuterRef("pk"))
    circle = posts.order_by().values("area")
    found: QuerySet[Area] = Area.objects.wijken_of(viewer, *STAFF).annotate(
        lines=Subquery(lines.annotate(number=Count("pk")).values("number")),
        oldest=Subquery(lines.annotate(first=Min("written_at")).values("first")),
        circle_waits=Subquery(circle.annotate(number=Count("pk")).values("number")),
        circle_since=Subquery(circle.annotate(first=Min(_since())).values("first")),
        to_answer=Subquery(ended.annotate(number=Count("pk")).values("number")),
        asking=Subquery(sent.values("area").annotate(number=Count("pk")).values("number")),
        asking_first=Subquery(sent.order_by("ask_on", "pk").annotate(shown=shown).values("shown")[:1]),
    )
    return found


def _since() -> Coalesce:
    """From when somebody waits: from the report, or else from the writing."""
    return Coalesce("reported_at", "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What someone chose to see: one wijk or all, of a theme, and only what they took up themselves."""

    area: Area | None = None
    theme: int | None = None
    mine: bool = False

    @property
    def is_narrow(self) -> bool:
        return self.theme is not None or self.mine


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsks:
    """What a place or a network asks, by `kind`: "actor" and "network" were not spoken to for long (`on`), `number` is
    their rhythm in days; "meet" has a new face since then; "tell" is a function of who is in WijkNet since then and
    does not know it, `number` is the key of the place."""

    kind: str
    pk: int
    name: str
    on: date
    number: int


def rhythms_and_themes(viewer: Viewer) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """The rhythm of each kind of actor, and the themes around the viewer by name: short lists, in one query."""
    rows = _rhythms_and_themes(viewer)
    kinds = [(pk, days) for pk, days, name in rows if days]
    return kinds, sorted(((pk, name) for pk, days, name in rows if not days), key=lambda theme: theme[1])


def referrals_asking(wijken: Iterable[Area]) -> list[Asking]:
    """One per wijk, from what was asked along with the wijken."""
    found = []
    for wijk in wijken:
        if first := getattr(wijk, "asking_first", None):
            to_whom, made_on = first.pop("name"), date.fromisoformat(first.pop("made_on"))
            referral = Referral(**first, made_on=made_on, area=wijk, municipality_id=wijk.municipality_id or wijk.pk)
            to_whom = to_whom or referral.get_to_display()
            found.append(Asking(area=wijk, referral=referral, to_whom=to_whom, count=getattr(wijk, "asking", 1)))
    return found[:BLOCK]


@prepared
def _rhythms_and_themes(viewer: Viewer) -> QuerySet[Any, tuple[int, int, str]]:
    kinds = ActorKind.objects.exclude(rhythm_days=None).annotate(name_=Value(""))
    themes = Theme.objects.filter(municipality__in=municipalities_of(viewer)).annotate(days=Value(0))
    found: QuerySet[Any, tuple[int, int, str]] = (
        kinds.order_by()
        .values_list("pk", "rhythm_days", "name_")
        .union(themes.order_by().values_list("pk", "days", "name"), all=True)
    )
    return found


def agreements_due(viewer: Viewer, chosen: Choice) -> list[Agreement]:
    """Late, today, and in the working days ahead; by day."""
    until = dates.add_working_days(dates.today(), AHEAD)
    return _agreements_until(viewer, chosen.area, until, theme=chosen.theme, mine=chosen.mine)


@prepared
def _agreements_until(
    viewer: Viewer, area: Area | None, until: date, *, theme: int | None, mine: bool
) -> QuerySet[Agreement]:
    rows = _here(Agreement.objects.visible_to(viewer).due_until(until), area)
    if mine:
        rows = rows.filter(by=viewer.pk)
    if theme is not None:
        rows = rows.filter(made_in__themes=theme)
    # The keys first: a database that sorts carries all columns of all names along.
    first = first_keys(rows, ("due", "pk"), BLOCK, parts_seen_by(viewer) if area is None else ())
    found: QuerySet[Agreement] = Agreement.objects.filter(pk__in=first).with_names().order_by("due", "pk")
    return found[:BLOCK]


def steps_due(viewer: Viewer, chosen: Choice) -> list[Case]:
    """Next steps of which the day has come: ours to take, or somebody else's and late, to ask after.

    `answer_from` names who answered by personal link, as long as that is not put in words for the wijk.
    """
    today = dates.today()
    ours = dates.add_working_days(today, 1)
    return _steps_until(viewer, chosen.area, today, ours, theme=chosen.theme, mine=chosen.mine)


@prepared
def _steps_until(
    viewer: Viewer, area: Area | None, today: date, ours_until: date, *, theme: int | None, mine: bool
) -> QuerySet[Case]:
    ours = Q(turn=Case.Turn.ME, due__lte=ours_until)
    rows = _chosen(Case.objects.visible_to(viewer).open(), viewer, area, theme, mine=mine)
    answers = CaseAnswer.objects.to_tell().filter(case=OuterRef("pk")).order_by("at", "pk")
    rows = rows.filter(ours | Q(due__lt=today)).annotate(
        answer_from=Subquery(answers.values("asked_of")[:1]), answer_pk=Subquery(answers.values("pk")[:1])
    )
    found: QuerySet[Case] = rows.select_related("initiative", "area").order_by("due", "pk")[:BLOCK]
    return found


def initiatives_asking(viewer: Viewer, chosen: Choice) -> list[Initiative]:
    """New, answered by the sender, asking for help (`need_waits`), standing still (`check_in`), or with us past the day
    we named; oldest first. They ask the whole wijk, so they are not "mine"."""
    if chosen.mine:
        return []
    return _initiatives_asking(viewer, chosen.area, dates.today(), theme=chosen.theme)


@prepared
def _initiatives_asking(viewer: Viewer, area: Area | None, today: date, *, theme: int | None) -> QuerySet[Initiative]:
    stuck, asked = CheckIn.objects.to_do(today), Need.objects.to_look_at()
    late = Q(waiting_on__in=["WIJKMANAGER", "MUNICIPALITY"], waiting_until__lt=today)
    asking = (
        Q(moderation__in=["RECEIVED", "LOOKING"])
        | Q(unanswered_since__isnull=False)
        | late
        | Q(pk__in=stuck.values("initiative"))
        | Q(pk__in=asked.values("initiative"))
    )
    rows = _here(Initiative.objects.visible_to(viewer), area).filter(asking)
    if theme is not None:
        rows = rows.filter(themes=theme)
    rows = rows.exclude(moderation__in=["NOT_PLACED", "WITHDRAWN"])
    of_it = stuck.filter(initiative=OuterRef("pk")).order_by()
    shown = JSONObject(pk="pk", reason="reason", answer="answer")
    rows = rows.annotate(
        check_in=Subquery(of_it.annotate(shown=shown).values("shown")[:1]),
        need_waits=Exists(asked.filter(initiative=OuterRef("pk"))),
    )
    found: QuerySet[Initiative] = rows.defer("story", "search_text", "remark").order_by("received_on", "pk")[:BLOCK]
    return found


def places_asking(viewer: Viewer, chosen: Choice, rhythms: list[tuple[int, int]]) -> list[PlaceAsks]:
    """First who must be told and who must be met, then places and networks that were spoken to before, and longer ago
    than their rhythm; longest first. Without a theme and nobody's in particular, so they make room when someone
    narrows the day."""
    if chosen.is_narrow:
        return []
    today = dates.today()
    kinds, days = kinds_before(today, rhythms)
    usual = today - timedelta(days=NETWORK_DAYS)
    people = (today, today - timedelta(days=DAYS_TO_TELL), today - timedelta(days=DAYS_BEFORE_ASKING))
    met = today - timedelta(days=DAYS_TO_MEET)
    found: list[PlaceAsks] = []
    left = dict.fromkeys((0, 1, 2), SILENT)
    rows = _asking(viewer, chosen.area, days_before(today), kinds, days, usual, people, met)
    for rank, on, pk, kind, name, number in rows:
        left[rank] -= 1
        if left[rank] >= 0:
            found.append(PlaceAsks(on=on, pk=pk, kind=kind, name=name, number=number))
    return found


@prepared
def _asking(
    viewer: Viewer,
    area: Area | None,
    own: tuple[date, ...],
    kinds: tuple[tuple[int, ...], ...],
    days: tuple[date, ...],
    usual: date,
    people: tuple[date, date, date],
    met: date,
) -> QuerySet[Any, tuple[int, date, int, str, str, int]]:
    actors = Actor.objects.filter(_active(viewer, area)).silent_since(own, kinds, days)
    # The first keys apart, so that an index gives them and the rest is not read.
    first = actors.order_by("last_spoken_on", "pk").values("pk")[: 3 * SILENT]
    actors = Actor.objects.filter(pk__in=first).annotate(each=Coalesce("rhythm_days", "kind__rhythm_days"))
    networks = _here(InformalNetwork.objects.visible_to(viewer).silent_since(own, usual), area)
    networks = networks.annotate(each=Coalesce("rhythm_days", Value(NETWORK_DAYS)))
    # Few must be told: found first, and only then asked where they are.
    tell = PersonFunction.objects.filter(pk__in=PersonFunction.objects.to_tell(*people).values("pk"))
    tell = tell.filter(_active(viewer, area, "actor__"), actor__archived_on=None)
    meet = Actor.objects.filter(_active(viewer, area)).to_meet(met)
    parts = (
        tell.annotate(rank=Value(0), at=F("person__added_on"), what=Value("tell"), label=F("actor__name")).annotate(
            each=F("actor")
        ),
        _labelled(meet, 1, "meet", "new_face_on").annotate(each=Value(0)),
        _labelled(actors, 2, "actor", "last_spoken_on"),
        _labelled(networks, 2, "network", "last_spoken_on"),
    )
    one, *rest = (part.order_by().values_list("rank", "at", "pk", "what", "label", "each") for part in parts)
    found: QuerySet[Any, tuple[int, date, int, str, str, int]] = one.union(*rest, all=True)
    return found.order_by("rank", "at", "pk")[: 3 * SILENT]


def _active(viewer: Viewer, area: Area | None, actor: str = "") -> Q:
    """The rule of `Actor.visible_to` and `in_area`, asked of each row: another index finds the few that matter here,
    and with a list of keys SQLite first reads all who are active in these wijken. `actor` leads to the actor."""
    places = ActorArea.objects.filter(actor=OuterRef(f"{actor}pk"))
    wijken, gemeenten = viewer.wijk_ids(*STAFF), viewer.municipality_ids(*STAFF)
    seen = Q(**{f"{actor}municipality__in": gemeenten}) if gemeenten else Q(Exists(places.filter(area__in=wijken)))
    if wijken and gemeenten:
        seen |= Q(Exists(places.filter(area__in=wijken)))
    if area is None:
        return seen
    if area.level == Area.Level.GEMEENTE:
        return seen & Q(**{f"{actor}municipality": area})
    return seen & Q(Exists(places.filter(area=area)))


def _labelled(rows: Any, rank: int, what: str, day: str) -> Any:
    return rows.annotate(rank=Value(rank), at=F(day), what=Value(what), label=F("name"))


def lanes(viewer: Viewer, chosen: Choice, *, turn: str = "") -> dict[str, Lane]:
    """The open cases per role: one query that numbers them per lane and counts the lane, one for both sides."""
    shown: dict[str, list[Any]] = {}
    cases = _in_lanes(viewer, chosen.area, turn, theme=chosen.theme, mine=chosen.mine)
    bring_sides(cases)
    for case in cases:
        shown.setdefault(case.role, []).append(case)
    return {role: Lane(role=role, cases=cases, count=cases[0].in_lane) for role, cases in shown.items()}


@prepared
def _in_lanes(viewer: Viewer, area: Area | None, turn: str, *, theme: int | None, mine: bool) -> QuerySet[Case]:
    rows = _chosen(Case.objects.visible_to(viewer).open(), viewer, area, theme, mine=mine)
    if turn:
        rows = rows.filter(turn=turn)
    numbered = rows.annotate(
        number=Window(RowNumber(), partition_by="role", order_by=("due", "pk")),
        in_lane=Window(Count("pk"), partition_by="role"),
    )
    found: QuerySet[Case] = numbered.filter(number__lte=CARDS).for_board().order_by("due", "pk")
    return found


def results_in(viewer: Viewer, chosen: Choice, start: date, end: date) -> dict[str, tuple[int, int]]:
    """Per role how many cases ended well in these days, in the leefwereld and in the systeemwereld."""
    found = _results_in(viewer, chosen.area, start, end, theme=chosen.theme, mine=chosen.mine)
    return {row["role"]: (row["life"], row["system"]) for row in found}


@prepared
def _results_in(
    viewer: Viewer, area: Area | None, start: date, end: date, *, theme: int | None, mine: bool
) -> QuerySet[Case, dict[str, Any]]:
    rows = _chosen(Case.objects.visible_to(viewer).closed(), viewer, area, theme, mine=mine)
    rows = rows.filter(closed_on__gte=start, closed_on__lte=end)
    life, system = Count("pk", filter=Q(reached_life=True)), Count("pk", filter=Q(reached_system=True))
    counted: QuerySet[Case, dict[str, Any]] = rows.order_by().values("role").annotate(life=life, system=system)
    return counted


def signals_to_answer(wijken: Iterable[Any], chosen: Choice) -> int:
    """Worries of which the case is finished and nobody heard yet, in the wijken as `wijken_and_notebook` gave them."""
    if chosen.theme is not None:
        return 0
    return sum(wijk.to_answer or 0 for wijk in wijken if chosen.area in {None, wijk})


def circles_waiting(viewer: Viewer, wijken: Iterable[Any], chosen: Choice) -> tuple[int, date | None]:
    """How much waits for a look in the circles where the viewer is wijkmanager, and since when."""
    if chosen.is_narrow:
        return 0, None
    mine = [
        wijk
        for wijk in wijken
        if wijk.circle_waits
        and chosen.area in {None, wijk}
        and viewer.works_in(wijk.pk, wijk.municipality_id, Function.WIJKMANAGER)
    ]
    since = min((dates.local_date(wijk.circle_since) for wijk in mine), default=None)
    return sum(wijk.circle_waits for wijk in mine), since


def gemeenten_of(cases: Iterable[Case]) -> set[int]:
    """Whose contacts may be proposed: the gemeenten of the cases that have none yet."""
    return {case.municipality_id for case in cases if not has_desk(case)}


def has_desk(case: Case) -> bool:
    return any(party.world == "SYSTEM" for party in case.sides)


def _here(rows: Any, area: Area | None) -> Any:
    queryset: QuerySet[Any] = rows.in_area(area) if area is not None else rows
    return queryset


def _chosen(rows: Any, viewer: Viewer, area: Area | None, theme: int | None, *, mine: bool) -> Any:
    """Cases of a wijk, a theme, or taken up by the viewer."""
    rows = _here(rows, area)
    if mine:
        rows = rows.filter(by=viewer.pk)
    return rows if theme is None else rows.filter(theme=theme)

"""What happened with initiatives, as the radar looks at it: a few queries for all of them together."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Min

from initiatives.load import weigh
from initiatives.models import Initiative, Message, Need, NeedKind, PhaseChange, Task, TeamMember
from wijknet.casework.models import Agreement, Case, CaseParty, ContactMoment, Step
from wijknet.casework.radar import History, Talk
from wijknet.roles import World
from wijknet.ui.dates import local_date


@dataclass(slots=True, kw_only=True)
class _Gathered:
    talks: list[Talk] = field(default_factory=list)
    acts: list[date] = field(default_factory=list)
    ahead: list[date] = field(default_factory=list)
    official: bool = False
    began: date | None = None
    champion: bool = False
    champion_left: date | None = None
    open_tasks: list[tuple[int | None, date | None]] = field(default_factory=list)
    money_asked: date | None = None


def histories_of(initiatives: Any, today: date) -> dict[int, History]:
    """The history of each of these initiatives (a queryset), by key. What only its writer may read counts, unread."""
    found: defaultdict[int, _Gathered] = defaultdict(_Gathered)
    here = {"initiative__in": initiatives.order_by().values("pk")}
    for pk, at in PhaseChange.objects.filter(**here).values_list("initiative").annotate(at=Max("at")):
        found[pk].began = local_date(at)
    talks = ContactMoment.objects.filter(**here).values_list("initiative", "at", "line", "visibility")
    for pk, at, line, visibility in talks.order_by():
        words = "" if visibility == ContactMoment.Visibility.ONLY_ME else line
        found[pk].talks.append(Talk(on=local_date(at), words=words))
    for pk, at in Message.objects.filter(**here).values_list("initiative", "at"):
        found[pk].talks.append(Talk(on=local_date(at)))
    _add_work(found, initiatives)
    _add_team(found, here)
    return {one.pk: _history(one, found[one.pk], today) for one in initiatives}


def _add_work(found: dict[int, _Gathered], initiatives: Any) -> None:
    """Steps, open cases and agreements; and whether anybody of the gemeente is in it."""
    keys = initiatives.order_by().values("pk")
    cases = Case.objects.filter(initiative__in=keys)
    for pk, at in Step.objects.filter(case__in=cases).values_list("case__initiative", "at").order_by():
        found[pk].acts.append(local_date(at))
    for pk, due in cases.open().values_list("initiative", "due").order_by():
        found[pk].ahead.append(due)
    contacts = CaseParty.objects.filter(case__in=cases, world=World.SYSTEM.value, municipal_contact__isnull=False)
    for pk in contacts.values_list("case__initiative", flat=True).order_by():
        found[pk].official = True
    agreed = Agreement.objects.filter(made_in__initiative__in=keys, only_me=False).order_by()
    for pk, made, due, kept, gone in agreed.values_list(
        "made_in__initiative", "made_on", "due", "kept_on", "withdrawn_on"
    ):
        found[pk].acts += [made, kept] if kept else [made]
        if kept is None and gone is None:
            found[pk].ahead.append(due)


def _add_team(found: dict[int, _Gathered], here: dict[str, Any]) -> None:
    """Who pulls it, what each carries, and since when it waits for money. Joining and finishing a task are acts."""
    members = TeamMember.objects.filter(joined_on__isnull=False, **here).order_by()
    for pk, champion, joined, left in members.values_list("initiative", "champion", "joined_on", "left_on"):
        one = found[pk]
        one.acts.append(joined)
        if champion and left is None:
            one.champion = True
        elif champion:
            one.champion_left = max(left, one.champion_left or left)
    tasks = Task.objects.filter(**here).order_by()
    for pk, member, written, due, done in tasks.values_list("initiative", "member", "written_on", "due", "done_on"):
        one = found[pk]
        one.acts += [written, done] if done else [written]
        if done is None:
            one.open_tasks.append((member, due))
            one.ahead += [due] if due else []
    asked = Need.objects.unanswered().filter(kind=NeedKind.MONEY, asked_on__isnull=False, **here).order_by()
    for pk, day in asked.values_list("initiative").annotate(first=Min("asked_on")):
        found[pk].money_asked = day


def _history(initiative: Initiative, gathered: _Gathered, today: date) -> History:
    since = max(day for day in (gathered.began, initiative.published_on, initiative.received_on) if day is not None)
    return History(
        today=today,
        phase=initiative.phase,
        since=since,
        talks=tuple(gathered.talks),
        acts=tuple(gathered.acts),
        turn=initiative.waiting_on,
        until=initiative.waiting_until,
        next_due=max(gathered.ahead, default=None),
        official=gathered.official,
        champion=gathered.champion,
        champion_left=gathered.champion_left,
        load=weigh(gathered.open_tasks, today),
        money_asked=gathered.money_asked,
    )

"""What happened, newest first: talks, agreements and steps as one list.

One component for everything with a history: an actor, a network, an initiative, a case, a signal, a wijk. Pages
of any floor above call `timeline_of` and include `casework/_timeline.html`. Three queries, paged by key.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet

from actors.models import Actor, InformalNetwork
from initiatives.models import Initiative
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.areas.querysets import seen_by
from wijknet.casework.models import Agreement, Case, ContactMoment, MomentParty, Signal, Step
from wijknet.roles import BY_ROLE, Role
from wijknet.ui import dates
from wijknet.ui.pieces import Entry

PAGE = 20
HOW_ICON = {
    ContactMoment.How.STREET: "walk",
    ContactMoment.How.VISIT: "door",
    ContactMoment.How.PHONE: "phone",
    ContactMoment.How.MEETING: "table",
    ContactMoment.How.MAIL: "mail",
    ContactMoment.How.APP: "app",
}

# Orders things of one moment: a talk stands above the agreement that was made in it.
Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One page of entries, and the cursor of the page before it (empty where history begins)."""

    entries: list[Entry]
    earlier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The one thing that the history is of; of a signal only the talks in which it was heard are."""

    actor: Actor | None = None
    network: InformalNetwork | None = None
    initiative: Initiative | None = None
    case: Case | None = None
    signal: Signal | None = None
    area: Area | None = None


def timeline_of(
    viewer: Viewer,
    *,
    actor: Actor | None = None,
    network: InformalNetwork | None = None,
    initiative: Initiative | None = None,
    case: Case | None = None,
    signal: Signal | None = None,
    area: Area | None = None,
    before: str | None = None,
    size: int = PAGE,
) -> Timeline:
    """The history of one thing, as far as this viewer may see it; `before` is the cursor of an earlier page."""
    subject = Subject(actor=actor, network=network, initiative=initiative, case=case, signal=signal, area=area)
    place = _read(before)
    found: list[tuple[Place, Entry]] = []
    kinds: tuple[tuple[int, Callable[[Viewer, Subject], QuerySet[Any]], Callable[[Any], Entry]], ...] = (
        (2, _moments, moment_entry),
        (1, _agreements, _agreement_entry),
        (0, _steps, _step_entry),
    )
    for kind, rows_of, entry_of in kinds:
        rows = rows_of(viewer, subject).order_by("-at", "-pk")
        if place is not None:
            rows = rows.filter(_earlier(place, kind))
        found += [((row.at, kind, row.pk), entry_of(row)) for row in rows[: size + 1]]
    found.sort(key=lambda pair: pair[0], reverse=True)
    shown = found[:size]
    return Timeline(
        entries=[_without_subject(entry, subject) for _, entry in shown],
        earlier=_cursor(shown[-1][0]) if len(found) > size else "",
    )


def _moments(viewer: Viewer, subject: Subject) -> QuerySet[ContactMoment]:
    parties = MomentParty.objects.all()
    rows: QuerySet[ContactMoment] = ContactMoment.objects.visible_to(viewer)
    if subject.actor:
        rows = rows.filter(pk__in=parties.filter(actor=subject.actor).values("moment"))
    elif subject.network:
        rows = rows.filter(pk__in=parties.filter(network=subject.network).values("moment"))
    elif subject.initiative:
        rows = rows.filter(initiative=subject.initiative)
    elif subject.case:
        in_steps = Step.objects.filter(case=subject.case, moment__isnull=False).values("moment")
        rows = rows.filter(Q(pk=subject.case.from_moment_id) | Q(pk__in=in_steps))
    elif subject.signal:
        rows = rows.filter(signal=subject.signal)
    elif subject.area:
        rows = ContactMoment.objects.in_wijken_of(viewer).in_area(subject.area)
    return rows.with_whom()  # type: ignore[attr-defined,no-any-return]


def _agreements(viewer: Viewer, subject: Subject) -> QuerySet[Agreement]:
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(viewer).with_names().with_reason()
    if subject.actor:
        return rows.filter(actor=subject.actor)
    if subject.network:
        return rows.filter(network=subject.network)
    if subject.initiative:
        return rows.filter(made_in__initiative=subject.initiative)
    if subject.case:
        return rows.filter(made_in__isnull=False, made_in=subject.case.from_moment_id)
    if subject.signal:
        return rows.none()
    return rows.in_area(subject.area) if subject.area else rows  # type: ignore[attr-defined]


def _steps(viewer: Viewer, subject: Subject) -> QuerySet[Step]:
    rows: QuerySet[Step] = Step.objects.select_related("by", "case")
    if subject.case:
        return rows.filter(case=subject.case)
    if subject.signal:
        return rows.none()
    cases = Case.objects.filter(seen_by(viewer))
    if subject.actor:
        cases = cases.filter(parties__actor=subject.actor)
    elif subject.network:
        cases = cases.filter(parties__network=subject.network)
    elif subject.initiative:
        cases = cases.filter(initiative=subject.initiative)
    elif subject.area:
        cases = cases.in_area(subject.area)
    return rows.filter(case__in=cases.values("pk"))


def moment_entry(moment: Any) -> Entry:
    words = [dates.moment(moment.at), moment.get_how_display(), moment.by.first_name]
    private = moment.visibility == ContactMoment.Visibility.ONLY_ME
    return Entry(
        icon=HOW_ICON[moment.how],
        title=moment.with_whom or "Iemand (geen naam)",
        text=moment.line,
        when=" · ".join(words),
        url=moment.get_absolute_url(),
        tag=f"alleen ik, tot {dates.short_day(moment.private_until)}" if private else "",
    )


def _agreement_entry(agreement: Any) -> Entry:
    if agreement.kept_on:
        state = f"nagekomen op {dates.short_day(agreement.kept_on)}"
    elif agreement.withdrawn_on:
        state = f"ingetrokken op {dates.short_day(agreement.withdrawn_on)}"
    else:
        state = f"vóór {dates.short_day(agreement.due)}"
    return Entry(
        icon="agreement",
        title=f"Afspraak: {agreement.what}",
        when=f"{dates.day(agreement.at)} · {agreement.by.first_name} · {state}",
        text=agreement.told or (f"Uitgesteld: {agreement.put_off_why}" if agreement.put_off_why else ""),
        url=agreement.get_absolute_url(),
        tag="te laat" if agreement.is_late else "",
    )


def _step_entry(step: Step) -> Entry:
    by = "via een persoonlijke link" if step.answer_id else step.by.first_name
    return Entry(
        icon=f"role-{BY_ROLE[Role(step.role)].slug}",
        title=step.what,
        when=f"{dates.moment(step.at)} · {by} · {step.case.title}",
        url=step.case.get_absolute_url(),
        role=step.role,
    )


def _without_subject(entry: Entry, subject: Subject) -> Entry:
    """On the page of an actor its own name says nothing: the line itself is the title."""
    owner = subject.actor or subject.network
    if owner is not None and entry.text and entry.title == owner.name:
        return replace(entry, title=entry.text, text="")
    return entry


def _earlier(place: Place, kind: int) -> Q:
    at, its_kind, pk = place
    same = Q(at=at, pk__lt=pk) if kind == its_kind else Q(at=at) if kind < its_kind else Q(pk__in=())
    return Q(at__lte=at) & (Q(at__lt=at) | same)


def _cursor(place: Place) -> str:
    at, kind, pk = place
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{kind}-{pk}"


def _read(text: str | None) -> Place | None:
    """A cursor that was tampered with gives the first page."""
    try:
        stamp, kind, pk = (text or "").split("-")
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
        return (at, int(kind), int(pk)) if 0 < int(pk) < 2**63 else None
    except (ValueError, OverflowError):
        return None

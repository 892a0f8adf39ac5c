"""What happened, newest first: talks, agreements, steps and answers as one list.

One component for everything with a history: an actor, a network, an initiative, a case, a signal, a gemeente
contact, a wijk. Pages of any floor above call `timeline_of` and include `casework/_timeline.html`. One query per
kind that the thing may have, paged by key; the address says which page (`voor`) and which kind (`soort`).
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, TypedDict

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from actors.models import Actor, InformalNetwork, MunicipalContact
from initiatives.models import Event, Initiative
from wijknet.access import Viewer
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area
from wijknet.areas.querysets import seen_by
from wijknet.casework.models import Agreement, Case, ContactMoment, MomentParty, Referral, Signal, SignalAnswer, Step
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

# When, which kind, which row.
Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """One page of entries, and the cursor of the page before it (empty where history begins).

    `kinds` are what one may choose between, as (word in the address, label); `chosen` is the one that is shown.
    """

    entries: list[Entry]
    earlier: str
    kinds: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry. `number` orders what happened at the same moment, and stands in cursors."""

    number: int
    slug: str
    label: str
    rows: Callable[[Viewer, "Subject"], QuerySet[Any]]
    entry: Callable[[Any], Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The one thing that the history is of."""

    actor: Actor | None = None
    network: InformalNetwork | None = None
    initiative: Initiative | None = None
    case: Case | None = None
    signal: Signal | None = None
    contact: MunicipalContact | None = None
    event: Event | None = None
    area: Area | None = None

    @property
    def thing(self) -> tuple[str, Model]:
        """What it is, and which one."""
        return next((field.name, value) for field in fields(self) if (value := getattr(self, field.name)) is not None)


def timeline_of(
    viewer: Viewer,
    *,
    actor: Actor | None = None,
    network: InformalNetwork | None = None,
    initiative: Initiative | None = None,
    case: Case | None = None,
    signal: Signal | None = None,
    contact: MunicipalContact | None = None,
    event: Event | None = None,
    area: Area | None = None,
    before: str | None = None,
    kind: str | None = None,
    size: int = PAGE,
) -> Timeline:
    """The history of one thing, as far as this viewer may see it; `before` is the cursor of an earlier page.

    What may not be seen is in no query, so it is missing from every page and every kind alike.
    """
    subject = Subject(
        actor=actor,
        network=network,
        initiative=initiative,
        case=case,
        signal=signal,
        contact=contact,
        event=event,
        area=area,
    )
    place = _read(before)
    possible = [one for one in KINDS if one.slug in _kinds_of(subject)]
    chosen = next((one for one in possible if one.slug == kind), None)
    found: list[tuple[Place, Entry]] = []
    for one in [chosen] if chosen else possible:
        if place is None and size == PAGE:
            rows = _newest(viewer, one.slug, *subject.thing)
        else:
            earlier = one.rows(viewer, subject).order_by("-at", "-pk")
            rows = list((earlier.filter(_earlier(place, one.number)) if place else earlier)[: size + 1])
        found += [((row.at, one.number, row.pk), one.entry(row)) for row in rows]
    found.sort(key=lambda pair: pair[0], reverse=True)
    shown = found[:size]
    return Timeline(
        entries=[_without_subject(entry, subject) for _, entry in shown],
        earlier=_cursor(shown[-1][0]) if len(found) > size else "",
        kinds=[(one.slug, one.label) for one in possible],
        chosen=chosen.slug if chosen else "",
    )


@prepared
def _newest(viewer: Viewer, slug: str, what: str, thing: Model) -> QuerySet[Any]:
    """The first page of one kind: what nearly every visit reads."""
    kind = next(one for one in KINDS if one.slug == slug)
    about: dict[str, Any] = {what: thing}
    found: QuerySet[Any] = kind.rows(viewer, Subject(**about)).order_by("-at", "-pk")[: PAGE + 1]
    return found


class PlaceIn(TypedDict):
    before: str | None
    kind: str | None


def place_in(query: QueryDict) -> PlaceIn:
    """Which page and which kind an address asks for, to hand to `timeline_of`."""
    return {"before": query.get("voor"), "kind": query.get("soort")}


def _kinds_of(subject: Subject) -> set[str]:
    """What this thing may have a history of: nobody talks with a desk, a meeting has minutes and what was agreed in
    it, and only a signal is answered."""
    if subject.contact:
        return {"stap", "doorverwijzing"}
    if subject.event:
        return {"gesprek", "afspraak"}
    answered = subject.signal or subject.area or (subject.case and subject.case.signal_id)
    sent = not (subject.signal or subject.initiative)
    return (
        {"gesprek", "afspraak", "stap"}
        | ({"antwoord"} if answered else set())
        | ({"doorverwijzing"} if sent else set())
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
        rows = rows.filter(pk__in=_talks_of(subject.case))
    elif subject.signal:
        rows = rows.filter(signal=subject.signal)
    elif subject.event:
        rows = rows.filter(event=subject.event)
    elif subject.area:
        rows = ContactMoment.objects.in_wijken_of(viewer).in_area(subject.area)
    return rows.with_whom()  # type: ignore[attr-defined,no-any-return]


def _talks_of(case: Case) -> QuerySet[Any, Any]:
    """The talk that it began with and those of its steps, as one list of keys: an OR would read every talk there is."""
    began = Case.objects.filter(pk=case.pk, from_moment__isnull=False).values("from_moment")
    return began.union(Step.objects.filter(case=case, moment__isnull=False).values("moment"))


def _agreements(viewer: Viewer, subject: Subject) -> QuerySet[Agreement]:
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(viewer).with_names().with_reason()
    if subject.actor:
        return rows.filter(actor=subject.actor)
    if subject.network:
        return rows.filter(network=subject.network)
    if subject.initiative:
        return rows.filter(made_in__initiative=subject.initiative)
    if subject.case:
        return rows.filter(made_in__in=_talks_of(subject.case))
    if subject.signal:
        return rows.filter(made_in__signal=subject.signal)
    if subject.event:
        return rows.filter(made_in__event=subject.event)
    return rows.in_area(subject.area) if subject.area else rows  # type: ignore[attr-defined]


def _referrals(viewer: Viewer, subject: Subject) -> QuerySet[Referral]:
    """Sent to them, or from a talk with them."""
    rows: QuerySet[Referral] = Referral.objects.visible_to(viewer).with_names()
    talks = MomentParty.objects.values("moment")
    if subject.actor:
        return rows.filter(Q(actor=subject.actor) | Q(moment__in=talks.filter(actor=subject.actor)))
    if subject.network:
        return rows.filter(moment__in=talks.filter(network=subject.network))
    if subject.case:
        return rows.filter(case=subject.case)
    if subject.contact:
        return rows.filter(municipal_contact=subject.contact)
    return rows.in_area(subject.area) if subject.area else rows  # type: ignore[attr-defined]


def _steps(viewer: Viewer, subject: Subject) -> QuerySet[Step]:
    rows: QuerySet[Step] = Step.objects.with_case()
    if subject.case:
        return rows.filter(case=subject.case)
    cases = Case.objects.filter(seen_by(viewer))
    if subject.actor:
        cases = cases.filter(parties__actor=subject.actor)
    elif subject.network:
        cases = cases.filter(parties__network=subject.network)
    elif subject.initiative:
        cases = cases.filter(initiative=subject.initiative)
    elif subject.signal:
        cases = cases.filter(signal=subject.signal)
    elif subject.contact:
        cases = cases.filter(parties__municipal_contact=subject.contact)
    elif subject.area:
        cases = cases.in_area(subject.area)
    return rows.filter(case__in=cases.values("pk"))


def _answers(viewer: Viewer, subject: Subject) -> QuerySet[SignalAnswer]:
    signals = Signal.objects.visible_to(viewer)
    if subject.area:
        signals = signals.in_area(subject.area)
    elif subject.signal:
        signals = signals.filter(pk=subject.signal.pk)
    else:
        signals = signals.filter(cases=subject.case)
    return SignalAnswer.objects.filter(signal__in=signals.values("pk")).select_related("by", "signal")


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


def _referral_entry(referral: Referral) -> Entry:
    if referral.settled_on is None:
        state = f"vraag na op {dates.short_day(referral.ask_on)}"
    elif referral.case_id is not None:
        state = "werd een verbinding"
    else:
        state = f"afgerond op {dates.short_day(referral.settled_on)}"
    return Entry(
        icon="refer",
        title=f"Doorverwezen naar {referral.to_whom}",
        text=referral.about,
        when=f"{dates.day(referral.at)} · {referral.by.first_name} · {state}",
        url=referral.get_absolute_url(),
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


def _answer_entry(answer: SignalAnswer) -> Entry:
    told = "1 kreeg bericht" if answer.told_count == 1 else f"{answer.told_count} kregen bericht"
    counted = "1 ander is geteld" if answer.counted_count == 1 else f"{answer.counted_count} anderen zijn geteld"
    return Entry(
        icon="mail",
        title=f"Antwoord aan iedereen: {answer.signal.title}",
        text=answer.text,
        when=f"{dates.moment(answer.at)} · {answer.by.first_name} · {told}, {counted}",
        url=answer.signal.get_absolute_url(),
    )


# A talk stands above the agreement that was made in it.
KINDS = (
    Kind(3, "gesprek", "gesprekken", _moments, moment_entry),
    Kind(2, "doorverwijzing", "doorverwijzingen", _referrals, _referral_entry),
    Kind(1, "afspraak", "afspraken", _agreements, _agreement_entry),
    Kind(0, "stap", "stappen", _steps, _step_entry),
    Kind(4, "antwoord", "antwoorden", _answers, _answer_entry),
)


def _without_subject(entry: Entry, subject: Subject) -> Entry:
    """On the page of an actor its own name says nothing: the line itself is the title. So do the
    titles of a case and a signal on theirs."""
    if subject.signal is not None:
        return replace(entry, title=entry.title.removesuffix(f": {subject.signal.title}"))
    if subject.case is not None:
        return replace(entry, when=entry.when.removesuffix(f" · {subject.case.title}"))
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

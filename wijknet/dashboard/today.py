"""Vandaag as one list: what was agreed with residents first, each line with the one thing to do about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from actors.querysets import DAYS_TO_TELL
from actors.rhythm import words as rhythm_words
from initiatives.models import Initiative
from initiatives.models.circle import LATE_AFTER
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Scoped
from wijknet.casework.models import Agreement, Case
from wijknet.casework.querysets.jottings import asks_for_itself
from wijknet.casework.radar import REASONS
from wijknet.dashboard.querysets import (
    BLOCK,
    Asking,
    Choice,
    Notebook,
    PlaceAsks,
    agreements_due,
    circles_waiting,
    initiatives_asking,
    places_asking,
    referrals_asking,
    signals_to_answer,
    steps_due,
)
from wijknet.ui import dates
from wijknet.ui.addresses import address_of
from wijknet.ui.pieces import Action, Todo


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The lines, and where the rest of a kind stands when there is more than is shown."""

    todos: list[Todo]
    more: list[tuple[str, str]]


def today_of(
    viewer: User, wijken: list[Area], chosen: Choice, notebook: Notebook, rhythms: list[tuple[int, int]]
) -> Today:
    """What asks this viewer, in the order in which it was promised to people; a few of each kind."""
    today = dates.today()
    agreements = agreements_due(viewer, chosen)
    urgent = [agreement for agreement in agreements if agreement.due <= today]
    initiatives = initiatives_asking(viewer, chosen)
    late = [initiative for initiative in initiatives if initiative.is_late]
    steps = steps_due(viewer, chosen)
    referrals = [] if chosen.theme else referrals_asking([chosen.area] if chosen.area else wijken)
    waiting = places_asking(viewer, chosen, rhythms)
    people = [thing for thing in waiting if thing.kind in PEOPLE_TODOS] if writes(viewer) else []
    silent = [thing for thing in waiting if thing.kind not in PEOPLE_TODOS]
    lines = [
        *(agreement_todo(agreement, viewer) for agreement in urgent),
        *(initiative_todo(initiative, viewer) for initiative in late),
        *(initiative_todo(initiative, viewer) for initiative in initiatives if initiative not in late),
        *(answer_todo(case, viewer) if is_answered(case) else step_todo(case, viewer) for case in steps),
        *(referral_todo(asking, viewer) for asking in referrals),
        *(PEOPLE_TODOS[thing.kind](thing) for thing in people),
        *circle_todo(*circles_waiting(viewer, wijken, chosen), chosen),
        *signals_todo(signals_to_answer(wijken, chosen), chosen, viewer),
        *(notebook_todo(notebook) if not chosen.theme else []),
        *(agreement_todo(agreement, viewer) for agreement in agreements if agreement not in urgent),
        *(silent_todo(thing, viewer) for thing in silent),
    ]
    lists = (
        (agreements, "Alle afspraken", "agreements"),
        (initiatives, "Alle initiatieven", "initiatives-desk"),
        (steps, "Alle verbindingen", "cases"),
    )
    more = [(label, reverse(name)) for rows, label, name in lists if len(rows) == BLOCK]
    if silent:
        more.append(
            ("Alles wat je lang niet sprak", reverse("round") + (f"?wijk={chosen.area.code}" if chosen.area else ""))
        )
    return Today(todos=lines, more=more)


def agreement_todo(agreement: Agreement, viewer: User) -> Todo:
    late, today = agreement.is_late, agreement.due == dates.today()
    by = "" if agreement.by_id == viewer.pk else f" · {agreement.by.first_name}"
    label = "Vertel wat er is gebeurd" if late else "Afronden"
    return Todo(
        icon="agreement",
        what=f"{agreement.what} ({agreement.for_whom})",
        url=agreement.get_absolute_url(),
        when=dates.due_words(agreement.due) if late or today else f"vóór {dates.short_day(agreement.due)}",
        why=f"afspraak van {dates.short_day(agreement.made_on)}{by}",
        late=late,
        action=action(viewer, agreement, label, address_of("agreement-close", agreement.pk), primary=late),
    )


def initiative_todo(initiative: Initiative, viewer: User) -> Todo:
    """New, waiting for an answer to the sender, or past the day that the sender was told."""
    if (
        getattr(initiative, "check_in", None)
        and initiative.moderation == "PUBLIC"
        and not (initiative.unanswered_since or getattr(initiative, "need_waits", False))
    ):
        return stranded_todo(initiative, viewer)
    url = initiative.get_desk_url()
    if initiative.moderation in {"RECEIVED", "LOOKING"}:
        icon, what, label = "idea", f"Nieuw: {initiative.title}", "Lees het verhaal"
        why = f"{initiative.reference} · gestuurd {dates.ago(initiative.received_on)}"
    elif initiative.unanswered_since:
        icon, what, label = "mail", f"Bericht over {initiative.title}", "Lees het bericht"
        why = f"{initiative.reference} · {dates.ago(initiative.unanswered_since)}"
    elif getattr(initiative, "need_waits", False):
        icon, what, label = "heart", f"Vraag om hulp: {initiative.title}", "Bekijk de vraag"
        why, url = (
            f"{initiative.reference} · wacht op je blik",
            reverse("initiative-market", args=[initiative.reference]),
        )
    else:
        icon, what, label = "clock", f"{initiative.title}: wij zijn aan zet", "Geef een nieuwe datum"
        why = f"{initiative.reference} · de indiener ziet dit ook"
    when = ""
    if initiative.waiting_until:
        soon = dates.short_day(initiative.waiting_until)
        when = dates.due_words(initiative.waiting_until) if initiative.is_late else f"antwoord vóór {soon}"
    return Todo(
        icon=icon,
        what=what,
        url=url,
        when=when,
        why=why,
        late=initiative.is_late,
        action=Action(label=label, url=url),
    )


def stranded_todo(initiative: Initiative, viewer: User) -> Todo:
    """It stands still, or its sender says so: the likely reason, the first step, and a case in two clicks."""
    check_in: dict[str, Any] = initiative.check_in  # type: ignore[attr-defined]
    pk, advice = check_in["pk"], REASONS[check_in["reason"]]
    url = reverse("check-in", args=[pk])
    if check_in["answer"] == "STOP":
        what, why = f"{initiative.title} stopt", "bedank wie het trok"
        act: Action | None = Action(label="Bekijk waarom", url=url)
    else:
        says = "de trekker zit vast; " if check_in["answer"] == "STUCK" else ""
        what, why = f"{initiative.title} staat stil", f"{says}waarschijnlijk: {advice.label}. {advice.step}"
        act = action(viewer, initiative, "Pak dit op", f"{reverse('case-new')}?navraag={pk}")
    when = dates.due_words(initiative.waiting_until) if initiative.is_late and initiative.waiting_until else ""
    return Todo(icon="idea", what=what, url=url, why=why, when=when, late=initiative.is_late, action=act)


def step_todo(case: Case, viewer: User) -> Todo:
    """A next step of which the day has come; somebody else's is asked after."""
    mine = case.turn == Case.Turn.ME
    url = case.get_absolute_url()
    return Todo(
        icon="clock",
        what=case.next_step if mine else f"Vraag na: {case.next_step}",
        url=url,
        when=dates.due_words(case.due),
        why=f"volgende stap · {case.title}",
        late=case.is_late,
        action=action(viewer, case, "Stap opslaan" if mine else "Vraag het na", address_of("case-step", case.pk)),
    )


def is_answered(case: Case) -> bool:
    """We have to move, and there is an answer to tell in the wijk."""
    return case.turn == Case.Turn.ME and getattr(case, "answer_from", None) is not None


def answer_todo(case: Case, viewer: User) -> Todo:
    """A gemeente contact or a partner answered by personal link."""
    answer_from, answer_pk = getattr(case, "answer_from", ""), getattr(case, "answer_pk", 0)
    url = reverse("case-answer-plain", args=[case.pk, answer_pk])
    return Todo(
        icon="mail",
        what=f"Antwoord van {answer_from}",
        url=f"{case.get_absolute_url()}#antwoord-{answer_pk}",
        when=dates.due_words(case.due),
        why=f"vertel het in de wijk · {case.title}",
        late=case.is_late,
        action=action(viewer, case, "Schrijf het in gewone woorden", url),
    )


def referral_todo(asking: Asking, viewer: User) -> Todo:
    """Sent on, and nobody said yet what came of it; of a wijk the one that waits longest, and how many wait with it."""
    referral, more = asking.referral, asking.count - 1
    url = referral.get_absolute_url()
    listed = f"{reverse('referrals')}?staat=nu&wijk={asking.area.code}"
    others = f" · nog {more} {'andere' if more > 1 else 'doorverwijzing'} in {asking.area.name}" if more else ""
    return Todo(
        icon="refer",
        what=f"Vraag na bij {asking.to_whom}: {referral.about}",
        url=listed if more else url,
        why=f"doorverwijzing van {dates.short_day(referral.made_on)}{others}",
        action=action(viewer, referral, "Vraag het na", url),
    )


def signals_todo(number: int, chosen: Choice, viewer: User) -> list[Todo]:
    """Cases are finished: whoever raised the worry may hear of it."""
    if not number:
        return []
    wijk = f"&wijk={chosen.area.code}" if chosen.area else ""
    url = f"{reverse('signals')}?staat=antwoord{wijk}"
    return [
        Todo(
            icon="signal",
            what="Iedereen antwoord geven?",
            url=url,
            why="1 signaal: de verbinding is afgerond"
            if number == 1
            else f"{number} signalen: de verbindingen zijn afgerond",
            action=Action(label="Schrijf het antwoord", url=url) if writes(viewer) else None,
        )
    ]


def circle_todo(number: int, since: date | None, chosen: Choice) -> list[Todo]:
    """What members of a circle wrote and nobody read yet, because we look first; late by itself."""
    if since is None:
        return []
    due = dates.add_working_days(since, LATE_AFTER)
    late = due < dates.today()
    url = reverse("circle-desk") + (f"?wijk={chosen.area.code}" if chosen.area else "")
    return [
        Todo(
            icon="speech",
            what="Bericht in de kring" if number == 1 else f"{number} berichten in de kring",
            url=url,
            when=dates.due_words(due) if late else "",
            why=f"wacht op je blik sinds {dates.short_day(since)}",
            late=late,
            action=Action(label="Bekijk het", url=url),
        )
    ]


def notebook_todo(notebook: Notebook) -> list[Todo]:
    """My own lines that wait to be worked out, of every wijk, once the oldest has waited long enough."""
    number, oldest = notebook.lines, notebook.oldest
    if oldest is None or not asks_for_itself(oldest, dates.today()):
        return []
    url = f"{reverse('notebook')}#afronden"
    lines = "1 regel" if number == 1 else f"{number} regels"
    return [
        Todo(
            icon="pencil",
            what=f"{lines} in je kladblok",
            url=url,
            why=f"de oudste is van {dates.short_day(oldest)}",
            action=Action(label="Werk uit", url=url),
        )
    ]


def tell_todo(thing: PlaceAsks) -> Todo:
    """Someone must be told that they are in WijkNet. Without a name: who opens the page is in the read log."""
    gone_on = dates.short_day(thing.on + timedelta(days=DAYS_TO_TELL))
    url = reverse("person-told", args=[thing.number, thing.pk])
    return Todo(
        icon="people",
        what=f"Vertel iemand bij {thing.name} dat we hun gegevens bewaren",
        url=reverse("person", args=[thing.number, thing.pk]),
        when=f"vóór {gone_on}",
        why=f"erbij gezet op {dates.short_day(thing.on)}; daarna gaat het vanzelf weg",
        action=Action(label="Verteld", url=url),
    )


def meet_todo(thing: PlaceAsks) -> Todo:
    """A new face speaks for a place; nobody spoke to them yet."""
    return Todo(
        icon="people",
        what=f"Maak kennis met het nieuwe gezicht bij {thing.name}",
        url=reverse("new-face", args=[thing.pk]),
        why=f"sinds {dates.short_day(thing.on)}; vraag opnieuw wie de plek kent en bereikt",
        action=Action(label="Leg contact", url=f"{reverse('moment-new')}?actor={thing.pk}"),
    )


# What asks about people, for who keeps the places; a reader reads.
PEOPLE_TODOS = {"tell": tell_todo, "meet": meet_todo}


def silent_todo(thing: PlaceAsks, viewer: User) -> Todo:
    """A place or a network that is missed."""
    talk = Action(label="Leg contact", url=f"{reverse('moment-new')}?{thing.kind}={thing.pk}")
    return Todo(
        icon="phone" if thing.kind == "actor" else "network",
        what=f"{thing.name}: {dates.ago(thing.on)} gesproken",
        url=reverse(f"{thing.kind}-talk", args=[thing.pk]),
        why=f"jullie spreken elkaar meestal {rhythm_words(thing.number)}",
        action=talk if writes(viewer) else None,
    )


def action(viewer: User, thing: Scoped, label: str, url: str, *, primary: bool = False) -> Action | None:
    """The button, for who may press it; a reader reads."""
    if not viewer.works_in(thing.area_id, thing.municipality_id, Function.WIJKMANAGER):
        return None
    return Action(label=label, url=url, primary=primary)


def writes(viewer: User) -> bool:
    return bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER))

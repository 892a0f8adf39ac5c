"""Take something up, move it step by step through the roles, and finish it in both worlds."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actors.models import Actor, MunicipalContact
from actors.services import note_approach
from initiatives.models import Initiative, Match
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import Case, CaseParty, ContactMoment, Referral, Signal, Step
from wijknet.casework.permissions import still_reopens
from wijknet.casework.services.check_ins import taken_up
from wijknet.casework.services.departments import count_department
from wijknet.casework.services.initiative import hide_results, show_results, tell_initiative
from wijknet.casework.services.referrals import became_case
from wijknet.casework.services.rows import Side, columns_of, place_of, store
from wijknet.log.services import record, snapshot
from wijknet.roles import BY_PROBLEM, World
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes now: the answer to "Wat is er aan de hand?" gives the role, and so the lane."""

    problem: str
    step: str
    turn: str
    due: date

    def columns(self) -> dict[str, Any]:
        return {
            "problem": self.problem,
            "role": BY_PROBLEM[self.problem].role.value,
            "next_step": self.step.strip(),
            "turn": self.turn,
            "due": self.due,
        }


@transaction.atomic
def open_case(
    *,
    by: User,
    area: Area,
    key: uuid.UUID,
    title: str,
    question: str,
    following: Next,
    life: Sequence[Side] = (),
    system: Sequence[Side] = (),
    theme: Theme | None = None,
    moment: ContactMoment | None = None,
    initiative: Initiative | None = None,
    match: Match | None = None,
    signal: Signal | None = None,
    referral: Referral | None = None,
) -> Case:
    """Take something up ("Pak dit op"): from a talk, an initiative, a signal, or from nothing yet."""
    claimed = claim_key(key, purpose="case", by=by)
    if claimed.target_pk:
        made: Case = Case.objects.get(pk=claimed.target_pk)
        return made
    if not (life or initiative or signal or referral):
        raise ValidationError({"life": "Kies voor wie in de wijk je dit oppakt."})
    case = Case(
        **place_of(area),
        title=title.strip(),
        question=question.strip(),
        by_id=by.pk,
        theme=theme,
        from_moment=moment,
        initiative=initiative,
        match=match,
        signal=signal,
        **following.columns(),
    )
    store(case)
    sides = [(World.LIFE, thing) for thing in life] + [(World.SYSTEM, thing) for thing in system]
    for world, thing in dict.fromkeys(sides):
        _add_side(case, world, thing, by=by)
    _step(case, by=by, role=case.role, what=_taken_up_from(case), moment=moment)
    if referral is not None:
        became_case(referral, case, by=by)
    if initiative is not None:
        taken_up(initiative, by=by)
    tell_initiative(case, by=by)
    record("open", case, by=by)
    fulfil(claimed, case)
    return case


@transaction.atomic
def add_step(
    *,
    by: User,
    case: Case,
    key: uuid.UUID,
    version: int,
    what: str,
    following: Next,
    moment: ContactMoment | None = None,
) -> Case:
    """Write what was done in the role of the case as it stood, and what comes next; the case goes to that lane."""
    claimed = claim_key(key, purpose="step", by=by)
    current: Case = Case.objects.select_for_update().get(pk=case.pk)
    if claimed.target_pk:
        return current
    if not current.is_open:
        raise ValidationError("Deze verbinding is afgerond. Heropen haar eerst.")
    if current.version != version:
        raise Conflict(current, {"what": what, **following.columns()})
    before = snapshot(current)
    _step(current, by=by, role=current.role, what=what, moment=moment)
    for name, value in following.columns().items():
        setattr(current, name, value)
    current.version += 1
    store(current)
    tell_initiative(current, by=by)
    record("step", current, by=by, before=before)
    fulfil(claimed, current)
    return current


@transaction.atomic
def link_contact(*, by: User, case: Case, contact: MunicipalContact | Actor) -> Case:
    """Put a gemeente contact, or a partner, on the systeemwereld side. Pressed twice is linked once."""
    current: Case = Case.objects.select_for_update().get(pk=case.pk)
    if not current.is_open:
        raise ValidationError("Deze verbinding is afgerond. Heropen haar eerst.")
    columns = columns_of(contact)
    if current.parties.filter(**columns).exists():
        return current
    _add_side(current, World.SYSTEM, contact, by=by)
    _step(current, by=by, role=current.role, what=f"{contact} erbij gevraagd"[:300])
    record("link", current, by=by, before=snapshot(current))
    return current


@transaction.atomic
def close_case(
    *,
    by: User,
    case: Case,
    version: int,
    result_life: str,
    result_system: str,
    reached_life: bool,
    reached_system: bool,
    show_public: bool = False,
) -> Case:
    """Finish a case with what changed in both worlds, also when it did not work out.

    `show_public` puts the same words on the page of the initiative; reopening takes them off again.
    """
    current: Case = Case.objects.select_for_update().get(pk=case.pk)
    results = {
        "result_life": result_life.strip(),
        "result_system": result_system.strip(),
        "reached_life": reached_life,
        "reached_system": reached_system,
    }
    if not current.is_open:
        if all(getattr(current, name) == value for name, value in results.items()):
            return current
        raise ValidationError("Deze verbinding is al afgerond.")
    if current.version != version:
        raise Conflict(current, results)
    before = snapshot(current)
    for name, value in results.items():
        setattr(current, name, value)
    current.state, current.closed_on = Case.State.CLOSED, dates.today()
    current.version += 1
    store(current)
    _step(current, by=by, role=current.role, what="Verbinding afgerond")
    tell_initiative(current, by=by)
    if show_public:
        show_results(current, by=by)
    record("close", current, by=by, before=before)
    return current


@transaction.atomic
def reopen_case(*, by: User, case: Case) -> Case:
    """Undo a closing, for 30 days. The texts of the result stay, to be written on."""
    current: Case = Case.objects.select_for_update().get(pk=case.pk)
    if current.is_open:
        return current
    if not still_reopens(current):
        raise ValidationError("Heropenen kan tot 30 dagen na het afronden. Pak dit op als nieuwe verbinding.")
    before = snapshot(current)
    current.state, current.closed_on = Case.State.OPEN, None
    current.reached_life = current.reached_system = None
    current.version += 1
    store(current)
    _step(current, by=by, role=current.role, what="Verbinding heropend")
    tell_initiative(current, by=by)
    hide_results(current, by=by)
    record("reopen", current, by=by, before=before)
    return current


def _add_side(case: Case, world: World, thing: Side, *, by: User) -> None:
    """A place that is brought in as a partner is asked for something; one for which we do this is not."""
    if world == World.SYSTEM and isinstance(thing, Actor):
        note_approach(actor=thing, by=by, area=case.area, why="partner in een verbinding")
    party = CaseParty(case=case, world=world.value, **columns_of(thing))
    store(party)
    if isinstance(thing, MunicipalContact):
        count_department(theme_id=case.theme_id, department=thing.department, kind="linked")


def _step(case: Case, *, by: User, role: str, what: str, moment: ContactMoment | None = None) -> Step:
    step = Step(case=case, role=role, what=what.strip(), by_id=by.pk, moment=moment)
    store(step)
    return step


def _taken_up_from(case: Case) -> str:
    if case.signal is not None:
        number = case.signal.raised_count
        return f"Opgepakt uit een signaal van {number} {'mens' if number == 1 else 'mensen'}"
    if case.initiative is not None:
        return f"Opgepakt uit initiatief {case.initiative.reference}"
    if case.from_moment_id is not None:
        return "Opgepakt uit een contactmoment"
    return "Opgepakt"

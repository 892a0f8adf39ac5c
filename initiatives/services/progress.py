"""How it goes: phase, who has to move, results. Also written by casework, a floor up."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from initiatives.models import Initiative, Phase, PhaseChange, WaitingOn
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot


def set_waiting(
    *, initiative: Initiative, waiting_on: str, until: date | None = None, text: str = "", by: User | None
) -> Initiative:
    """Say who has to move, until when, and what they do. The sender sees it on their own page.

    When the same party moves its own day to a later one, the first day stays visible: late says so itself.
    """
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        before = snapshot(initiative)
        place_turn(initiative, waiting_on=waiting_on, until=until, text=text)
        initiative.save()
        record("change", initiative, by=by, before=before)
        touch(initiative)
        return initiative


def place_turn(initiative: Initiative, *, waiting_on: str, until: date | None, text: str) -> None:
    """Fill the columns of whose turn it is; for services that save the row themselves."""
    first = None
    if waiting_on == initiative.waiting_on and initiative.is_late and until is not None:
        promised = initiative.waiting_first or initiative.waiting_until
        first = promised if promised is not None and promised < until else None
    initiative.waiting_on = waiting_on
    initiative.waiting_until = None if waiting_on == WaitingOn.NOBODY else until
    initiative.waiting_first = None if waiting_on == WaitingOn.NOBODY else first
    initiative.waiting_text = text


def set_phase(
    *, initiative: Initiative, phase: str, reason: str = "", by: User | None, at: datetime | None = None
) -> Initiative:
    """A phase began; without `by` the sender said so. Stopping or standing still has a reason, never public."""
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if initiative.phase == phase:
            return initiative
        before = snapshot(initiative)
        PhaseChange.objects.create(
            initiative=initiative, phase=phase, at=at or timezone.now(), by_id=by.pk if by else None, reason=reason
        )
        initiative.phase = phase
        if phase in {Phase.SUCCEEDED, Phase.STOPPED}:
            place_turn(initiative, waiting_on=WaitingOn.NOBODY, until=None, text="")
        initiative.version += 1
        initiative.save()
        record("change", initiative, by=by, before=before)
        touch(initiative)
        return initiative


def set_results(*, initiative: Initiative, life: str, system: str, by: User) -> Initiative:
    """What came of it, in the wijk and at the gemeente and partners; both are public."""
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        before = snapshot(initiative)
        initiative.result_life, initiative.result_system = life, system
        initiative.save()
        record("change", initiative, by=by, before=before)
        touch(initiative)
        return initiative

"""What the sender of an initiative sees of the case: who has to move, and until when."""

from initiatives.models import Initiative, WaitingOn
from wijknet.access import Viewer
from wijknet.casework.models import Case
from wijknet.log.services import record, snapshot
from wijknet.roles import World

WAITING = {
    Case.Turn.ME.value: WaitingOn.WIJKMANAGER,
    Case.Turn.SYSTEM.value: WaitingOn.MUNICIPALITY,
    Case.Turn.LIFE.value: WaitingOn.SENDER,
}


def tell_initiative(case: Case, *, by: Viewer) -> None:
    """Put who has to move on the initiative, inside the transaction of the caller.

    The words are ours to say in public: the desk may be named, the next step and people may not.
    """
    if case.initiative_id is None:
        return
    initiative: Initiative = Initiative.objects.select_for_update().get(pk=case.initiative_id)
    before = snapshot(initiative)
    was_late = initiative.is_late
    if case.is_open:
        missed = initiative.waiting_first or initiative.waiting_until
        initiative.waiting_on = WAITING[case.turn]
        initiative.waiting_until = case.due
        initiative.waiting_first = missed if was_late and missed and missed < case.due else None
        initiative.waiting_text = _words(case)
    else:
        initiative.waiting_on, initiative.waiting_until = WaitingOn.NOBODY, None
        initiative.waiting_first, initiative.waiting_text = None, ""
    initiative.version += 1
    initiative.save()
    record("wait", initiative, by=by, before=before)


def _words(case: Case) -> str:
    desk = (
        case.parties.filter(world=World.SYSTEM.value, municipal_contact__isnull=False)
        .values_list("municipal_contact__department", flat=True)
        .first()
    )
    if case.turn == Case.Turn.SYSTEM:
        return f"{desk} van de gemeente kijkt ernaar." if desk else "De gemeente kijkt ernaar."
    if case.turn == Case.Turn.LIFE:
        return "We wachten op jou."
    return f"De wijkmanager bespreekt het met {desk} van de gemeente." if desk else "De wijkmanager gaat ermee verder."

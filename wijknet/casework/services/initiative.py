"""What the sender of an initiative sees of the case: who has to move, until when, and what came of it."""

from initiatives.models import WaitingOn
from initiatives.services import set_results, set_waiting
from wijknet.accounts.models import User
from wijknet.casework.models import Case
from wijknet.roles import World

WAITING = {
    Case.Turn.ME.value: WaitingOn.WIJKMANAGER,
    Case.Turn.SYSTEM.value: WaitingOn.MUNICIPALITY,
    Case.Turn.LIFE.value: WaitingOn.SENDER,
}


def tell_initiative(case: Case, *, by: User | None) -> None:
    """Put who has to move on the initiative, inside the transaction of the caller.

    The words are ours to say in public: the desk may be named, the next step and people may not.
    """
    if case.initiative is None:
        return
    if case.is_open:
        words = _words(case)
        set_waiting(initiative=case.initiative, waiting_on=WAITING[case.turn], until=case.due, text=words, by=by)
    else:
        set_waiting(initiative=case.initiative, waiting_on=WaitingOn.NOBODY, by=by)


def show_results(case: Case, *, by: User) -> None:
    """Put the result in both worlds on the page of the initiative."""
    if case.initiative is not None:
        set_results(initiative=case.initiative, life=case.result_life, system=case.result_system, by=by)


def hide_results(case: Case, *, by: User) -> None:
    """Take this case's result off the page of the initiative; words of another case stay."""
    initiative = case.initiative
    if initiative is not None and (initiative.result_life, initiative.result_system) == (
        case.result_life,
        case.result_system,
    ):
        set_results(initiative=initiative, life="", system="", by=by)


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

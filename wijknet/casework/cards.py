"""How a case looks as a card: leefwereld left, systeemwereld right, the role between them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from wijknet.access.prepared import prepared
from wijknet.casework.contacts import Proposal
from wijknet.casework.models import Case, CaseParty
from wijknet.roles import World
from wijknet.ui import dates
from wijknet.ui.pieces import Action, CaseCard, Half

# How many cases one read is for.
KEYS = 8


def card_of(case: Case, *, proposal: Proposal | None = None, link: Action | None = None) -> CaseCard:
    """The card; without a gemeente contact its right half is dashed, with the proposal when there is one."""
    life, system = halves_of(case, proposal=proposal, link=link)
    mine = case.is_open and case.turn == Case.Turn.ME
    if not case.is_open:
        meta = f"Afgerond op {dates.day(case.closed_on)}" if case.closed_on else ""
    elif case.is_late:
        meta = f"Was afgesproken voor {dates.day(case.due)}"
    else:
        meta = f"Afgesproken vóór {dates.day(case.due)}"
    return CaseCard(
        title=title_of(case),
        url=case.get_absolute_url(),
        role=case.role,
        life=life,
        system=system,
        meta=meta,
        turn=f"jij bent aan zet · {dates.due_words(case.due)}" if mine else "",
        late=mine and case.is_late,
    )


def halves_of(case: Case, *, proposal: Proposal | None = None, link: Action | None = None) -> tuple[Half, Half]:
    """Leefwereld and systeemwereld of a case whose parties were fetched with it."""
    life = [party for party in case.sides if party.world == World.LIFE]
    system = [party for party in case.sides if party.world == World.SYSTEM]
    return _life_half(case, life), _system_half(case, system, proposal, link)


def bring_sides(cases: Sequence[Case]) -> None:
    """Fetch the sides of all these cases at once; their own keys, so whoever may see the case may see its sides."""
    found: dict[int, list[CaseParty]] = {case.pk: [] for case in cases}
    # A full number of keys, so that the read has one shape; there is no case 0.
    spare = -len(found) % KEYS
    for party in _sides_of((*found, *[0] * spare)) if found else ():
        found[party.case_id].append(party)
    for case in cases:
        case.sides = found[case.pk]


@prepared
def _sides_of(cases: tuple[int, ...]) -> QuerySet[CaseParty]:
    sides: QuerySet[CaseParty] = CaseParty.objects.filter(case__in=cases).with_names()
    return sides


def turn_words(case: Case) -> str:
    """`aan zet · 5 werkdagen te laat`."""
    return f"aan zet · {dates.due_words(case.due)}"


def title_of(case: Case) -> str:
    return f"{case.initiative.reference} {case.title}" if case.initiative else case.title


def _life_half(case: Case, parties: list[CaseParty]) -> Half:
    name, detail = "Een bewoner", ""
    if parties:
        name = str(parties[0])
        detail = f"en {len(parties) - 1} meer" if len(parties) > 1 else _kind(parties[0])
    elif case.signal is not None:
        number = case.signal.raised_count
        name, detail = f"{number} {'bewoner' if number == 1 else 'bewoners'}", "uit het signaal"
    elif case.initiative is not None:
        name, detail = "De indiener", "bewonersinitiatief"
    return Half(name=name, detail=detail, turn=_turn(case, Case.Turn.LIFE), late=_late(case, Case.Turn.LIFE))


def _system_half(case: Case, parties: list[CaseParty], proposal: Proposal | None, link: Action | None) -> Half:
    if parties:
        first = next((party for party in parties if party.municipal_contact is not None), parties[0])
        contact = first.municipal_contact
        name = contact.department if contact is not None else str(first)
        detail = contact.name if contact is not None else "partner"
        return Half(name=name, detail=detail, turn=_turn(case, Case.Turn.SYSTEM), late=_late(case, Case.Turn.SYSTEM))
    if not case.is_open:
        return Half(name="Niemand gekoppeld")
    if proposal is None:
        ask = "Kies wie dit bij de gemeente kan."
        return Half(name="Nog niemand", detail=ask, proposal=True, word="nog niet gevraagd", action=link)
    return Half(name=proposal.name, detail=proposal.reason, proposal=True, action=link)


def _turn(case: Case, turn: str) -> str:
    return turn_words(case) if case.is_open and case.turn == turn else ""


def _late(case: Case, turn: str) -> bool:
    return case.turn == turn and case.is_late


def _kind(party: CaseParty) -> str:
    if party.actor is not None:
        return str(party.actor.kind)
    if party.network is not None:
        return f"{party.network.size} mensen" if party.network.size else "informeel netwerk"
    return "bewonersgroep"

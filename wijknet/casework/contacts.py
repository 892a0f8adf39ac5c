"""Which desk or colleague of the gemeente fits: theme × wijk, with the reason; a person never without a desk.

Useful from the first day, with departments and their themes alone. What was learned (which department answered
about this theme before) puts a department higher, behind what an admin decided.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from actors.models import MunicipalContact
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area
from wijknet.casework.models import DepartmentRecord

# Being linked once is one colleague's guess; twice is a habit. An answer counts at once.
LINKED_OFTEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A contact and why. `exact` says that the theme fits or was answered before, not only the wijk."""

    contact: MunicipalContact
    reason: str
    exact: bool

    @property
    def name(self) -> str:
        return self.contact.department


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a department did before about one theme."""

    answered: int = 0
    linked: int = 0

    @property
    def counts(self) -> bool:
        return self.answered > 0 or self.linked >= LINKED_OFTEN

    @property
    def words(self) -> str:
        if self.answered:
            return f"Gaf eerder antwoord over dit thema, {_times(self.answered)}."
        return f"Werd eerder gekoppeld bij dit thema, {_times(self.linked)}." if self.counts else ""


NOTHING = Learned()


class Contacts(list[MunicipalContact]):
    """The contacts of some gemeenten, what each serves, and what was learned of their departments.

    `themes` and `wijken` by contact (a theme with its name); `learned` by theme and department.
    """

    def __init__(self, rows: Iterable[MunicipalContact] = ()) -> None:
        super().__init__(rows)
        self.themes: dict[int, dict[int, str]] = defaultdict(dict)
        self.wijken: dict[int, set[int]] = defaultdict(set)
        self.learned: dict[tuple[int, str], Learned] = {}

    def learned_of(self, contact: MunicipalContact, theme_id: int | None) -> Learned:
        return self.learned.get((theme_id or 0, contact.department), NOTHING)


def contacts_of(municipality_ids: Iterable[int]) -> Contacts:
    """All current contacts of these gemeenten. Two queries, however many; for no gemeente none.

    Three small tables in one: a page with many cards has queries to spare for little else.
    """
    gemeenten = tuple(sorted(set(municipality_ids)))
    contacts = Contacts(_current(gemeenten))
    if not contacts:
        return contacts
    for kind, contact, key, name, linked, answered in _serving(gemeenten):
        if kind == "theme":
            contacts.themes[contact][key] = name
        elif kind == "wijk":
            contacts.wijken[contact].add(key)
        else:
            contacts.learned[key, name] = Learned(linked=linked, answered=answered)
    return contacts


@prepared
def _current(gemeenten: tuple[int, ...]) -> QuerySet[MunicipalContact]:
    found = MunicipalContact.objects.current().filter(municipality__in=gemeenten)
    return found.select_related("deputy").order_by("sort_name", "pk")


@prepared
def _serving(gemeenten: tuple[int, ...]) -> QuerySet[Any, tuple[str, int, int, str, int, int]]:
    """For what and where each contact is, and what was learned of the departments."""
    here = {"municipalcontact__municipality__in": gemeenten}
    none = (Value(0), Value(0))
    themes = MunicipalContact.themes.through.objects.filter(**here).values_list(
        Value("theme"), "municipalcontact", "theme", "theme__name", *none
    )
    wijken = MunicipalContact.wijken.through.objects.filter(**here).values_list(
        Value("wijk"), "municipalcontact", "area", "area__name", *none
    )
    learned = DepartmentRecord.objects.filter(theme__municipality__in=gemeenten).values_list(
        Value("learned"), Value(0), "theme", "department", "linked", "answered"
    )
    found: QuerySet[Any, tuple[str, int, int, str, int, int]] = themes.union(wijken, learned, all=True)
    return found


def propose(contacts: Contacts, *, area: Area, theme_id: int | None) -> list[Proposal]:
    """The contacts that may serve this wijk, best first: theme and wijk, theme, who answered about it before, wijk,
    then the rest of the desks.

    A desk stands before a colleague of the same department, and who is absent gives way to their deputy.
    """
    ranked: list[tuple[tuple[int, int, int, bool, str], Proposal]] = []
    for contact in contacts:
        wijken = contacts.wijken.get(contact.pk, set())
        if contact.municipality_id != area.municipality_id or (wijken and area.pk not in wijken):
            continue
        themes = contacts.themes.get(contact.pk, {})
        fits, here = theme_id in themes, area.pk in wijken
        learned = contacts.learned_of(contact, theme_id)
        rank = 0 if fits and here else 1 if fits else 2 if learned.counts else 3 if here else 4
        reason = f"{_reason(themes.get(theme_id or 0, ''), area.name if here else '')} {learned.words}".strip()
        chosen = contact.who_is_there
        if chosen != contact:
            reason = f"{reason} Vervangt {contact.name or contact.department}."
        place = (rank, -learned.answered, -learned.linked, bool(contact.name), contact.sort_name)
        ranked.append((place, Proposal(contact=chosen, reason=reason, exact=fits or learned.counts)))
    ranked.sort(key=lambda pair: pair[0])
    once: dict[int, Proposal] = {}
    for _, proposal in ranked:
        once.setdefault(proposal.contact.pk, proposal)
    return list(once.values())


def best(contacts: Contacts, *, area: Area, theme_id: int | None) -> Proposal | None:
    """The one to propose on a card: only when the theme fits or was answered before, for a guess is not a reason."""
    first = next(iter(propose(contacts, area=area, theme_id=theme_id)), None)
    return first if first and first.exact else None


def _reason(theme: str, wijk: str) -> str:
    if theme and wijk:
        return f"Past bij thema en wijk: {theme.lower()}, {wijk}."
    if theme:
        return f"Past bij het thema: {theme.lower()}."
    return f"Werkt voor {wijk}." if wijk else "Werkt voor de hele gemeente."


def _times(count: int) -> str:
    return "één keer" if count == 1 else f"{count} keer"

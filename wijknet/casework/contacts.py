"""Which desk or colleague of the gemeente fits: theme × wijk, with the reason; a person never without a desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from actors.models import MunicipalContact
from wijknet.areas.models import Area
from wijknet.ui import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A contact and why. `exact` says that the theme fits, not only the wijk."""

    contact: MunicipalContact
    reason: str
    exact: bool

    @property
    def name(self) -> str:
        return self.contact.department


def contacts_of(municipality_ids: Iterable[int]) -> list[MunicipalContact]:
    """All current contacts of these gemeenten with what they are for; three queries, however many."""
    found = MunicipalContact.objects.current().filter(municipality__in=set(municipality_ids))
    return list(found.prefetch_related("themes", "wijken").select_related("deputy").order_by("sort_name", "pk"))


def propose(contacts: Iterable[MunicipalContact], *, area: Area, theme_id: int | None) -> list[Proposal]:
    """The contacts that may serve this wijk, best first: theme and wijk, theme, wijk, then the rest of the desks.

    A desk stands before a colleague, and who is absent gives way to their deputy.
    """
    ranked: list[tuple[tuple[int, int, str], Proposal]] = []
    for contact in contacts:
        wijken = {wijk.pk for wijk in contact.wijken.all()}
        if contact.municipality_id != area.municipality_id or (wijken and area.pk not in wijken):
            continue
        themes = {theme.pk: theme.name for theme in contact.themes.all()}
        fits, here = theme_id in themes, area.pk in wijken
        reason = _reason(themes.get(theme_id or 0, ""), area.name if here else "")
        rank = 0 if fits and here else 1 if fits else 2 if here else 3
        chosen = _who_is_there(contact)
        if chosen != contact:
            reason = f"{reason} Vervangt {contact.name or contact.department}.".strip()
        ranked.append(
            ((rank, bool(contact.name), contact.sort_name), Proposal(contact=chosen, reason=reason, exact=fits))
        )
    ranked.sort(key=lambda pair: pair[0])
    once: dict[int, Proposal] = {}
    for _, proposal in ranked:
        once.setdefault(proposal.contact.pk, proposal)
    return list(once.values())


def best(contacts: Iterable[MunicipalContact], *, area: Area, theme_id: int | None) -> Proposal | None:
    """The one to propose on a card: only when the theme fits, for a guess is not a reason."""
    first = next(iter(propose(contacts, area=area, theme_id=theme_id)), None)
    return first if first and first.exact else None


def _reason(theme: str, wijk: str) -> str:
    if theme and wijk:
        return f"Past bij thema en wijk: {theme.lower()}, {wijk}."
    if theme:
        return f"Past bij het thema: {theme.lower()}."
    return f"Werkt voor {wijk}." if wijk else "Werkt voor de hele gemeente."


def _who_is_there(contact: MunicipalContact) -> MunicipalContact:
    away = contact.absent_until is not None and contact.absent_until >= dates.today()
    return contact.deputy if away and contact.deputy and contact.deputy.archived_on is None else contact

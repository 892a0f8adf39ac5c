"""The kinds that every gemeente starts with."""

from typing import NamedTuple

from actors.models import ActorKind


class _Kind(NamedTuple):
    name: str
    formal: bool
    icon: str
    rhythm_days: int
    sensitive: bool = False


# Rhythm: how often a wijkmanager usually speaks such a place. The informal ones keep the wijk together, so they
# come round faster. Sensitive kinds say something about belief, politics, health, origin or love (AVG article 9).
_KINDS = (
    _Kind("Huisartsenpraktijk", True, "heart", 60),
    _Kind("Zorg", True, "heart", 60),
    _Kind("School", True, "book", 42),
    _Kind("Kinderopvang", True, "book", 60),
    _Kind("Woningcorporatie", True, "house", 28),
    _Kind("Politie", True, "flag", 28),
    _Kind("Welzijnsorganisatie", True, "people", 28),
    _Kind("Bibliotheek", True, "book", 42),
    _Kind("Gemeentelijke voorziening", True, "office", 42),
    _Kind("Wijkraad", True, "agreement", 28),
    _Kind("Bewonerscommissie", False, "agreement", 28),
    _Kind("Buurthuis", False, "door", 14),
    _Kind("Café", False, "table", 21),
    _Kind("Winkel", False, "shop", 21),
    _Kind("Onderneming", False, "shop", 42),
    _Kind("Markt", False, "shop", 28),
    _Kind("Sportschool", False, "walk", 28),
    _Kind("Sportclub", False, "walk", 42),
    _Kind("Vereniging", False, "people", 42),
    _Kind("Speeltuin of tuin", False, "leaf", 28),
    _Kind("Stichting", True, "paper", 60),
    _Kind("Andere plek", False, "place", 60),
    _Kind("Geloofsgemeenschap", False, "place", 60, sensitive=True),
    _Kind("Politieke partij", True, "place", 90, sensitive=True),
    _Kind("Vakbond", True, "place", 90, sensitive=True),
    _Kind("Zelforganisatie naar herkomst", False, "place", 60, sensitive=True),
    _Kind("LHBTI-organisatie", False, "place", 60, sensitive=True),
    _Kind("Patiëntengroep", False, "place", 60, sensitive=True),
)


def ensure_kinds() -> None:
    """Make the kinds that are not there yet; run at set-up and again after an upgrade. What a gemeente changed
    in a kind stays."""
    known = set(ActorKind.objects.filter(municipality=None).values_list("name", flat=True))
    new = [ActorKind(**kind._asdict()) for kind in _KINDS if kind.name not in known]
    ActorKind.objects.bulk_create(new, ignore_conflicts=True)

"""The four roles of a wijkverbinder, as data; every screen reads them from here.

Source: Van Meerkerk & Edelenbos (2018), as summarised in JSO's "Wijkverbinders". The codes are the
study's terms. A role belongs to a step of a case, never to a person.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    FIXER = "FIXER"
    BRIDGER = "BRIDGER"
    BROKER = "BROKER"
    INNOVATIVE_ENTREPRENEUR = "INNOVATIVE_ENTREPRENEUR"


class World(StrEnum):
    LIFE = "LIFE"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleText:
    """The words of one role: label, verb, and from → to in both worlds (Dutch, lower case)."""

    role: Role
    label: str
    verb: str
    from_life: str
    from_system: str
    to_life: str
    to_system: str
    slug: str


ROLES: tuple[RoleText, ...] = (
    RoleText(
        role=Role.FIXER,
        label="Verbinder (fixer)",
        verb="informeren",
        from_life="vragen over de gemeente",
        from_system="aannames over de wijk",
        to_life="antwoorden op vragen over de gemeente",
        to_system="antwoorden op vragen over de wijk",
        slug="fixer",
    ),
    RoleText(
        role=Role.BRIDGER,
        label="Bruggenbouwer",
        verb="signaleren",
        from_life="onopgeloste wijkproblemen",
        from_system="onopgeloste wijkproblemen",
        to_life="opgeloste wijkproblemen",
        to_system="opgeloste wijkproblemen",
        slug="bridger",
    ),
    RoleText(
        role=Role.BROKER,
        label="Bemiddelaar",
        verb="bemiddelen",
        from_life="indirecte communicatie",
        from_system="indirecte communicatie",
        to_life="directe communicatie",
        to_system="directe communicatie",
        slug="broker",
    ),
    RoleText(
        role=Role.INNOVATIVE_ENTREPRENEUR,
        label="Innovatieve ondernemer",
        verb="verkennen",
        from_life="bewonersinitiatieven stranden",
        from_system="plannen sluiten niet aan bij de wijk",
        to_life="succesvolle bewonersinitiatieven",
        to_system="plannen sluiten aan bij de wijk",
        slug="entrepreneur",
    ),
)

BY_ROLE: dict[Role, RoleText] = {text.role: text for text in ROLES}

ROLE_CHOICES: tuple[tuple[str, str], ...] = tuple((text.role.value, text.label) for text in ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One answer to "Wat is er aan de hand?"; the role follows from it."""

    code: str
    words: str
    role: Role


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        code="question",
        words="Iemand heeft een vraag over de gemeente",
        role=Role.FIXER,
    ),
    Problem(
        code="assumption",
        words="Bij de gemeente denken ze iets over de wijk dat niet klopt",
        role=Role.FIXER,
    ),
    Problem(
        code="unsolved",
        words="Een probleem in de wijk blijft liggen",
        role=Role.BRIDGER,
    ),
    Problem(
        code="indirect",
        words="Mensen praten over elkaar, niet met elkaar",
        role=Role.BROKER,
    ),
    Problem(
        code="stranding",
        words="Een idee van bewoners dreigt vast te lopen",
        role=Role.INNOVATIVE_ENTREPRENEUR,
    ),
    Problem(
        code="plan",
        words="Een plan van de gemeente past niet bij de wijk",
        role=Role.INNOVATIVE_ENTREPRENEUR,
    ),
)

BY_PROBLEM: dict[str, Problem] = {problem.code: problem for problem in PROBLEMS}

"""What each app declares about its personal fields: whose, why, how long, and how it goes.

Plain Python, so that the lowest floors can ask it. Every app with tables has a `personal_data.py` with a tuple
`DECLARATIONS`, which its AppConfig hands to `declare` when it is ready. `wijknet.log` asks which values it must
not keep, `wijknet.privacy` exports, erases and writes the register from it, and a test fails on a field that
looks personal and is neither declared nor cleared.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Legal grounds of AVG article 6, as far as WijkNet uses them."""

    CONSENT = "toestemming"
    PUBLIC_TASK = "taak van algemeen belang"
    LEGITIMATE_FUNCTION = "gerechtvaardigd belang: beroepsmatig contact"
    LEGAL_DUTY = "wettelijke plicht"


class Erase(StrEnum):
    """What happens to the field when the person goes or the term has passed."""

    EMPTY = "leegmaken"
    DELETE_ROW = "rij verwijderen"
    REVIEW = "nalezen door de schrijver"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """The declaration for some fields of one model.

    `model` is a label ("actors.Person"), `whose` the data subject in Dutch, `term` how long it is kept
    in Dutch, `days` the same as a number counted from `since` (a date field of the model), or None when
    the term hangs on something else that `term` explains.
    """

    model: str
    fields: tuple[str, ...]
    whose: str
    ground: Ground
    purpose: str
    term: str
    erase: Erase
    days: int | None = None
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPersonal:
    """Fields that look personal by name but are not, with the reason."""

    model: str
    fields: tuple[str, ...]
    why: str


_declared: list[PersonalData] = []
_cleared: list[NotPersonal] = []


def declare(*declarations: PersonalData | NotPersonal) -> None:
    """Add declarations; called by the AppConfig of each app. Twice the same counts once."""
    for declaration in declarations:
        if isinstance(declaration, PersonalData):
            if declaration not in _declared:
                _declared.append(declaration)
        elif declaration not in _cleared:
            _cleared.append(declaration)


def declared(model: str | None = None) -> list[PersonalData]:
    """All declarations, or those of one model label (case does not matter)."""
    return [d for d in _declared if model is None or d.model.lower() == model.lower()]


def cleared() -> list[NotPersonal]:
    return list(_cleared)


def personal_fields(model: str) -> frozenset[str]:
    """Names of the personal fields of a model label; empty when nothing is declared."""
    return frozenset(field for declaration in declared(model) for field in declaration.fields)

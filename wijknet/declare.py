"""What each app declares about its personal fields: whose, why, how long, and how it goes.

Plain Python, so that the lowest floors can ask it. Every app with tables has a `personal_data.py` with a tuple
`DECLARATIONS`, which its AppConfig hands to `declare` when it is ready. `wijknet.log` asks which values it must
not keep, `wijknet.privacy` exports, erases and writes the register from it, and a test fails on a field that
looks personal and is neither declared nor cleared.

The same way an app that points to what can be merged (actors, networks) has a `merge.py` with a tuple `MERGED`: per
link what happens to its rows when two things become one.
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


class Double(StrEnum):
    """What happens to a row that would be there twice after a merge."""

    DROP = "the best of the two stays"
    END = "both stay, and the one that moves ends today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge does with the rows of one link: they move to what is kept.

    `what` says in Dutch, for one and for more, what the reader sees moving. With `same` a row that is equal in those
    columns to one that is there already is a double; only rows where the columns in `while_empty` are empty count.
    `best` puts the better one first: column → its values from least to best, or nothing when more is better.
    `not_itself` is the column with the other side: a row between the two that become one goes. `follow` are the
    links ("app.Model", "field") to a double; they go along to the row that stays.
    """

    model: str
    field: str
    what: tuple[str, str]
    same: tuple[str, ...] = ()
    while_empty: tuple[str, ...] = ()
    double: Double = Double.DROP
    best: tuple[tuple[str, tuple[str, ...]], ...] = ()
    not_itself: str = ""
    follow: tuple[tuple[str, str], ...] = ()


_declared: list[PersonalData] = []
_merged: list[Merged] = []
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


def declare_merged(*links: Merged) -> None:
    """Add links of what can be merged; called by the AppConfig of each app. Twice the same counts once."""
    _merged.extend(link for link in links if link not in _merged)


def merged_links() -> list[Merged]:
    return list(_merged)

"""What one row of a file would do: make something new, change what is there, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from actors.models import Tie
from actors.services.actors import NewActor

Values = dict[str, Any]


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


def nothing_to_write() -> Model:
    """A row that is there already is never written."""
    raise AssertionError("Niets te doen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row that can be done. `write` does it through the app's services and returns what it wrote, or `new` makes
    a place, or `tie` a tie, that is stored together with others. `then` is what can only be done when every row is
    there. `target` is what stands there now, `many` the names of its links that may change too."""

    number: int
    outcome: Outcome
    label: str
    write: Callable[[], Model] = nothing_to_write
    new: Callable[[], NewActor] | None = None
    tie: Callable[[], Tie] | None = None
    then: Callable[[Model], Model] | None = None
    target: Model | None = None
    fields: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be done, with the column that it is about (empty: the row as a whole)."""

    number: int
    column: str
    message: str


@dataclass(slots=True)
class Plan:
    """Every row of the file, in one of two lists; `asks` are texts of good rows that may hold too much, `notes` what
    stands in the file and is no row."""

    steps: list[Step] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    asks: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, Any]:
        found: dict[str, Any] = {str(outcome): 0 for outcome in Outcome}
        for step in self.steps:
            found[step.outcome] += 1
        found[Outcome.WRONG] = len({each.number for each in self.wrong})
        found["asks"] = len({each.number for each in self.asks})
        return found | ({"not_taken": self.notes} if self.notes else {})


def refuse(column: str, message: str) -> ValidationError:
    """The error of one column of a row."""
    return ValidationError({column: message})


def differing(target: Model, values: Values) -> Values:
    """What of `values` is not so already. What a file leaves empty stays as it is."""
    return {name: value for name, value in values.items() if getattr(target, name) != value}

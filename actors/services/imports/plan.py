"""What one row of a file would do: make something new, change what is there, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

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
    a place that is stored together with others. `then` is what can only be done when every row is there.
    `target` is what stands there now, `many` the names of its links that may change too."""

    number: int
    outcome: Outcome
    label: str
    write: Callable[[], Model] = nothing_to_write
    new: Callable[[], NewActor] | None = None
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


def refuse(column: str, message: str) -> ValidationError:
    """The error of one column of a row."""
    return ValidationError({column: message})


def differing(target: Model, values: Values) -> Values:
    """What of `values` is not so already. What a file leaves empty stays as it is."""
    return {name: value for name, value in values.items() if getattr(target, name) != value}

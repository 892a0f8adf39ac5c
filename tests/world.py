"""One of everything in wijk A, with the named people around it: what the access table and the browser look at.

An attribute per thing; whoever adds a page adds the thing that it shows.
"""

from dataclasses import dataclass, fields

import pytest

from wijknet.accounts.models import User
from wijknet.areas.models import Area

ANONYMOUS = "anonymous"
PEOPLE = (ANONYMOUS, "fatima", "joris", "anna", "beheer", "other_gemeente")


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything lies in Klarendal (wijk A) of Arnhem."""

    arnhem: Area
    klarendal: Area
    geitenkamp: Area
    other_wijk: Area
    fatima: User
    joris: User
    anna: User
    beheer: User
    other_gemeente: User

    def person(self, name: str) -> User | None:
        return None if name == ANONYMOUS else getattr(self, name)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    return World(**{field.name: request.getfixturevalue(field.name) for field in fields(World)})

"""An evening that comes and one that was, and who comes."""

from uuid import uuid4

import pytest

from initiatives.mails import REGISTRATION
from initiatives.models import Event, Registration
from initiatives.services import register
from tests.initiatives.make import make_event
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.tokens.services import issue_link


@pytest.fixture
def talk_evening(klarendal: Area, fatima: User) -> Event:
    """Public in wijk A, next week, with one place, which is taken."""
    return make_event(klarendal, fatima, registration=True, places=2)


@pytest.fixture
def past_evening(klarendal: Area, fatima: User) -> Event:
    """Yesterday in wijk A: of this one there can be minutes."""
    return make_event(klarendal, fatima, in_days=-1, title="Terug van de schouw", public=False)


@pytest.fixture
def visitor(talk_evening: Event) -> Registration:
    return register(event=talk_evening, name="Bo", email="bo@voorbeeld.example", people=1, key=uuid4())


@pytest.fixture
def visitor_token(visitor: Registration) -> str:
    return issue_link(purpose=REGISTRATION, target=visitor)

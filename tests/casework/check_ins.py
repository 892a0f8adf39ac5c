"""Somebody who was asked how it goes, for tests of every floor."""

import pytest

from initiatives.models import Initiative
from wijknet.casework.models import CheckIn
from wijknet.casework.services import CHECK_IN
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import today


@pytest.fixture
def check_in(geveltuin: Initiative) -> CheckIn:
    """Its sender was asked how it goes, and is stuck."""
    found: CheckIn = CheckIn.objects.create(
        municipality=geveltuin.municipality,
        area=geveltuin.area,
        initiative=geveltuin,
        phase=geveltuin.phase,
        reason="NO_OFFICIAL",
        evidence="Er is nog geen gemeentecontact.",
        by_mail=True,
        answer_until=today(),
        answer="STUCK",
        answered_on=today(),
        words="Niemand belt terug.",
    )
    return found


@pytest.fixture
def check_in_token(check_in: CheckIn) -> str:
    """The link with which the sender says how it goes."""
    return issue_link(purpose=CHECK_IN, target=check_in)

"""Who pulls and who helps the initiatives of the world of the tests, and what they carry."""

import pytest

from initiatives.mails import OFFER, TEAM
from initiatives.models import Initiative, Offer, Task, TeamMember
from initiatives.services import ask_member, join_team
from initiatives.services.team import Part
from wijknet.tokens.services import issue_link

# A first name and an address that no page for everybody, mail to others or log line may hold.
HELPER = "Plantaanhulp"
ADDRESS = "team.geheim@voorbeeld.example"


@pytest.fixture
def teammate(kookavond: Initiative) -> TeamMember:
    """Pulls kookavond and is not its sender; the site may not name them."""
    asked = ask_member(initiative=kookavond, email=ADDRESS, champion=True)
    part = Part(name=HELPER, does="Ik regel de pannen", phone="06 12 34 56 78", champion=True)
    return join_team(member=asked, part=part)


@pytest.fixture
def team_token(teammate: TeamMember) -> str:
    """The secret of the own page of who pulls kookavond."""
    return issue_link(purpose=TEAM, target=teammate)


@pytest.fixture
def invited(kookavond: Initiative) -> TeamMember:
    """Was asked to help, and did not answer."""
    return ask_member(initiative=kookavond, email="gevraagd@voorbeeld.example")


@pytest.fixture
def task(kookavond: Initiative, teammate: TeamMember) -> Task:
    made: Task = Task.objects.create(initiative=kookavond, member=teammate, what="Pannen lenen bij de buren")
    Task.objects.create(initiative=kookavond, what="Een zaal zoeken")
    return made


@pytest.fixture
def offer_token(offered: Offer) -> str:
    """The link with which a helper takes the offer back."""
    return issue_link(purpose=OFFER, target=offered)

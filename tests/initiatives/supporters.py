"""Who stands behind the initiatives of the world of the tests, and who offers help."""

import pytest

from initiatives.mails import SUPPORT
from initiatives.models import HandCount, Initiative, Need, Offer, Support
from initiatives.services import ask_support, confirm_support
from wijknet.accounts.models import User
from wijknet.tokens.services import issue_link


@pytest.fixture
def supporter(geveltuin: Initiative) -> Support:
    """Who stands behind geveltuin, with an address that no page may show."""
    return confirm_support(support=ask_support(initiative=geveltuin, email="steun.geheim@voorbeeld.example"))


@pytest.fixture
def supporter_token(supporter: Support) -> str:
    return issue_link(purpose=SUPPORT, target=supporter)


@pytest.fixture
def counted(kookavond: Initiative, fatima: User) -> HandCount:
    """Hands for kookavond at a talk in the wijk."""
    made: HandCount = HandCount.objects.create(initiative=kookavond, hands=24, place="wijkgesprek", by=fatima)
    return made


@pytest.fixture
def needed(kookavond: Initiative) -> Need:
    made: Need = Need.objects.create(initiative=kookavond, kind="TOOLS", text="Grote pannen")
    return made


@pytest.fixture
def offered(kookavond: Initiative, geveltuin: Initiative) -> Offer:
    """Help for both, from somebody whom no page for everybody may show."""
    helper = {"name": "Plantaanbod", "email": "steun.geheim@voorbeeld.example", "text": "Plantaanbod"}
    Offer.objects.create(initiative=geveltuin, **helper)
    made: Offer = Offer.objects.create(initiative=kookavond, **helper)
    return made

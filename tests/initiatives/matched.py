"""A koppelkans of the cooking evening, and a partner of it."""

import pytest

from actors.models import Actor
from initiatives.models import Initiative, Match, Partner
from wijknet.areas.models import Plan


@pytest.fixture
def match(kookavond: Initiative, plan: Plan) -> Match:
    """The plan of the gemeente may help the cooking evening."""
    return Match.objects.create(
        municipality=kookavond.municipality,
        area=kookavond.area,
        initiative=kookavond,
        plan=plan,
        score=52,
        reason="Allebei noemen ze ‘koken’.",
    )


@pytest.fixture
def joined(kookavond: Initiative, bakery: Actor) -> Partner:
    """The bakery joins in the cooking evening."""
    return Partner.objects.create(initiative=kookavond, actor=bakery, contribution="Brood van gisteren.")

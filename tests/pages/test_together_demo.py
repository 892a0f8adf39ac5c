"""Plans, alliances and channels in the demo: made up, and made once."""

import pytest

from actors.models import Alliance, AlliancePartner, Buddy, Channel, Position
from tests.conftest import make_area, make_user
from wijknet.access import Function
from wijknet.areas.models import Area, Plan
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, actors, together

MODELS = (Plan, Position, Alliance, AlliancePartner, Channel, Buddy)


@pytest.fixture
def demo_wijken(arnhem: Area, goeree: Area) -> None:
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)


def test_all_is_made_up_and_made_once(demo_wijken: None) -> None:
    actors.load()
    together.load()
    counts = [model._default_manager.count() for model in MODELS]
    assert counts == [2, 3, 1, 3, 3, 2]
    named = [*Plan.objects.all(), *Alliance.objects.all(), *Channel.objects.all(), *Buddy.objects.all()]
    assert all(str(thing).endswith("(demo)") for thing in named)
    together.load()
    assert [model._default_manager.count() for model in MODELS] == counts

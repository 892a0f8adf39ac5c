"""The made-up initiatives of the demo: in every phase, by people who do not exist, and made once."""

import pytest

from initiatives.models import Initiative, Kind, Moderation, Phase, Submission
from tests.conftest import make_area, make_user
from wijknet.access import Function
from wijknet.areas.models import Area
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, initiatives


@pytest.fixture
def demo_wijken(arnhem: Area, goeree: Area) -> None:
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)


def test_nineteen_stories_are_told_once(demo_wijken: None) -> None:
    initiatives.load()
    initiatives.load()
    found = Initiative.objects.all()
    assert found.count() == 19
    assert {initiative.phase for initiative in found} == set(Phase)
    assert {initiative.moderation for initiative in found} == set(Moderation) - {Moderation.WITHDRAWN}
    assert found.filter(kind=Kind.QUESTION).count() == 1
    assert any(initiative.is_late for initiative in found)


def test_senders_of_the_demo_are_made_up(demo_wijken: None) -> None:
    initiatives.load()
    for submission in Submission.objects.all():
        assert submission.sender_name.endswith("(demo)")
        assert not submission.email or submission.email.endswith(".example")
        assert submission.phone in {"", "06 00 00 00 00"}

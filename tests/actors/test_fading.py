"""How a relation counts less when nobody confirmed it for a while."""

from datetime import date, timedelta

import pytest

from actors.fading import FADES_AFTER, STEPS, is_faded, weight

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "counts"),
    [(-1, 1.0), (0, 1.0), (183, 1.0), (184, 0.5), (365, 0.5), (366, 0.25), (730, 0.25), (731, 0.1), (9000, 0.1)],
)
def test_weight_by_age(days: int, counts: float) -> None:
    assert weight(DAY - timedelta(days=days), DAY) == counts


def test_what_was_never_confirmed_counts_least() -> None:
    assert weight(None, DAY) == STEPS[-1].weight
    assert is_faded(None, DAY)


def test_it_fades_on_the_day_that_klopt_dit_nog_asks() -> None:
    assert not is_faded(DAY - FADES_AFTER, DAY)
    assert is_faded(DAY - FADES_AFTER - timedelta(days=1), DAY)


def test_the_steps_only_go_down() -> None:
    assert [step.days for step in STEPS] == sorted(step.days for step in STEPS)
    assert [step.weight for step in STEPS] == sorted((step.weight for step in STEPS), reverse=True)
    assert STEPS[0].weight == 1

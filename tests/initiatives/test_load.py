"""What a team carries, in numbers and in plain sentences."""

from datetime import date, timedelta

import pytest

from initiatives.load import NOTHING, weigh

TODAY = date(2026, 11, 24)
LATE = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("tasks", "signs"),
    [
        ([], []),
        ([(1, None), (1, None)], []),
        ([(1, None)] * 3, ["Eén persoon draagt alles: 3 taken."]),
        ([(1, None)] * 4 + [(2, None)], []),
        ([(1, None)] * 5 + [(2, None)], ["Eén persoon draagt 5 taken."]),
        ([(1, LATE), (1, LATE), (2, None)], ["Bij één persoon zijn 2 taken te laat."]),
        ([(1, LATE), (2, LATE)], []),
        ([(1, TODAY), (1, TODAY), (2, None)], []),
        ([(None, LATE)] * 3, ["3 taken heeft nog niemand."]),
        ([(None, None)] * 2, []),
        ([(1, None)] * 3 + [(None, None)] * 3, ["Eén persoon draagt alles: 3 taken.", "3 taken heeft nog niemand."]),
    ],
)
def test_signs(tasks: list[tuple[int | None, date | None]], signs: list[str]) -> None:
    assert weigh(tasks, TODAY).signs == signs


def test_nothing_is_not_heavy() -> None:
    assert weigh([], TODAY) == NOTHING
    assert NOTHING.heavy == ""

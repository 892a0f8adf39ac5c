"""The trusted circle against trying everything, and the cases that need a word."""

import random
from collections.abc import Sequence
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijknet.graph import circle
from wijknet.graph.circle import Candidate, find_circle
from wijknet.graph.cover import TRUST_WEIGHS, GaveUp, smallest_cover

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        levels=st.dictionaries(st.integers(0, 5), st.sampled_from((1, 2)), max_size=4),
        asked=st.integers(0, 4),
    ),
    max_size=8,
)


def best_by_trying(candidates: Sequence[Candidate], groups: Sequence[int], least: int) -> tuple[int, ...]:
    """Smallest, then most trust less asked, then first in the list: all sets, one by one."""
    usable = [
        {group: level for group, level in one.levels.items() if group in groups and level >= least}
        for one in candidates
    ]
    reachable = set().union(*usable)
    for size in range(len(candidates) + 1):
        able = [
            chosen
            for chosen in combinations(range(len(candidates)), size)
            if set().union(*(usable[at] for at in chosen)) >= reachable
        ]
        if able:
            return min(able, key=lambda chosen: (-_worth(candidates, usable, reachable, chosen), chosen))
    raise AssertionError("everyone together reaches all")


def _worth(
    candidates: Sequence[Candidate], usable: Sequence[dict[int, int]], reachable: set[int], chosen: Sequence[int]
) -> int:
    trust = sum(max(usable[at].get(group, 0) for at in chosen) for group in reachable)
    return TRUST_WEIGHS * trust - sum(candidates[at].asked for at in chosen)


@pytest.mark.parametrize("seconds", [3.0, 0.0], ids=["quick", "program"])
@settings(deadline=None, max_examples=150)
@given(candidates=CANDIDATES, least=st.sampled_from((1, 2)))
def test_equal_to_trying_everything(seconds: float, candidates: list[Candidate], least: int) -> None:
    with patch.object(circle, "QUICK_SECONDS", seconds):
        found = find_circle(candidates, groups=range(6), least=least)
    assert found.chosen == best_by_trying(candidates, range(6), least)
    assert found.gap == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_quick_way_and_the_program_say_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where trying everything would take too long: few groups each, and many with room to spare."""
    draw = random.Random(seed)
    most = 3 + seed % 4
    candidates = [
        Candidate(
            levels={group: draw.choice((1, 2)) for group in draw.sample(range(12), draw.randint(1, most))},
            asked=draw.randint(0, 3),
        )
        for _candidate in range(60)
    ]
    quick = find_circle(candidates, groups=range(12))
    monkeypatch.setattr(circle, "QUICK_SECONDS", 0.0)
    assert find_circle(candidates, groups=range(12)) == quick


def test_levels_beyond_trust_are_for_the_program() -> None:
    near, far = Candidate(levels={1: 3}), Candidate(levels={1: 1})
    with pytest.raises(GaveUp):
        smallest_cover({0: near.levels, 1: far.levels}, {0: 0, 1: 0}, [1], seconds=3.0)
    assert find_circle([far, near], groups=[1]).chosen == (1,)


@settings(deadline=None, max_examples=60)
@given(candidates=CANDIDATES, most=st.integers(1, 3))
def test_nobody_is_asked_for_more_groups_than_the_limit(candidates: list[Candidate], most: int) -> None:
    found = find_circle(candidates, groups=range(6), groups_at_most=most)
    spoken = [group for member in found.members for group in member.groups]
    assert all(0 < len(member.groups) <= most for member in found.members)
    assert len(spoken) == len(set(spoken))
    assert sorted((*spoken, *found.unreached, *found.over_limit)) == list(range(6))
    # Reaching fewer than one could, is wrong: whoever has room left cannot speak to a group that is left over.
    room = [at for at in range(len(candidates)) if at not in found.chosen]
    assert not any(group in candidates[at].levels for at in room for group in found.over_limit)


def test_the_reasons_per_member() -> None:
    cafe, doctor, school = (Candidate(levels={1: 1, 2: 1}), Candidate(levels={2: 2, 3: 1}), Candidate(levels={2: 1}))
    found = find_circle([cafe, doctor, school], groups=[1, 2, 3, 4])
    assert found.chosen == (0, 1)
    assert found.members[0].groups == (1, 2)
    assert found.members[0].lost_without == (1,)
    assert found.members[1].lost_without == (3,)
    assert found.unreached == (4,)


def test_the_next_best_when_one_is_left_out() -> None:
    both, one, other = Candidate(levels={1: 1, 2: 1}), Candidate(levels={1: 1}), Candidate(levels={2: 1})
    assert find_circle([both, one, other], groups=[1, 2]).chosen == (0,)
    assert find_circle([both, one, other], groups=[1, 2], left_out=[0]).chosen == (1, 2)


def test_of_two_that_are_as_good_the_one_asked_less_and_then_the_first() -> None:
    tired, fresh, late = Candidate(levels={1: 1}, asked=3), Candidate(levels={1: 1}), Candidate(levels={1: 1})
    assert find_circle([tired, fresh, late], groups=[1]).chosen == (1,)


def test_who_was_asked_too_often_stays_out() -> None:
    tired = Candidate(levels={1: 2}, asked=3)
    assert find_circle([tired], groups=[1], asked_at_most=2).unreached == (1,)
    assert find_circle([tired], groups=[1], asked_at_most=3).chosen == (0,)


@pytest.mark.parametrize(("candidates", "groups"), [([], [1]), ([Candidate(levels={})], [1]), ([], [])])
def test_nobody_to_ask_or_nothing_asked(candidates: list[Candidate], groups: list[int]) -> None:
    found = find_circle(candidates, groups=groups)
    assert found.members == ()
    assert found.unreached == tuple(groups)


def test_no_time_at_all_is_said() -> None:
    with pytest.raises(TimeoutError):
        find_circle([Candidate(levels={1: 1})], groups=[1], time_limit=0)

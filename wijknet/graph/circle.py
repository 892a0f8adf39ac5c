"""The trusted circle: the smallest set that together reaches all chosen groups (domain.md, "What WijkNet works out").

Exact, after the key player problem of Borgatti (2006) in its covering form: by `wijknet.graph.cover` where that is
quick, else by an integer program. In this order:
1. reach every group that anybody can reach, with as few members as possible;
2. among those the most trust, less what each was asked lately;
3. among those the first by place in the list, so that the same question always has the same answer.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import Any

import highspy

from wijknet.graph.cover import TRUST_WEIGHS, GaveUp, smallest_cover

# Seconds after which the best circle so far is given, with how far from the best it can be.
TIME_LIMIT = 10.0
# So many of them are for the quick way, and no more than this share.
QUICK_SECONDS, QUICK_SHARE = 3.0, 1 / 3

# Per candidate, by its place in the list: group → trust.
Levels = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place, organisation or network. `levels` is group → trust (1 reaches, 2 is trusted)."""

    levels: Mapping[int, int]
    # How often it was asked for something lately.
    asked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the circle: its place in the list, the groups it speaks to, and those that only it brings."""

    candidate: int
    groups: tuple[int, ...]
    lost_without: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """`unreached` are chosen groups that nobody in the list reaches; `over_limit` those that somebody reaches who may
    not be asked for more groups. `gap` is 0 when proven smallest, else how many fewer it could still be."""

    members: tuple[Member, ...]
    unreached: tuple[int, ...] = ()
    over_limit: tuple[int, ...] = ()
    gap: int = 0

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(member.candidate for member in self.members)


def find_circle(
    candidates: Sequence[Candidate],
    *,
    groups: Collection[int],
    least: int = 1,
    asked_at_most: int | None = None,
    groups_at_most: int | None = None,
    left_out: Collection[int] = (),
    time_limit: float = TIME_LIMIT,
) -> Circle:
    """The circle for these groups; the next best without someone is the same question with them in `left_out`.

    `least` trust counts as reached; who was asked more than `asked_at_most` is left out, as are those in `left_out`;
    `groups_at_most` is how many groups one member may be asked to speak to. Raises TimeoutError when there was no time
    to find any circle at all.
    """
    wanted, out = set(groups), set(left_out)
    usable = {
        at: {group: level for group, level in one.levels.items() if group in wanted and level >= least}
        for at, one in enumerate(candidates)
        if at not in out and (asked_at_most is None or one.asked <= asked_at_most)
    }
    usable = {at: levels for at, levels in usable.items() if levels}
    reachable = sorted(set().union(*usable.values()))
    unreached = tuple(sorted(wanted.difference(reachable)))
    if not reachable:
        return Circle(members=(), unreached=unreached)
    asked = {at: candidates[at].asked for at in usable}
    if groups_at_most is None:
        speaks, gap = _cover(_without_dominated(usable, asked), asked, reachable, time_limit)
    else:
        speaks, gap = _Shared(usable, asked, reachable, time_limit, groups_at_most).answer()
    times = Counter(group for spoken in speaks.values() for group in spoken)
    members = tuple(
        Member(candidate=at, groups=spoken, lost_without=tuple(group for group in spoken if times[group] == 1))
        for at, spoken in speaks.items()
    )
    over = tuple(group for group in reachable if group not in times)
    return Circle(members=members, unreached=unreached, over_limit=over, gap=gap)


def _cover(
    usable: Levels, asked: Mapping[int, int], groups: Sequence[int], time_limit: float
) -> tuple[dict[int, tuple[int, ...]], int]:
    """Who speaks to which groups, and the gap; the quick way first."""
    until = monotonic() + time_limit
    try:
        chosen = smallest_cover(usable, asked, groups, seconds=min(QUICK_SECONDS, time_limit * QUICK_SHARE))
    except GaveUp:
        return _Cover(usable, asked, groups, until - monotonic()).answer()
    return {at: tuple(sorted(usable[at])) for at in chosen}, 0


def _without_dominated(usable: Levels, asked: Mapping[int, int]) -> Levels:
    """Leave out whoever another beats or equals in everything: the answer stays exactly the same."""
    kept: dict[int, Mapping[int, int]] = {}
    for at in sorted(usable):
        if not any(_beats(usable, asked, other, at) for other in kept):
            kept = {other: levels for other, levels in kept.items() if not _beats(usable, asked, at, other)}
            kept[at] = usable[at]
    return kept


def _beats(usable: Levels, asked: Mapping[int, int], one: int, other: int) -> bool:
    """Changing `other` for `one` never makes a circle worse, by size, by trust and asking, or by place in the list."""
    theirs = usable[one]
    if asked[one] > asked[other] or any(theirs.get(group, 0) < level for group, level in usable[other].items()):
        return False
    return one < other or asked[one] < asked[other]


class _Program:
    """What both ways of asking share: x per candidate, and the three goals in turn."""

    def __init__(self, usable: Levels, asked: Mapping[int, int], groups: Sequence[int], time_limit: float) -> None:
        self.usable, self.asked, self.groups = usable, asked, groups
        self.until = monotonic() + time_limit
        self.model = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.99),
        ):
            self.model.setOptionValue(option, value)
        self.take = {at: self.model.addBinary() for at in sorted(usable)}
        self.worth: list[tuple[Any, int]] = [(take, -asked[at]) for at, take in self.take.items() if asked[at]]

    def answer(self) -> tuple[dict[int, tuple[int, ...]], int]:
        """Who speaks to which groups, and the gap."""
        chosen, gap = self.solve()
        return self.speaks(chosen), gap

    def speaks(self, chosen: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Who of the circle speaks to which groups."""
        return {at: tuple(sorted(self.usable[at])) for at in chosen}

    def solve(self) -> tuple[list[int], int]:
        """The members by place, and how many fewer they could be."""
        everyone = [(take, 1) for take in self.take.values()]
        if not self._minimise(everyone):
            raise TimeoutError("There was no time to find a circle.")
        best = self._chosen()
        proven = self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        gap = 0 if proven else len(best) - math.ceil(self.model.getInfo().mip_dual_bound - 1e-6)
        self._narrow(everyone, len(best))
        self._hold(everyone, len(best))
        most_worth = [(column, -weight) for column, weight in self.worth]
        if not self._minimise(most_worth):
            return best, gap
        best = self._chosen()
        worth = sum(round(self.model.variableValue(column)) * weight for column, weight in self.worth)
        self._narrow(most_worth, -worth)
        self._hold(self.worth, worth)
        return self._first_by_place(best), gap

    def _first_by_place(self, best: list[int]) -> list[int]:
        """Of all equal circles the one whose members come first: settle the first member, then the second."""
        settled = 0
        while settled < len(best):
            after = best[settled - 1] if settled else -1
            earlier = [at for at in self.take if after < at < best[settled]]
            if earlier and self._minimise([(self.take[at], -1) for at in earlier]):
                found = self._chosen()
                if found[settled] < best[settled]:
                    best = found
                    continue
            self.model.changeColBounds(self.take[best[settled]].index, 1, 1)
            settled += 1
        return best

    def _minimise(self, goal: Sequence[tuple[Any, int]]) -> bool:
        """Whether there was time to find a solution."""
        left = self.until - monotonic()
        if left <= 0:
            return False
        # The limit counts from the first run of this model.
        self.model.setOptionValue("time_limit", self.model.getRunTime() + left)
        self.model.minimize(self._sum(goal))
        return bool(self.model.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)

    def _narrow(self, goal: Sequence[tuple[Any, int]], value: int) -> None:
        """Close off whoever cannot be in any solution as good as `value`: the reduced cost in the program without
        whole numbers says how much worse one gets by taking them. It leaves far less to search."""
        places = [take.index for take in self.take.values()]
        self._whole(places, highspy.HighsVarType.kContinuous)
        if self._minimise(goal):
            room = value - self.model.getInfo().objective_function_value + 1e-6
            costs = self.model.getSolution().col_dual
            for place in places:
                if costs[place] > room:
                    self.model.changeColBounds(place, 0, 0)
        self._whole(places, highspy.HighsVarType.kInteger)

    def _whole(self, places: Sequence[int], kind: "highspy.HighsVarType") -> None:
        for place in places:
            self.model.changeColIntegrality(place, kind)

    def _hold(self, terms: Sequence[tuple[Any, int]], value: int) -> None:
        """What was reached must stay reached."""
        if terms:
            self.model.addConstr(self._sum(terms) == value)

    def _sum(self, terms: Sequence[tuple[Any, int]]) -> Any:
        return self.model.qsum([column * float(weight) for column, weight in terms])

    def _chosen(self) -> list[int]:
        return [at for at, take in self.take.items() if self.model.variableValue(take) > 0.5]


class _Cover(_Program):
    """A member speaks to all its groups. Variables are levels per group: reached at least this closely."""

    def __init__(self, usable: Levels, asked: Mapping[int, int], groups: Sequence[int], time_limit: float) -> None:
        super().__init__(usable, asked, groups, time_limit)
        for group in groups:
            of = {at: levels[group] for at, levels in usable.items() if group in levels}
            steps = sorted(set(of.values()))
            self.model.addConstr(self._sum([(self.take[at], 1) for at in of]) >= 1)
            for below, level in pairwise(steps):
                reached = self.model.addVariable(0, 1)
                self.model.addConstr(reached <= self._sum([(self.take[at], 1) for at in of if of[at] >= level]))
                self.worth.append((reached, (level - below) * TRUST_WEIGHS))


class _Shared(_Program):
    """A member speaks to so many groups at most: who speaks to whom is part of the question."""

    def __init__(
        self, usable: Levels, asked: Mapping[int, int], groups: Sequence[int], time_limit: float, most: int
    ) -> None:
        super().__init__(usable, asked, groups, time_limit)
        self.says = {(at, group): self.model.addBinary() for at, levels in usable.items() for group in levels}
        for (at, group), says in self.says.items():
            self.model.addConstr(says <= self.take[at])
            self.worth.append((says, usable[at][group] * TRUST_WEIGHS))
        for at, levels in usable.items():
            self.model.addConstr(self._sum([(self.says[at, group], 1) for group in levels]) <= most)
        for group in groups:
            self.model.addConstr(self._sum([(self.says[at, group], 1) for at in usable if group in usable[at]]) <= 1)

    def solve(self) -> tuple[list[int], int]:
        """First as many groups as the limit leaves room for; then as few members as can do that."""
        spoken = [(says, 1) for says in self.says.values()]
        if not self._minimise([(says, -1) for says, _ in spoken]):
            raise TimeoutError("There was no time to find a circle.")
        self._hold(spoken, sum(round(self.model.variableValue(says)) for says, _ in spoken))
        return super().solve()

    def speaks(self, chosen: Sequence[int]) -> dict[int, tuple[int, ...]]:
        for at in chosen:
            self.model.changeColBounds(self.take[at].index, 1, 1)
        self._minimise([])
        return {at: tuple(group for group in self.groups if self._is_said(at, group)) for at in chosen}

    def _is_said(self, at: int, group: int) -> bool:
        says = self.says.get((at, group))
        return says is not None and bool(self.model.variableValue(says) > 0.5)

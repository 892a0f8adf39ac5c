"""The circle of `wijknet.graph.circle` by looking through all that can still be the best, with groups as bits.

For a wijk this is several times faster than the integer program, because a smallest circle has little room: whoever is
taken has to bring almost as many new groups as anybody can. Where there is more room it may take very long; then it
gives up when its time is over, and the program finds the same answer.
"""

from collections.abc import Collection, Mapping
from time import monotonic

# How much better one step of trust is than having been asked once less.
TRUST_WEIGHS = 10


class GaveUp(Exception):
    """It took too long."""


def smallest_cover(
    levels: Mapping[int, Mapping[int, int]],
    asked: Mapping[int, int],
    groups: Collection[int],
    *,
    seconds: float,
) -> list[int]:
    """Who reach all groups: as few as can be, then most trust less asked, then first by place. `levels` is candidate →
    group → 1 or 2, and every group is in there. Raises `GaveUp`."""
    if any(level not in {1, 2} for of in levels.values() for level in of.values()):
        raise GaveUp
    search = _Search(levels, asked, groups, seconds)
    size = 1
    while not search.can(search.everyone, size):
        size += 1
    search.look(search.everyone, 0, size, 0, ())
    return sorted(search.best)


class _Search:
    """Branches on the group that the fewest bring; a set of groups is a number with a bit for each."""

    def __init__(
        self,
        levels: Mapping[int, Mapping[int, int]],
        asked: Mapping[int, int],
        groups: Collection[int],
        seconds: float,
    ) -> None:
        bits = {group: 1 << at for at, group in enumerate(sorted(groups))}
        self.everyone = (1 << len(bits)) - 1
        self.until = monotonic() + seconds
        brings = {
            at: (
                sum(bits[group] for group in of),
                sum(bits[group] for group, level in of.items() if level == 2),
                asked[at],
                at,
            )
            for at, of in levels.items()
        }
        # Who trusts someone at all: more trust than this there is not.
        self.trusting = 0
        for _reached, trusted, _asked, _at in brings.values():
            self.trusting |= trusted
        self.most_trust = self.trusting.bit_count()
        self.most_new = max(reached.bit_count() for reached, *_rest in brings.values())
        ordered = sorted(brings.values(), key=lambda one: (one[2] - TRUST_WEIGHS * one[1].bit_count(), one[3]))
        by_bit = {bit: [one for one in ordered if one[0] & bit] for bit in bits.values()}
        self.by_bit = sorted(by_bit.items(), key=lambda pair: (len(pair[1]), pair[0]))
        self.largest = _largest({reached for reached, *_rest in brings.values()})
        # Group set → the most members that cannot reach it, and the fewest that can.
        self.known: dict[int, tuple[int, int]] = {}
        self.best: tuple[int, ...] = ()
        self.best_worth: float = -float("inf")

    def can(self, left: int, size: int) -> bool:
        """Whether so many members can reach what is left."""
        if not left:
            return True
        cannot, can = self.known.get(left, (0, len(self.by_bit) + 1))
        if size <= cannot or size >= can:
            return size >= can
        self._check_time()
        room = (size - 1) * self.most_new
        bit = next(bit for bit, _brought in self.by_bit if left & bit)
        found = any(
            self.can(left & ~reached, size - 1)
            for reached in self.largest
            if reached & bit and (left & ~reached).bit_count() <= room
        )
        self.known[left] = (cannot, size) if found else (size, can)
        return found

    def look(self, left: int, trust: int, size: int, asked: int, chosen: tuple[int, ...]) -> None:
        """Every way for so many members to reach what is left that may still be as good as the best so far. `trust` are
        the groups that trust someone of `chosen`, and `asked` is how often those were asked."""
        self._check_time()
        size -= 1
        room = size * self.most_new
        trusting, most_trust = self.trusting, self.most_trust
        for reached, trusted, times, at in next(brought for bit, brought in self.by_bit if left & bit):
            still = left & ~reached
            count = still.bit_count()
            if count > room:
                continue
            now = trust | trusted
            # Each group that is left may come to trust; of those reached, one for every place that is to spare.
            could = now.bit_count() + (still & trusting & ~now).bit_count() + room - count
            worth = TRUST_WEIGHS * min(could, most_trust) - asked - times
            if worth < self.best_worth:
                continue
            if still:
                self.look(still, now, size, asked + times, (*chosen, at))
            else:
                self._keep(TRUST_WEIGHS * now.bit_count() - asked - times, tuple(sorted((*chosen, at))))

    def _keep(self, worth: int, chosen: tuple[int, ...]) -> None:
        if worth > self.best_worth or (worth == self.best_worth and chosen < self.best):
            self.best_worth, self.best = worth, chosen

    def _check_time(self) -> None:
        if monotonic() >= self.until:
            raise GaveUp


def _largest(sets: Collection[int]) -> list[int]:
    """Without those that lie within another: to reach everyone these are enough."""
    kept: list[int] = []
    for one in sorted(sets, key=lambda groups: (-groups.bit_count(), groups)):
        if all(one & ~other for other in kept):
            kept.append(one)
    return kept

"""What goes into every calculation: nodes by key, and who is tied to whom, how closely."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and ties; a node is named by its place in `keys` in all that comes back.

    `ties` holds (source, target, weight) with weight > 0; one pair once, no node with itself. A tie that goes both ways
    in a directed network stands in it twice. In an undirected network source < target.
    """

    keys: tuple[Hashable, ...]
    ties: tuple[tuple[int, int, float], ...]
    directed: bool = False

    @classmethod
    def of(
        cls, keys: Iterable[Hashable], ties: Iterable[tuple[Hashable, Hashable, float]], *, directed: bool = False
    ) -> Self:
        """From keys and ties between keys, in any order and number.

        Of the same pair more than once the strongest counts; a tie of a node with itself, or with a weight of 0 or
        less, does not count. Raises KeyError for a tie with a key that is not there.
        """
        names = tuple(dict.fromkeys(keys))
        place = {key: index for index, key in enumerate(names)}
        strongest: dict[tuple[int, int], float] = {}
        for source, target, weight in ties:
            pair = place[source], place[target]
            if not directed:
                pair = min(pair), max(pair)
            if pair[0] != pair[1] and weight > 0:
                strongest[pair] = max(weight, strongest.get(pair, 0.0))
        return cls(keys=names, ties=tuple((*pair, strongest[pair]) for pair in sorted(strongest)), directed=directed)

    def undirected(self) -> Self:
        """The same network without directions: a pair is tied when either side says so."""
        if not self.directed:
            return self
        ties = ((self.keys[source], self.keys[target], weight) for source, target, weight in self.ties)
        return type(self).of(self.keys, ties)

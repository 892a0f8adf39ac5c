"""What goes into the calculations."""

import pytest

from wijknet.graph import Network


def test_of_the_same_pair_the_strongest_tie_counts() -> None:
    network = Network.of("ab", [("a", "b", 1.0), ("b", "a", 5.0)])
    assert network.ties == ((0, 1, 5.0),)


def test_with_directions_a_pair_stands_in_it_both_ways() -> None:
    network = Network.of("ab", [("a", "b", 1.0), ("b", "a", 5.0)], directed=True)
    assert network.ties == ((0, 1, 1.0), (1, 0, 5.0))
    assert network.undirected().ties == ((0, 1, 5.0),)


def test_a_tie_with_itself_or_without_weight_does_not_count() -> None:
    assert Network.of("ab", [("a", "a", 1.0), ("a", "b", 0.0)]).ties == ()


def test_a_tie_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        Network.of("ab", [("a", "c", 1.0)])

"""The warm path."""

from wijknet.graph import Network
from wijknet.graph.paths import warm_path


def test_two_good_introductions_go_before_one_stranger() -> None:
    network = Network.of("abc", [("a", "c", 1.0), ("a", "b", 5.0), ("b", "c", 5.0)])
    assert warm_path(network, start=[0], goal=[2]) == (0, 1, 2)


def test_fewer_steps_when_ties_are_as_close() -> None:
    network = Network.of("abcd", [("a", "b", 5.0), ("b", "c", 5.0), ("a", "d", 2.5), ("d", "c", 5.0), ("a", "c", 2.5)])
    assert warm_path(network, start=[0], goal=[2]) == (0, 2)


def test_the_nearest_start_counts() -> None:
    network = Network.of("abcd", [("a", "b", 5.0), ("b", "c", 5.0), ("d", "c", 5.0)])
    assert warm_path(network, start=[0, 3], goal=[2]) == (3, 2)


def test_who_reaches_the_group_already_is_the_whole_path() -> None:
    assert warm_path(Network.of("ab", [("a", "b", 5.0)]), start=[0, 1], goal=[1]) == (1,)


def test_directions_are_kept() -> None:
    network = Network.of("ab", [("a", "b", 5.0)], directed=True)
    assert warm_path(network, start=[1], goal=[0]) == ()


def test_no_way_and_nothing_asked() -> None:
    network = Network.of("abc", [("a", "b", 1.0)])
    assert warm_path(network, start=[0], goal=[2]) == ()
    assert warm_path(network, start=[], goal=[2]) == ()
    assert warm_path(network, start=[0], goal=[]) == ()

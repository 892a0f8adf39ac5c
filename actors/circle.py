"""The trusted circle of a wijk: what the address asks, and the answer with its reasons.

Read by the page of the circle. What goes in comes from `actors.network` alone: organisations, places and networks,
never a person, nothing of a sensitive kind, no group that is too small. The sum itself is `wijknet.graph.circle`; its
outcome is kept under a fingerprint of everything that went in, so that nothing that changes can leave an old answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import uuid4

from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.approaches import MANY_TIMES, WEEKS, Times, times_asked
from actors.network import LEVELS, Node, Reached, surroundings_of
from wijknet.areas.models import Area, ResidentGroup
from wijknet.graph.circle import Candidate, Circle, find_circle
from wijknet.jobs.models import Task
from wijknet.jobs.services import enqueue, find_task
from wijknet.ui.dates import today

# More candidates than this are for the worker.
MOST_AT_ONCE = 300
# Seconds: someone waits for the page; the worker has other work as well.
AT_ONCE, IN_WORKER = 4.0, 20.0
KEPT_FOR = 24 * 60 * 60
REACHES, TRUSTED = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; `without` names nodes by key. In an address: `?groep=…&trouw=…&keer=…&weken=…&per=…&zonder=…`."""

    groups: tuple[int, ...]
    trusted: bool = False
    asked_at_most: int | None = None
    weeks: int = WEEKS
    groups_at_most: int | None = None
    without: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The same question, always written the same."""
        query = QueryDict(mutable=True)
        query.setlist("groep", [str(group) for group in self.groups])
        if self.trusted:
            query["trouw"] = "vertrouwd"
        if self.asked_at_most is not None:
            query["keer"] = str(self.asked_at_most)
        if self.weeks != WEEKS:
            query["weken"] = str(self.weeks)
        if self.groups_at_most is not None:
            query["per"] = str(self.groups_at_most)
        query.setlist("zonder", self.without)
        return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class Link:
    """One member and one group: why it stands in the circle."""

    group: ResidentGroup
    trusted: bool
    faded: bool

    @property
    def level(self) -> str:
        return "TRUSTED" if self.trusted else "REACHES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A member. `brings` stands beside the chosen groups, in their order: nothing where it does not speak to them."""

    node: Node
    url: str
    asked: Times
    links: tuple[Link, ...]
    lost: tuple[ResidentGroup, ...]
    brings: tuple[Link | None, ...]
    without_url: str

    @property
    def too_often(self) -> bool:
        return self.asked.times >= MANY_TIMES


@dataclass(frozen=True, slots=True)
class Other:
    """Who knows a group that the circle does not reach, and why it stands outside."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A chosen group that this circle does not reach; `others` is empty when really nobody does."""

    group: ResidentGroup
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    rows: tuple[Row, ...]
    groups: tuple[ResidentGroup, ...]
    unreached: tuple[Missed, ...]
    over_limit: tuple[ResidentGroup, ...]
    gap: int

    @property
    def reached(self) -> int:
        return len(self.groups) - len(self.unreached) - len(self.over_limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The sum: plain numbers, so that it can wait for the worker."""

    candidates: tuple[Candidate, ...]
    groups: tuple[int, ...]
    least: int
    asked_at_most: int | None
    groups_at_most: int | None
    left_out: tuple[int, ...]

    @property
    def number(self) -> int:
        """A fingerprint that fits the book of the worker."""
        return int.from_bytes(sha256(repr(self).encode()).digest()[:7])

    @property
    def size(self) -> int:
        return sum(bool(one.levels) for one in self.candidates)

    def solve(self, seconds: float) -> Circle | None:
        """Nothing when there was no time to find any circle."""
        try:
            return find_circle(
                self.candidates,
                groups=self.groups,
                least=self.least,
                asked_at_most=self.asked_at_most,
                groups_at_most=self.groups_at_most,
                left_out=self.left_out,
                time_limit=seconds,
            )
        except TimeoutError:
            return None


class Search:
    """One question about one wijk on one day."""

    def __init__(self, area: Area, groups: Sequence[ResidentGroup], question: Question) -> None:
        found = surroundings_of(area, today())
        self.nodes, self.reached = found.nodes, found.reached
        known = {node.key for node in found.nodes}
        without = tuple(sorted(key for key in set(question.without) if key in known))
        self.question = replace(question, without=without)
        self.groups = tuple(group for group in groups if group.pk in set(question.groups))
        self.asked = times_asked(area, question.weeks)
        self.problem = self._problem()

    def _problem(self) -> Problem:
        wanted = {group.pk for group in self.groups}
        levels: dict[str, dict[int, int]] = {}
        for row in self.reached:
            if row.group in wanted:
                levels.setdefault(row.node, {})[row.group] = TRUSTED if row.trusted else REACHES
        out = set(self.question.without)
        return Problem(
            candidates=tuple(
                Candidate(levels=levels.get(node.key, {}), asked=self._times(node.key).times) for node in self.nodes
            ),
            groups=tuple(sorted(wanted)),
            least=TRUSTED if self.question.trusted else REACHES,
            asked_at_most=self.question.asked_at_most,
            groups_at_most=self.question.groups_at_most,
            left_out=tuple(at for at, node in enumerate(self.nodes) if node.key in out),
        )

    def _times(self, key: str) -> Times:
        return self.asked.get(key, Times())

    def answer(self, circle: Circle) -> Answer:
        said = {(row.node, row.group): row for row in self.reached}
        by_pk = {group.pk: group for group in self.groups}
        rows = []
        for member in circle.members:
            node = self.nodes[member.candidate]
            speaks = set(member.groups)
            brings = tuple(
                self._link(group, said[node.key, group.pk]) if group.pk in speaks else None for group in self.groups
            )
            without = (*self.question.without, node.key)
            rows.append(
                Row(
                    node=node,
                    url=url_of(node.key),
                    asked=self._times(node.key),
                    links=tuple(link for link in brings if link),
                    lost=tuple(group for group in self.groups if group.pk in member.lost_without),
                    brings=brings,
                    without_url=replace(self.question, without=without).address,
                )
            )
        unreached = tuple(
            Missed(group=group, others=self._others(group)) for group in self.groups if group.pk in circle.unreached
        )
        over = tuple(by_pk[group] for group in circle.over_limit)
        return Answer(rows=tuple(rows), groups=self.groups, unreached=unreached, over_limit=over, gap=circle.gap)

    @staticmethod
    def _link(group: ResidentGroup, row: Reached) -> Link:
        whole = LEVELS["TRUSTED" if row.trusted else "REACHES"]
        return Link(group, row.trusted, row.weight < whole)

    def _others(self, group: ResidentGroup) -> tuple[Other, ...]:
        names = {node.key: node.name for node in self.nodes}
        rows = [row for row in self.reached if row.group == group.pk]
        return tuple(Other(names[row.node], self._why_outside(row)) for row in rows)

    def _why_outside(self, row: Reached) -> str:
        if row.node in self.question.without:
            return _("laat je weg")
        most = self.question.asked_at_most
        if most is not None and self._times(row.node).times > most:
            return _("is al te vaak gevraagd")
        return _("bereikt hen, maar wordt niet vertrouwd")


def url_of(key: str) -> str:
    """Where a node stands as a whole."""
    kind, _dash, pk = key.partition("-")
    return reverse(kind, args=[pk])


def kept_or_small(problem: Problem) -> Circle | None:
    """The outcome when it is known, or can be had while someone waits."""
    known: Circle | None = cache.get(_name("kring", problem.number))
    if known is not None or problem.size > MOST_AT_ONCE:
        return known
    found = problem.solve(AT_ONCE)
    if found is not None:
        cache.set(_name("kring", problem.number), found, KEPT_FOR)
    return found


def ask_worker(problem: Problem) -> None:
    """Asked twice, it is done once; asked again after it was lost, it is done again."""
    task = task_of(problem)
    if task is not None and task.state in {Task.State.WAITING, Task.State.RUNNING}:
        return
    key = f"circle-{uuid4()}"
    cache.set(_name("kring-som", problem.number), problem, KEPT_FOR)
    cache.set(_name("kring-taak", problem.number), key, KEPT_FOR)
    enqueue("actors.circle.solve_later", key=key, target_pk=problem.number)


def task_of(problem: Problem) -> Task | None:
    key: str | None = cache.get(_name("kring-taak", problem.number))
    return find_task(key) if key else None


def solve_later(number: int) -> None:
    """The work of the worker, safe to do twice. Fails when there was no time, so that the page can say so."""
    problem: Problem | None = cache.get(_name("kring-som", number))
    if problem is None:
        raise LookupError(number)
    found = problem.solve(IN_WORKER)
    if found is None:
        raise TimeoutError(number)
    cache.set(_name("kring", number), found, KEPT_FOR)


def _name(what: str, number: int) -> str:
    return f"{what}-{number}"

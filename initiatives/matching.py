"""Search a wijk for koppelkansen: every idea that still grows against all else there, and against the other ideas.

Reading takes the same few queries however much there is. Two ideas are weighed only when they share words that few
others have, so that a thousand ideas are no half a million pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any

from django.utils import timezone

from actors.models import Actor, AlliancePartner, Reach
from initiatives import sides
from initiatives.fits import AHEAD, BACK
from initiatives.models import Event, Initiative
from initiatives.scoring import Side, Sort, Weighed, named_groups, reason, weigh
from wijknet.areas.models import Area, Plan, ResidentGroup

# The newest ideas of a wijk, how many pairs each gets of each sort, and how many something else gets.
NEWEST = 1000
KEEP = {Sort.PARTNER: 3, Sort.PLAN: 2, Sort.GROUP: 2, Sort.EVENT: 3, Sort.IDEA: 2}
PER_OTHER = 25
# Of two ideas: how many of the nearest by words are weighed, and which words are too common to look by.
NEAREST, TOO_COMMON = 8, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pair that is worth proposing. Of two ideas `idea` is the older one."""

    idea: int
    sort: Sort
    other: int
    score: int
    reason: str


def search(area: Area, *, today: date) -> list[Found]:
    ideas, others = everything_in(area, today=today)
    return [told(*pair, today=today) for pair in best_pairs(ideas, others, today=today)]


def told(idea: Side, other: Side, weighed: Weighed, *, today: date) -> Found:
    if other.sort == Sort.IDEA and other.key < idea.key:
        idea, other = other, idea
    why = reason(idea, other, weighed, today=today)
    return Found(idea=idea.key, sort=other.sort, other=other.key, score=round(weighed.points * 10), reason=why[:400])


Pair = tuple[Side, Side, Weighed]


def best_pairs(ideas: list[Side], others: list[Side], *, today: date) -> Iterator[Pair]:
    """Per idea the best of each sort, and of those the best for each other side."""
    kept: dict[tuple[Sort, int], list[Pair]] = defaultdict(list)
    by_sort: dict[Sort, list[Side]] = defaultdict(list)
    for other in others:
        by_sort[other.sort].append(other)
    for idea in ideas:
        for sort, found in by_sort.items():
            for pair in best(idea, found, KEEP[sort], today=today):
                kept[sort, pair[1].key].append(pair)
    for pairs in kept.values():
        yield from nlargest(PER_OTHER, pairs, key=strength)
    yield from best_of_ideas(ideas, today=today)


def best(idea: Side, others: Iterable[Side], count: int, *, today: date) -> list[Pair]:
    weighed = ((idea, other, weigh(idea, other, today=today)) for other in others)
    return nlargest(count, (pair for pair in weighed if pair[2].proposed), key=strength)


def strength(pair: Pair) -> tuple[float, int, int]:
    """The higher score; of equals the newer idea."""
    return pair[2].points, pair[0].key, -pair[1].key


def best_of_ideas(ideas: list[Side], *, today: date) -> Iterator[Pair]:
    """Pairs of ideas, each once. One street or one group is not enough for two ideas: words must be shared."""
    with_word: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, idea in enumerate(ideas):
        for word, weight in idea.words.items():
            with_word[word].append((number, weight))
    seen: set[tuple[int, int]] = set()
    for number, idea in enumerate(ideas):
        near: dict[int, float] = defaultdict(float)
        for word, weight in idea.words.items():
            if len(with_word[word]) <= TOO_COMMON:
                for other, its in with_word[word]:
                    near[other] += weight * its
        near.pop(number, None)
        closest = nlargest(NEAREST, near, key=lambda other: (near[other], other))
        for pair in best(idea, (ideas[other] for other in closest), KEEP[Sort.IDEA], today=today):
            keys = (min(idea.key, pair[1].key), max(idea.key, pair[1].key))
            if pair[2].shared and keys not in seen:
                seen.add(keys)
                yield pair


def everything_in(area: Area, *, today: date) -> tuple[list[Side], list[Side]]:
    """The ideas of a wijk that still grow, and all else there that they may be weighed against."""
    groups = list(ResidentGroup.objects.filter(area=area).shown().order_by("name"))
    names = [group.name for group in groups]
    growing = Initiative.objects.filter(area=area).growing().select_related("area").prefetch_related("themes")
    ideas = [
        with_groups(sides.of_idea, row, names, themes=[theme.name for theme in row.themes.all()])
        for row in growing.order_by("-received_on", "-pk")[:NEWEST]
    ]
    plans = Plan.objects.for_area(area).running(today).prefetch_related("themes")
    others = [
        *actors_of(area, names),
        *(with_groups(sides.of_plan, row, names, themes=[theme.name for theme in row.themes.all()]) for row in plans),
        *map(sides.of_group, groups),
        *events_of(area, set(names)),
    ]
    return ideas, others


def with_groups(make: Callable[..., Side], row: Any, names: list[str], *, themes: list[str]) -> Side:
    """A side that has no groups of its own, with those that its words name."""
    bare = make(row, themes=themes)
    return make(row, themes=themes, groups=named_groups(bare, names))


def actors_of(area: Area, names: list[str]) -> list[Side]:
    """Organisations of this wijk that said what they want or offer; never of a sensitive kind. Whom they reach is
    whom somebody wrote down that they reach."""
    rows = Actor.objects.in_area(area).in_network().prefetch_related("themes").order_by("pk")
    parts: dict[int, list[AlliancePartner]] = defaultdict(list)
    partners = AlliancePartner.objects.filter(alliance__area=area, alliance__archived_on=None, actor__isnull=False)
    for part in partners.select_related("alliance").prefetch_related("alliance__themes"):
        if part.actor_id is not None:
            parts[part.actor_id].append(part)
    reached: dict[int, list[str]] = defaultdict(list)
    reach = Reach.objects.filter(area=area, group__name__in=names, actor__isnull=False).exclude(level="UNKNOWN")
    for actor, name in reach.order_by("group__name").values_list("actor", "group__name"):
        reached[actor].append(name)
    return [
        sides.of_actor(
            row,
            parts[row.pk],
            themes={
                theme.name
                for themes in (row.themes.all(), *(part.alliance.themes.all() for part in parts[row.pk]))
                for theme in themes
            },
            groups=reached[row.pk],
        )
        for row in rows
        if row.wants or row.offers or any(part.wants or part.offers for part in parts[row.pk])
    ]


def events_of(area: Area, shown: set[str]) -> list[Side]:
    """Events around now; of a row of dates only the next."""
    now = timezone.now()
    rows = Event.objects.filter(area=area).going_on().filter(starts_at__gte=now - BACK, starts_at__lte=now + AHEAD)
    found, rows_seen = [], set()
    for row in (
        rows.filter(ends_at__gte=now)
        .select_related("place")
        .prefetch_related("themes", "groups")
        .order_by("starts_at", "pk")
    ):
        if row.series_id is None or row.series_id not in rows_seen:
            rows_seen.add(row.series_id)
            themes = [theme.name for theme in row.themes.all()]
            groups = [group.name for group in row.groups.all() if group.name in shown]
            found.append(sides.of_event(row, themes=themes, groups=groups))
    return found

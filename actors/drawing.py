"""Where each node of a wijk stands in the picture of the whole network, and what it is coloured and sized by.

Kept in the cache, never in a table. When something changes, who was there stays where they were and the rest is put
beside them, because people remember a network by its picture; all of it is drawn anew only when somebody asks. A large
network is drawn by the worker. Nothing is kept but keys, points and numbers: no name, so nothing to erase.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db.models import F
from django.utils.timezone import localtime

from actors.answers import MOST_AT_ONCE, worked_now
from actors.network import Surroundings, surroundings_of
from wijknet.areas.models import Area
from wijknet.graph.layout import Point, add_to_layout, layout
from wijknet.jobs.models import Task
from wijknet.jobs.services import enqueue, tell_progress
from wijknet.ui.dates import today

KEEP_SECONDS = 400 * 24 * 60 * 60
# The same once more in this process, so that a look at what did not change asks the database nothing.
_near = LocMemCache("drawings", {"timeout": 3600, "max_entries": 100})


@dataclass(frozen=True, slots=True)
class Seat:
    """One node: its place and its values. `constraint` is Burt's, none without neighbours; `community` counts from 1.

    `betweenness` is the share of shortest paths between others, from 0 to 1; `reach` the number of groups it reaches.
    """

    point: Point
    community: int
    degree: int
    betweenness: float
    closeness: float
    constraint: float | None
    reach: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A seat for each node by its key; `stamp` says of which network it is."""

    stamp: str
    seats: dict[str, Seat]


def drawing_of(area: Area, found: Surroundings) -> Drawing | None:
    """As it was kept, or with what is new added now; of a large network nothing until the worker was asked."""
    near = f"{area.pk}-{area.network_version}-{found.stamp}"
    drawing: Drawing | None = _near.get(near)
    if drawing is None:
        drawing = cache.get(_key(area))
        if drawing is None or drawing.stamp != _stamp(found):
            if len(found.nodes) > MOST_AT_ONCE:
                return None
            drawing = _drawn(area, found, drawing, afresh=False)
        _near.set(near, drawing)
    return drawing


def draw(area: Area, found: Surroundings) -> None:
    """Have the worker draw a large network, or what is new in it."""
    enqueue("actors.drawing.draw_of", key=task_key_of(area, found), target_pk=area.pk)


def draw_again(area: Area, found: Surroundings) -> bool:
    """The whole picture anew, turned so that it looks like the old one. Of a large network by the worker: says so."""
    if len(found.nodes) <= MOST_AT_ONCE:
        _draw_again(area, found)
        return True
    key = f"{task_key_of(area, found)}-again"
    return enqueue("actors.drawing.draw_again_of", key=key, target_pk=area.pk).state == Task.State.DONE


def task_key_of(area: Area, found: Surroundings) -> str:
    """Of the work that draws this network; with the hour, so that it may be asked for again."""
    return f"drawing-{area.pk}-{area.network_version}-{_stamp(found)}-{localtime():%Y%m%d%H}"


def draw_of(area_pk: int) -> None:
    """For the worker."""
    area = Area.objects.get(pk=area_pk)
    found = surroundings_of(area, today())
    tell_progress(task_key_of(area, found), 1, 2)
    _drawn(area, found, cache.get(_key(area)), afresh=False)


def draw_again_of(area_pk: int) -> None:
    """For the worker."""
    area = Area.objects.get(pk=area_pk)
    _draw_again(area, surroundings_of(area, today()))


def _draw_again(area: Area, found: Surroundings) -> None:
    _drawn(area, found, cache.get(_key(area)), afresh=True)
    # Last: from here on every process looks in the cache again.
    Area.objects.filter(pk=area.pk).update(network_version=F("network_version") + 1)


def _drawn(area: Area, found: Surroundings, old: Drawing | None, *, afresh: bool) -> Drawing:
    network = found.network()
    seats = old.seats if old else {}
    known = {place: seats[str(key)].point for place, key in enumerate(network.keys) if key in seats}
    points = layout(network, old=known) if afresh else add_to_layout(network, known=known)
    values = worked_now(area, today(), found).measures
    reach = Counter(row.node for row in found.reached)
    drawing = Drawing(
        stamp=_stamp(found),
        seats={
            node.key: Seat(
                point=points[at],
                community=values.community[at] + 1,
                degree=values.degree[at],
                betweenness=values.betweenness_share[at],
                closeness=values.closeness[at],
                constraint=values.constraint[at],
                reach=reach[node.key],
            )
            for at, node in enumerate(found.nodes)
        },
    )
    cache.set(_key(area), drawing, KEEP_SECONDS)
    return drawing


def _key(area: Area) -> str:
    return f"drawing-{area.pk}"


def _stamp(found: Surroundings) -> str:
    """Of what the picture is made of, whatever the day."""
    network = found.network()
    facts = repr((network.keys, network.ties, sorted(row.node for row in found.reached)))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]

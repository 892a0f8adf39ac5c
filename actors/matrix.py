"""Groups × actors and networks: who reaches whom in a wijk, what nobody was asked, and which groups nobody reaches.

Read by the page of reach. Groups below the smallest size of the gemeente are in no row, no count and no order.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from actors.fading import is_faded
from actors.models import Actor, InformalNetwork, Reach
from actors.services.relations import PLAIN_BASES
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.dates import today

COLUMNS = 6
# A wijk with more of them is narrowed by the filters.
MOST_SIDES = 300
MOST_GROUPS = 60
NETWORK = "netwerk"
REACHED = (Reach.Level.REACHES, Reach.Level.TRUSTED)


def anchor_of(key: str) -> str:
    """`7|actor-12` as the id of its cell."""
    return "cel-" + key.replace("|", "-")


@dataclass(frozen=True, slots=True)
class Column:
    """An actor or network; `value` is how a form names it."""

    value: str
    name: str
    url: str
    kind: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one group and one side. `asks` is off where nothing may be written down."""

    key: str
    column: Column
    level: str
    faded: bool
    confirmed_on: date | None
    asks: bool

    @property
    def anchor(self) -> str:
        """The id of the cell on the page."""
        return anchor_of(self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its cells; a gap when nothing in the whole wijk reaches it, shown here or not."""

    group: ResidentGroup
    cells: list[Cell]
    reached_by: int

    @property
    def gap(self) -> bool:
        return self.reached_by == 0

    @property
    def open(self) -> int:
        return sum(cell.asks and not cell.level for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: words, a kind of side, gaps only, which columns."""

    words: str = ""
    kind: str = ""
    gaps_only: bool = False
    first: int = 0
    group: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    columns: list[Column]
    rows: list[Row]
    sides: int
    gaps: int
    groups: int


def matrix_of(viewer: Viewer, area: Area, asked: Asked) -> Matrix:
    """Five queries. With a group asked for: that row alone, with every side; else `COLUMNS` sides from `first`."""
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name")[:MOST_GROUPS])
    known = _known(viewer, area, groups)
    reached = Counter(group for (group, _side), row in known.items() if row["level"] in REACHED)
    busy = Counter(side for (_group, side), row in known.items() if row["level"])
    sides = _sides(viewer, area, asked)
    if asked.group is None:
        sides.sort(key=lambda side: (-busy[side.value], side.name.casefold()))
        columns = sides[asked.first : asked.first + COLUMNS]
    else:
        columns = sides
    chosen = [
        group
        for group in groups
        if (asked.group is None or group.pk == asked.group) and not (asked.gaps_only and reached[group.pk])
    ]
    rows = [_row(group, columns, known, reached[group.pk]) for group in chosen]
    rows.sort(key=lambda row: (not row.gap, -(row.group.size or 0), row.group.name))
    gaps = sum(reached[group.pk] == 0 for group in groups)
    return Matrix(columns=columns, rows=rows, sides=len(sides), gaps=gaps, groups=len(groups))


def _known(viewer: Viewer, area: Area, groups: list[ResidentGroup]) -> dict[tuple[int, str], dict[str, Any]]:
    """What was said of these groups, by group and side; only of sides that are still there and this viewer sees."""
    actors = Actor.objects.visible_to(viewer, *STAFF).current().values("pk")
    networks = InformalNetwork.objects.visible_to(viewer, *STAFF).current().values("pk")
    rows = Reach.objects.in_area(area).filter(group__in=groups)
    of_actors = rows.filter(actor__in=actors).annotate(side=F("actor"))
    of_networks = rows.filter(network__in=networks).annotate(side=F("network"))
    fields = ("group_id", "side", "level", "last_confirmed_on")
    found = {(row["group_id"], f"actor-{row['side']}"): row for row in of_actors.values(*fields)}
    return found | {(row["group_id"], f"network-{row['side']}"): row for row in of_networks.values(*fields)}


def _sides(viewer: Viewer, area: Area, asked: Asked) -> list[Column]:
    """By name."""
    found = []
    if asked.kind != NETWORK:
        actors = Actor.objects.visible_to(viewer, *STAFF).current().in_area(area).with_words(asked.words)
        if asked.kind.isdigit():
            actors = actors.filter(kind=asked.kind)
        found += [
            Column(f"actor-{actor.pk}", actor.name, actor.get_absolute_url(), actor.kind.name, actor.kind.sensitive)
            for actor in actors.select_related("kind").order_by("sort_name", "pk")[:MOST_SIDES]
        ]
    if asked.kind in {"", NETWORK}:
        networks = InformalNetwork.objects.visible_to(viewer, *STAFF).current().in_area(area).with_words(asked.words)
        found += [
            Column(f"network-{network.pk}", network.name, network.get_absolute_url(), "informeel netwerk", False)
            for network in networks.order_by("sort_name", "pk")[:MOST_SIDES]
        ]
    return found


def _row(
    group: ResidentGroup, columns: list[Column], known: dict[tuple[int, str], dict[str, Any]], reached_by: int
) -> Row:
    day = today()
    cells = []
    for column in columns:
        row = known.get((group.pk, column.value), {})
        confirmed = row.get("last_confirmed_on")
        cells.append(
            Cell(
                key=f"{group.pk}|{column.value}",
                column=column,
                level=row.get("level", ""),
                faded=bool(row) and is_faded(confirmed, day),
                confirmed_on=confirmed,
                asks=not column.sensitive or group.basis in PLAIN_BASES,
            )
        )
    return Row(group, cells, reached_by)

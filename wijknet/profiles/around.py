"""What stands around the story of a wijk: its groups and who reaches them, its channels, plans and programme.

Read live in the workshop, and frozen into an edition as plain JSON. Public are names of places that chose to be found
and of channels; all else is a number. A group below the smallest size of the gemeente is nowhere, and a size
that would tell how few others there are is not said, nor one that repeats a figure that is not said.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch

from actors.models import Actor, Buddy, Channel, InformalNetwork, Reach
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import Area, Figure, MunicipalitySettings, Plan, ResidentGroup
from wijknet.areas.querysets import DEFAULT_SMALLEST_GROUP
from wijknet.areas.small_groups import too_few
from wijknet.profiles.models import ProgrammeItem
from wijknet.ui.dates import month, today

REACHED = (Reach.Level.REACHES, Reach.Level.TRUSTED)
INHABITANTS = "AantalInwoners"
MOST = 60
NEARLY_ALL = "bijna iedereen"
NOT_SAID = "aantal niet getoond"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedGroup:
    """A group of residents, and through what it is reached. `names` are those that this reader may see."""

    name: str
    size: str
    places: int
    networks: int
    trusted: int
    channels: list[str]
    names: list[str] = field(default_factory=list)

    @property
    def gap(self) -> bool:
        """Nothing and nobody reaches it."""
        return not (self.places or self.networks or self.channels)

    @property
    def others(self) -> int:
        """How many reach it that are not named here."""
        return self.places + self.networks - len(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChannel:
    """Where to place what, by when, and whether somebody helps. The name of a buddy stays with the staff."""

    name: str
    kind: str
    deadline: str
    website: str
    groups: list[str]
    helps: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    name: str
    aim: str
    owner: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTheme:
    """A theme of the wijkprogramma: the aim, what is done here, and with whom."""

    name: str
    aim: str
    doing: str
    with_whom: str


def groups_of(area: Area, channels: Iterable[Channel], viewer: Viewer | None = None) -> list[ReachedGroup]:
    """The groups of a wijk, gaps first, then the largest. Without a viewer: as everybody may read it."""
    staff = viewer is not None and viewer.works_in(area.pk, area.municipality_id, *STAFF)
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name")[:MOST])
    sides = Reach.objects.in_area(area).filter(group__in=groups, level__in=REACHED)
    sides = sides.of_sides(Actor.objects.current(), InformalNetwork.objects.current())
    columns = ("group_id", "level", "actor_id", "actor__name", "actor__public", "network__name")
    rows = list(sides.values(*columns, sensitive=F("actor__kind__sensitive")))
    through: dict[int, list[str]] = {}
    for channel in channels:
        for group in channel.groups.all():
            through.setdefault(group.pk, []).append(channel.name)
    most = _inhabitants(area)
    numbers = _unsaid_numbers(area, most[1] if most else None) if any(group.size for group in groups) else frozenset()
    found = []
    for group in groups:
        mine = [row for row in rows if row["group_id"] == group.pk]
        seen = [row for row in mine if staff or (row["actor__public"] and not row["sensitive"])]
        places = sum(row["actor_id"] is not None for row in mine)
        found.append(
            ReachedGroup(
                name=group.name,
                size=NOT_SAID if group.size in numbers else size_words(group, most),
                places=places,
                networks=len(mine) - places,
                trusted=sum(row["level"] == Reach.Level.TRUSTED for row in mine),
                channels=sorted(through.get(group.pk, ())),
                names=sorted(str(row["actor__name"] or row["network__name"]) for row in seen),
            )
        )
    order = {group.name: -(group.size or 0) for group in groups}
    return sorted(found, key=lambda group: (not group.gap, order[group.name], group.name))


def size_words(group: ResidentGroup, inhabitants: tuple[Decimal, int] | None) -> str:
    """The size with its source; not as a number when who is left of the wijk would be too few to show."""
    if group.size is not None and inhabitants:
        total, smallest = inhabitants
        if too_few(total - group.size, smallest):
            return NEARLY_ALL
    return group.size_words


def _unsaid_numbers(area: Area, smallest: int | None) -> frozenset[Decimal]:
    """The numbers that the pages with figures leave out of this wijk."""
    unsaid = Figure.objects.unsaid(area.municipality_id or area.pk, smallest=smallest)
    return unsaid.numbers.get(area.pk, frozenset())


def _inhabitants(area: Area) -> tuple[Decimal, int] | None:
    """How many people live here, and the smallest group of the gemeente; None when no figure is loaded."""
    rows = Figure.objects.filter(area=area, indicator__code=INHABITANTS, value__isnull=False).order_by("-year")
    value = rows.values_list("value", flat=True).first()
    if value is None:
        return None
    sizes = MunicipalitySettings.objects.filter(municipality=area.municipality_id)
    return value, sizes.values_list("minimum_group_size", flat=True).first() or DEFAULT_SMALLEST_GROUP


def channels_of(area: Area) -> list[Channel]:
    """The channels of a wijk with the groups that are large enough, and who helps."""
    groups = Prefetch("groups", ResidentGroup.objects.shown().order_by("name"))
    buddies = Prefetch("buddies", Buddy.objects.shown())
    found = Channel.objects.in_area(area).current().select_related("owner")
    return list(found.prefetch_related(groups, buddies).order_by("sort_name", "pk")[:MOST])


def shown_channels(channels: Iterable[Channel]) -> list[ShownChannel]:
    return [
        ShownChannel(
            name=channel.name,
            kind=channel.get_kind_display(),
            deadline=channel.deadline,
            website=channel.website,
            groups=[group.name for group in channel.groups.all()],
            helps=sorted({buddy.get_helps_display() for buddy in channel.buddies.all()}),
        )
        for channel in channels
    ]


def plans_of(area: Area) -> list[ShownPlan]:
    """What the gemeente and partners mean to do here, and is not over."""
    plans = Plan.objects.for_area(area).running(today()).order_by("sort_name", "pk")[:MOST]
    return [ShownPlan(name=plan.name, aim=plan.aim, owner=plan.owner_text, period=_period(plan)) for plan in plans]


def _period(plan: Plan) -> str:
    if plan.start and plan.end:
        return f"{month(plan.start)} – {month(plan.end)}"
    if plan.end:
        return f"tot en met {month(plan.end)}"
    return f"vanaf {month(plan.start)}" if plan.start else ""


def programme_rows(area: Area) -> list[ShownTheme]:
    """The themes of the gemeente on which something is done here."""
    rows = ProgrammeItem.objects.filter(area=area).select_related("theme").order_by("theme__name")
    return [
        ShownTheme(name=row.theme.name, aim=row.theme.aim, doing=row.doing, with_whom=row.with_whom) for row in rows
    ]


def around(area: Area, viewer: Viewer | None = None) -> dict[str, list[Any]]:
    """All of it, as the fragments of templates/profiles/ take it."""
    channels = channels_of(area)
    return {
        "groups": groups_of(area, channels, viewer),
        "channels": shown_channels(channels),
        "plans": plans_of(area),
        "themes": programme_rows(area),
    }


def frozen_around(area: Area) -> dict[str, list[dict[str, Any]]]:
    """The same for everybody, as plain JSON for an edition."""
    shown = around(area)
    rows = {name: [asdict(row) for row in found] for name, found in shown.items()}
    for row, group in zip(rows["groups"], shown["groups"], strict=True):
        row |= {"gap": group.gap, "others": group.others}
    return rows

"""What became of a wijk when borders moved: it was split or went up in others, or it kept its code and moved itself.

Told by outlines alone: a file of a part of a gemeente says nothing of the places that are not in it.
"""

from dataclasses import dataclass

import shapely
from django.db.models import Max, Q

from wijknet.areas.exchange.svg import Shape
from wijknet.areas.models import Area, Border

# Of its surface: what newer wijken must cover before it is gone, what one must take to be named, and what may differ
# between two drawings of the same border.
GONE, NAMED, SAME = 0.5, 0.05, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """A wijk that is not on the newest map: `until` is the year of its own borders, `year` that of the newest."""

    until: int
    year: int
    places: list[Area]


def newest_year(wijk: Area) -> int | None:
    """The year of the newest borders in its gemeente."""
    rows = Area.objects.wijken().filter(municipality=wijk.municipality_id)
    found: int | None = rows.aggregate(year=Max("border_year"))["year"]
    return found


def became(wijk: Area, newest: int | None) -> Became | None:
    """The wijken that lie there now, largest part first; None while it is on the map of the year `newest`."""
    until = wijk.border_year
    if until is None or newest is None or newest <= until:
        return None
    here = Q(area=wijk) | Q(area__municipality=wijk.municipality_id, area__level=Area.Level.WIJK, year=newest)
    rows = Border.objects.newest().filter(here).select_related("area__municipality")
    shapes = {border.area: shapely.geometry.shape(border.geometry) for border in rows}
    own = shapes.pop(wijk, None)
    if own is None or not own.area:
        return None
    parts = {area: _part(own, other) for area, other in shapes.items()}
    if sum(parts.values()) < GONE:
        return None
    places = sorted((area for area, part in parts.items() if part >= NAMED), key=lambda area: -parts[area])
    return Became(until=until, year=newest, places=places)


def moved_since(wijk: Area, year: int | None) -> int | None:
    """The year of its borders now, when they differ from those of `year`; else None, also where one is not known."""
    if year is None or wijk.border_year is None or wijk.border_year <= year:
        return None
    rows = Border.objects.filter(area=wijk, year__in=(year, wijk.border_year), geometry__isnull=False)
    shapes = {border.year: shapely.geometry.shape(border.geometry) for border in rows}
    if len(shapes) < 2:
        return None
    before, now = shapes[year], shapes[wijk.border_year]
    differs = before.symmetric_difference(now).area > SAME * max(before.area, now.area)
    return wijk.border_year if differs else None


def _part(own: Shape, other: Shape) -> float:
    part: float = own.intersection(other).area / own.area
    return part

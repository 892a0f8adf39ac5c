"""In which buurt an address lies: by its point, its postcode, or by what is known of the same street."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

import shapely
from django.db.models import Q

from actors.models import Actor
from wijknet.areas.models import Area, Border, Postcode


def find_buurt(
    *,
    municipality_id: int,
    lon: float | None = None,
    lat: float | None = None,
    postcode: str = "",
    house_number: str = "",
    street: str = "",
) -> Area | None:
    """The buurt, or None when nothing or more than one answer is known. What is known best is asked first."""
    if lon is not None and lat is not None:
        found = _around(municipality_id, lon, lat)
        if found is not None:
            return found
    return _of_postcode(municipality_id, postcode, house_number) or _of_street(municipality_id, street)


def _around(municipality_id: int, lon: float, lat: float) -> Area | None:
    """Point in polygon, among the newest borders of the buurten of this gemeente."""
    point = shapely.Point(lon, lat)
    borders = Border.objects.newest().filter(area__municipality=municipality_id, area__level=Area.Level.BUURT)
    for border in borders.select_related("area__parent").order_by("area__code"):
        if shapely.geometry.shape(border.geometry).covers(point):
            found: Area = border.area
            return found
    return None


def _of_postcode(municipality_id: int, postcode: str, house_number: str) -> Area | None:
    """Runs of house numbers come before the whole postcode; two buurten for one address is no answer."""
    digits = re.match(r"\s*(\d{1,5})", house_number)
    rows = Postcode.objects.at(postcode, int(digits[1]) if digits else None)
    rows = rows.filter(area__municipality=municipality_id, area__level=Area.Level.BUURT)
    return _the_one(list(rows[:20]))


def _the_one(rows: Collection[Postcode]) -> Area | None:
    exact = {row.area for row in rows if row.house_from is not None} or {row.area for row in rows}
    return exact.pop() if len(exact) == 1 else None


def _of_street(municipality_id: int, street: str) -> Area | None:
    """Where the other places of the same street lie, when that is one buurt."""
    if not street.strip():
        return None
    same = Actor.objects.filter(Q(street__iexact=street.strip()), municipality=municipality_id, buurt__isnull=False)
    keys = list(same.order_by().values_list("buurt", flat=True).distinct()[:2])
    return Area.objects.select_related("parent").get(pk=keys[0]) if len(keys) == 1 else None


class Buurten:
    """The same for many addresses of one gemeente, by point or postcode, in a few queries."""

    def __init__(self, municipality_id: int, postcodes: Iterable[str]) -> None:
        self.municipality_id = municipality_id
        self._postcodes: dict[str, list[Postcode]] = defaultdict(list)
        wanted = sorted({_plain(postcode) for postcode in postcodes})
        for start in range(0, len(wanted), 500):
            rows = Postcode.objects.filter(postcode__in=wanted[start : start + 500])
            rows = rows.filter(area__municipality=municipality_id, area__level=Area.Level.BUURT)
            for row in rows.select_related("area__parent"):
                self._postcodes[row.postcode].append(row)

    def find(self, *, lon: float | None, lat: float | None, postcode: str, house_number: str) -> Area | None:
        if lon is not None and lat is not None:
            point = shapely.Point(lon, lat)
            found: Area | None = next((area for area, border in self._borders if border.covers(point)), None)
            if found is not None:
                return found
        digits = re.match(r"\s*(\d{1,5})", house_number)
        rows = self._postcodes.get(_plain(postcode), [])
        return _the_one([row for row in rows if not digits or _holds(row, int(digits[1]))])

    @cached_property
    def _borders(self) -> list[tuple[Area, Any]]:
        borders = Border.objects.newest().filter(area__municipality=self.municipality_id, area__level=Area.Level.BUURT)
        found = borders.select_related("area__parent").order_by("area__code")
        shapes = [(border.area, shapely.geometry.shape(border.geometry)) for border in found]
        shapely.prepare([geometry for _, geometry in shapes])
        return shapes


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).upper()


def _holds(row: Postcode, house: int) -> bool:
    return row.house_from is None or row.house_from <= house <= (row.house_to or 0)

"""In which buurt an address lies: by its point, its postcode, or by what is known of the same street."""

import re

from django.db.models import Q
from shapely.geometry import Point, shape

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
    point = Point(lon, lat)
    borders = Border.objects.newest().filter(area__municipality=municipality_id, area__level=Area.Level.BUURT)
    for border in borders.select_related("area__parent").order_by("area__code"):
        if shape(border.geometry).covers(point):
            found: Area = border.area
            return found
    return None


def _of_postcode(municipality_id: int, postcode: str, house_number: str) -> Area | None:
    """Runs of house numbers come before the whole postcode; two buurten for one address is no answer."""
    digits = re.match(r"\s*(\d{1,5})", house_number)
    rows = Postcode.objects.at(postcode, int(digits[1]) if digits else None)
    rows = rows.filter(area__municipality=municipality_id, area__level=Area.Level.BUURT)
    found = list(rows[:20])
    exact = {row.area for row in found if row.house_from is not None} or {row.area for row in found}
    return exact.pop() if len(exact) == 1 else None


def _of_street(municipality_id: int, street: str) -> Area | None:
    """Where the other places of the same street lie, when that is one buurt."""
    if not street.strip():
        return None
    same = Actor.objects.filter(Q(street__iexact=street.strip()), municipality=municipality_id, buurt__isnull=False)
    keys = list(same.order_by().values_list("buurt", flat=True).distinct()[:2])
    return Area.objects.select_related("parent").get(pk=keys[0]) if len(keys) == 1 else None

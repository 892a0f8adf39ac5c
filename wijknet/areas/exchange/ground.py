"""What a map stands on: outlines as GeoJSON, and where something stands of which only the area is known."""

import json
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import shapely
from django.utils.html import escape

from wijknet.areas.exchange.svg import credit_of
from wijknet.areas.models import Area, Border
from wijknet.areas.querysets import BorderQuerySet

MOST_OUTLINES = 300
# Degrees by which an outline may be off: about ten metres.
SIMPLE = 0.0001
# Five decimals are about a metre.
DECIMALS = 5

# Middles that were worked out in this process, by what they were worked out from.
_middles: OrderedDict[str, tuple[float, float]] = OrderedDict()
MOST_MIDDLES = 5_000


def outlines(rows: BorderQuerySet, marked: Iterable[int] = ()) -> dict[str, Any]:
    """The newest outlines among these as GeoJSON. `mine` is said of the marked areas, `inner` of a buurt."""
    # Wijken before buurten, however many of those there are.
    found: list[Border] = list(
        rows.newest().select_related("area").order_by("-area__level", "area__code")[:MOST_OUTLINES]
    )
    own = frozenset(marked)
    features = [
        {
            "type": "Feature",
            "properties": {
                "name": border.area.name,
                "mine": border.area_id in own,
                "inner": border.area.level == Area.Level.BUURT,
            },
            "geometry": json.loads(
                shapely.to_geojson(shapely.simplify(shapely.geometry.shape(border.geometry or {}), SIMPLE))
            ),
        }
        for border in found
    ]
    return {"type": "FeatureCollection", "features": features, "credit": escape(credit_of(found))}


def middles_of(area_pks: Iterable[int | None]) -> dict[int, tuple[float, float]]:
    """A point (longitude, latitude) inside each area of which the outline is known.

    One query; one more for outlines that this process did not see before.
    """
    wanted = {pk for pk in area_pks if pk is not None}
    if not wanted:
        return {}
    rows = Border.objects.newest().filter(area__in=wanted)
    seen = {f"{area}-{digest}": area for area, digest in rows.values_list("area", "digest")}
    unknown = [area for key, area in seen.items() if key not in _middles]
    if unknown:
        for area, digest, geometry in rows.filter(area__in=unknown).values_list("area", "digest", "geometry"):
            point = shapely.point_on_surface(shapely.geometry.shape(geometry))
            _middles[f"{area}-{digest}"] = (round(point.x, DECIMALS), round(point.y, DECIMALS))
    found = {area: _middles[key] for key, area in seen.items()}
    while len(_middles) > MOST_MIDDLES:
        _middles.popitem(last=False)
    return found

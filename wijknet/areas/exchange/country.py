"""All gemeenten that are loaded on one map, to click one: drawn as that of a wijk is, from further away."""

from typing import Any

import shapely
from django.core.cache import cache

from wijknet.areas.exchange.svg import COUNTRY_KEY, HEIGHT, KEEP_SECONDS, WIDTH, AreaMap, View, credit_of, with_labels
from wijknet.areas.models import Area, Border


def country_map() -> AreaMap | None:
    """None when no outline is known. Kept as `area_map`, and forgotten with it."""
    kept: AreaMap | None = cache.get(COUNTRY_KEY)
    if kept is None:
        kept = draw()
        if kept is not None:
            cache.set(COUNTRY_KEY, kept, KEEP_SECONDS)
    return kept


def draw() -> AreaMap | None:
    """Each gemeente by its own outline, or by those of its wijken together."""
    borders = list(
        Border.objects.newest().filter(area__level=Area.Level.GEMEENTE).select_related("area").order_by("area__code")
    )
    drawn = {border.area: shapely.geometry.shape(border.geometry) for border in borders}
    wijken = Border.objects.newest().filter(area__level=Area.Level.WIJK).exclude(area__municipality__in=drawn)
    parts: dict[Area, list[Any]] = {}
    for border in wijken.select_related("area__municipality").order_by("area__code"):
        borders.append(border)
        parts.setdefault(border.area.municipality, []).append(shapely.geometry.shape(border.geometry))
    drawn |= {municipality: shapely.unary_union(shapes) for municipality, shapes in parts.items()}
    if not drawn:
        return None
    view = View.around(list(drawn.values()), 1.0)
    places = [place for area, outline in drawn.items() if (place := view.path(area, outline))]
    return AreaMap(
        code="nl",
        width=WIDTH,
        height=HEIGHT,
        title="",
        credit=credit_of(borders),
        municipality="",
        municipality_slug="",
        places=with_labels(places, view, {area.pk: outline for area, outline in drawn.items()}),
    )

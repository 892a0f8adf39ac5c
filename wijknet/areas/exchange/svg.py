"""A wijk within its gemeente as SVG paths: for the public wijk page, the profile and print.

Straight from the stored borders, without tiles, script or inline style. Coordinates are whole pixels in a
view of WIDTH × HEIGHT; degrees are scaled so that a kilometre is as long east as north.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from html import escape
from itertools import groupby
from typing import TypeAlias

import shapely
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, gettext

from wijknet.areas.models import Area, Border

Shape: TypeAlias = "shapely.geometry.base.BaseGeometry"
WIDTH, HEIGHT = 640, 480
MARGIN = 24
# How much of the surroundings is seen around a wijk: its box is this part of the view.
WIJK_PART = 0.45
SIMPLIFY_PIXELS = 0.7
# What a label of the style sheet takes: 15 px text, 19 px for the wijk itself.
LETTER_WIDTH, LINE_HEIGHT, HERE_FACTOR = 7.6, 20, 1.35
KEEP_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """One area on the map. `label` is where its name stands, or None where that would not fit; the name of the
    wijk itself always stands there, outside its surface when that is too small."""

    pk: int
    code: str
    name: str
    slug: str
    path: str
    is_here: bool
    label: tuple[int, int] | None = None
    label_inside: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """What `areas/_map.html` draws. `title` is the text alternative, `credit` must be shown with it."""

    code: str
    width: int
    height: int
    title: str
    credit: str
    municipality: str
    municipality_slug: str
    places: list[MapPlace] = field(default_factory=list)
    neighbours: list[str] = field(default_factory=list)

    @property
    def here(self) -> MapPlace | None:
        return next((place for place in self.places if place.is_here), None)

    @property
    def others(self) -> list[MapPlace]:
        return [place for place in self.places if not place.is_here]


SHAPE = zlib.crc32(repr([(field.name, field.type) for kind in (MapPlace, AreaMap) for field in fields(kind)]).encode())

# The map of all gemeenten (country.py), which is forgotten with those of the wijken.
COUNTRY_KEY = f"areas-country-{SHAPE}"


def area_map(area: Area, *, whole: bool = False) -> AreaMap | None:
    """The map of a wijk with its neighbours; `whole` (or a gemeente) shows the whole gemeente.

    None when no outline is known. Kept in the cache until a border of the gemeente is loaded
    (`forget_maps`); a hit costs one query.
    """
    whole = whole or area.level == Area.Level.GEMEENTE
    key = cache_key(area.pk, whole=whole, language=get_language() or settings.LANGUAGE_CODE)
    kept: AreaMap | None = cache.get(key)
    if kept is None:
        kept = draw(area, whole=whole)
        if kept is not None:
            cache.set(key, kept, KEEP_SECONDS)
    return kept


def buurt_map(wijk: Area, buurt: Area | None) -> AreaMap | None:
    """A wijk with its buurten, and one of them marked; the wijk in its surroundings where none is known.

    `wijk.municipality` is read for the words. Kept and forgotten as `area_map`.
    """
    if buurt is None:
        return area_map(wijk)
    key = cache_key(buurt.pk, whole=False, language=get_language() or settings.LANGUAGE_CODE)
    kept: AreaMap | None = cache.get(key)
    if kept is None:
        kept = draw_buurt(wijk, buurt)
        if kept is None:
            return area_map(wijk)
        cache.set(key, kept, KEEP_SECONDS)
    return kept


def draw_buurt(wijk: Area, buurt: Area) -> AreaMap | None:
    """The outlines of all buurten of the wijk in one view; None when that of this buurt is not known."""
    rows = Border.objects.newest().filter(area__parent=wijk, area__level=Area.Level.BUURT)
    borders = list(rows.select_related("area").order_by("area__code"))
    shapes = {border.area_id: shapely.geometry.shape(border.geometry) for border in borders}
    if buurt.pk not in shapes:
        return None
    view = View.around(list(shapes.values()), 1.0)
    drawn = [place for border in borders if (place := view.place(border, shapes[border.area_id], here=buurt.pk))]
    municipality = wijk.municipality or wijk
    return AreaMap(
        code=buurt.code,
        width=WIDTH,
        height=HEIGHT,
        title=gettext("Kaart: %(buurt)s is een buurt in %(wijk)s.") % {"buurt": buurt.name, "wijk": wijk.name},
        credit=credit_of(borders),
        municipality=municipality.name,
        municipality_slug=municipality.slug,
        places=with_labels(drawn, view, shapes),
        neighbours=touching(buurt, borders, shapes),
    )


def cache_key(area_pk: int, *, whole: bool, language: str) -> str:
    """Carries the shape of what is kept, so that a newer WijkNet does not read what an older one kept."""
    kind = "whole" if whole else "wijk"
    return f"areas-map-{SHAPE}-{area_pk}-{kind}-{language}"


def forget_maps(area_pks: Iterable[int]) -> None:
    """Drop the maps of these areas; call it after their gemeente got new borders or names."""
    languages = [code for code, _ in settings.LANGUAGES]
    keys = [
        cache_key(pk, whole=whole, language=code) for pk in area_pks for whole in (True, False) for code in languages
    ]
    cache.delete_many([COUNTRY_KEY, *keys])


def draw(area: Area, *, whole: bool) -> AreaMap | None:
    """Build the map from the newest outline of every wijk of the gemeente."""
    level = Area.Level.BUURT if area.level == Area.Level.BUURT else Area.Level.WIJK
    municipality = area.municipality or area
    borders = list(
        Border.objects.newest()
        .filter(area__municipality=municipality, area__level=level)
        .select_related("area")
        .order_by("area__code")
    )
    shapes = {border.area_id: shapely.geometry.shape(border.geometry) for border in borders}
    if not shapes or (area.pk not in shapes and area != municipality):
        return None
    view = View.around(list(shapes.values()) if whole else [shapes[area.pk]], 1.0 if whole else WIJK_PART)
    neighbours = touching(area, borders, shapes)
    drawn = [place for border in borders if (place := view.place(border, shapes[border.area_id], here=area.pk))]
    return AreaMap(
        code=area.code,
        width=WIDTH,
        height=HEIGHT,
        title=title_of(area, municipality, neighbours),
        credit=credit_of(borders),
        municipality=municipality.name,
        municipality_slug=municipality.slug,
        places=with_labels(drawn, view, shapes),
        neighbours=neighbours,
    )


def as_file(drawn: AreaMap, *, colours: dict[str, str], face: str, named: Callable[[str], str]) -> bytes:
    """The same map as an SVG file, for print: what the style sheet says on a page stands in it.

    Colours by token; `named` gives the signs of a name that the face can draw.
    """
    land = f'fill="{colours["color-ground-sunken"]}" stroke="{colours["color-line-strong"]}"'
    here = f'fill="{colours["color-action"]}" stroke="{colours["color-action"]}"'
    lines = [f'<path {here if place.is_here else land} d="{place.path}"/>' for place in (*drawn.others, *_own(drawn))]
    for place in drawn.places:
        if place.label:
            inside = place.is_here and place.label_inside
            ink = colours["color-on-action" if inside else "color-ink"]
            look = f'fill="{ink}" font-size="{26 if place.is_here else 18}"'
            lines.append(f'<text {look} x="{place.label[0]}" y="{place.label[1]}">{escape(named(place.name))}</text>')
    box = f'viewBox="0 0 {drawn.width} {drawn.height}" font-family="{face}" text-anchor="middle"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(lines)}</svg>'.encode()


def _own(drawn: AreaMap) -> list[MapPlace]:
    return [drawn.here] if drawn.here else []


def title_of(area: Area, municipality: Area, neighbours: list[str]) -> str:
    names = {"name": area.name, "municipality": municipality.name}
    if area == municipality:
        return gettext("Kaart: de wijken van %(name)s.") % names
    if not neighbours:
        return gettext("Kaart: %(name)s ligt in %(municipality)s.") % names
    if len(neighbours) == 1:
        names["other"] = neighbours[0]
        return gettext("Kaart: %(name)s ligt in %(municipality)s, naast %(other)s.") % names
    names |= {"others": ", ".join(neighbours[:-1]), "last": neighbours[-1]}
    return gettext("Kaart: %(name)s ligt in %(municipality)s, tussen %(others)s en %(last)s.") % names


def credit_of(borders: list[Border]) -> str:
    """The credit that Kadaster and CBS ask for, with every year that is on the map."""
    sources: dict[str, set[int]] = {}
    for border in borders:
        sources.setdefault(border.source, set()).add(border.year)
    return "; ".join(f"{source}, {' en '.join(map(str, sorted(years)))}" for source, years in sorted(sources.items()))


def touching(area: Area, borders: list[Border], shapes: dict[int, Shape]) -> list[str]:
    """Names of the areas next to this one. Generalised outlines may miss each other by some metres."""
    here = shapes.get(area.pk)
    if here is None:
        return []
    near = here.buffer(0.0005)
    return [b.area.name for b in borders if b.area_id != area.pk and shapes[b.area_id].intersects(near)]


@dataclass(frozen=True, slots=True)
class View:
    """From degrees to pixels: `left` and `top` are the upper corner, `scale` pixels per degree north."""

    left: float
    top: float
    scale: float
    narrow: float

    @classmethod
    def around(cls, shapes: list[Shape], part: float) -> View:
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        narrow = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
        scale = min((WIDTH - 2 * MARGIN) * part / wide, (HEIGHT - 2 * MARGIN) * part / high)
        left = (west + east) / 2 - WIDTH / 2 / scale / narrow
        top = (south + north) / 2 + HEIGHT / 2 / scale
        return cls(left, top, scale, narrow)

    def project(self, geometry: Shape) -> Shape:
        corner, factors = [self.left, self.top], [self.scale * self.narrow, -self.scale]
        projected: Shape = shapely.transform(geometry, lambda points: (points - corner) * factors)
        return projected

    def place(self, border: Border, geometry: Shape, *, here: int) -> MapPlace | None:
        """The area as a path, without what lies outside the view; None when nothing of it is seen."""
        return self.path(border.area, geometry, is_here=border.area_id == here)

    def path(self, area: Area, geometry: Shape, *, is_here: bool = False) -> MapPlace | None:
        simple = shapely.simplify(self.project(geometry), SIMPLIFY_PIXELS)
        seen = shapely.clip_by_rect(simple, -MARGIN, -MARGIN, WIDTH + MARGIN, HEIGHT + MARGIN)
        path = path_of(seen)
        if not path:
            return None
        return MapPlace(pk=area.pk, code=area.code, name=area.name, slug=area.slug, path=path, is_here=is_here)


def path_of(geometry: Shape) -> str:
    """SVG path data in whole pixels; rings that shrink to a line are left out."""
    parts = []
    for polygon in shapely.get_parts(geometry).tolist():
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        for ring in [polygon.exterior, *polygon.interiors]:
            points = [point for point, _same in groupby((round(x), round(y)) for x, y in ring.coords)][:-1]
            if len(points) > 2:
                parts.append("M" + "L".join(f"{x} {y}" for x, y in points) + "z")
    return "".join(parts)


def with_labels(places: list[MapPlace], view: View, shapes: dict[int, Shape]) -> list[MapPlace]:
    """Give a label to the place itself and to every other place where the name fits and overlaps none."""
    frame = shapely.box(0, 0, WIDTH, HEIGHT)
    taken: list[Shape] = []
    labelled: dict[int, MapPlace] = {}
    for place in sorted(places, key=lambda place: (not place.is_here, -shapes[place.pk].area)):
        seen = shapely.make_valid(view.project(shapes[place.pk])).intersection(frame)
        if seen.is_empty:
            continue
        point = seen.centroid if seen.contains(seen.centroid) else seen.representative_point()
        west, north, east, _south = seen.bounds
        half = max(len(place.name), 3) * LETTER_WIDTH * (HERE_FACTOR if place.is_here else 1) / 2
        inside = (east - west) * (1 if place.is_here else 1.4) > 2 * half
        x, y = point.x, point.y if inside or not place.is_here else max(north - LINE_HEIGHT / 2, LINE_HEIGHT)
        box = shapely.box(x - half, y - LINE_HEIGHT, x + half, y + LINE_HEIGHT / 2)
        if place.is_here or (inside and frame.contains(box) and not any(box.intersects(other) for other in taken)):
            # A neighbour's dark name would be lost on the dark ground of the wijk itself.
            taken += [box, seen] if place.is_here else [box]
            labelled[place.pk] = replace(place, label=(round(x), round(y)), label_inside=inside)
    return [labelled.get(place.pk, place) for place in places]

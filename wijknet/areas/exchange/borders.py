"""Borders from GeoJSON and TopoJSON, plain or packed, in WGS84 or in the Dutch grid (RD).

Repairs what can be repaired: polygons that cross themselves, rings that are too short. Gives valid polygons in
WGS84 with six decimals (10 cm).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from wijknet.areas.exchange import topojson
from wijknet.areas.exchange.codes import read_code, read_name
from wijknet.areas.exchange.files import is_json, read_bytes, read_json, year_of
from wijknet.areas.exchange.problem import FileProblem, shorten
from wijknet.areas.exchange.tables import Table, read_table

CREDIT = "Kadaster / Centraal Bureau voor de Statistiek"
DECIMALS = 6
AT_A_TIME = 2000
# Where coordinates of the Dutch grid lie, in metres; degrees never do.
RD_X, RD_Y = (-10_000, 310_000), (280_000, 640_000)
WGS84_NAMES = ("4326", "CRS84", "4258")
RD_NAMES = ("28992",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFact:
    """A place in one year. `geometry` is GeoJSON text or None when the file has no usable outline of it."""

    code: str
    name: str
    municipality_name: str = ""
    geometry: str | None = None
    label: tuple[float, float] | None = None


@dataclass(slots=True)
class AreaFile:
    year: int
    source: str
    facts: Iterable[AreaFact]


def read_areas(path: Path, *, year: int | None = None, source: str = "") -> AreaFile:
    """Open a file of places: a map, or a table that only names them."""
    content, file = read_bytes(path), path.name
    data = read_json(content, file) if is_json(content) else None
    if not isinstance(data, dict) or data.get("type") not in {"FeatureCollection", "Topology"}:
        return read_names(read_table(path), year)
    if data["type"] == "Topology":
        features = _of_topology(data, file)
    elif isinstance(data.get("features"), list):
        features = iter(data["features"])
    else:
        raise FileProblem("de lijst 'features' ontbreekt", file=file)
    first = next(features, None)
    if not isinstance(first, dict) or not isinstance(first.get("properties"), dict):
        raise FileProblem("er staat geen gebied met eigenschappen in", file=file, row=1)
    found_year = year_of(year, file, first["properties"].get("jaar"), first["properties"].get("jrstatcode"))
    reader = BorderReader(file, named_grid(data, file))
    return AreaFile(found_year, source or CREDIT, reader.read([first], features))


def _of_topology(data: dict[str, Any], file: str) -> Iterator[Any]:
    try:
        yield from topojson.features(data)
    except topojson.NotTopology as error:
        raise FileProblem("de lijnen (arcs) van deze TopoJSON kloppen niet", file=file) from error


def named_grid(data: dict[str, Any], file: str) -> str:
    """ "RD", "WGS84" or "" when the file does not say it; a grid that we cannot read is a problem."""
    crs = data.get("crs")
    name = str(crs.get("properties", {}).get("name", "") if isinstance(crs, dict) else crs or "")
    if any(part in name for part in RD_NAMES):
        return "RD"
    if not name or any(part in name for part in WGS84_NAMES):
        return "WGS84" if name else ""
    raise FileProblem(f"het coördinatenstelsel '{shorten(name)}' is geen WGS84 of RD", file=file)


@dataclass(slots=True)
class BorderReader:
    """Turns features into facts, some thousands at a time, so that memory stays flat."""

    file: str
    grid: str

    def read(self, first: list[Any], others: Iterator[Any]) -> Iterator[AreaFact]:
        seen: set[str] = set()
        row = 1
        while first:
            yield from self._batch(first, row, seen)
            row += len(first)
            first = list(islice(others, AT_A_TIME))
        if not seen:
            raise FileProblem("er staat geen enkele gemeente, wijk of buurt in", file=self.file)

    def _batch(self, features: list[Any], row: int, seen: set[str]) -> Iterator[AreaFact]:
        rows = [self._properties(feature, number) for number, feature in enumerate(features, start=row)]
        table = Table(self.file, sorted({key for _, properties in rows for key in properties}), iter(rows))
        places = list(table.places())
        for number, code, _ in places:
            if code in seen:
                raise FileProblem(f"{code} staat er twee keer in", file=self.file, row=number, column=table.code_column)
            seen.add(code)
        shapes = [self._shape(features[int(number) - row].get("geometry"), int(number)) for number, _, _ in places]
        valid = self._valid(np.array(shapes, dtype=object), row)
        clean = [_surfaces(geometry) for geometry in valid.tolist()]
        # A place that generalising left no surface of still has a point.
        pairs = zip(valid.tolist(), clean, strict=True)
        points = shapely.point_on_surface(np.array([whole if flat is None else flat for whole, flat in pairs]))
        for (number, code, properties), geometry, point in zip(places, clean, points.tolist(), strict=True):
            yield self._fact(table, int(number), code, properties, geometry, point)

    def _properties(self, feature: Any, row: int) -> tuple[int, dict[str, Any]]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise FileProblem("dit gebied heeft geen eigenschappen (properties)", file=self.file, row=row)
        return row, properties

    def _shape(self, geometry: Any, row: int) -> shapely.geometry.base.BaseGeometry | None:
        """A polygon from GeoJSON; rings of fewer than three points are no border: only their points are kept."""
        if geometry is None:
            return None
        try:
            kind, coordinates = geometry["type"], geometry["coordinates"]
            if kind not in {"Polygon", "MultiPolygon"}:
                raise FileProblem(f"'{shorten(kind)}' is geen vlak", file=self.file, row=row, column="geometry")
            polygons = [coordinates] if kind == "Polygon" else coordinates
            made = [shapely.Polygon(rings[0], rings[1:]) for part in polygons if (rings := _usable(part))]
            if not made:
                return shapely.MultiPoint([point[:2] for part in polygons for ring in part for point in ring])
        except FileProblem:
            raise
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, shapely.errors.ShapelyError) as error:
            raise FileProblem("de grens is niet te lezen", file=self.file, row=row, column="geometry") from error
        return made[0] if len(made) == 1 else shapely.MultiPolygon(made)

    def _valid(self, shapes: Any, row: int) -> Any:
        """In WGS84, rounded and valid."""
        shapes = shapely.force_2d(shapes)
        bounds = shapely.total_bounds(shapes)
        if not np.isnan(bounds).any():
            if self._is_rd(bounds, row):
                shapes = shapely.transform(shapes, to_wgs84)
                bounds = shapely.total_bounds(shapes)
            self._check_degrees(bounds, row)
        rounded = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
        return shapely.make_valid(rounded)

    def _is_rd(self, bounds: Any, row: int) -> bool:
        west, south, east, north = bounds.tolist()
        metres = bool(RD_X[0] <= west <= east <= RD_X[1] and RD_Y[0] <= south <= north <= RD_Y[1])
        if self.grid == "RD" and not metres:
            raise FileProblem("de coördinaten liggen buiten het stelsel RD", file=self.file, row=row)
        return metres

    def _check_degrees(self, bounds: Any, row: int) -> None:
        west, south, east, north = bounds.tolist()
        if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
            raise FileProblem("de coördinaten zijn geen WGS84 en geen RD", file=self.file, row=row, column="geometry")
        if west >= 50 and east <= 54 and south >= 3 and north <= 8:
            problem = "de coördinaten staan verkeerd om: eerst de lengtegraad (oost), dan de breedtegraad (noord)"
            raise FileProblem(problem, file=self.file, row=row, column="geometry")

    def _fact(
        self, table: Table, row: int, code: str, properties: dict[str, Any], geometry: Any, point: Any
    ) -> AreaFact:
        named, whole = table.name_column(code), table.municipality_column()
        has_point = point is not None and not point.is_empty
        return AreaFact(
            code=code,
            name=read_name(properties.get(named), file=self.file, row=row, column=named) if named else "",
            municipality_name=read_name(properties.get(whole), file=self.file, row=row, column=whole) if whole else "",
            geometry=None if geometry is None else shapely.to_geojson(geometry),
            label=(round(point.x, DECIMALS), round(point.y, DECIMALS)) if has_point else None,
        )


def _usable(rings: Any) -> list[Any]:
    """The outer ring and its holes; nothing when the outer ring is a line."""
    kept = [ring for ring in rings if len({tuple(point[:2]) for point in ring}) > 2]
    return kept if kept and kept[0] is rings[0] else []


def _surfaces(geometry: shapely.geometry.base.BaseGeometry | None) -> shapely.geometry.base.BaseGeometry | None:
    """Only the polygons of what a repair left: lines and points are no border."""
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    polygons = [part for piece in shapely.get_parts(geometry).tolist() for part in shapely.get_parts(piece).tolist()]
    polygons = [part for part in polygons if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(polygons) if polygons else None


def to_wgs84(points: Any) -> Any:
    east, north = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True).transform(points[:, 0], points[:, 1])
    return np.column_stack([east, north])


def read_names(table: Table, year: int | None) -> AreaFile:
    """Names without outlines: the CBS workbook, or a list with the columns code (or Key) and naam (or Title)."""
    lower = {column.lower(): column for column in table.columns}
    code_column = table.code_column or next((lower[name] for name in ("code", "key", "gebied") if name in lower), None)
    if code_column is None:
        problem = "dit is geen kaart (GeoJSON of TopoJSON) en geen tabel met de koppen 'code' en 'naam'"
        raise FileProblem(problem, file=table.file, row=1)
    plain = next((lower[name] for name in ("naam", "title", "name") if name in lower), None)
    if plain is None and not any(table.name_column(level) for level in ("GM", "WK", "BU")):
        raise FileProblem("er is geen kolom met namen", file=table.file, row=1)
    facts = list(_names(table, code_column, plain))
    if not facts:
        raise FileProblem("er staat geen enkele gemeente, wijk of buurt in", file=table.file)
    return AreaFile(year_of(year, table.file), "CBS, Kerncijfers wijken en buurten", facts)


def _names(table: Table, code_column: str, plain: str | None) -> Iterator[AreaFact]:
    seen: set[str] = set()
    for row, cells in table.rows:
        code = read_code(cells.get(code_column), file=table.file, row=row, column=code_column)
        if code in seen:
            raise FileProblem(f"{code} staat er twee keer in", file=table.file, row=row, column=code_column)
        if code is None:
            continue
        seen.add(code)
        column = table.name_column(code) or plain
        if column is None:
            continue
        name = read_name(cells.get(column), file=table.file, row=row, column=column)
        if not name:
            raise FileProblem("de naam ontbreekt", file=table.file, row=row, column=column)
        yield AreaFact(code=code, name=name)

"""TopoJSON to GeoJSON geometries: borders are stored once, as arcs that neighbours share."""

from collections.abc import Iterator
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


class NotTopology(ValueError):
    """The file calls itself a Topology, but its arcs or objects do not hold together."""


def features(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The areas of a topology as GeoJSON features; layers of label points are passed over."""
    try:
        arcs = decode_arcs(data["arcs"], data.get("transform"))
        layers = list(data["objects"].values())
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotTopology from error
    for layer in layers:
        for geometry in _flat(layer):
            if geometry.get("type") in {"Polygon", "MultiPolygon"}:
                properties = {"statcode": geometry.get("id")} | (geometry.get("properties") or {})
                yield {"properties": properties, "geometry": to_geojson(geometry, arcs)}


def _flat(layer: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(layer, dict):
        raise NotTopology
    if layer.get("type") != "GeometryCollection":
        yield layer
        return
    for geometry in layer.get("geometries") or []:
        if not isinstance(geometry, dict):
            raise NotTopology
        yield geometry


def decode_arcs(arcs: Any, transform: dict[str, Any] | None) -> list[Ring]:
    """Arcs as points; with a transform they are whole steps from point to point."""
    if transform is None:
        return [[(float(point[0]), float(point[1])) for point in arc] for arc in arcs]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    decoded = []
    for arc in arcs:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale_x + left, y * scale_y + bottom))
        decoded.append(points)
    return decoded


def to_geojson(geometry: dict[str, Any], arcs: list[Ring]) -> dict[str, Any]:
    try:
        if geometry["type"] == "Polygon":
            coordinates: Any = [_ring(ring, arcs) for ring in geometry["arcs"]]
        else:
            coordinates = [[_ring(ring, arcs) for ring in polygon] for polygon in geometry["arcs"]]
    except (KeyError, TypeError, IndexError) as error:
        raise NotTopology from error
    return {"type": geometry["type"], "coordinates": coordinates}


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs one after another; ~n is arc n backwards. The point where two meet counts once."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points

"""A round through the wijk: who was not spoken to for long, in the order in which one walks past."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actors.models import Actor, InformalNetwork

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One door, or the place where a network meets."""

    name: str
    url: str
    log: str
    card: str
    kind: str
    spoken_on: date | None
    rhythm: str
    address: str = ""
    street: str = ""
    number: str = ""
    point: Point | None = None


def stop_of(thing: Actor | InformalNetwork, *, log: str, card: str) -> Stop:
    """The stop of an actor, or of a network where it meets."""
    if isinstance(thing, InformalNetwork):
        place, kind = thing.meeting_place, "informeel netwerk"
        address = f"{place.name}, {place.address}".rstrip(", ") if place else thing.meeting_text
    else:
        place, kind, address = thing, thing.kind.name, thing.address
    known = place is not None and place.lon is not None and place.lat is not None
    return Stop(
        name=thing.name,
        url=thing.get_absolute_url(),
        log=log,
        card=card,
        kind=kind,
        spoken_on=thing.last_spoken_on,
        rhythm=thing.rhythm_words,
        address=address,
        street=place.street if place else "",
        number=place.house_number if place else "",
        point=(place.lon, place.lat) if place and known else None,  # type: ignore[arg-type]
    )


def walk(stops: Sequence[Stop]) -> list[Stop]:
    """Each time to the nearest door; who has no point comes after the last one of the street, or at the end.

    Without any point it goes by street and number. Starts at the first door of the first street.
    """
    doors = sorted(stops, key=_door)
    left = [stop for stop in doors if stop.point]
    order = [left.pop(0)] if left else []
    while left:
        here = order[-1].point or (0.0, 0.0)
        nearest = min(left, key=lambda stop: _distance(here, stop.point or here))
        left.remove(nearest)
        order.append(nearest)
    for stop in (stop for stop in doors if not stop.point):
        same = [place for place, other in enumerate(order) if stop.street and other.street == stop.street]
        order.insert(same[-1] + 1 if same else len(order), stop)
    return order


def _door(stop: Stop) -> tuple[bool, str, int, str, str]:
    """Street, then number as a number; what has no street comes last."""
    number = re.match(r"\d{1,9}", stop.number)
    return (not stop.street, stop.street.casefold(), int(number[0]) if number else 0, stop.number, stop.name)


def _distance(one: Point, other: Point) -> float:
    """Good enough within a wijk: a degree of longitude is shorter here than one of latitude."""
    return math.hypot((one[0] - other[0]) * math.cos(math.radians(one[1])), one[1] - other[1])

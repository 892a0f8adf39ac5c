"""Who is who in the demo: 40 places, 8 informal networks, who knows and reaches whom, and 10 gemeente contacts.

All made up, by name and number; the streets exist. Made through the services by the wijkmanager of each wijk.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import shapely

from actors import services
from actors.models import Actor, ActorKind, InformalNetwork, MunicipalContact, Person
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, ResidentGroup, Theme
from wijknet.pages.demo.initiatives import wijkmanager_of
from wijknet.ui.dates import today

SOURCE = Path(__file__).with_name("actors.json")
Side = Actor | InformalNetwork
# Most relations began so many days ago: the network of a year ago is one to compare with.
LONG = 600
# So many points beside each other, and so many rows.
GRID = 9

# What a group is looked at by; a place of a sensitive kind says nothing about other groups than these.
BASES = dict.fromkeys(
    (
        "Gezinnen met jonge kinderen",
        "Gezinnen met schoolkinderen",
        "Jongeren van 14 tot 18 jaar",
        "Ouderen in de Geitenkamp",
        "Ouderen in het dorp",
        "Studenten en starters",
    ),
    ResidentGroup.Basis.LIFE_PHASE.value,
) | {
    "Mensen die net in de Singelflat wonen": ResidentGroup.Basis.STREET.value,
    "Mensen die Nederlands leren": ResidentGroup.Basis.LANGUAGE.value,
}


def load() -> None:
    """Make what is not there yet, in the order in which one thing needs another."""
    services.ensure_kinds()
    told: dict[str, list[Any]] = json.loads(SOURCE.read_text(encoding="utf-8"))
    wijken = {
        area.code: area for area in Area.objects.wijken().filter(code__in={row["wijk"] for row in told["actors"]})
    }
    writers = {code: wijkmanager_of(wijk) for code, wijk in wijken.items()}
    sides: dict[str, Side] = {}
    for row in told["actors"]:
        sides[row["name"]] = place(row, wijken, writers[row["wijk"]])
    for row in told["networks"]:
        sides[row["name"]] = network(row, wijken, sides, writers[row["wijk"]])
    relations(told, sides, writers)
    for row in told["people"]:
        person(row, sides[row["actor"]], writers)
    contacts(told["contacts"], wijken, writers)


def demo(name: str) -> str:
    return f"{name} (demo)"


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def place(row: dict[str, Any], wijken: dict[str, Area], by: User) -> Actor:
    facts = {key: value for key, value in row.items() if key not in {"wijk", "name", "kind", "active"}}
    wijk, name = wijken[row["wijk"]], demo(row["name"])
    found: Actor | None = Actor.objects.filter(area=wijk, name=name).select_related("kind").first()
    if found is not None:
        return found
    kind = ActorKind.objects.get(municipality=None, name=row["kind"])
    active_in = [wijken[code] for code in row.get("active", ())]
    lon, lat = somewhere_in(wijk)
    return services.add_actor(by=by, area=wijk, name=name, kind=kind, active_in=active_in, lon=lon, lat=lat, **facts)


def somewhere_in(wijk: Area) -> tuple[float | None, float | None]:
    """The next free point of a grid over the wijk: made up as well, but on the map. None without borders."""
    border = Border.objects.newest().filter(area=wijk).first()
    if border is None:
        return None, None
    outline = shapely.geometry.shape(border.geometry)
    west, south, east, north = outline.bounds
    steps = [(part + 0.5) / GRID for part in range(GRID)]
    points = [(west + x * (east - west), south + y * (north - south)) for y in steps for x in steps]
    inside = [(round(x, 6), round(y, 6)) for x, y in points if outline.contains(shapely.Point(x, y))]
    taken = Actor.objects.filter(area=wijk, lon__isnull=False).count()
    # A step that shares no factor with the number of points spreads them before it comes back.
    step = next(number for number in (7, 11, 13, 1) if len(inside) % number or number == 1)
    return inside[taken * step % len(inside)] if inside else (None, None)


def network(row: dict[str, Any], wijken: dict[str, Area], sides: dict[str, Side], by: User) -> InformalNetwork:
    facts = {key: value for key, value in row.items() if key not in {"wijk", "name", "place", "actors"}}
    wijk, name = wijken[row["wijk"]], demo(row["name"])
    found: InformalNetwork | None = InformalNetwork.objects.filter(area=wijk, name=name).first()
    if found is not None:
        return found
    actors: list[Any] = [sides[one] for one in row["actors"]]
    meeting_place: Any = sides.get(row.get("place", ""))
    return services.add_network(by=by, area=wijk, name=name, actors=actors, meeting_place=meeting_place, **facts)


def relations(told: dict[str, list[Any]], sides: dict[str, Side], writers: dict[str, User]) -> None:
    """Ties and reach; those of a place that has some already are there."""
    lately = {(one, other) for one, other in told["lately"]}
    was = {(one, other): strength for one, other, strength in told["was"]}
    for one, other, *rest in told["ties"]:
        since = None if (one, other) in lately else days_ago(LONG)
        tie(sides[one], sides[other], *rest, writers=writers, since=since, was=was.get((one, other)))
    for one, other, *rest in told["ended"]:
        tie(sides[one], sides[other], *rest, writers=writers, since=days_ago(LONG), ended=True)
    for one, group_name, level, days, source_text in told["reach"]:
        side = sides[one]
        defaults = {"municipality_id": side.municipality_id, "basis": BASES.get(group_name, "")}
        group, _ = ResidentGroup.objects.get_or_create(area=side.area, name=group_name, defaults=defaults)
        if not side.reach.filter(group=group).exists():
            by = writers[side.area.code]
            services.set_reach(by=by, side=side, group=group, level=level, source_text=source_text, on=days_ago(days))


def tie(
    source: Side,
    target: Side,
    kind: str,
    strength: int,
    days: int,
    source_text: str,
    *,
    writers: dict[str, User],
    since: date | None,
    was: int | None = None,
    ended: bool = False,
) -> None:
    """`was` is how close it was at first; `ended` says that it was over so many days ago."""
    if source.ties_out.filter(**{target_key(target): target}, kind=kind).exists():
        return
    by = writers[source.area.code]
    made = services.add_tie(
        by=by,
        area=source.area,
        source=source,
        target=target,
        kind=kind,
        strength=was or strength,
        start=since,
        source_text=source_text,
        on=days_ago(LONG if was else days),
    )
    if was:
        services.confirm_tie(tie=made, by=by, strength=strength, on=days_ago(days))
    if ended:
        services.end_tie(tie=made, by=by, on=days_ago(days))


def target_key(target: Side) -> str:
    return "target_actor" if isinstance(target, Actor) else "target_network"


def person(row: dict[str, Any], actor: Any, writers: dict[str, User]) -> None:
    name = demo(row["name"])
    if Person.objects.filter(municipality=actor.municipality_id, name=name).exists():
        return
    services.add_person_function(
        by=writers[actor.area.code],
        actor=actor,
        name=name,
        title=row["title"],
        ground=row["ground"],
        start=days_ago(row["since"]),
        phone=row.get("phone", ""),
        email=row.get("email", ""),
        consent_text=row.get("consent_text", ""),
        told_on=days_ago(row["told"]),
        told_how=row["told_how"],
        retain_until=today() + timedelta(days=row["keep"]) if "keep" in row else None,
    )


def contacts(rows: list[dict[str, Any]], wijken: dict[str, Area], writers: dict[str, User]) -> None:
    """Desks first, so that a colleague can name one as deputy."""
    made: dict[str, MunicipalContact] = {}
    for row in sorted(rows, key=lambda row: "name" in row):
        gemeente = Area.objects.get(code=row["gemeente"])
        name = demo(row["name"]) if "name" in row else ""
        department = row["department"] if name else demo(row["department"])
        known = MunicipalContact.objects.filter(municipality=gemeente, department=department, name=name).first()
        away = row.get("away")
        by = next(user for code, user in writers.items() if wijken[code].municipality_id == gemeente.pk)
        made[row["department"]] = known or services.add_municipal_contact(
            by=by,
            municipality=gemeente,
            department=department,
            name=name,
            function=row.get("function", ""),
            themes=[theme(gemeente, title) for title in row["themes"]],
            wijken=[wijken[code] for code in row.get("wijken", ())],
            deputy=made.get(row.get("deputy", "")),
            phone=row["phone"],
            email=row["email"],
            absent_until=today() + timedelta(days=away) if away else None,
        )


def theme(gemeente: Area, name: str) -> Theme:
    found: Theme = Theme.objects.get_or_create(municipality=gemeente, name=name)[0]
    return found

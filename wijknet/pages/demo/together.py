"""What people and organisations do together in the demo: plans and what was said of them, an alliance, channels.

All made up, by name and number. Made through the services by the wijkmanager of each wijk.
"""

import json
from pathlib import Path
from typing import Any

from actors import services
from actors.models import Actor, Alliance, Buddy, Channel, InformalNetwork
from wijknet.areas.models import Area, Plan, ResidentGroup, Theme
from wijknet.areas.services import add_plan
from wijknet.pages.demo.actors import Side, days_ago, demo
from wijknet.pages.demo.initiatives import wijkmanager_of

SOURCE = Path(__file__).with_name("together.json")


def load() -> None:
    """Make what is not there yet."""
    told: dict[str, list[dict[str, Any]]] = json.loads(SOURCE.read_text(encoding="utf-8"))
    wijken = {area.code: area for area in Area.objects.wijken().filter(code__in={row["wijk"] for row in told["plans"]})}
    for row in told["plans"]:
        plan(row, wijken[row["wijk"]])
    for row in told["positions"]:
        position(row)
    for row in told["alliances"]:
        alliance(row, wijken[row["wijk"]])
    for row in told["channels"]:
        channel(row, wijken[row["wijk"]])
    for row in told["buddies"]:
        buddy(row)


def side_named(name: str) -> Side:
    found: Side | None = Actor.objects.filter(name=demo(name)).first()
    return found or InformalNetwork.objects.get(name=demo(name))


def themes_of(row: dict[str, Any], gemeente: Any) -> list[Theme]:
    return list(Theme.objects.filter(municipality=gemeente, name__in=row["themes"]))


def plan(row: dict[str, Any], wijk: Area) -> None:
    name, gemeente = demo(row["name"]), wijk.municipality or wijk
    if Plan.objects.filter(municipality=gemeente, name=name).exists():
        return
    add_plan(
        by=wijkmanager_of(wijk),
        municipality=gemeente,
        themes=themes_of(row, gemeente),
        wijken=[wijk],
        name=name,
        aim=row["aim"],
        owner_text=row["owner_text"],
        start=days_ago(-row["from"]),
        end=days_ago(-row["to"]),
    )


def position(row: dict[str, Any]) -> None:
    side, about = side_named(row["side"]), Plan.objects.get(name=demo(row["plan"]))
    if side.positions.filter(plan=about).exists():
        return
    said = {name: row[name] for name in ("stance", "words", "source_text")}
    by = wijkmanager_of(side.area)
    services.add_position(by=by, area=side.area, side=side, plan=about, on=days_ago(row["days"]), **said)


def alliance(row: dict[str, Any], wijk: Area) -> None:
    name, by = demo(row["name"]), wijkmanager_of(wijk)
    if Alliance.objects.filter(area=wijk, name=name).exists():
        return
    facts = {"area": wijk, "name": name, "goal": row["goal"], "start": days_ago(row["days"])}
    made = services.add_alliance(by=by, themes=themes_of(row, wijk.municipality), **facts)
    for one in row["partners"]:
        services.add_partner(
            by=by, alliance=made, side=side_named(one["side"]), wants=one["wants"], offers=one["offers"]
        )


def channel(row: dict[str, Any], wijk: Area) -> None:
    name = demo(row["name"])
    if Channel.objects.filter(area=wijk, name=name).exists():
        return
    services.add_channel(
        by=wijkmanager_of(wijk),
        groups=ResidentGroup.objects.filter(area=wijk, name__in=row["groups"]),
        area=wijk,
        name=name,
        kind=row["kind"],
        owner=Actor.objects.get(name=demo(row["owner"])),
        how=row["how"],
        deadline=row["deadline"],
        website="",
    )


def buddy(row: dict[str, Any]) -> None:
    name, through = demo(row["name"]), Channel.objects.get(name=demo(row["channel"]))
    if Buddy.objects.filter(channel=through, name=name).exists():
        return
    services.add_buddy(
        by=wijkmanager_of(through.area),
        channel=through,
        name=name,
        helps=row["helps"],
        phone=row["phone"],
        email="",
        consent_text=row["consent_text"],
        public=row["public"],
        consent_on=days_ago(row["days"]),
        retain_until=days_ago(-row["keep"]),
    )

"""The network of a wijk on two days beside each other: who came and went, what grew closer and what loosened.

Read by its page. Rows say since when and until when; what was changed or put away in between is read back from the log,
so no picture of an earlier day is kept anywhere. Something was there from the first day that anybody said so: when a
relation began, when it was confirmed, when it was written down. Persons and sensitive kinds are not in it, as in
`actors.network`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from actors.fading import is_faded
from actors.models import Actor, InformalNetwork, Tie
from actors.network import Node
from wijknet.areas.models import Area
from wijknet.log.past import Change, changes_after

_SIDES = ("source_actor", "source_network", "target_actor", "target_network")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A relation as it was on a day: since and until when, as far as known, and when someone said so last."""

    source: Node
    target: Node
    kind: str
    strength: int
    said_on: date | None = None
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.source.key, self.target.key, self.kind)

    def faded_on(self, day: date) -> bool:
        """Never for a part in a network; what was said after that day does not count against it."""
        if self.kind in {"PART", "PLACE"}:
            return False
        return is_faded(min(self.said_on, day) if self.said_on else None, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """When a node was there: from `born` (nothing: always, as far as we know), without the stretches in `away`."""

    node: Node
    born: date | None
    away: tuple[tuple[date, date], ...] = ()

    def on(self, day: date) -> bool:
        return (self.born is None or self.born <= day) and not any(start <= day < end for start, end in self.away)

    def left_on(self, day: date) -> date | None:
        """The first day of the absence on this day."""
        return next((start for start, end in self.away if start <= day < end), None)


class Past:
    """What is known of a wijk since a day: eight queries, whatever the size; then any day since can be asked."""

    def __init__(self, area: Area, since: date) -> None:
        actors = Actor.objects.in_area(area).filter(kind__sensitive=False).order_by("sort_name", "pk")
        networks = InformalNetwork.objects.in_area(area).order_by("sort_name", "pk")
        ties = Tie.objects.in_area(area).order_by("pk")
        self._networks = list(networks.values_list("pk", "name", "archived_on", "last_spoken_on", "meeting_place"))
        self._members = _members(networks)
        self._changes = {
            kind: _by_key(changes_after(things, since))
            for kind, things in (("actor", actors), ("network", networks), ("tie", ties))
        }
        self.stays = {stay.node.key: stay for stay in self._stays(actors)}
        self._ties = list(self._first_bonds(ties))
        self._born_by_ties()

    def nodes_on(self, day: date) -> dict[str, Node]:
        return {key: stay.node for key, stay in self.stays.items() if stay.on(day)}

    def bonds_on(self, day: date) -> dict[tuple[str, str, str], Bond]:
        """Between nodes that were both there."""
        nodes = self.nodes_on(day)
        ties = (self._tie_on(pk, bond, day) for pk, bond in self._ties if _holds(bond, day))
        return {
            bond.key: bond
            for bond in (*ties, *self._parts_on(day))
            if bond.source.key in nodes and bond.target.key in nodes
        }

    def _stays(self, actors: QuerySet[Any]) -> Iterator[Stay]:
        columns = ("pk", "name", "kind__name", "kind__formal", "archived_on", "last_spoken_on")
        for pk, name, kind, formal, *days in actors.values_list(*columns):
            yield self._stay(Node(f"actor-{pk}", name, kind, formal), self._changes["actor"][pk], *days)
        for pk, name, *days, _place in self._networks:
            node = Node(f"network-{pk}", name, "informeel netwerk", False)
            yield self._stay(node, self._changes["network"][pk], *days)

    @staticmethod
    def _stay(node: Node, changes: list[Change], archived_on: date | None, spoken_on: date | None) -> Stay:
        """Someone who was spoken to before it was written down, was there."""
        made = next((change.on for change in changes if change.verb == "create"), None)
        away = [(date.fromisoformat(was), change.on) for change in changes if (was := change.before.get("archived_on"))]
        away += [(archived_on, date.max)] if archived_on else []
        return Stay(node=node, born=min(made, spoken_on or made) if made else None, away=tuple(away))

    def _first_bonds(self, ties: QuerySet[Any]) -> Iterator[tuple[int, Bond]]:
        """As they are now; `since` is when it began, else the first day that anybody said so."""
        columns = ("kind", "strength", "start", "end", "last_confirmed_on")
        for pk, *ends, kind, strength, start, end, said_on in ties.values_list("pk", *_SIDES, *columns):
            source, target = self.stays.get(_key(ends[0], ends[1])), self.stays.get(_key(ends[2], ends[3]))
            if source is None or target is None:
                continue
            made = next((_said(change) for change in self._changes["tie"][pk] if change.verb == "create"), None)
            bond = Bond(source=source.node, target=target.node, kind=kind, strength=strength, said_on=said_on)
            yield pk, replace(bond, since=start or made, until=end)

    def _born_by_ties(self) -> None:
        """Who had a relation before being written down, was there."""
        first: dict[str, date] = {}
        for _pk, bond in self._ties:
            for node in (bond.source, bond.target):
                if bond.since:
                    first[node.key] = min(first.get(node.key, bond.since), bond.since)
        for key, day in first.items():
            stay = self.stays[key]
            if stay.born and day < stay.born:
                self.stays[key] = replace(stay, born=day)

    def _tie_on(self, pk: int, bond: Bond, day: date) -> Bond:
        """Undo what was said after that day, the last first."""
        strength, said_on = bond.strength, bond.said_on
        for change in self._changes["tie"][pk]:
            if _said(change) > day:
                strength = change.before.get("strength") or strength
                was = change.before.get("last_confirmed_on")
                said_on = date.fromisoformat(was) if was else said_on
        return replace(bond, strength=strength, said_on=said_on)

    def _parts_on(self, day: date) -> Iterator[Bond]:
        """Who took part in a network, and where it met."""
        for pk, *_facts, place in self._networks:
            members, meets_at = self._members[pk], place
            for change in self._changes["network"][pk]:
                if change.on > day:
                    members = change.before.get("actors", members)
                    meets_at = change.before.get("meeting_place_id", meets_at)
            for kind, actor in [("PLACE", meets_at), *(("PART", actor) for actor in members)]:
                source, target = self.stays.get(f"actor-{actor}"), self.stays[f"network-{pk}"]
                if source is not None:
                    strength = Tie.Strength.WELL.value
                    yield Bond(source=source.node, target=target.node, kind=kind, strength=strength)


def _key(actor: int | None, network: int | None) -> str:
    return f"network-{network}" if actor is None else f"actor-{actor}"


def _holds(bond: Bond, day: date) -> bool:
    return (bond.since is None or bond.since <= day) and (bond.until is None or bond.until > day)


def _said(change: Change) -> date:
    """The day that it was said, which may be earlier than the day that it was written down."""
    said_on = change.after.get("last_confirmed_on")
    return min(change.on, date.fromisoformat(said_on)) if said_on else change.on


def _by_key(changes: Iterator[Change]) -> defaultdict[int, list[Change]]:
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.pk].append(change)
    return found


def _members(networks: QuerySet[Any]) -> defaultdict[int, list[int]]:
    through = InformalNetwork.actors.through._default_manager.filter(
        informalnetwork__in=networks.order_by().values("pk")
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for network, actor in through.order_by("pk").values_list("informalnetwork", "actor"):
        found[network].append(actor)
    return found

"""Points of a network file: places and informal networks, the same as what is there or new."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actors.exchange.cells import read_cell
from actors.exchange.columns import ACTORS
from actors.exchange.lines import NETWORK_WORD, says_person
from actors.models import Actor, ActorKind, InformalNetwork
from actors.services.actors import NewActor, new_actor
from actors.services.imports.book import Book
from actors.services.imports.plan import Outcome, Step, refuse
from actors.services.networks import add_network, change_network
from actors.services.relations import Side
from wijknet.areas.models import Area
from wijknet.files.networks import FileNode
from wijknet.ui.text import fold, sort_key

A_PERSON = "Dit is een mens. In het netwerk van een wijk staan geen mensen. Dit punt nemen we niet over."
# As long as the column of the names of places.
_NAME = ACTORS.column("name")


@dataclass(slots=True)
class Point:
    """What a point of the file stands for: a place of a kind, or without one a network. `thing` is there already, or
    once its step was done; `members` and `meeting_place` are what lines to a network say."""

    number: int
    name: str
    kind: ActorKind | None = None
    thing: Side | None = None
    members: list["Point"] = field(default_factory=list)
    meeting_place: "Point | None" = None

    def stands_for(self) -> Side:
        """Called when every point before it was written."""
        if self.thing is None:
            raise refuse("", _("Dit punt is nog niet overgenomen."))
        return self.thing

    @property
    def is_network(self) -> bool:
        return self.kind is None

    @property
    def sensitive(self) -> bool:
        return self.kind is not None and self.kind.sensitive

    @property
    def was_there(self) -> bool:
        return self.thing is not None


class Points:
    """`kinds` is the answer per word of the file: a kind of ours or `NETWORK_WORD`; the empty word is for the rest."""

    def __init__(self, book: Book, area: Area, kinds: dict[str, str], nodes: tuple[FileNode, ...]) -> None:
        self.book, self.area, self.kinds = book, area, kinds
        names = [node.label for node in nodes]
        book.load_actors(names)
        book.load_networks(names)

    def point(self, number: int, node: FileNode) -> Point:
        """`ValidationError` when it cannot be taken over."""
        if says_person(node.kind):
            raise refuse("", _(A_PERSON))
        name = read_cell(_NAME, node.label)
        if name is None:
            raise refuse("", _("Dit punt heeft geen naam."))
        self.book.once(number, sort_key(name))
        word = self.kinds.get(fold(node.kind)) or self.kinds.get("", "")
        if not word:
            raise refuse("", _("Van dit punt is de soort niet bekend."))
        if fold(word) == NETWORK_WORD:
            here = [found for found in self.book.networks_named(name) if found.area_id == self.area.pk]
            return Point(number, name, thing=next(iter(here), None))
        kind = self.book.kind(word)
        near = [actor for actor in self.book.actors_named(name) if self.area in actor.active_in.all()]
        if len(near) > 1:
            raise refuse("", _("Er is meer dan één plek met de naam ‘%(name)s’.") % {"name": name})
        if near:
            return Point(number, name, near[0].kind, near[0])
        return Point(number, name, kind)

    def step(self, point: Point) -> Step:
        kind = point.kind
        if kind is None:
            return self._network(point)
        if point.was_there:
            return Step(number=point.number, outcome=Outcome.SAME, label=point.name)

        def new() -> NewActor:
            made = new_actor(area=self.area, name=point.name, kind=kind)
            point.thing = made.actor
            return made

        return Step(number=point.number, outcome=Outcome.NEW, label=point.name, new=new)

    def _network(self, point: Point) -> Step:
        """Who takes part is only added: a file is seldom the whole story."""
        if point.thing is None:
            return Step(number=point.number, outcome=Outcome.NEW, label=point.name, write=lambda: self._add(point))
        network = _as_network(point.thing)
        known = set(network.actors.all())
        fields = ["actors"] if any(member.thing not in known for member in point.members) else []
        if point.meeting_place and not (network.meeting_place_id or network.meeting_text):
            fields.append("meeting_place")
        if not fields:
            return Step(number=point.number, outcome=Outcome.SAME, label=point.name)
        return Step(
            number=point.number,
            outcome=Outcome.CHANGED,
            label=point.name,
            write=lambda: self._change(point, network, fields),
            target=network,
            fields=tuple(fields),
            many=("actors",),
        )

    def _add(self, point: Point) -> InformalNetwork:
        place = _as_actor(point.meeting_place.stands_for()) if point.meeting_place else None
        members = [_as_actor(member.stands_for()) for member in point.members]
        point.thing = add_network(
            by=self.book.viewer, area=self.area, name=point.name, actors=members, meeting_place=place
        )
        return point.thing

    def _change(self, point: Point, network: InformalNetwork, fields: list[str]) -> InformalNetwork:
        members = {*network.actors.all(), *(_as_actor(member.stands_for()) for member in point.members)}
        facts: dict[str, Any] = {}
        if "meeting_place" in fields and point.meeting_place:
            facts["meeting_place"] = point.meeting_place.stands_for()
        return change_network(
            network=network,
            by=self.book.viewer,
            version=network.version,
            area=network.area,
            name=network.name,
            actors=members,
            **facts,
        )


def _as_actor(side: Side) -> Actor:
    if not isinstance(side, Actor):
        raise ValidationError(_("Hier hoort een plek of organisatie."))
    return side


def _as_network(side: Side) -> InformalNetwork:
    if not isinstance(side, InformalNetwork):
        raise ValidationError(_("Hier hoort een informeel netwerk."))
    return side

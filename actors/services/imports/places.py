"""Rows of files with organisations, places and informal networks."""

from typing import Any, cast

from django.utils.translation import gettext as _

from actors.exchange.cells import split_address
from actors.exchange.columns import ACTORS
from actors.models import Actor, InformalNetwork
from actors.services.actors import change_actor, new_actor
from actors.services.imports.book import Book
from actors.services.imports.plan import Outcome, Step, Values, differing, refuse
from actors.services.networks import add_network, change_network
from actors.services.places import Buurten
from wijknet.areas.models import Area
from wijknet.ui.text import fold, sort_key

_SAYS_WHERE = {"postcode", "house_number", "lon", "lat"}
ELSEWHERE = "In een andere wijk van de gemeente is al een plek met deze naam. Vraag het je collega daar."


class PlanActors:
    """A place is the same as one that is there by its number, else by its name and street."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        book.load_actors(row["name"] for row in rows if row.get("name"))
        places = Actor.objects.current().select_related("kind", "area", "buurt").prefetch_related("active_in", "themes")
        self.numbered = book.load_numbered(places, (row["number"] for row in rows if row.get("number")))
        postcodes = (split_address(row.get("address", "")) | row for row in rows)
        self.buurten = Buurten(book.run.municipality_id, (row["postcode"] for row in postcodes if "postcode" in row))

    def __call__(self, number: int, values: Values) -> Step:
        facts = dict(values)
        known_number, name = facts.pop("number", None), facts.pop("name")
        kind, area = self.book.kind(facts.pop("kind")), self.book.wijk(facts.pop("area"))
        active = [self.book.any_wijk(text, "active_in") for text in facts.pop("active_in", [])]
        themes = {self.book.theme(text) for text in facts.pop("themes", [])}
        _complete(facts)
        target = self.numbered.get(known_number) if known_number else self._same(name, area, facts)
        if target is None:
            self.book.once(number, sort_key(name), area.pk, _door(facts))
            facts["buurt"] = self._buurt(facts)
            return Step(
                number=number,
                outcome=Outcome.NEW,
                label=name,
                new=lambda: new_actor(
                    area=area, name=name, kind=kind, active_in=active, themes=themes, **cast("Any", facts)
                ),
            )
        self.book.once(number, target.pk)
        if not self.book.may_change(target):
            raise refuse("name", _(ELSEWHERE))
        given: dict[str, set[Any]] = {"active_in": {area, *active}, "themes": themes}
        return self._change(number, target, {"name": name, "kind": kind, **facts}, given)

    def _change(self, number: int, target: Actor, values: Values, given: dict[str, set[Any]]) -> Step:
        """Wijken and themes are only added: a file is seldom the whole story."""
        changed = differing(target, values)
        now = {name: set(getattr(target, name).all()) for name in given}
        changed |= {name: now[name] | given[name] for name in given if given[name] - now[name]}
        if not changed:
            return Step(number=number, outcome=Outcome.SAME, label=target.name)
        if _SAYS_WHERE & changed.keys():
            where = {name: getattr(target, name) for name in _SAYS_WHERE}
            changed["buurt"] = self._buurt(where | changed) or target.buurt
        mine = {"name": target.name, "kind": target.kind, "active_in": now["active_in"]} | changed

        def write() -> Actor:
            return change_actor(
                actor=target, by=self.book.viewer, version=target.version, area=target.area, **cast("Any", mine)
            )

        return Step(
            number=number,
            outcome=Outcome.CHANGED,
            label=target.name,
            write=write,
            target=target,
            fields=tuple(changed),
            many=tuple(given),
        )

    def _buurt(self, where: Values) -> Area | None:
        return self.buurten.find(
            lon=where.get("lon"),
            lat=where.get("lat"),
            postcode=where.get("postcode", ""),
            house_number=where.get("house_number", ""),
        )

    def _same(self, name: str, area: Area, facts: Values) -> Actor | None:
        """A simple match, on purpose: the same name and no other street. Better ones are for who looks."""
        door = _door(facts)
        found = [actor for actor in self.book.actors_named(name) if not door or _door_of(actor) in {"", door}]
        near = [actor for actor in found if area in actor.active_in.all()]
        if not near and not door:
            return None  # another wijk may well have a place of this name
        chosen = near or found
        if len(chosen) > 1:
            raise refuse(
                "name",
                _("Er zijn %(count)d plekken met deze naam. Gebruik de kolom WijkNet-nummer.") % {"count": len(chosen)},
            )
        return chosen[0] if chosen else None


def _complete(facts: Values) -> None:
    """The address in parts, and what belongs together."""
    for name, part in split_address(facts.pop("address", "")).items():
        if len(part) > ACTORS.column(name).length:
            raise refuse("address", _("Dit adres is te lang."))
        facts.setdefault(name, part)
    if facts.get("connecting") and not facts.get("connecting_why"):
        raise refuse("connecting_why", _("Schrijf op waarom deze plek verbindend is."))
    if ("lon" in facts) != ("lat" in facts):
        raise refuse("lon", _("Een plek op de kaart heeft een lengtegraad en een breedtegraad."))
    if "rhythm_days" in facts:
        facts["rhythm_days"] = int(facts["rhythm_days"])


def _door(facts: Values) -> str:
    return fold(f"{facts.get('street', '')} {facts.get('house_number', '')}")


def _door_of(actor: Actor) -> str:
    return fold(f"{actor.street} {actor.house_number}")


class PlanNetworks:
    """A network is the same as one that is there by its number, else by its name in the wijk."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        book.load_networks(row["name"] for row in rows if row.get("name"))
        places = [row["meeting_place"] for row in rows if row.get("meeting_place")]
        book.load_actors([*places, *(name for row in rows for name in row.get("actors") or ())])
        networks = InformalNetwork.objects.current().select_related("area", "meeting_place").prefetch_related("actors")
        self.numbered = book.load_numbered(networks, (row["number"] for row in rows if row.get("number")))

    def __call__(self, number: int, values: Values) -> Step:
        facts = dict(values)
        known_number, name = facts.pop("number", None), facts.pop("name")
        area = self.book.wijk(facts.pop("area"))
        actors = [self.book.actor(each, "actors") for each in facts.pop("actors", [])]
        if any(actor.kind.sensitive for actor in actors):
            raise refuse("actors", _("Bij deze soort plek leggen we geen relaties vast."))
        if "rhythm_days" in facts:
            facts["rhythm_days"] = int(facts["rhythm_days"])
        if place := facts.pop("meeting_place", ""):
            facts |= self._meeting(place)
        same = [network for network in self.book.networks_named(name) if network.area_id == area.pk]
        target = self.numbered.get(known_number) if known_number else next(iter(same), None)
        if target is None:
            self.book.once(number, sort_key(name), area.pk)
            return Step(
                number=number,
                outcome=Outcome.NEW,
                label=name,
                write=lambda: add_network(
                    by=self.book.viewer, area=area, name=name, actors=actors, **cast("Any", facts)
                ),
            )
        self.book.once(number, target.pk)
        if not self.book.may_change(target):
            raise refuse("name", _("Dit netwerk ligt in een wijk waar je niet werkt."))
        return self._change(number, target, {"name": name, **facts}, set(actors))

    def _meeting(self, text: str) -> Values:
        """A place that we know, or a place in words; never both."""
        known = [actor for actor in self.book.actors_named(text) if self.book.may_change(actor)]
        if len(known) == 1:
            return {"meeting_place": known[0], "meeting_text": ""}
        return {"meeting_place": None, "meeting_text": text}

    def _change(self, number: int, target: InformalNetwork, values: Values, actors: set[Actor]) -> Step:
        changed = differing(target, values)
        now = set(target.actors.all())
        if actors - now:
            changed["actors"] = now | actors
        if not changed:
            return Step(number=number, outcome=Outcome.SAME, label=target.name)
        mine = {"name": target.name, "actors": now} | changed

        def write() -> InformalNetwork:
            return change_network(
                network=target, by=self.book.viewer, version=target.version, area=target.area, **cast("Any", mine)
            )

        return Step(
            number=number,
            outcome=Outcome.CHANGED,
            label=target.name,
            write=write,
            target=target,
            fields=tuple(changed),
            many=("actors",),
        )

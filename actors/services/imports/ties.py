"""Rows of files with relations and reach."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from actors.models import Actor, Reach, Tie
from actors.permissions import working_area
from actors.services.imports.book import Book, in_parts
from actors.services.imports.plan import Outcome, Step, Values, differing, refuse
from actors.services.relations import NO_TIES_HERE, Side, add_tie, set_reach
from wijknet.areas.models import ResidentGroup
from wijknet.ui.dates import today
from wijknet.ui.text import fold

Key = tuple[str, int]


def _key(side: Model) -> Key:
    return type(side).__name__, side.pk


def _refuse_future(values: Values) -> None:
    for column in ("on", "start"):
        day: date | None = values.get(column)
        if day and day > today():
            raise refuse(column, _("Deze dag is nog niet geweest."))


class PlanTies:
    """The same relation: between the same two, of the same kind, and not ended."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        names = [row[end] for row in rows for end in ("source", "target") if row.get(end)]
        book.load_actors(names)
        book.load_networks(names)
        self.known: dict[tuple[Key, Key, str], Tie] = {}
        sides = [_key(side) for name in names for side in (*book.actors_named(name), *book.networks_named(name))]
        for model, field in (("Actor", "source_actor__in"), ("InformalNetwork", "source_network__in")):
            for part in in_parts(pk for kind, pk in sides if kind == model):
                self._remember(Tie.objects.filter(end=None, **{field: part}).with_sides())

    def _remember(self, ties: "QuerySet[Tie]") -> None:
        for tie in ties:
            self.known[_key(tie.source), _key(tie.target), tie.kind] = tie

    def __call__(self, number: int, values: Values) -> Step:
        source, target = (self.book.side(values[end], end) for end in ("source", "target"))
        if _key(source) == _key(target):
            raise refuse("target", _("Een relatie heeft twee kanten. Kies een ander."))
        for end, side in (("source", source), ("target", target)):
            if isinstance(side, Actor) and side.kind.sensitive:
                raise refuse(end, _(NO_TIES_HERE))
        _refuse_future(values)
        kind = values.get("kind") or Tie.Kind.KNOWS
        self.book.once(number, _key(source), _key(target), kind)
        known = self.known.get((_key(source), _key(target), kind))
        facts: dict[str, Any] = {"strength": int(values["strength"])}
        facts |= {name: values[name] for name in ("source_text",) if values.get(name)}
        label = f"{source} – {target}"
        changed = differing(known, facts | _newer(known, values)) if known else {}
        if known and not changed:
            return Step(number=number, outcome=Outcome.SAME, label=label)
        text = facts.get("source_text") or (known.source_text if known else "")

        def write() -> Tie:
            return add_tie(
                by=self.book.viewer,
                area=working_area(self.book.viewer, source),
                source=source,
                target=target,
                strength=facts["strength"],
                kind=kind,
                start=values.get("start"),
                source_text=text,
                on=values.get("on"),
            )

        outcome = Outcome.CHANGED if known else Outcome.NEW
        return Step(number=number, outcome=outcome, label=label, write=write, target=known, fields=tuple(changed))


class PlanReach:
    """The same reach: of the same place or network, for the same group."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        names = [row["side"] for row in rows if row.get("side")]
        book.load_actors(names)
        book.load_networks(names)
        self.groups: dict[str, list[ResidentGroup]] = defaultdict(list)
        for group in ResidentGroup.objects.filter(municipality=book.run.municipality_id).shown():
            self.groups[fold(group.name)].append(group)
        self.known: dict[tuple[Key, int], Reach] = {}
        sides = [_key(side) for name in names for side in (*book.actors_named(name), *book.networks_named(name))]
        for model, field in (("Actor", "actor__in"), ("InformalNetwork", "network__in")):
            for part in in_parts(pk for kind, pk in sides if kind == model):
                for reach in Reach.objects.filter(**{field: part}):
                    self.known[(model, reach.actor_id or reach.network_id or 0), reach.group_id] = reach

    def __call__(self, number: int, values: Values) -> Step:
        side = self.book.side(values["side"], "side")
        group = self._group(values["group"], side)
        _refuse_future(values)
        self.book.once(number, _key(side), group.pk)
        known = self.known.get((_key(side), group.pk))
        facts = {"level": values["level"]}
        facts |= {name: values[name] for name in ("source_text",) if values.get(name)}
        label = f"{side} – {group}"
        changed = differing(known, facts | _newer(known, values)) if known else {}
        if known and not changed:
            return Step(number=number, outcome=Outcome.SAME, label=label)
        text = facts.get("source_text") or (known.source_text if known else "")

        def write() -> Reach:
            return set_reach(
                by=self.book.viewer,
                side=side,
                group=group,
                level=facts["level"],
                source_text=text,
                on=values.get("on"),
            )

        outcome = Outcome.CHANGED if known else Outcome.NEW
        return Step(number=number, outcome=outcome, label=label, write=write, target=known, fields=tuple(changed))

    def _group(self, name: str, side: Side) -> ResidentGroup:
        """Names of groups come back in many wijken: the one in a wijk of this place or network is meant."""
        wijken = {side.area_id}
        if isinstance(side, Actor):
            wijken |= {area.pk for area in side.active_in.all()}
        found = [group for group in self.groups.get(fold(name), []) if group.area_id in wijken]
        if len(found) != 1:
            raise refuse("group", _("De bewonersgroep ‘%(name)s’ kennen we niet in deze wijk.") % {"name": name})
        return found[0]


def _newer(known: Tie | Reach | None, values: Values) -> Values:
    """A day of confirmation counts when it is later than the one that we know."""
    on: date | None = values.get("on")
    before = known.last_confirmed_on if known else None
    return {"last_confirmed_on": on} if on and (before is None or on > before) else {}

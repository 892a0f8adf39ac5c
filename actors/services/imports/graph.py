"""From a kept network file to a plan: points first, then lines, each new, changed, the same or wrong.

The answers of who reads it in stand in `run.fills`: `area`, `direction` (both, keep), `relation`, `weight` (name of the
number that says how close, or none), `high` (close, far), `strength` (for lines without that number), and per word of
the file `kind:<word>`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.exchange.lines import END, ONE_WAY, PART, PLACE, START, WEIGHT, line_kind
from actors.models import ImportRun, Tie
from actors.services.imports.book import Book, in_parts
from actors.services.imports.plan import Outcome, Plan, Step, Wrong, refuse
from actors.services.imports.points import Point, Points
from actors.services.relations import NO_TIES_HERE, Side, add_tie
from wijknet.access import Viewer
from wijknet.files.networks import FileEdge, FileNetwork
from wijknet.files.networks.draft import as_number
from wijknet.ui.dates import today
from wijknet.ui.text import fold

BOTH, KEEP = "both", "keep"
CLOSE, FAR = "close", "far"
KIND = "kind:"
_SOURCE = "een netwerkbestand"
_STRENGTHS = [strength.value for strength in Tie.Strength]
_CONFIRMED = "bevestigd"
_DAYS = (START, END, _CONFIRMED)
Key = tuple[tuple[str, int], tuple[str, int], str]


@dataclass(slots=True)
class Line:
    """A tie that the file asks for; of a pair that comes back the closest."""

    number: int
    source: Point
    target: Point
    kind: str
    mutual: bool
    strength: int
    days: dict[str, date]


def plan_graph(run: ImportRun, viewer: Viewer, network: FileNetwork) -> Plan:
    """Writes nothing."""
    return _Planner(run, viewer, network).plan()


def wrong_points(run: ImportRun, plan: Plan) -> tuple[list[str], list[list[str]]]:
    """Where each wrong point or line stands, and why. Its name is not repeated: it may be that of a human."""
    rows = [[run.place(each.number), each.message] for each in plan.wrong]
    return [_("Waar"), _("Wat klopt er niet")], rows


class _Planner:
    def __init__(self, run: ImportRun, viewer: Viewer, network: FileNetwork) -> None:
        self.fills, self.network = run.fills, network
        self.book = Book(run, viewer)
        self.area = self.book.wijk(run.fills.get("area", ""), "")
        kinds = {key.removeprefix(KIND): word for key, word in run.fills.items() if key.startswith(KIND)}
        self.points = Points(self.book, self.area, kinds, network.nodes)
        self.plan_ = Plan(notes=list(network.notes))
        self.sides: dict[str, Point] = {}
        self.bounds = _bounds(network, run.fills.get("weight", ""))

    def plan(self) -> Plan:
        places = {node.key: number for number, node in enumerate(self.network.nodes, 1)}
        for node in self.network.nodes:
            with_number = places[node.key]
            try:
                self.sides[node.key] = self.points.point(with_number, node)
            except ValidationError as refusal:
                self._refuse(with_number, refusal)
        lines = list(self._lines(places))
        for point in sorted(self.sides.values(), key=lambda point: point.is_network):
            self.plan_.steps.append(self.points.step(point))
        self._ties(lines)
        self.plan_.wrong.sort(key=lambda each: each.number)
        return self.plan_

    def _refuse(self, number: int, refusal: ValidationError) -> None:
        self.plan_.wrong += [Wrong(number, "", message) for message in refusal.messages]

    def _lines(self, places: dict[str, int]) -> Iterator[Line]:
        """Lines that become ties; who takes part in a network is told to that network."""
        for number, edge in enumerate(self.network.edges, len(self.network.nodes) + 1):
            try:
                for key in (edge.source, edge.target):
                    if key not in self.sides:
                        raise refuse(
                            "", _("Deze lijn hoort bij punt %(point)d, dat we niet overnemen.") % {"point": places[key]}
                        )
                source, target = self.sides[edge.source], self.sides[edge.target]
                if source.sensitive or target.sensitive:
                    raise refuse("", _(NO_TIES_HERE))
                kind = line_kind(edge.kind)
                if kind in {PART, PLACE}:
                    if self._takes_part(source, target, kind):
                        continue
                    kind = ""
                yield self._line(number, edge, source, target, kind or self.fills.get("relation", Tie.Kind.KNOWS))
            except ValidationError as refusal:
                self._refuse(number, refusal)

    def _takes_part(self, source: Point, target: Point, kind: str) -> bool:
        """Whether the two are a network and a place."""
        if source.is_network == target.is_network:
            return False
        network, place = (source, target) if source.is_network else (target, source)
        if kind == PART:
            network.members.append(place)
        else:
            network.meeting_place = network.meeting_place or place
        return True

    def _line(self, number: int, edge: FileEdge, source: Point, target: Point, kind: str) -> Line:
        mutual = kind not in ONE_WAY and (edge.mutual or self.fills.get("direction") == BOTH)
        days = {name: day for name in _DAYS if (day := _day(edge.facts.get(name)))}
        if any(days[name] > today() for name in (START, _CONFIRMED) if name in days):
            raise refuse("", _("Een dag bij deze lijn is nog niet geweest."))
        if START in days and END in days and days[END] < days[START]:
            raise refuse("", _("De einddatum ligt vóór de begindatum."))
        return Line(number, source, target, kind, mutual, self._strength(edge), days)

    def _strength(self, edge: FileEdge) -> int:
        """In three equal parts between the smallest and the largest number of the file, or as we write it ourselves."""
        text = str(edge.facts.get(self.fills.get("weight", ""), ""))
        if not text:
            return int(self.fills.get("strength") or Tie.Strength.WELL)
        value = as_number(text)
        if value is None:
            raise refuse("", _("Het getal bij deze lijn is geen gewoon getal: %(text)s.") % {"text": text[:20]})
        close = self.fills.get("high") != FAR
        if self.bounds is None:
            return int(value) if close else _STRENGTHS[-1 - _STRENGTHS.index(int(value))]
        least, most = self.bounds
        share = 0.5 if most == least else (value - least) / (most - least)
        part = min(int(share * 3 + 1e-9), 2)
        return _STRENGTHS[part if close else 2 - part]

    def _ties(self, lines: list[Line]) -> None:
        chosen: dict[tuple[int, int, str], Line] = {}
        doubles = 0
        for line in lines:
            one, other = line.source.number, line.target.number
            there = chosen.get((one, other, line.kind)) or (
                chosen.get((other, one, line.kind)) if line.mutual else None
            )
            if there is None:
                chosen[one, other, line.kind] = line
                continue
            doubles += 1
            there.strength = max(there.strength, line.strength)
        if doubles:
            self.plan_.notes.append(
                ngettext(
                    "%(count)d lijn tussen twee die al een lijn hebben. We nemen de nauwste.",
                    "%(count)d lijnen tussen twee die al een lijn hebben. We nemen de nauwste.",
                    doubles,
                )
                % {"count": doubles}
            )
        known = self._known([*self.sides.values()])
        for line in chosen.values():
            self.plan_.steps.append(self._step(line, known))

    def _known(self, points: list[Point]) -> dict[Key, Tie]:
        found: dict[Key, Tie] = {}
        here = [point.thing for point in points if point.was_there]
        actors = [side.pk for side in here if side and not hasattr(side, "meeting_text")]
        networks = [side.pk for side in here if side and hasattr(side, "meeting_text")]
        for field, pks in (("source_actor__in", actors), ("source_network__in", networks)):
            for part in in_parts(pks):
                rows = Tie.objects.current().filter(Q(**{field: part})).with_sides().order_by("-end", "pk")
                found |= {(_key(tie.source), _key(tie.target), tie.kind): tie for tie in rows}
        return found

    def _step(self, line: Line, known: dict[Key, Tie]) -> Step:
        label = f"{line.source.name} – {line.target.name}"
        tie = None
        if line.source.was_there and line.target.was_there:
            one, other = _key(line.source.stands_for()), _key(line.target.stands_for())
            tie = known.get((one, other, line.kind)) or (known.get((other, one, line.kind)) if line.mutual else None)
        if tie is None:
            return Step(number=line.number, outcome=Outcome.NEW, label=label, tie=lambda: self._new(line))
        if tie.end is not None or tie.strength == line.strength:
            return Step(number=line.number, outcome=Outcome.SAME, label=label)
        there = tie

        def write() -> Tie:
            return add_tie(
                by=self.book.viewer,
                area=there.area,
                source=there.source,
                target=there.target,
                strength=line.strength,
                kind=there.kind,
                source_text=there.source_text,
                on=line.days.get(_CONFIRMED),
            )

        fields = ("strength",)
        return Step(number=line.number, outcome=Outcome.CHANGED, label=label, write=write, target=there, fields=fields)

    def _new(self, line: Line) -> Tie:
        source, target = line.source.stands_for(), line.target.stands_for()
        return Tie(
            area=self.area,
            municipality=self.book.municipality,
            kind=line.kind,
            strength=line.strength,
            start=line.days.get(START),
            end=line.days.get(END),
            source_text=_SOURCE,
            last_confirmed_on=line.days.get(_CONFIRMED) or today(),
            **_ends(source, "source"),
            **_ends(target, "target"),
        )


def _ends(side: Side, end: str) -> dict[str, Any]:
    return {f"{end}_network" if hasattr(side, "meeting_text") else f"{end}_actor": side}


def _key(side: Side) -> tuple[str, int]:
    return type(side).__name__, side.pk


def _bounds(network: FileNetwork, name: str) -> tuple[float, float] | None:
    """The smallest and largest number that lines have; None when the numbers are ours (1, 3, 5) already."""
    texts = (str(edge.facts.get(name, "")) for edge in network.edges) if name else iter(())
    values = {value for text in texts if (value := as_number(text)) is not None}
    if not values or (name == WEIGHT and values <= set(_STRENGTHS)):
        return None
    return min(values), max(values)


def _day(text: Any) -> date | None:
    """A day as programs write it; whatever else stands there says nothing."""
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


def words_of(network: FileNetwork) -> dict[str, tuple[str, int]]:
    """The words for kinds in a file, folded: how the file writes it first, and how many points have it."""
    found: dict[str, tuple[str, int]] = {}
    for node in network.nodes:
        shown, count = found.get(fold(node.kind), (node.kind, 0))
        found[fold(node.kind)] = shown, count + 1
    return found


def numbers_of(network: FileNetwork) -> dict[str, tuple[float, float]]:
    """The numbers that lines have, by name: the smallest and the largest."""
    found: dict[str, tuple[float, float]] = {}
    for edge in network.edges:
        for name, text in edge.facts.items():
            value = None if name in _DAYS else as_number(str(text))
            if value is not None:
                least, most = found.get(name, (value, value))
                found[name] = min(least, value), max(most, value)
    return found

"""What differs between two days in the network of a wijk, each with a sentence that says when and how."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from actors.models import Tie
from actors.network import Node
from actors.past import Bond, Past
from wijknet.ui.dates import day as in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A node, or the two sides of a relation with what is between them; and the sentence."""

    nodes: tuple[Node, ...]
    words: str
    why: str

    @property
    def text(self) -> str:
        return f" {self.words} ".join(node.name for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Changed:
    """One list of the page. `none` is said when it is empty."""

    key: str
    title: str
    lines: tuple[Line, ...]
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many nodes and relations there were and are, and what differs."""

    nodes: tuple[int, int]
    bonds: tuple[int, int]
    lists: tuple[Changed, ...]

    @property
    def same(self) -> bool:
        return not any(changed.lines for changed in self.lists)

    def narrowed(self, keep: Callable[[Node], bool]) -> "Comparison":
        """Only the lines about a node that is asked for."""
        lists = (
            replace(changed, lines=tuple(line for line in changed.lines if any(map(keep, line.nodes))))
            for changed in self.lists
        )
        return replace(self, lists=tuple(lists))


def compare(past: Past, then: date, now: date) -> Comparison:
    nodes = past.nodes_on(then), past.nodes_on(now)
    bonds = past.bonds_on(then), past.bonds_on(now)
    both = [(bonds[0][key], bond) for key, bond in bonds[1].items() if key in bonds[0]]
    shifts = [(before, after, _shift(before, after, then, now)) for before, after in both]
    new = [bond for key, bond in bonds[1].items() if key not in bonds[0]]
    ended = [bond for key, bond in bonds[0].items() if key not in bonds[1]]
    return Comparison(
        nodes=(len(nodes[0]), len(nodes[1])),
        bonds=(len(bonds[0]), len(bonds[1])),
        lists=(
            Changed("partijen-erbij", _("Nieuwe partijen"), newcomers(past, then, now), _("Er kwam niemand bij.")),
            Changed("partijen-weg", _("Partijen die weg zijn"), _leavers(past, then, now), _("Er ging niemand weg.")),
            Changed(
                "relaties-erbij",
                _("Nieuwe relaties"),
                tuple(_line(bond, _began(past, bond, now)) for bond in new),
                _("Er kwam geen relatie bij."),
            ),
            Changed(
                "relaties-weg",
                _("Relaties die voorbij zijn"),
                tuple(_line(bond, _stopped(past, bond, now)) for bond in ended),
                _("Er ging geen relatie voorbij."),
            ),
            Changed(
                "sterker",
                _("Sterker geworden"),
                tuple(_line(after, _closer(before, after)) for before, after, shift in shifts if shift > 0),
                _("Geen relatie werd sterker."),
            ),
            Changed(
                "zwakker",
                _("Zwakker geworden"),
                tuple(_line(after, _looser(before, after)) for before, after, shift in shifts if shift < 0),
                _("Geen relatie werd zwakker."),
            ),
        ),
    )


def newcomers(past: Past, then: date, now: date) -> tuple[Line, ...]:
    """The parties that were not there on the first day."""
    before, after = past.nodes_on(then), past.nodes_on(now)
    return tuple(_party(past, node) for key, node in after.items() if key not in before)


def _party(past: Past, node: Node) -> Line:
    born = past.stays[node.key].born
    return Line((node,), "", _("Bij ons bekend sinds %(day)s.") % {"day": in_words(born)} if born else _("Weer terug."))


def _leavers(past: Past, then: date, now: date) -> tuple[Line, ...]:
    before, after = past.nodes_on(then), past.nodes_on(now)
    gone = ((node, past.stays[key].left_on(now)) for key, node in before.items() if key not in after)
    return tuple(
        Line((node,), "", _("In het archief sinds %(day)s.") % {"day": in_words(day)}) for node, day in gone if day
    )


def _line(bond: Bond, why: str) -> Line:
    parts = {"PART": _("doet mee in"), "PLACE": _("is de plek van")}
    return Line((bond.source, bond.target), parts.get(bond.kind) or str(Tie.Kind(bond.kind).label), why)


def _strength(bond: Bond) -> str:
    return str(Tie.Strength(bond.strength).label)


def _shift(before: Bond, after: Bond, then: date, now: date) -> int:
    """Closer is more than nothing, looser less; fading counts only when nobody said another strength."""
    if before.strength != after.strength:
        return after.strength - before.strength
    return int(before.faded_on(then)) - int(after.faded_on(now))


def _began(past: Past, bond: Bond, now: date) -> str:
    """The last of what had to be there: both sides, and the relation itself."""
    days = [past.stays[bond.source.key].born, past.stays[bond.target.key].born, bond.since]
    known = [day for day in days if day and day <= now]
    strength = "" if bond.kind in {"PART", "PLACE"} else _(" Hoe nauw: %(strength)s.") % {"strength": _strength(bond)}
    if not known:
        return _("Kwam er in deze tijd bij.") + strength
    return _("Sinds %(day)s.") % {"day": in_words(max(known))} + strength


def _stopped(past: Past, bond: Bond, now: date) -> str:
    if bond.until and bond.until <= now:
        return _("Voorbij sinds %(day)s.") % {"day": in_words(bond.until)}
    for node in (bond.source, bond.target):
        if past.stays[node.key].left_on(now):
            return _("%(name)s staat in het archief.") % {"name": node.name}
    return _("Hield in deze tijd op.")


def _closer(before: Bond, after: Bond) -> str:
    if before.strength != after.strength:
        return _said(before, after)
    if after.said_on:
        return _("Weer bevestigd op %(day)s.") % {"day": in_words(after.said_on)}
    return _("Weer bevestigd.")


def _looser(before: Bond, after: Bond) -> str:
    if before.strength != after.strength:
        return _said(before, after)
    if after.said_on:
        return _("Niet meer bevestigd sinds %(day)s. Telt minder mee.") % {"day": in_words(after.said_on)}
    return _("Nooit bevestigd. Telt minder mee.")


def _said(before: Bond, after: Bond) -> str:
    words = {"was": _strength(before), "now": _strength(after)}
    if after.said_on is None:
        return _("Was: %(was)s. Nu: %(now)s.") % words
    return _("Was: %(was)s. Nu: %(now)s, gezegd op %(day)s.") % (words | {"day": in_words(after.said_on)})


def sheet_rows(lists: Iterable[Changed]) -> list[tuple[str, str, str]]:
    """For a file: which list, what it is about, and the sentence."""
    return [(changed.title, line.text, line.why) for changed in lists for line in changed.lines]

"""Who knows whom around one place or network, drawn on the server: links, keyboard and print, without JavaScript.

Drawn from the rows that stand in the lists of the same page, so the two cannot say different things. Shape says the
kind, thickness how close it is, dots that nobody confirmed it for long; colour only says it once more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from actors.models import Actor, InformalNetwork, Tie
from actors.models.relation import SeenTie, Side

# More names than these cannot be read on a phone; the list has them all.
MOST = 16
WIDTH, MIDDLE, ROW, EDGE = 480, 240, 84, 40
# How far a name stands from the middle: rows near the middle wide, far rows closer in, so that lines pass between.
NEAR, FAR = 140, 104
LINE = 18
PLACE, ORGANISATION, NETWORK = "place", "org", "net"
_THICK = {1: 1.5, 3: 3.5, 5: 6.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One node around the middle; `words` says how the two hang together."""

    name: str
    url: str
    shape: str
    words: str
    strength: int
    faded: bool = False
    clashes: bool = False


def shape_of(side: Side) -> str:
    if isinstance(side, InformalNetwork):
        return NETWORK
    return ORGANISATION if side.kind.formal else PLACE


def shape_words(shape: str) -> str:
    return {
        PLACE: gettext("plek"),
        ORGANISATION: gettext("organisatie"),
        NETWORK: gettext("informeel netwerk"),
    }[shape]


def neighbours_of(ties: Iterable[SeenTie], parts: Iterable[tuple[Side, str]] = ()) -> list[Neighbour]:
    """Each other side once, in the order of the lists; of more than one tie the closest decides the line."""
    found: dict[str, Neighbour] = {}
    for seen in ties:
        found |= _joined(found, seen.other, _of_tie(seen))
    for side, words in parts:
        if isinstance(side, Actor) and (side.kind.sensitive or side.archived_on):
            continue
        found |= _joined(found, side, _neighbour(side, words, int(Tie.Strength.WELL)))
    return list(found.values())


def _joined(found: dict[str, Neighbour], side: Side, fresh: Neighbour) -> dict[str, Neighbour]:
    url = side.get_absolute_url()
    known = found.get(url)
    if known is None:
        return {url: fresh}
    closest = max(known, fresh, key=lambda one: one.strength)
    joined = Neighbour(
        name=known.name,
        url=url,
        shape=known.shape,
        words=f"{known.words}, {fresh.words}",
        strength=closest.strength,
        faded=known.faded and fresh.faded,
        clashes=known.clashes or fresh.clashes,
    )
    return {url: joined}


def _of_tie(seen: SeenTie) -> Neighbour:
    words = f"{seen.words} ({seen.tie.get_strength_display()})"
    clashes = seen.tie.kind == Tie.Kind.CLASHES
    return _neighbour(seen.other, words, seen.tie.strength, faded=seen.to_confirm, clashes=clashes)


def _neighbour(side: Side, words: str, strength: int, *, faded: bool = False, clashes: bool = False) -> Neighbour:
    return Neighbour(
        name=side.name,
        url=side.get_absolute_url(),
        shape=shape_of(side),
        words=words,
        strength=strength,
        faded=faded,
        clashes=clashes,
    )


def draw(side: Side, neighbours: list[Neighbour]) -> SafeString:
    """The picture with its legend; nothing when there is nobody around."""
    shown = neighbours[:MOST]
    if not shown:
        return SafeString("")
    points, middle, height = _places(len(shown))
    lines = "".join(_line(row, point, middle) for row, point in zip(shown, points, strict=True))
    nodes = "".join(_node(row, point) for row, point in zip(shown, points, strict=True))
    own = _shape(shape_of(side), MIDDLE, middle, 26, "node node--me") + _text(side.name, middle + 48, MIDDLE, "me")
    title = gettext("Wie staat rond %(name)s?") % {"name": side.name}
    return format_html(
        '<figure class="wn-net"><svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>'
        "<figcaption>{}{}</figcaption></figure>",
        WIDTH,
        height,
        title,
        SafeString(lines),
        SafeString(own),
        SafeString(nodes),
        _legend(side, shown),
        _rest(len(shown), len(neighbours)),
    )


def _places(number: int) -> tuple[list[tuple[int, int]], int, int]:
    """A point for each in reading order, where the middle row is, and how high the picture is."""
    rows = [2] * (number // 2) + [1] * (number % 2)
    above = (len(rows) + 1) // 2
    middle = EDGE + above * ROW
    points: list[tuple[int, int]] = []
    for row, wide in enumerate(rows):
        apart = above - row if row < above else row - above + 1
        y = middle - apart * ROW if row < above else middle + apart * ROW
        if wide == 1:
            points.append((MIDDLE, y))
        else:
            most = max(above, len(rows) - above, 2)
            out = round(NEAR - (NEAR - FAR) * (apart - 1) / (most - 1))
            points += [(MIDDLE - out, y), (MIDDLE + out, y)]
    return points, middle, middle + (len(rows) - above + 1) * ROW


def _line(row: Neighbour, point: tuple[int, int], middle: int) -> str:
    x, y = point
    faded = " tie--faded" if row.faded else ""
    thick = _THICK[row.strength]
    line = f'<line class="tie{faded}" x1="{MIDDLE}" y1="{middle}" x2="{x}" y2="{y}" stroke-width="{thick}"/>'
    if row.clashes:
        cx, cy = (MIDDLE + x) // 2, (middle + y) // 2
        line += f'<path class="tie" fill="none" stroke-width="3" d="M{cx - 7} {cy - 7}l14 14m0-14l-14 14"/>'
    return line


def _node(row: Neighbour, point: tuple[int, int]) -> str:
    x, y = point
    # The name of a link begins with what the eye reads; a name that was cut follows as a whole.
    drawn = " ".join(lines_of(row.name))
    said = [drawn, *([] if drawn == row.name else [row.name]), shape_words(row.shape), row.words]
    if row.faded:
        said.append(gettext("lang niet bevestigd"))
    inner = _shape(row.shape, x, y, 18, "node") + _text(row.name, y + 36, x)
    return f'<a href="{conditional_escape(row.url)}" aria-label="{conditional_escape(", ".join(said))}">{inner}</a>'


def _shape(shape: str, x: int, y: int, size: int, classes: str) -> str:
    if shape == ORGANISATION:
        side = 2 * size
        extra = " node--org" if classes == "node" else ""
        return f'<rect class="{classes}{extra}" x="{x - size}" y="{y - size}" width="{side}" height="{side}" rx="6"/>'
    if shape == NETWORK:
        extra, half, flat = " node--net" if classes == "node" else "", size + 3, (size + 3) // 2
        corners = [(half, 0), (flat, size), (-flat, size), (-half, 0), (-flat, -size), (flat, -size)]
        around = " ".join(f"{x + right},{y + down}" for right, down in corners)
        return f'<polygon class="{classes}{extra}" points="{around}"/>'
    return f'<circle class="{classes}" cx="{x}" cy="{y}" r="{size}"/>'


def _text(name: str, y: int, x: int, classes: str = "") -> str:
    mark = f' class="{classes}"' if classes else ""
    lines = " ".join(
        f'<tspan x="{x}" y="{y + 20 * number}">{conditional_escape(line)}</tspan>'
        for number, line in zip(count(), lines_of(name), strict=False)
    )
    return f"<text{mark}>{lines}</text>"


def lines_of(name: str) -> Iterator[str]:
    """A name in at most two lines that fit; what does not fit ends in an ellipsis."""
    words = name.split()
    first = words.pop(0) if words else name
    while words and len(first) + 1 + len(words[0]) <= LINE:
        first += f" {words.pop(0)}"
    yield _cut(first)
    if words and len(first) <= LINE:
        yield _cut(" ".join(words))


def _cut(line: str) -> str:
    return line if len(line) <= LINE else f"{line[: LINE - 1].rstrip()}…"


def _legend(side: Side, shown: list[Neighbour]) -> SafeString:
    """Only what is in the picture."""
    shapes = {shape_of(side), *(row.shape for row in shown)}
    rows = [(_sample(shape), shape_words(shape)) for shape in (PLACE, ORGANISATION, NETWORK) if shape in shapes]
    strengths = {row.strength for row in shown}
    rows += [(_stroke(_THICK[level.value]), level.label) for level in Tie.Strength if level.value in strengths]
    if any(row.faded for row in shown):
        rows.append((_stroke(2, " tie--faded"), gettext("lang niet bevestigd")))
    if any(row.clashes for row in shown):
        cross = '<path class="tie" stroke-width="3" d="M3 3l12 12m0-12L3 15"/>'
        rows.append((SafeString(f'<svg width="18" height="18" aria-hidden="true">{cross}</svg>'), gettext("botst")))
    items = format_html_join("", "<li>{}{}</li>", rows)
    return format_html('<ul class="wn-legend">{}</ul>', items)


def _sample(shape: str) -> SafeString:
    inner = {
        PLACE: '<circle class="wn-net-shape" cx="9" cy="9" r="7"/>',
        ORGANISATION: '<rect class="wn-net-shape wn-net-shape--org" x="2" y="2" width="14" height="14" rx="3"/>',
        NETWORK: '<polygon class="wn-net-shape wn-net-shape--net" points="17,9 13,16 5,16 1,9 5,2 13,2"/>',
    }[shape]
    return SafeString(f'<svg width="18" height="18" aria-hidden="true">{inner}</svg>')


def _stroke(width: float, extra: str = "") -> SafeString:
    return SafeString(
        f'<svg width="28" height="10" aria-hidden="true">'
        f'<line class="tie{extra}" x1="0" x2="28" y1="5" y2="5" stroke-width="{width}"/></svg>'
    )


def _rest(shown: int, every: int) -> SafeString:
    if shown == every:
        return SafeString("")
    said = gettext("De tekening toont er %(shown)s van de %(every)s. In de lijst staan ze allemaal.")
    return format_html('<p class="wn-small wn-muted">{}</p>', said % {"shown": shown, "every": every})

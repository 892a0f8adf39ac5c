"""Find a wijk as people name it: by its name, an older name, a buurt in it, its gemeente or a postcode.

All names of the country are a few megabytes, so each process keeps them folded and looks through them in memory; one
look at how many there are tells whether that is still right. A word that nobody has is taken for the nearest that
somebody has, and the answer says so.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import rapidfuzz
from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Length
from django.utils import timezone

from wijknet.areas.models import Area, Border, Postcode
from wijknet.ui.text import fold

# What people say of a gemeente whose name of the register nobody says.
ALSO = {"GM0518": ("Den Haag",), "GM0796": ("Den Bosch",)}
MOST_WORDS = 8
# Shorter words are only found at the start of a word; shorter ones still are never a slip of the pen.
LOOSE, SLIP, LONG = 3, 4, 7
# So many words that are equally near are all tried.
MOST_NEAR = 8
BUURTEN_NAMED = 3

_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})?(?![A-Za-z0-9])[ ,]*")
_BETWEEN = re.compile(r"[^a-z0-9]+")
# "Wijk 00" says nothing about where it is, however few there are.
_NUMBERED = re.compile(r"wijk \d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A wijk as a list of the country names it; the last four are its names as they are compared."""

    pk: int
    code: str
    name: str
    slug: str
    municipality: str
    municipality_slug: str
    old: tuple[tuple[str, int], ...]
    buurten: tuple[str, ...]
    own: str
    before: str
    around: str
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A wijk that fits: `was` is the older name that fitted, with its year; `buurten` tell it from its namesakes or
    are what fitted."""

    place: Place
    was: str = ""
    year: int = 0
    buurten: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Answer:
    """What was found; `guessed` when nothing is named as it was typed, and this is what comes near.

    `postcode` is the one that was asked; `known` says whether it was found ("yes"), only others in its area
    ("near"), or none there ("no").
    """

    hits: list[Hit] = field(default_factory=list)
    municipalities: list[tuple[str, str]] = field(default_factory=list)
    guessed: bool = False
    postcode: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Every name that a place of the country has or had, folded, with how often each name is used."""

    stamp: tuple[Any, ...]
    places: tuple[Place, ...]
    by_pk: dict[int, Place]
    municipalities: tuple[tuple[str, str, str], ...]
    used: Counter[str]
    words: tuple[str, ...]


_kept: list[Names] = []


def forget_names() -> None:
    """Read all names again at the next question."""
    _kept.clear()


def find(question: str) -> Answer:
    """The wijken and gemeenten that fit, best first."""
    names = _names()
    answer = Answer()
    asked = _POSTCODE.match(question)
    rest = question
    if asked:
        found = _at_postcode(asked[1], (asked[2] or "").upper())
        answer.postcode, answer.known = f"{asked[1]} {(asked[2] or '').upper()}".strip(), found[0]
        answer.hits = [_hit(names, names.by_pk[pk]) for pk in found[1] if pk in names.by_pk]
        rest = question[asked.end() :]
    if not answer.hits and rest.strip():
        _by_name(names, rest, answer)
    return answer


def _at_postcode(digits: str, letters: str) -> tuple[str, list[int]]:
    """Whether it is known, and the keys of the wijken where it lies, or where its neighbours lie."""
    if letters and (here := _wijken(Q(postcode=digits + letters))):
        return "yes", here
    # A range and not the first letters: an index serves it on both databases.
    around = _wijken(Q(postcode__gte=f"{digits}AA", postcode__lte=f"{digits}ZZ"))
    if not around:
        return "no", []
    return ("near" if letters else "yes"), around


def _wijken(fits: Q) -> list[int]:
    found = Postcode.objects.filter(fits).values_list("area__level", "area_id", "area__parent_id").distinct()
    return sorted({pk if level == Area.Level.WIJK else parent for level, pk, parent in found})


def _by_name(names: Names, question: str, answer: Answer) -> None:
    words = _words(question)
    if not words:
        return
    wanted: list[tuple[str, ...]] = [(word,) for word in words]
    _fill(names, wanted, question, answer)
    if not answer.hits and not answer.municipalities:
        wanted = [_near(names, word) for word in words]
        _fill(names, wanted, " ".join(one[0] for one in wanted), answer)
        answer.guessed = bool(answer.hits or answer.municipalities)


def _fill(names: Names, wanted: list[tuple[str, ...]], question: str, answer: Answer) -> None:
    whole, code = " ".join(_words(question)), question.strip().upper()
    ranked = []
    for place in names.places:
        rank = 0 if place.code == code else _rank(place, wanted, whole)
        if rank is not None:
            ranked.append((rank, place.name, place.municipality, place))
    ranked.sort(key=lambda row: row[:3])
    answer.hits = [_hit(names, place, wanted) for _rank_of, _name, _municipality, place in ranked]
    answer.municipalities = [
        (name, slug) for name, slug, text in names.municipalities if all(_has(text, one) for one in wanted)
    ]


def _rank(place: Place, wanted: list[tuple[str, ...]], whole: str) -> int | None:
    """How well it fits, 0 is best; None when a word is nowhere in its names."""
    if place.own == f" {whole}":
        return 0
    texts = (place.own, place.around, place.before, place.within)
    worst = 0
    for one in wanted:
        where = next((number for number, text in enumerate(texts) if _has(text, one)), None)
        if where is None:
            return None
        worst = max(worst, where)
    # The name itself, then with its gemeente, then older names, then buurten; last who only lies in that gemeente.
    in_name = any(_has(place.own, one) for one in wanted)
    return 2 + worst if in_name or worst > 1 else 6


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of these words begins a word of the text, or, when long enough, stands anywhere in it."""
    return any(f" {word}" in text or (len(word) >= LOOSE and word in text) for word in words)


def _near(names: Names, word: str) -> tuple[str, ...]:
    """The word itself when somebody has it; else the words that differ least, by one slip or by two in a long one."""
    if len(word) < SLIP or any(word in other for other in names.words):
        return (word,)
    most = 1 if len(word) < LONG else 2
    slips = rapidfuzz.distance.OSA.distance
    found = rapidfuzz.process.extract(word, names.words, scorer=slips, score_cutoff=most, limit=MOST_NEAR)
    least = min((distance for _word, distance, _number in found), default=0)
    return tuple(other for other, distance, _number in found if distance == least) or (word,)


def _hit(names: Names, place: Place, wanted: Iterable[tuple[str, ...]] = ()) -> Hit:
    """With why it is there, when that is not to be seen from its name and gemeente."""
    missing = [one for one in wanted if not _has(place.own, one) and not _has(place.around, one)]
    was, year = next(((name, year) for name, year in place.old if _fits(name, missing)), ("", 0))
    buurten = tuple(name for name in place.buurten if _fits(name, missing)) if not was else ()
    if not buurten and (names.used[place.own] > 1 or _NUMBERED.fullmatch(place.own.strip())):
        buurten = place.buurten
    return Hit(place=place, was=was, year=year, buurten=buurten[:BUURTEN_NAMED])


def _fits(name: str, wanted: Iterable[tuple[str, ...]]) -> bool:
    text = _text(name)
    return any(_has(text, one) for one in wanted)


def _words(text: str) -> list[str]:
    return _BETWEEN.sub(" ", fold(text)).split()[:MOST_WORDS]


def _text(*names: str) -> str:
    """Folded names in one text, a space before each word."""
    return "".join(f" {word}" for name in names for word in _BETWEEN.sub(" ", fold(name)).split())


def _names() -> Names:
    counted = Area.objects.aggregate(
        count=Count("pk"), last=Max("pk"), letters=Sum(Length("name")), years=Sum("border_year")
    )
    borders = Border.objects.aggregate(count=Count("pk"), last=Max("pk"))
    # What keeps its length when it is renamed is seen within the hour.
    stamp = (*counted.values(), *borders.values(), timezone.now().replace(minute=0, second=0, microsecond=0))
    if not _kept or _kept[0].stamp != stamp:
        _kept[:] = [_read(stamp)]
    return _kept[0]


def _read(stamp: tuple[Any, ...]) -> Names:
    columns = ("pk", "code", "level", "name", "slug", "parent_id", "municipality_id")
    areas = {row[0]: row for row in Area.objects.values_list(*columns).order_by("name")}
    old: dict[int, dict[str, int]] = {}
    for pk, name, year in Border.objects.order_by("year").values_list("area_id", "name", "year"):
        if pk in areas and name != areas[pk][3] and areas[pk][2] != Area.Level.BUURT:
            old.setdefault(pk, {})[name] = year
    buurten: dict[int, list[str]] = {}
    for _pk, _code, level, name, _slug, parent, _municipality in areas.values():
        if level == Area.Level.BUURT:
            buurten.setdefault(parent, []).append(name)
    around = {
        pk: _text(row[3], *old.get(pk, ()), *ALSO.get(row[1], ()))
        for pk, row in areas.items()
        if row[2] == Area.Level.GEMEENTE
    }
    places = tuple(
        _place(row, areas[row[6]], old.get(row[0], {}), buurten.get(row[0], []), around[row[6]])
        for row in areas.values()
        if row[2] == Area.Level.WIJK
    )
    texts = [*around.values(), *(text for place in places for text in (place.own, place.before, place.within))]
    return Names(
        stamp=stamp,
        places=places,
        by_pk={place.pk: place for place in places},
        municipalities=tuple((areas[pk][3], areas[pk][4], text) for pk, text in around.items()),
        used=Counter(place.own for place in places),
        words=tuple({word for text in texts for word in text.split() if len(word) >= SLIP}),
    )


def _place(
    row: tuple[Any, ...], municipality: tuple[Any, ...], old: dict[str, int], buurten: list[str], around: str
) -> Place:
    return Place(
        pk=row[0],
        code=row[1],
        name=row[3],
        slug=row[4],
        municipality=municipality[3],
        municipality_slug=municipality[4],
        old=tuple(old.items()),
        buurten=tuple(buurten),
        own=_text(row[3]),
        before=_text(*old),
        around=around,
        within=_text(*buurten),
    )

"""How well an idea fits something else in its wijk, and why: plain Python, one scorer for every kind of pair.

The other side is what a partner wants or offers, a plan, a group of residents, an event, or another idea. The score is
made of named parts: theme, group, place, time and words. Each part that counts is a sentence of the reason, so what is
shown is what was weighed. Theme and time say too little to propose a pair by; one of the others has to count as well.
Nothing here knows a person: sides are ideas, organisations, plans, groups and events.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from django.utils.text import get_text_list

from initiatives.likeness import Features, about, names, stem, words_of
from wijknet.ui.dates import day as day_words
from wijknet.ui.text import fold

# What each part counts for, and from which total a pair is proposed. Chosen on the first half of the labelled pairs in
# the tests; the other half only measures.
THEME, GROUP, ITS_OWN_GROUP, PLACE, SEASON, SOON = 2.5, 2.5, 1.0, 3.0, 1.0, 0.5
WORDS, AND_NEXT, MOST_WORDS, TITLES = 2.0, 0.7, 5.0, 1.5
OTHERS = 2.0
STEM, CONCEPT, IN_TITLE = 0.8, 1.0, 1.2
ENOUGH = 3.0
MOST_SAID = 3
_SHORTEST_PLACE = 5
# The part "when" of a pair: now, where it is no time of the year.
NOW = "now"
_SOURCES = Path(__file__).with_name("words")
# So long before it a plan or an event is near.
_NEAR = timedelta(days=60)
# Concepts that say who it is for. A group is meant by these, and otherwise by the words of its name.
WHO = frozenset({"jongeren", "ouderen", "kinderen", "ouders", "eenzaam", "nieuwkomers"})
# Per concept: how words begin that hold one of its roots by chance.
_BY_CHANCE = {
    "eten": (
        *("weten", "meten", "vergeten", "recht", "terecht", "oprecht", "broodroo"),
        *("bloembak", "plantenbak", "vuilnisbak", "prullenbak", "afvalbak", "zandbak"),
    ),
    "lenen": ("alleen", "deeln", "onderdel", "verdel", "voordel", "middelen"),
    "hergebruik": ("alleen",),
    "eenzaam": ("alleen",),
    "zorg": ("muziek", "fysiek"),
    "energie": ("speurtocht", "fietstocht", "wandeltocht"),
    "muziek": ("banden",),
    "zitten": ("voedselbank",),
    "werk": ("glijbaan",),
    "geld": ("geldt",),
    "verkeer": ("hardlo",),
    "kinderen": ("klassiek",),
    "moestuin": ("telefo", "televis"),
    "sport": ("transport",),
}
# Words that name a time of the year, with its months.
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
)
SEASONS: dict[str, frozenset[int]] = {
    **{name: frozenset({number}) for number, name in enumerate((*_MONTHS, "december"), 1)},
    "lente": frozenset({3, 4, 5}),
    "voorjaar": frozenset({3, 4, 5}),
    "zomer": frozenset({6, 7, 8}),
    "herfst": frozenset({9, 10, 11}),
    "najaar": frozenset({9, 10, 11}),
    "winter": frozenset({12, 1, 2}),
    "kerst": frozenset({12}),
    "sinterklaas": frozenset({11, 12}),
    "koningsdag": frozenset({4}),
    "burendag": frozenset({9}),
}


class Sort(StrEnum):
    """What stands on a side; the value is the word of the address."""

    PARTNER = "partner"
    PLAN = "plan"
    GROUP = "groep"
    EVENT = "bijeenkomst"
    IDEA = "initiatief"


# How a reason calls the other side, and what it says of whom it is for.
CALLED = {
    Sort.PARTNER: "de partner",
    Sort.PLAN: "het plan",
    Sort.GROUP: "de groep",
    Sort.EVENT: "de bijeenkomst",
    Sort.IDEA: "het andere idee",
}
FOR_WHOM = {
    Sort.PARTNER: "De partner bereikt {group}, en het idee noemt die ook.",
    Sort.PLAN: "Het plan is voor {group}, en het idee noemt die ook.",
    Sort.GROUP: "Het idee noemt {group}.",
    Sort.EVENT: "De bijeenkomst is voor {group}, en het idee noemt die ook.",
    Sort.IDEA: "Allebei noemen ze {group}.",
}

# What has a name for a title.
_NAMED = {Sort.PARTNER, Sort.GROUP}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One thing as it is weighed. `groups` are whom it is for, `places` the streets and places that it names as its
    own; `start` and `end` are its days."""

    sort: Sort
    key: int
    title: str
    text: str = ""
    themes: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @cached_property
    def words(self) -> Features:
        """What counts of its words; of a partner or group only what it wants, for a name is not a wish."""
        return weights("" if self.sort in _NAMED else self.title, self.text)

    @cached_property
    def folded(self) -> str:
        return fold(" ".join((*self.places, self.title, self.text)))

    @cached_property
    def head(self) -> frozenset[str]:
        """The stems of its title, where the title says what it is about."""
        return frozenset(() if self.sort in _NAMED else map(stem, said_in(self.title)))

    @cached_property
    def telling(self) -> frozenset[str]:
        """What may pair it: concepts, the words that name one, and the words of its title."""
        words = said_in(self.text if self.sort in _NAMED else f"{self.title} {self.text}")
        naming = {stem(word) for word in words if any(name not in WHO for name, _weight in concepts_of(word))}
        return self.head | naming | {name for name in self.words if name[0] == "#"}

    @cached_property
    def own_places(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Names that are looked for, each with how."""
        return tuple((name, re.compile(rf"\b{re.escape(fold(name))}\b")) for name in self.places if is_name(name))

    @cached_property
    def who(self) -> frozenset[str]:
        """The people that its words name."""
        words = words_of(f"{self.title} {self.text}")
        return frozenset(name for word in words for name, _weight in concepts_of(word) if name in WHO)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words_of(f"{self.title} {self.text}"))

    @cached_property
    def meant(self) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
        """Each group with the people it means, and the stems of its name."""
        return tuple((name, *meaning(name)) for name in self.groups)

    @cached_property
    def months(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """The times of the year that it names."""
        words = set(self.folded.replace(",", " ").replace(".", " ").split())
        return tuple((word, months) for word, months in SEASONS.items() if word in words)


@lru_cache(maxsize=1)
def goals() -> list[tuple[str, tuple[str, ...]]]:
    """What partners, plans and groups are often about, beside the concepts of ideas: name, and roots of its words."""
    with (_SOURCES / "goals.csv").open(encoding="utf-8", newline="") as file:
        return [(row["concept"], tuple(row["roots"].split())) for row in csv.DictReader(file)]


@lru_cache(maxsize=1)
def little_words() -> frozenset[str]:
    """Words that say too little to pair by, beside those that every idea has: what one does, never about what."""
    return frozenset((_SOURCES / "little_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Words for any place: "het plein" is no place that two things share, "het Molenplein" is."""
    return frozenset((_SOURCES / "place_words.txt").read_text(encoding="utf-8").split())


def is_name(place: str) -> bool:
    """Whether a place is long enough to be looked for, and is called something of its own."""
    words = re.findall(r"[a-z0-9]+", fold(place))
    return len(fold(place)) >= _SHORTEST_PLACE and any(
        word not in place_words() and not word.isdecimal() for word in words
    )


def said_in(text: str) -> Iterator[str]:
    """The words of a text that may pair it."""
    return (word for word in words_of(text) if word not in little_words() and not word.isdecimal())


@lru_cache(maxsize=20_000)
def concepts_of(word: str) -> tuple[tuple[str, float], ...]:
    """The concepts that a word names, each with how much it tells."""
    found = dict(about(word))
    for name, roots in goals():
        if name not in found and any(names(root, word) for root in roots):
            found[name] = 1.0
    return tuple((name, weight) for name, weight in found.items() if not word.startswith(_BY_CHANCE.get(name, ())))


def weights(title: str, text: str) -> Features:
    """The stems and concepts of a text, each with how much it counts. Whom it is for is weighed apart."""
    found: Features = {}
    for part, place in ((title, IN_TITLE), (text, 1.0)):
        for word in said_in(part):
            own, named = stem(word), concepts_of(word)
            if not named or any(name not in WHO for name, _weight in named):
                found[own] = max(found.get(own, 0.0), STEM * place)
            for name, weight in named:
                if name not in WHO:
                    found[f"#{name}"] = max(found.get(f"#{name}", 0.0), CONCEPT * weight * place)
    return found


def meaning(group: str) -> tuple[frozenset[str], frozenset[str]]:
    """The people that the name of a group means; when it names none that we know, the stems of its words."""
    words = list(words_of(group))
    who = frozenset(name for word in words for name, _weight in concepts_of(word) if name in WHO)
    return who, frozenset() if who else frozenset(stem(word) for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A pair with what counted: per part its points and what it rests on."""

    theme: str = ""
    group: str = ""
    place: str = ""
    when: str = ""
    shared: tuple[str, ...] = ()
    points: float = 0.0

    @property
    def proposed(self) -> bool:
        return self.points >= ENOUGH and bool(self.group or self.place or self.shared)


def weigh(idea: Side, other: Side, *, today: date) -> Weighed:
    """One pair, part by part."""
    theme = min(idea.themes & other.themes, default="")
    group, place = shared_group(idea, other), shared_place(idea, other)
    shared, points = shared_words(idea, other, beside=place)
    when, near = shared_time(idea, other, today=today)
    points += near + THEME * bool(theme) + PLACE * bool(place)
    if group:
        points += GROUP + ITS_OWN_GROUP * (other.sort == Sort.GROUP)
    elif others_only(idea, other):
        points -= OTHERS
    return Weighed(theme=theme, group=group, place=place, when=when, shared=shared, points=points)


def shared_group(idea: Side, other: Side) -> str:
    """The group that the other is for and the idea names."""
    for name, who, stems in other.meant:
        if who & idea.who or stems & idea.stems:
            return name
    return ""


def named_groups(side: Side, names: Iterable[str]) -> list[str]:
    """Which of these groups the words of a side name."""
    found = ((name, *meaning(name)) for name in names)
    return [name for name, who, stems in found if who & side.who or stems & side.stems]


def others_only(idea: Side, other: Side) -> bool:
    """The idea says for whom it is, and the other is for other people."""
    return bool(idea.who and other.meant) and all(who and not who & idea.who for _name, who, _stems in other.meant)


def shared_place(idea: Side, other: Side) -> str:
    """The street or place that both name; empty when they name none."""
    for one, two in ((idea, other), (other, idea)):
        for name, looked_for in one.own_places:
            if looked_for.search(two.folded):
                return name
    return ""


def shared_words(idea: Side, other: Side, *, beside: str = "") -> tuple[tuple[str, ...], float]:
    """The stems and concepts that both have and that tell something, the heaviest first, and what they count for; not
    the name of a place that counted already. What is alike in more ways counts less each time."""
    one, two = idea.words, other.words
    tell = idea.telling | other.telling
    heavy = {name: one[name] * two[name] for name in one.keys() & two.keys() & tell}
    if beside:
        for word in words_of(beside):
            heavy.pop(stem(word), None)
    if not heavy:
        return (), 0.0
    ranked = tuple(sorted(heavy, key=lambda name: (-heavy[name], name)))
    points = WORDS * sum(heavy[name] * AND_NEXT**place for place, name in enumerate(ranked))
    return ranked, min(MOST_WORDS, points) + TITLES * any(name in idea.head & other.head for name in ranked)


def shared_time(idea: Side, other: Side, *, today: date) -> tuple[str, float]:
    """Which moment of the other fits, and how well: a time of the year that the idea names, or now."""
    if other.start is None and other.end is None:
        return "", 0.0
    first = other.start or today
    if other.sort == Sort.EVENT and first >= today:
        for word, months in idea.months:
            if first.month in months:
                return word, SEASON
    if first > today + _NEAR or (other.end is not None and other.end < today):
        return "", 0.0
    return NOW, SOON


def reason(idea: Side, other: Side, weighed: Weighed, *, today: date) -> str:
    """What counted, in sentences, the strongest part first."""
    said = []
    if weighed.place:
        said.append(place_said(other, weighed.place))
    if weighed.shared:
        said.append(words_said(idea, other, weighed.shared))
    if weighed.group:
        said.append(FOR_WHOM[other.sort].format(group=weighed.group))
    if weighed.theme:
        said.append(f"Allebei gaan ze over {weighed.theme}.")
    if weighed.when:
        said.append(time_said(other, weighed.when, today=today))
    return " ".join(said)


def place_said(other: Side, place: str) -> str:
    """The place that both name; where it is the partner itself, the idea names that."""
    if other.sort == Sort.PARTNER and place == other.title:
        return "Het idee noemt deze partner."
    return f"Het gaat om dezelfde plek: {place}."


def words_said(idea: Side, other: Side, shared: Iterable[str]) -> str:
    """The words that both use; when they mean the same with other words, those of each."""
    heaviest = list(shared)
    mine, theirs = used(idea), used(other)
    same = [theirs[name] for name in heaviest if name[0] != "#"][:MOST_SAID]
    if same:
        return f"Allebei noemen ze {get_text_list([f'‘{word}’' for word in same], 'en')}."
    short, long = sorted((mine[heaviest[0]], theirs[heaviest[0]]), key=len)
    if short in long:
        return f"Allebei noemen ze ‘{short}’."
    return f"Het idee noemt ‘{mine[heaviest[0]]}’, {CALLED[other.sort]} ‘{theirs[heaviest[0]]}’."


def used(side: Side) -> dict[str, str]:
    """Each stem and concept of a side with the first word that stands for it."""
    found: dict[str, str] = {}
    for word in said_in(side.text if side.sort in _NAMED else f"{side.title} {side.text}"):
        for name in (stem(word), *(f"#{name}" for name, _weight in concepts_of(word))):
            found.setdefault(name, word)
    return found


def time_said(other: Side, when: str, *, today: date) -> str:
    called = CALLED[other.sort]
    if when != NOW:
        return f"Het idee noemt ‘{when}’, en dan is {called}."
    if other.start is not None and other.start >= today:
        return f"{called.capitalize()} {'is' if other.sort == Sort.EVENT else 'begint'} al op {day_words(other.start)}."
    return f"{called.capitalize()} loopt nu{f', tot {day_words(other.end)}' if other.end else ''}."

"""What a line in the notebook speaks of: who, where, by when, which theme, which signal. No guessing beyond words.

Plain Python without tables. Word lists are data (`words/`); names come from whoever asks, so that nothing is
recognised that the writer may not see. Words are compared folded, by their beginning or with a typing error in them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import lru_cache
from math import log
from pathlib import Path

from wijknet.casework.said_days import said_day
from wijknet.ui.text import fold

WORDS = Path(__file__).parent / "words"
# Shorter words are not recognised by a part of them, or with a typing error.
SHORT = 4
# A score below this is a chance likeness.
LEAST = 1.6
SHOWN = 4


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The folded rows of one list, without its heading."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(tuple(fold(cell) for cell in row) for row in list(csv.reader(file))[1:])


@lru_cache(maxsize=16)
def listed(name: str) -> frozenset[str]:
    return frozenset(row[0] for row in rows(name))


def split(text: str) -> list[str]:
    """The words of a text, folded; "Jansen & Zn." is jansen, zn."""
    return re.findall(r"[a-z0-9]+", fold(text))


class By(Enum):
    """How a name is recognised: by words of it or its kind; a person by a word of the name, with a capital and without
    a typing error; a group by its whole name only, for "ouderen" stands in many a line."""

    WORDS = auto()
    PERSON = auto()
    WHOLE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Somebody or something with a name: `value` and `area` are what the caller knows it by.

    Of a person `label` is the place and the function, which is what a screen shows; the name stands in `others`.
    """

    value: str
    label: str
    kind: str = ""
    others: tuple[str, ...] = ()
    street: str = ""
    area: int | None = None
    by: By = By.WORDS

    @property
    def texts(self) -> tuple[str, ...]:
        """The names that people say."""
        return self.others if self.by is By.PERSON else (self.label, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSignal:
    pk: int
    title: str
    street: str = ""
    theme: int | None = None
    area: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """`names` best first; `theme` the key of one; `agreed` and `often` when the words of a promise or a complaint
    that returns stand in the line."""

    names: tuple[Name, ...] = ()
    street: str = ""
    day: date | None = None
    agreed: bool = False
    often: bool = False
    theme: int | None = None
    signal: OpenSignal | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """How much a word of the line is like a word of a name (0 to 1), where it stands, and which word it is."""

    like: float
    at: int
    word: str


class Said:
    """One line as words, with what may also be meant by them."""

    def __init__(self, line: str) -> None:
        self.text = fold(line)
        self.capitals = {word for part in re.findall(r"\b[A-Z][\w’']*", line) for word in split(part)}
        words = list(enumerate(split(line)))
        self.meant = words + [(at, to) for at, word in words for spoken, to in rows("nicknames") if spoken == word]

    def tells(self, wanted: str, hit: Hit) -> bool:
        """Whether this word may stand for a name by itself: not a street, and not what everybody says."""
        return not is_street(wanted) and (hit.word not in listed("common") or hit.word in self.capitals)


class Known:
    """Everything that may be recognised for one writer, prepared once for all lines."""

    def __init__(
        self,
        names: Sequence[Name] = (),
        themes: Sequence[tuple[int, str]] = (),
        signals: Sequence[OpenSignal] = (),
    ) -> None:
        self.names, self.themes, self.signals = names, themes, signals
        self._texts = [[_telling(text) for text in name.texts] for name in names]
        self._kinds = [_telling(name.kind) if name.by is By.WORDS else [] for name in names]
        self._carriers: dict[str, set[int]] = defaultdict(set)
        for index, (texts, kind) in enumerate(zip(self._texts, self._kinds, strict=True)):
            for word in {*kind, *(word for text in texts for word in text)}:
                self._carriers[word].add(index)
        # With a handful of names a word is not rare yet.
        size = max(len(names), 10)
        self._rarity = {word: log(1 + size / len(carriers)) for word, carriers in self._carriers.items()}
        self._by_start: dict[str, list[str]] = defaultdict(list)
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for word in self._carriers:
            self._by_start[word[0]].append(word)
            for start in range(1, len(word) - SHORT + 1):
                self._by_end[word[start:]].append(word)

    def who(self, line: str) -> tuple[Name, ...]:
        """Who the line may be about, the likeliest first."""
        said = Said(line)
        hits = self._hits(said)
        carriers = {index for word in hits for index in self._carriers[word]}
        scored = [(self._score(said, hits, index), index) for index in sorted(carriers)]
        found = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: -pair[0])
        return tuple(self.names[index] for _, index in found[:SHOWN])

    def _hits(self, said: Said) -> dict[str, Hit]:
        """Per word of the known names the word of the line that is most like it."""
        hits: dict[str, Hit] = {}
        for at, word in said.meant:
            for wanted in (*self._by_start.get(word[0], ()), *self._by_end.get(word, ())):
                like = alike(word, wanted)
                if like and (wanted not in hits or like > hits[wanted].like):
                    hits[wanted] = Hit(like, at, word)
        return hits

    def _score(self, said: Said, hits: dict[str, Hit], index: int) -> float:
        kind = [word for word in self._kinds[index] if word in hits and said.tells(word, hits[word])]
        of_kind = max((hits[word].like * self._rarity[word] for word in kind), default=0.0)
        score = _SCORES[self.names[index].by]
        best = max(score(self, said, hits, text) for text in self._texts[index])
        if not best and not of_kind:
            return 0.0
        street = fold(self.names[index].street)
        return best + 0.6 * of_kind + (0.5 if street and street in said.text else 0.0)

    def _score_text(self, said: Said, hits: dict[str, Hit], text: list[str]) -> float:
        found = [word for word in text if word in hits]
        whole = len(found) == len(text) > 1
        if not whole and not any(said.tells(word, hits[word]) for word in found):
            return 0.0
        value = sum(hits[word].like * self._rarity[word] for word in found)
        part = value / sum(self._rarity[word] for word in text)
        # Who it is about tends to stand at the front.
        early = max(1.3 - 0.05 * min(hits[word].at for word in found), 1.0)
        return value * (0.6 + 0.4 * part) * early

    def _score_person(self, said: Said, hits: dict[str, Hit], text: list[str]) -> float:
        named = [word for word in text if word in said.capitals and word in hits]
        return self._score_text(said, hits, text) if named else 0.0

    def _score_whole(self, _said: Said, hits: dict[str, Hit], text: list[str]) -> float:
        """Just enough: whoever is named by a name of their own comes before a group."""
        return LEAST if all(word in hits and hits[word].like == 1 for word in text) else 0.0


_SCORES = {By.WORDS: Known._score_text, By.PERSON: Known._score_person, By.WHOLE: Known._score_whole}


@lru_cache(maxsize=50_000)
def alike(word: str, wanted: str) -> float:
    if word == wanted:
        return 1.0
    if min(len(word), len(wanted)) < SHORT or word in listed("common"):
        return 0.0
    if wanted.startswith(word):
        return 0.85
    if word.startswith(wanted) or wanted.endswith(word):
        return 0.7 if len(wanted) > SHORT else 0.0
    if min(len(word), len(wanted)) == SHORT or word[0] != wanted[0] or abs(len(word) - len(wanted)) > 2:
        return 0.0
    ratio = SequenceMatcher(None, word, wanted, autojunk=False).ratio()
    return 0.9 * ratio if ratio >= 0.82 else 0.0


def _telling(text: str) -> list[str]:
    return [word for word in split(text) if word not in listed("little")]


def is_street(word: str) -> bool:
    return any(word.endswith(ending) and len(word) > len(ending) + 2 for ending in listed("streets"))


def recognise(line: str, *, today: date, known: Known) -> Recognised:
    """Everything at once, for a line that was written on this day."""
    agreed, often = says(line, "agreements"), says(line, "signals")
    street, theme = street_in(line, known), theme_in(line, known.themes)
    return Recognised(
        names=known.who(line),
        street=street,
        day=said_day(line, today=today, agreed=agreed),
        agreed=agreed,
        often=often,
        theme=theme,
        signal=signal_in(line, known.signals, street=street, theme=theme, often=often),
    )


@lru_cache(maxsize=8)
def _phrases(name: str) -> re.Pattern[str]:
    """All phrases of a list as one pattern; `*` stands for one to four words."""
    gap = r"(?:[a-z0-9]+ ){0,4}"
    patterns = (re.escape(row[0]).replace(r"\*\ ", gap) for row in rows(name))
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


def says(line: str, name: str) -> bool:
    return _phrases(name).search(" ".join(split(line))) is not None


def street_in(line: str, known: Known) -> str:
    """A street that is known here, or else a word that ends as streets do; as one writes it."""
    text = fold(line)
    written = [name.street for name in known.names] + [signal.street for signal in known.signals]
    streets = {fold(street): street for street in written if street}
    for folded in sorted(streets, key=len, reverse=True):
        if re.search(rf"\b{re.escape(folded)}\b", text):
            return streets[folded]
    return street_word(line)


def street_word(line: str) -> str:
    """The first word that is written with a capital and ends as streets do."""
    return next((word for word in re.findall(r"[^\W\d_]+", line) if word[0].isupper() and is_street(fold(word))), "")


def theme_in(line: str, themes: Iterable[tuple[int, str]]) -> int | None:
    """The theme of which most stands in the line, its own words or ones that belong to it; the first of a tie."""
    said = split(line)

    def stands_there(words: str) -> bool:
        return all(any(one.startswith(word) for one in said) for word in words.split())

    best, chosen = 0, None
    hints = [hint for words, hint in rows("themes") if stands_there(words)]
    for key, name in themes:
        own = split(name)
        points = sum(len(word) > SHORT and word not in listed("common") and stands_there(word) for word in own)
        points += sum(any(word.startswith(hint) for word in own) for hint in hints)
        if points > best:
            best, chosen = points, key
    return chosen


def signal_in(
    line: str, signals: Iterable[OpenSignal], *, street: str, theme: int | None, often: bool
) -> OpenSignal | None:
    """The open signal nearby: the same street with a word, a theme or a complaint in common, or two words."""
    words = {word for word in split(line) if len(word) > SHORT and word not in listed("common")}
    best, chosen = 1, None
    for signal in signals:
        same = {word for word in split(signal.title) if any(alike(said, word) > 0.8 for said in words)}
        here = bool(street) and fold(signal.street) == fold(street)
        shared = theme is not None and signal.theme == theme
        points = len(same) + 2 * (here and (bool(same) or shared or often)) + (shared and (often or bool(same)))
        if points > best:
            best, chosen = points, signal
    return chosen

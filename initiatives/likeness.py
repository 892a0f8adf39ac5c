"""How much two ideas are alike, by their words alone: plain Python, the same answer everywhere and always.

A word counts by its stem and, when it names something that ideas are often about (`words/concepts.csv`), by that as
well: "maaltijd" and "koken" meet in "eten". Pieces of a stem count a little, because Dutch writes words together: the
"kast" of "ruilkast" and of "boekenkast". Words that every idea has (`words/stop_words.txt`) do not count.
"""

import csv
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from pathlib import Path

from wijknet.ui.text import fold

_SOURCES = Path(__file__).with_name("words")
# Chosen on the first half of the labelled texts in the tests; the other half only measures.
CONCEPT, BESIDE_CONCEPT, IN_TITLE, PIECE = 2.0, 0.5, 1.3, 0.35
ALIKE = 0.51
_PIECE_LENGTH = 4
_SHORTEST = 3
# A root of this length may begin or end a word by chance, so it does not count inside one.
_TELLS_LITTLE = 4
_LITTLE = re.compile(r"(?:etje|tje|pje|je)s?$")
_ENDS = ("en", "er", "s", "e", "t")
_LONG_VOWEL = re.compile(r"([aeou])\1")
_DOUBLE_END = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")

Features = dict[str, float]


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    return frozenset((_SOURCES / "stop_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def concepts() -> list[tuple[str, float, tuple[str, ...]]]:
    """What ideas are often about: name, how much it tells (who it is for tells little), and the roots of its words."""
    with (_SOURCES / "concepts.csv").open(encoding="utf-8", newline="") as file:
        return [(row["concept"], float(row["weight"]), tuple(row["roots"].split())) for row in csv.DictReader(file)]


def stem(word: str) -> str:
    """The word without the ends by which Dutch bends it: "tuintjes" and "tuinen" are both "tuin"."""
    short = _LITTLE.sub("", word)
    if short == word or len(short) < _SHORTEST:
        end = next((end for end in _ENDS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
        short = word.removesuffix(end)
    short = _DOUBLE_END.sub(r"\1", _LONG_VOWEL.sub(r"\1", short))
    if short.endswith("z"):
        return short.removesuffix("z") + "s"
    return short.removesuffix("v") + "f" if short.endswith("v") else short


@lru_cache(maxsize=20_000)
def about(word: str) -> tuple[tuple[str, float], ...]:
    """The concepts that a word names; a long root also counts inside a compound ("buurtmoestuin")."""
    return tuple((name, weight) for name, weight, roots in concepts() if any(names(root, word) for root in roots))


def names(root: str, word: str) -> bool:
    """A long root counts anywhere in a word, a short one where a word begins, and one of four letters where it ends."""
    if len(root) > _TELLS_LITTLE:
        return root in word
    return word.startswith(root) or (len(root) == _TELLS_LITTLE and word.endswith(root))


def words_of(text: str) -> Iterator[str]:
    for word in re.findall(r"[a-z0-9]+", fold(text)):
        if len(word) >= _SHORTEST and word not in stop_words():
            yield word


def features(title: str, story: str) -> Features:
    """What an idea is made of, with how much each counts."""
    found: Features = {}
    for text, place in ((title, IN_TITLE), (story, 1.0)):
        for word in words_of(text):
            named = about(word)
            for name, weight in named:
                found[f"#{name}"] = max(found.get(f"#{name}", 0.0), CONCEPT * weight * place)
            own = stem(word)
            found[own] = max(found.get(own, 0.0), (BESIDE_CONCEPT if named else 1.0) * place)
            for piece in _pieces(own):
                found[piece] = max(found.get(piece, 0.0), PIECE * place)
    return found


def _pieces(word: str) -> Iterator[str]:
    """Each four letters in a row, marked so that none is taken for a word."""
    for start in range(len(word) - _PIECE_LENGTH + 1):
        yield f"~{word[start : start + _PIECE_LENGTH]}"


def shared_words(one: Features, text: str) -> list[str]:
    """The words of a text that are in the features too, by their stem or by what they name; each once."""
    found = []
    for word in words_of(text):
        named = any(f"#{name}" in one and weight >= 1 for name, weight in about(word))
        if named or stem(word) in one:
            found.append(word)
    return list(dict.fromkeys(found))


def likeness(one: Features, other: Features) -> float:
    """0 (nothing shared) to 1 (the same): the cosine of both."""
    shared = sum(one[name] * other[name] for name in one.keys() & other.keys())
    if not shared:
        return 0.0
    return shared / (sqrt(sum(v * v for v in one.values())) * sqrt(sum(v * v for v in other.values())))


def numbers(found: Features) -> list[int]:
    """A number per word and concept, to look up by; the words cannot be read back from it. Pieces are too many."""
    return sorted({zlib.crc32(name.encode()) for name in found if not name.startswith("~")})

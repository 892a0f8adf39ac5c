"""How the texts of a profile are read: in parts and paragraphs, and what is new since the last edition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

# Residents read these words as headings, in this order. The question stands apart, above them.
QUESTION_TITLE = "Onze vraag aan deze wijk"
PHOTO_TITLES = {"who": "Wie de wijk is", "breathes": "Hoe de wijk ademt", "makes": "Wat de wijk een wijk maakt"}
OTHER_TITLES = {"developments": "Wat er verandert", "programme": "Waar we samen aan werken"}

_BLANK_LINE = re.compile(r"\n\s*\n")
_WORD = re.compile(r"\s+|[^\s]+")
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
# Comparing costs the square of the length; a text that was rewritten this much is new as a whole.
_MAX_WORDS = 3000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `new` when they were not in the last edition."""

    text: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs; each paragraph is a list of pieces (one, when nothing is marked)."""

    title: str
    paragraphs: list[list[Piece]]


def tidy(text: str) -> str:
    """What is stored of a typed text: one kind of line end, no space at the end of lines, no blank ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parts between blank lines."""
    return [part.strip() for part in _BLANK_LINE.split(text) if part.strip()]


def parts(
    content: Mapping[str, str], titles: Mapping[str, str], *, since: Mapping[str, str] | None = None
) -> list[Part]:
    """The parts that have text. With `since` (the texts of the last edition) new words are marked."""
    return [
        Part(title, _marked(content[name], since.get(name, "")) if since else _plain(content[name]))
        for name, title in titles.items()
        if content.get(name)
    ]


def words_per_sentence(text: str) -> int:
    """The average, rounded; 0 for a text without words."""
    words = len(text.split())
    return round(words / max(1, len(_SENTENCE_END.findall(text)))) if words else 0


def _plain(text: str) -> list[list[Piece]]:
    return [[Piece(paragraph)] for paragraph in paragraphs(text)]


def _marked(new: str, old: str) -> list[list[Piece]]:
    before = _WORD.findall(old)
    if len(before) > _MAX_WORDS or new == old:
        return _plain(new)
    return [list(_pieces(_WORD.findall(paragraph), before)) for paragraph in paragraphs(new)]


def _pieces(words: list[str], before: list[str]) -> Iterator[Piece]:
    """Runs of old and new words; white space alone is never new."""
    for kind, _, _, start, end in SequenceMatcher(None, before, words, autojunk=False).get_opcodes():
        run = "".join(words[start:end])
        if run:
            yield Piece(run, new=kind != "equal" and bool(run.strip()))

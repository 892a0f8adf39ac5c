"""How the texts of a profile are read: in parts, and what is new since the last edition."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils.safestring import SafeString

from wijknet.profiles.rich import marked, shown
from wijknet.ui.dates import today

# Residents read these words as headings, in this order. The question stands apart, above them.
QUESTION_TITLE = "Onze vraag aan deze wijk"
PHOTO_TITLES = {"who": "Wie de wijk is", "breathes": "Hoe de wijk ademt", "makes": "Wat de wijk een wijk maakt"}
OTHER_TITLES = {"developments": "Wat er verandert", "programme": "Waar we samen aan werken"}

_SENTENCE_END = re.compile(r"[.!?]+(?:\s+|$)|\n+")


class Said(Protocol):
    """A quote, in a draft or in an edition."""

    part: str
    text: str
    said_by: str

    def shown_on(self, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as people read it; without words when the person took them back."""

    text: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its text, safe to show, and its quotes; words that are new stand in `<mark>`."""

    name: str
    title: str
    html: SafeString
    quotes: list[ShownQuote] = field(default_factory=list)


def parts(
    content: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    since: Mapping[str, str] | None = None,
    quotes: Iterable[Said] = (),
) -> list[Part]:
    """The parts that have text. With `since` (the texts of the last edition) new words are marked."""
    said: dict[str, list[ShownQuote]] = {}
    for quote in quotes:
        words = ShownQuote(quote.text, quote.said_by) if quote.shown_on(today()) else ShownQuote()
        said.setdefault(quote.part, []).append(words)
    return [
        Part(
            name,
            title,
            marked(content[name], since.get(name, "")) if since else shown(content[name]),
            said.get(name, []),
        )
        for name, title in titles.items()
        if content.get(name)
    ]


def words_per_sentence(text: str) -> int:
    """The average, rounded; 0 for a text without words. A heading or point ends with its line."""
    words = len(text.split())
    return round(words / max(1, len(_SENTENCE_END.findall(text)))) if words else 0

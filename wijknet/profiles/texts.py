"""How the texts of a profile are read: in parts, and what is new since the last edition."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from wijknet.profiles.rich import marked, shown

# Residents read these words as headings, in this order. The question stands apart, above them.
QUESTION_TITLE = "Onze vraag aan deze wijk"
PHOTO_TITLES = {"who": "Wie de wijk is", "breathes": "Hoe de wijk ademt", "makes": "Wat de wijk een wijk maakt"}
OTHER_TITLES = {"developments": "Wat er verandert", "programme": "Waar we samen aan werken"}

_SENTENCE_END = re.compile(r"[.!?]+(?:\s+|$)|\n+")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its text, safe to show; words that are new stand in `<mark>`."""

    name: str
    title: str
    html: SafeString


def parts(
    content: Mapping[str, str], titles: Mapping[str, str], *, since: Mapping[str, str] | None = None
) -> list[Part]:
    """The parts that have text. With `since` (the texts of the last edition) new words are marked."""
    return [
        Part(name, title, marked(content[name], since.get(name, "")) if since else shown(content[name]))
        for name, title in titles.items()
        if content.get(name)
    ]


def words_per_sentence(text: str) -> int:
    """The average, rounded; 0 for a text without words. A heading or point ends with its line."""
    words = len(text.split())
    return round(words / max(1, len(_SENTENCE_END.findall(text)))) if words else 0

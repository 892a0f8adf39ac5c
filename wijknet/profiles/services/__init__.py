"""Writes of the wijkprofiel."""

from wijknet.profiles.services.drafts import (
    NotReady,
    agree,
    missing_parts,
    missing_reader,
    publish_edition,
    save_draft,
    take_over,
)
from wijknet.profiles.services.programme import programme_of, save_programme
from wijknet.profiles.services.quotes import add_quote, clear_old, erase_quote

__all__ = [
    "NotReady",
    "add_quote",
    "agree",
    "clear_old",
    "erase_quote",
    "missing_parts",
    "missing_reader",
    "programme_of",
    "publish_edition",
    "save_draft",
    "save_programme",
    "take_over",
]

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
from wijknet.profiles.services.quotes import add_quote, clear_old, erase_quote

__all__ = [
    "NotReady",
    "add_quote",
    "agree",
    "clear_old",
    "erase_quote",
    "missing_parts",
    "missing_reader",
    "publish_edition",
    "save_draft",
    "take_over",
]

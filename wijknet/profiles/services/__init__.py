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
from wijknet.profiles.services.pictures import add_picture, remove_picture, take_away
from wijknet.profiles.services.programme import programme_of, save_programme
from wijknet.profiles.services.quotes import add_quote, erase_quote, extend_consent
from wijknet.profiles.services.terms import clear_old

__all__ = [
    "NotReady",
    "add_picture",
    "add_quote",
    "agree",
    "clear_old",
    "erase_quote",
    "extend_consent",
    "missing_parts",
    "missing_reader",
    "programme_of",
    "publish_edition",
    "remove_picture",
    "save_draft",
    "save_programme",
    "take_away",
    "take_over",
]

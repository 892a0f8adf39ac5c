"""Tables of the wijkprofiel."""

from wijknet.profiles.models.picture import EditionPicture, ProfilePicture
from wijknet.profiles.models.profile import (
    MAX_QUESTION,
    MAX_SIGNED_NAME,
    REQUIRED_TEXTS,
    RICH_TEXTS,
    TEXTS,
    Profile,
    ProfileEdition,
)
from wijknet.profiles.models.programme import ProgrammeItem
from wijknet.profiles.models.quote import ConsentHow, EditionQuote, Quote

__all__ = [
    "MAX_QUESTION",
    "MAX_SIGNED_NAME",
    "REQUIRED_TEXTS",
    "RICH_TEXTS",
    "TEXTS",
    "ConsentHow",
    "EditionPicture",
    "EditionQuote",
    "Profile",
    "ProfileEdition",
    "ProfilePicture",
    "ProgrammeItem",
    "Quote",
]

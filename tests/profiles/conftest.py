"""What the tests of profiles share: a whole text. The edition made of it is that of the world."""

import pytest

from tests.world import PROFILE_TEXTS
from wijknet.profiles.rich import cleaned


@pytest.fixture
def texts() -> dict[str, str]:
    return {**PROFILE_TEXTS, "developments": "", "programme": ""}


@pytest.fixture
def stored(texts: dict[str, str]) -> dict[str, str]:
    """The same as it is kept: the parts as HTML."""
    return {name: text if name == "question" else cleaned(text) for name, text in texts.items()}

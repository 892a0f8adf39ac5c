"""What the tests of profiles share: a whole text. The edition made of it is that of the world."""

import pytest

from tests.world import PROFILE_TEXTS


@pytest.fixture
def texts() -> dict[str, str]:
    return {**PROFILE_TEXTS, "developments": "", "programme": ""}

"""Step 7 of the story: who works in another wijk sees nothing of it, and a resident gets the sign-in page."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.browser import Browse
from tests.world import World

pytestmark = pytest.mark.browser


def addresses(world: World) -> list[str]:
    """What the story made: the talk, the agreement, the connection, the idea at the desk, the draft profile."""
    return [
        reverse("moment", args=[world.moment.pk]),
        reverse("agreement", args=[world.agreement.pk]),
        reverse("case", args=[world.case.pk]),
        reverse("initiative-desk", args=[world.kookavond.reference]),
        reverse("profile", args=[world.arnhem.slug, world.klarendal.slug]),
    ]


def test_a_colleague_of_another_wijk_finds_nothing(browse: Browse, world: World) -> None:
    visit = browse(world.anna)
    for address in addresses(world):
        visit.goto(address, status=HTTPStatus.NOT_FOUND)


def test_a_resident_gets_the_sign_in_page(browse: Browse, world: World) -> None:
    visit = browse()
    for address in addresses(world):
        page = visit.goto(address)
        assert page.url.startswith(visit.base + reverse("account_login"))
        assert page.locator("[name=password]").is_visible()

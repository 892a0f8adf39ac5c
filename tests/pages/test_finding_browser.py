"""Finding a wijk in a real browser: by a slip of the pen, and by two clicks on a map, with and without JavaScript."""

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit, lead_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def places(transactional_db: None) -> None:
    """Arnhem and Goeree-Overflakkee as the demo has them."""
    cache.clear()
    call_command("load_demo_areas", verbosity=0)


def no_worse(visit: Visit) -> None:
    assert axe_violations(visit.page) == []
    assert sideways_scroll(visit) == []


def test_a_slip_of_the_pen_leads_to_the_wijk(browse: Browse) -> None:
    visit = browse(viewport=PHONE)
    page = visit.goto("/")
    page.get_by_label("Je wijk, gemeente of postcode").fill("klarendaal")
    lead_on(page.get_by_role("button", name="Zoek je wijk"))
    page.wait_for_selector("text=Dit lijkt erop:")
    no_worse(visit)
    lead_on(page.get_by_role("link", name="Klarendal", exact=True))
    page.wait_for_selector("h1:text('Klarendal')")


@pytest.mark.parametrize("javascript", [True, False])
def test_two_clicks_on_the_map(browse: Browse, javascript: bool) -> None:
    visit = browse(javascript=javascript)
    page = visit.goto("/wijken/")
    if javascript:
        no_worse(visit)
    lead_on(page.locator('.wn-map--pick a[href="/wijken/arnhem/"]'))
    page.wait_for_selector("text=Kies je wijk.")
    if javascript:
        no_worse(visit)
    lead_on(page.locator('.wn-map--pick a[href="/wijken/arnhem/schaarsbergen/"]'))
    page.wait_for_selector("h1:text('Schaarsbergen')")


def test_the_map_is_passed_over_by_keys(browse: Browse) -> None:
    page = browse().goto("/wijken/arnhem/")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.closest('.wn-map') ? 'map' : document.activeElement.textContent")
        )
    assert "Klarendal" in seen
    assert "map" not in seen

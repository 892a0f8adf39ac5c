"""Step 6 of the story: an admin writes and publishes the wijkprofiel, and residents read it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser import Browse
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = pytest.mark.browser

QUESTION = "Hoe leren buren uit verschillende straten elkaar kennen?"
TEXTS = {
    "Wie de wijk is": "Gezinnen die hier al lang zijn, wonen naast studenten.",
    "Hoe de wijk ademt": "De dag begint bij de bakker. Om drie uur komen de kinderen.",
    "Wat de wijk een wijk maakt": "Mensen helpen elkaar via het buurthuis.",
}


@pytest.fixture
def real_figures(klarendal: Area) -> Area:
    """Klarendal with the figures and borders of CBS that come with the demo."""
    call_command("load_demo_areas", verbosity=0)
    klarendal.refresh_from_db()
    return klarendal


def test_an_admin_publishes_an_edition(browse: Browse, beheer: User, real_figures: Area) -> None:
    page = browse(beheer).goto(f"/wijkprofielen/arnhem/{real_figures.slug}/")
    figures = page.locator("section", has=page.locator("#cijfers"))
    assert "CBS" in figures.inner_text()
    assert "2024" in figures.inner_text()
    page.get_by_label("Onze vraag aan deze wijk").fill(QUESTION)
    for label, text in TEXTS.items():
        # The editor has come over the field; before it did, the field would be typed in.
        expect(page.get_by_role("group", name=f"Opmaak: {label}")).to_be_visible()
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="Concept bewaren").click()
    assert QUESTION in page.inner_text(".wn-preview")
    with page.expect_navigation():
        page.get_by_role("link", name="Bekijk de hele pagina als bewoner").click()
    assert QUESTION in page.inner_text("main")
    with page.expect_navigation():
        page.go_back()
    with page.expect_navigation():
        page.get_by_role("button", name="Editie 1 publiceren …").click()
    page.get_by_label("Vastgesteld door").fill("Wijkteam Noord")
    with page.expect_navigation():
        page.get_by_role("button", name="Editie 1 publiceren").click()

    resident = browse().goto(f"/wijken/arnhem/{real_figures.slug}/")
    seen = resident.inner_text("main")
    assert QUESTION in seen
    assert all(text in seen for text in TEXTS.values())
    assert "Wijkteam Noord" in seen
    assert "Bron: CBS, Kerncijfers wijken en buurten 2024" in seen
    assert "Grenzen: Kadaster / Centraal Bureau voor de Statistiek" in seen
    assert resident.locator("main svg[role=img]").first.is_visible()


def test_a_draft_is_not_read_by_residents(browse: Browse, beheer: User, real_figures: Area) -> None:
    page = browse(beheer).goto(f"/wijkprofielen/arnhem/{real_figures.slug}/")
    page.get_by_label("Onze vraag aan deze wijk").fill(QUESTION)
    with page.expect_navigation():
        page.get_by_role("button", name="Concept bewaren").click()
    assert QUESTION not in browse().goto(f"/wijken/arnhem/{real_figures.slug}/").inner_text("main")

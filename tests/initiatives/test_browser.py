"""Every step of the form and every state of the sender's page in a real browser, right and wrong."""

import pytest
from playwright.sync_api import Page

from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.browser import PHONE, Browse, Visit, lead_on
from wijknet.areas.models import Area

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECONDS_OF_A_PERSON = 3.2


def looks_well(visit: Visit, name: str) -> None:
    assert axe_violations(visit.page) == [], name
    assert html_errors(visit.page.content()) == [], name
    assert sideways_scroll(visit) == [], name
    assert visit.page.locator("h1").count() == 1, name


def tell(visit: Visit) -> None:
    """Step one, as slow as a person."""
    page = visit.goto("/initiatieven/indienen/")
    lead_on(page.get_by_role("link", name="Ik heb een idee"))
    page.get_by_label("Hoe heet je idee?").fill("Kookavond voor alle straten")
    page.get_by_label("Vertel je idee").fill("Ik wil met mensen uit alle straten koken.")
    page.wait_for_timeout(SECONDS_OF_A_PERSON * 1000)


def go_on(visit: Visit) -> None:
    lead_on(visit.page.locator("form button.utrecht-button--primary-action").first)


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_all_steps_on_a_phone(klarendal: Area, browse: Browse) -> None:
    visit = browse(viewport=PHONE)
    page = visit.page
    tell(visit)
    page.get_by_label("Vertel je idee").fill("")
    go_on(visit)
    looks_well(visit, "step one, wrong")
    page.get_by_label("Vertel je idee").fill("Ik wil koken.")
    go_on(visit)
    go_on(visit)
    looks_well(visit, "step two, wrong")
    page.get_by_label("Wijk").select_option("WK020207")
    go_on(visit)
    looks_well(visit, "step three")
    page.get_by_role("textbox", name="E-mailadres").fill("samira@voorbeeld")
    go_on(visit)
    looks_well(visit, "step three, wrong")
    assert page.title().startswith("Fout:")
    page.locator(".wn-errors a", has_text="e-mailadres").click()
    assert page.evaluate("document.activeElement.id") == "id_email"
    page.get_by_label("Je voornaam").fill("Samira")
    page.get_by_role("textbox", name="E-mailadres").fill("samira@voorbeeld.example")
    lead_on(page.get_by_role("button", name="Bewaar en ga later verder"))
    looks_well(visit, "later")
    lead_on(page.locator("main a", has_text="/initiatieven/indienen/"))
    looks_well(visit, "step four")
    go_on(visit)
    looks_well(visit, "the sender's page")
    page.get_by_label("Schrijf terug").fill("Mag het in het buurthuis?")
    lead_on(page.get_by_role("button", name="Bericht versturen"))
    looks_well(visit, "the sender's page with a message")


def test_the_whole_form_by_keyboard(klarendal: Area, browse: Browse) -> None:
    visit = browse()
    page = visit.page
    tell(visit)
    page.keyboard.press("Tab")
    enter(page)
    page.get_by_label("Wijk").focus()
    page.keyboard.type("Klarendal")
    page.keyboard.press("Tab")
    page.keyboard.type("Akkerstraat")
    enter(page)
    page.get_by_label("Je voornaam").focus()
    page.keyboard.type("Samira")
    page.get_by_role("textbox", name="E-mailadres").focus()
    page.keyboard.type("samira@voorbeeld.example")
    enter(page)
    page.get_by_role("button", name="Vertel dit idee aan de wijkmanager").focus()
    enter(page)
    page.wait_for_url("**/initiatieven/volgen/**")
    assert "Wij zijn aan zet." in page.content()

"""Steps 4 and 5 of the story: a resident tells an idea, the wijkmanager answers, makes it public and takes it up."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from actors.models import MunicipalContact
from initiatives.models import Initiative
from tests.browser import PHONE, Browse, lead_on
from tests.journeys.conftest import SITE
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = pytest.mark.browser

TITLE = "Een bankje bij het speelveld"
STORY = "Opa's en oma's staan nu de hele middag. Een bankje helpt."
# The form refuses who is faster than a person can be.
READING_TIME = 3_200


def tell(page: Page, wijk: Area) -> None:
    """From the four choices to the last page of the form, as Noor."""
    lead_on(page.get_by_role("link", name="Ik heb een idee"))
    page.fill("[name=title]", TITLE)
    page.fill("[name=story]", STORY)
    page.wait_for_timeout(READING_TIME)
    lead_on(page.get_by_role("button", name="Verder naar De plek"))
    page.select_option("select[name=wijk]", wijk.code)
    page.fill("[name=place_text]", "Klarendalseweg")
    lead_on(page.get_by_role("button", name="Verder naar Wie ben je"))
    page.fill("[name=sender_name]", "Noor")


def send(page: Page) -> None:
    lead_on(page.get_by_role("button", name="Vertel dit idee aan de wijkmanager"))


def personal_link(mails: str) -> str:
    """The address of the sender's own page, as it stands in the mail."""
    found = re.search(rf"{re.escape(SITE)}(/initiatieven/volgen/\S+)", mails)
    assert found, mails
    return found[1]


def test_a_resident_tells_an_idea_without_account_and_javascript(
    browse: Browse, klarendal: Area, read_mail: Callable[[], str]
) -> None:
    visit = browse(viewport=PHONE, javascript=False)
    page = visit.goto("/initiatieven/indienen/")
    tell(page, klarendal)
    page.check("[name=reach_mail]")
    page.fill("[name=email]", "noor@voorbeeld.example")
    page.check("[name=may_publish]")
    lead_on(page.get_by_role("button", name="Verder naar Controleren"))
    check = page.url
    send(page)
    initiative = Initiative.objects.get()
    assert initiative.reference in page.inner_text("main")
    assert TITLE in page.inner_text("h1")

    mails = read_mail()
    assert "noor@voorbeeld.example" in mails
    assert initiative.reference in mails
    assert TITLE in browse().goto(personal_link(mails)).inner_text("h1")

    page.goto(check)
    assert TITLE in page.inner_text("h1"), "the form that was sent leads to the page of what was sent"
    assert Initiative.objects.count() == 1


def test_sent_twice_is_stored_once(browse: Browse, klarendal: Area) -> None:
    """Two windows with the same last page, both sent."""
    visit = browse(javascript=False)
    page = visit.goto("/initiatieven/indienen/")
    tell(page, klarendal)
    page.check("[name=reach_print]")
    lead_on(page.get_by_role("button", name="Verder naar Controleren"))
    twin = page.context.new_page()
    twin.goto(page.url)
    send(page)
    send(twin)
    assert twin.url == page.url
    assert Initiative.objects.count() == 1


def test_a_resident_without_email_gets_a_page_to_print(browse: Browse, klarendal: Area) -> None:
    page = browse(javascript=False).goto("/initiatieven/indienen/")
    tell(page, klarendal)
    page.check("[name=reach_print]")
    lead_on(page.get_by_role("button", name="Verder naar Controleren"))
    send(page)
    lead_on(page.locator("a[href$='/print/']").first)
    seen = page.inner_text("body")
    assert Initiative.objects.get().reference in seen
    assert "/initiatieven/volgen/" in seen


def test_a_mistake_keeps_what_was_typed(browse: Browse, klarendal: Area) -> None:
    page = browse(javascript=False).goto("/initiatieven/indienen/")
    lead_on(page.get_by_role("link", name="Ik heb een idee"))
    page.fill("[name=story]", STORY)
    page.wait_for_timeout(READING_TIME)
    lead_on(page.get_by_role("button", name="Verder naar De plek"))
    assert page.title().startswith("Fout:")
    assert page.input_value("[name=story]") == STORY
    page.locator(".wn-errors a").first.click()
    assert page.evaluate("document.activeElement.name") == "title"


def test_the_wijkmanager_makes_it_public_and_takes_it_up(
    browse: Browse, klarendal: Area, fatima: User, desk: MunicipalContact, read_mail: Callable[[], str]
) -> None:
    resident = browse(javascript=False)
    page = resident.goto("/initiatieven/indienen/")
    tell(page, klarendal)
    page.check("[name=reach_mail]")
    page.fill("[name=email]", "noor@voorbeeld.example")
    page.check("[name=may_publish]")
    lead_on(page.get_by_role("button", name="Verder naar Controleren"))
    send(page)
    own_page = personal_link(read_mail())
    resident.goto(own_page)
    if page.get_by_role("button", name="Ja, dit is mijn e-mailadres").count():
        lead_on(page.get_by_role("button", name="Ja, dit is mijn e-mailadres"))

    staff = browse(fatima).goto("/dashboard/")
    lead_on(staff.get_by_role("link", name=TITLE).first)
    lead_on(staff.get_by_role("link", name="Maak openbaar"))
    staff.fill("[name=word]", "Dank je wel, Noor. We vragen het aan het groenbeheer.")
    lead_on(staff.get_by_role("button", name="Maak openbaar en stuur het bericht"))
    reference = Initiative.objects.get().reference

    lead_on(staff.get_by_role("link", name="Pak dit op"))
    staff.get_by_label("Een idee van bewoners dreigt vast te lopen").check()
    staff.fill("[name=title]", "Bankje bij het speelveld")
    staff.fill("[name=question]", "Wie plaatst het bankje, en wie onderhoudt het?")
    staff.get_by_label("Bureau Verkeer").check()
    staff.fill("[name=next_step]", "Bellen met het bureau")
    lead_on(staff.get_by_role("button", name="Pak dit op"))
    assert "Innovatieve ondernemer" in staff.inner_text("main")
    assert "Bureau Verkeer" in staff.inner_text("main")

    assert TITLE in browse().goto(f"/initiatieven/{reference}/").inner_text("h1")
    assert "openbaar" in resident.goto(own_page).inner_text("main")
    assert "op de site" in read_mail()

"""A garden of residents stands still: taken up, a contact proposed and asked, and the sender reads the result."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from actors.models import MunicipalContact
from initiatives.mails import FOLLOW
from initiatives.models import Initiative
from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit, lead_on
from tests.initiatives.make import make_initiative
from tests.journeys.conftest import SITE
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import Case
from wijknet.tokens.services import issue_link

pytestmark = pytest.mark.browser

QUESTION = "Wie mag het hek openen?"
ANSWER = "De sleutel ligt bij het wijkbeheer."
LIFE, SYSTEM = "De tuin is elke dag open.", "Wijkbeheer en bewoners delen de sleutel."


@pytest.fixture
def garden(klarendal: Area, desk: MunicipalContact) -> Initiative:
    """Public, with a theme that one desk of the gemeente has."""
    theme = Theme.objects.create(municipality=klarendal.municipality, name="Groene straten")  # type: ignore[misc]
    desk.themes.add(theme)
    MunicipalContact.objects.filter(pk=desk.pk).update(email="groen@arnhem.example")
    found = make_initiative(klarendal, public=True, title="Buurttuin aan de Putstraat", story="Samen tuinieren.")
    found.themes.add(theme)
    return found


def answer_by_link(browse: Browse, mails: str) -> None:
    link = re.search(rf"{re.escape(SITE)}(/verbindingen/antwoord/\S+)", mails)
    assert link
    theirs = browse(viewport=PHONE).goto(link[1])
    theirs.fill("[name=text]", ANSWER)
    lead_on(theirs.get_by_role("button", name="Antwoord versturen"))
    theirs.wait_for_selector(f"text={ANSWER}")


def take_up(page: Page, desk: MunicipalContact) -> None:
    lead_on(page.get_by_role("link", name="Pak dit op"))
    assert page.locator("input[name=problem][value=stranding]").is_checked()
    assert "Groene straten" in page.locator("form:has([name=problem])").inner_text()
    page.fill("[name=question]", QUESTION)
    page.get_by_label(desk.department).check()
    page.fill("[name=next_step]", "Vraag wie de sleutel heeft")
    lead_on(page.get_by_role("button", name="Pak dit op"))
    assert "Innovatieve ondernemer" in page.inner_text("main")


def test_a_garden_that_stands_still_grows_again(
    phone: Visit, browse: Browse, garden: Initiative, desk: MunicipalContact, read_mail: Callable[[], str]
) -> None:
    page = phone.goto(garden.get_desk_url())
    phase = page.locator("form[action$='/fase/']")
    phase.locator("[name=phase][value=STRANDED]").check()
    phase.locator("[name=reason]").fill("Het hek zit op slot.")
    lead_on(phase.locator("button[type=submit]"))

    page = phone.goto(garden.get_desk_url())
    take_up(page, desk)
    case = page.url

    lead_on(page.get_by_role("link", name="Vraag om een antwoord"))
    lead_on(page.get_by_role("button", name="Vraag versturen"))
    answer_by_link(browse, read_mail())
    page.goto(case)
    assert ANSWER in page.inner_text("main")
    page.locator("summary:has-text('Kies de volgende stap')").click()
    step = page.locator("form[action$='/stap/']")
    step.locator("[name=what]").fill("De sleutel is opgehaald")
    step.locator("[name=next_step]").fill("Samen het hek openen")
    step.locator("input[name=turn][value=LIFE]").check()
    lead_on(step.locator("button[type=submit]"))
    assert "De sleutel is opgehaald" in page.inner_text("main")
    assert axe_violations(page) == []
    assert sideways_scroll(phone) == []

    lead_on(page.locator("a[href$='/sluiten/']"))
    page.locator("input[name=reached_life][value=ja]").check()
    page.fill("[name=result_life]", LIFE)
    page.locator("input[name=reached_system][value=ja]").check()
    page.fill("[name=result_system]", SYSTEM)
    page.locator("[name=show_public]").check()
    lead_on(page.get_by_role("button", name="Verbinding afronden"))
    assert not Case.objects.get().is_open

    theirs = browse(viewport=PHONE).goto(f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=garden)}/")
    told = theirs.inner_text("main")
    assert LIFE in told
    assert SYSTEM in told
    assert QUESTION not in told
    history = phone.goto(f"/initiatieven/{garden.reference}/tijdlijn/").inner_text("main")
    assert "De sleutel is opgehaald" in history
    assert axe_violations(phone.page) == []
    assert sideways_scroll(phone) == []

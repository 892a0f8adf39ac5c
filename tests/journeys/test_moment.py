"""Steps 2 and 3 of the story: log a talk on a phone, and make a connection of it from start to finish."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from actors.models import Actor, MunicipalContact
from tests.browser import DESKTOP, PHONE, Browse, Visit
from tests.conftest import PASSWORD
from wijknet.accounts.models import User
from wijknet.ui import dates

pytestmark = pytest.mark.browser

LINE = "Oudere mensen durven de straat niet over te steken."
MOST_TAPS = 6


class Thumb:
    """Counts every tap; typing in the field that has the focus is free."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, selector: str) -> None:
        self.page.locator(selector).locator("visible=true").first.click()
        self.taps += 1


def friday_or_next() -> str:
    """The chip of the coming Friday, as the form writes its value."""
    day = dates.add_working_days(dates.today(), 1)
    while day.weekday() != 4:
        day = dates.add_working_days(day, 1)
    return day.isoformat()


def test_a_wijkmanager_signs_in_and_lands_on_the_dashboard(browse: Browse, fatima: User) -> None:
    page = browse(viewport=PHONE).goto(reverse("account_login"))
    page.fill("[name=login]", fatima.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/dashboard/$"))
    assert page.locator("h1").is_visible()


def test_a_talk_takes_six_taps_and_one_line(phone: Visit, practice: Actor) -> None:
    page = phone.goto("/dashboard/")
    thumb = Thumb(page)
    thumb.tap("a[href*='/contactmomenten/nieuw/']")
    thumb.tap(f"input[name=parties]:has(+ label:has-text('{practice.name}'))")
    thumb.tap("[name=line]")
    page.keyboard.type(LINE)
    thumb.tap("summary:has-text('Wat ik zou doen')")
    assert page.evaluate("document.activeElement.name") == "what"  # the fold opens with the cursor in its field
    page.keyboard.type("Uitzoeken wie de oversteek regelt")
    thumb.tap(f"input[name=day][value='{friday_or_next()}']")
    thumb.tap("button:has-text('Contactmoment opslaan')")
    assert thumb.taps <= MOST_TAPS
    assert LINE in page.inner_text("main")

    assert "Uitzoeken wie de oversteek regelt" in phone.goto("/dashboard/").inner_text("main")
    assert LINE in phone.goto(practice.get_absolute_url()).inner_text("main")


def log_talk(page: Page, base: str, practice: Actor) -> None:
    page.goto(f"{base}/contactmomenten/nieuw/")
    page.get_by_label(practice.name).check()
    page.fill("[name=line]", LINE)
    page.get_by_role("button", name="Contactmoment opslaan").click()


def test_a_talk_becomes_a_connection_from_start_to_finish(
    browse: Browse, fatima: User, practice: Actor, desk: MunicipalContact
) -> None:
    visit = browse(fatima, viewport=DESKTOP)
    page = visit.page
    log_talk(page, visit.base, practice)
    page.get_by_role("link", name="Pak dit op").click()
    page.get_by_label("Een probleem in de wijk blijft liggen").check()
    page.fill("[name=title]", "Veilig oversteken bij de praktijk")
    page.fill("[name=question]", "Hoe komen ouderen veilig over de weg?")
    page.get_by_label(practice.name).check()
    page.get_by_label("Bureau Verkeer").check()
    page.fill("[name=next_step]", "Vraag Bureau Verkeer om een meting")
    page.locator("input[name=turn][value=SYSTEM]").check()
    page.get_by_role("button", name="Pak dit op").click()
    case = page.url
    seen = page.inner_text("main")
    assert "Bruggenbouwer" in seen
    assert practice.name in seen
    assert "Bureau Verkeer" in seen

    lane = visit.goto("/dashboard/").locator("[data-role=bridger]", has_text="Veilig oversteken bij de praktijk")
    assert lane.first.is_visible()

    page.goto(case)
    page.locator("summary:has-text('Kies de volgende stap')").click()
    step = page.locator("form[action$='/stap/']")
    step.locator("[name=what]").fill("Gebeld met Bureau Verkeer")
    step.get_by_label("Mensen praten over elkaar, niet met elkaar").check()
    step.locator("[name=next_step]").fill("Samen om tafel bij de praktijk")
    step.locator("button[type=submit]").click()
    assert "Bemiddelaar" in page.inner_text("main")
    moved = visit.goto("/dashboard/").locator("[data-role=broker]", has_text="Veilig oversteken bij de praktijk")
    assert moved.first.is_visible()

    page.goto(case)
    page.locator("a[href$='/sluiten/']").click()
    page.locator("input[name=reached_life][value=ja]").check()
    page.fill("[name=result_life]", "De praktijk en het bureau kennen elkaar.")
    page.locator("input[name=reached_system][value=ja]").check()
    page.fill("[name=result_system]", "Het bureau weet waar het knelt.")
    page.get_by_role("button", name="Verbinding afronden").click()
    done = page.inner_text("main")
    assert "De praktijk en het bureau kennen elkaar." in done
    assert "Het bureau weet waar het knelt." in done

"""Several people complain about one street: it adds up, the gemeente answers by link, and everyone hears of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from actors.models import Actor, MunicipalContact
from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.browser import PHONE, Browse, Visit
from tests.journeys.conftest import SITE
from wijknet.casework.models import Signal, SignalFollower

pytestmark = pytest.mark.browser

LINES = ("Ze rijden te hard in de Akkerstraat.", "Weer te hard rijden in de Akkerstraat!")
JOTTED = "Akkerstraat: weer te hard rijden"
ANSWER = "Alvorens te drempelen dient een meting plaats te vinden."
PLAIN = "Er komt eerst een meting. Daarna kijken we of een drempel helpt."


def sound(visit: Visit) -> None:
    """A page that a phone, a keyboard and a screen reader can use."""
    assert html_errors(visit.page.request.get(visit.page.url).text()) == []
    assert axe_violations(visit.page) == []
    assert sideways_scroll(visit) == []


def hear(visit: Visit, line: str) -> Page:
    """Log a talk with "iemand, geen naam", and tap "Hoor ik vaker"."""
    page = visit.goto("/contactmomenten/nieuw/")
    page.get_by_label("Iemand (geen naam)").check()
    page.fill("[name=line]", line)
    page.get_by_role("button", name="Contactmoment opslaan").click()
    page.get_by_role("button", name="Hoor ik vaker").click()
    return page


def take_up(page: Page) -> None:
    page.get_by_role("link", name="Pak dit op").click()
    page.fill("[name=question]", "Wat kan er tegen hard rijden?")
    page.get_by_label("Bureau Verkeer").check()
    page.fill("[name=next_step]", "Vraag om een meting")
    page.get_by_role("button", name="Pak dit op").click()


def finish(page: Page) -> None:
    page.locator("a[href$='/sluiten/']").click()
    page.locator("input[name=reached_life][value=ja]").check()
    page.fill("[name=result_life]", "Er wordt gemeten.")
    page.locator("input[name=reached_system][value=ja]").check()
    page.fill("[name=result_system]", "Bureau Verkeer kent de straat.")
    page.get_by_role("button", name="Verbinding afronden").click()


def hear_three_times(visit: Visit) -> Signal:
    """Two talks and a line from the notebook, about one street."""
    for line in LINES:
        hear(visit, line)
    page = visit.goto("/afspraken/")
    page.locator("#klad").fill(JOTTED)
    page.locator("#klad").press("Enter")
    page.wait_for_selector("text=Je regel staat in je kladblok.")
    page = visit.goto("/kladblok/")
    page.locator(f".wn-sort:has-text('{JOTTED}') button[value=SIGNAL]").click()
    page.wait_for_url(re.compile("#afronden$"))
    return Signal.objects.get()


def tell_everyone(visit: Visit, signal: Signal) -> None:
    assert "Iedereen antwoord geven?" in visit.goto("/dashboard/").inner_text("main")
    page = visit.goto(signal.get_absolute_url())
    sound(visit)
    page.get_by_role("link", name="Schrijf het antwoord").click()
    assert page.locator("[name=text]").input_value() == PLAIN
    page.get_by_role("button", name="Bekijk wat zij krijgen").click()
    assert "1 mens krijgt mail, 2 anderen zijn geteld" in page.inner_text("main")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Verstuur het antwoord").click()


def test_complaints_become_one_signal_and_everyone_hears_the_answer(
    phone: Visit, browse: Browse, practice: Actor, desk: MunicipalContact, read_mail: Callable[[], str]
) -> None:
    MunicipalContact.objects.filter(pk=desk.pk).update(email="verkeer@arnhem.example")
    signal = hear_three_times(phone)
    assert (signal.raised_count, signal.street) == (3, "Akkerstraat")

    page = phone.goto(signal.get_absolute_url())
    page.get_by_role("link", name="Iemand wil bericht").click()
    page.fill("[name=email]", "bewoner@wijk.example")
    page.get_by_label("De bewoner zei hier ja op").check()
    sound(phone)
    page.get_by_role("button", name="Adres bewaren").click()
    take_up(page)
    case = page.url

    page.get_by_role("link", name="Vraag om een antwoord").click()
    page.get_by_role("button", name="Vraag versturen").click()
    link = re.search(rf"{re.escape(SITE)}(/verbindingen/antwoord/\S+)", read_mail())
    assert link
    theirs = browse(viewport=PHONE).goto(link[1])
    theirs.fill("[name=text]", ANSWER)
    theirs.get_by_role("button", name="Antwoord versturen").click()
    told = read_mail()
    assert "Er is een antwoord voor je" in told
    assert ANSWER not in told

    page.goto(case)
    page.fill("[name=plain_text]", PLAIN)
    page.get_by_role("button", name="Tekst opslaan").click()
    finish(page)
    tell_everyone(phone, signal)
    mails = read_mail()
    assert "bewoner@wijk.example" in mails
    assert PLAIN in mails
    assert PLAIN in page.inner_text("main")
    assert "Iedereen antwoord geven?" not in page.inner_text("main")

    stop = re.search(rf"{re.escape(SITE)}(/signalen/geen-mail/\S+)", mails)
    assert stop
    theirs.goto(phone.base + stop[1])
    theirs.get_by_role("button", name="Wis mijn e-mailadres").click()
    theirs.wait_for_selector("text=We hebben je e-mailadres niet meer")
    assert not SignalFollower.objects.exists()

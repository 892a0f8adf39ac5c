"""The day of a wijkmanager: write ten lines on the street, work them out at the end of the day."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actors.models import Actor
from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.browser import Visit
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, ContactMoment, Jotting, Signal

pytestmark = pytest.mark.browser

LINES = (
    "De Linden: looproute voor ouderen, ik kom vrijdag terug",
    "Linden heeft ruimte over",
    "Weer te hard rijden in de Rommelstraat",
    "Bewoner wil een bankje bij de halte",
    "Huisarts: folder brengen morgen",
    "Twee gezinnen willen samen koken",
    "Weer vuil in de Kastanjelaan",
    "Iemand bood hulp aan",
    "Toch niets",
    "Linden vraagt om overleg, doorgeven voor 3 dec",
)
MOST_TAPS = 25


def test_ten_lines_in_at_most_25_taps(phone: Visit, practice: Actor, fatima: User, klarendal: Area) -> None:
    taps = 0
    page = phone.goto("/afspraken/")
    for line in LINES:
        page.locator("#klad").fill(line)
        page.locator("#klad").press("Enter")
        taps += 1
        expect(page.get_by_text("Je regel staat in je kladblok.")).to_be_visible()
        expect(page.locator("#klad")).to_have_value("")
    page = phone.goto(reverse("notebook"))
    assert page.locator(".wn-sort form:has(.wn-sort__line)").count() == len(LINES)
    assert practice.name in page.locator(".wn-sort").last.inner_text()
    assert html_errors(page.request.get(page.url).text()) == []
    assert axe_violations(page) == []
    assert sideways_scroll(phone) == []
    page.locator(".wn-sort:has-text('Toch niets') button[value=THROWN]").click()
    page.wait_for_url(re.compile("#afronden$"))
    taps += 1
    for line in LINES:
        if line != "Toch niets":
            page.locator(f".wn-sort:has-text('{line}') input[name=line]").check()
            taps += 1
    page.get_by_role("button", name="Doe dit voor alle gekozen regels").click()
    taps += 1
    page.wait_for_selector("text=9 regels zijn uitgewerkt.")
    assert taps <= MOST_TAPS
    assert not Jotting.objects.open().exists()
    assert (ContactMoment.objects.count(), Agreement.objects.count(), Signal.objects.count()) == (9, 3, 2)
    page.locator(".wn-sort--done:has-text('Toch niets')").get_by_role("button", name="Maak ongedaan").click()
    page.wait_for_selector("text=Ongedaan gemaakt.")
    assert Jotting.objects.open().count() == 1

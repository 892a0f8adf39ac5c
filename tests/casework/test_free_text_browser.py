"""The question before saving, in a real browser on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, Browse
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import ContactMoment

pytestmark = pytest.mark.browser
LINE = "Henk de Vries is bezorgd, bel 06 12 34 56 78. BSN 123456782."


def test_words_are_asked_about_once(browse: Browse, fatima: User, klarendal: Area) -> None:
    visit = browse(fatima, viewport=PHONE)
    page = visit.goto("/contactmomenten/nieuw/")
    page.get_by_label("Iemand (geen naam)").check()
    page.fill("[name=line]", LINE)
    page.get_by_role("button", name="Contactmoment opslaan").click()
    expect(page.locator("#id_line_error")).to_contain_text("‘Henk de Vries’")
    expect(page.locator("[name=line]")).to_have_value(LINE)
    assert not visit.scrolls_sideways()
    page.get_by_label("Zo opslaan").check()
    page.get_by_role("button", name="Contactmoment opslaan").click()
    expect(page.get_by_text("We hebben een BSN weggehaald")).to_be_visible()
    assert ContactMoment.objects.get().line == LINE.replace("123456782", "[BSN]")

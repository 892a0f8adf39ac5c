"""What the scripts add, in a real browser; each page works without them."""

import pytest
from playwright.sync_api import expect

from tests.browser import Browse

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FORM = """
<form method="post" data-unsaved>
  <div class="wn-errors" tabindex="-1" data-focus><ul><li><a href="#naam">Vul in: Naam</a></li></ul></div>
  <div class="utrecht-form-field"><label for="naam">Naam</label><input id="naam"></div>
</form>
<div data-picker>
  <div data-picker-filter hidden>
    <label for="f">Zoek</label><input id="f"><span role="status" data-words="namen"></span>
  </div>
  <div class="wn-chip"><input type="checkbox" id="a" checked><label for="a">Café De Klare</label></div>
  <div class="wn-chip"><input type="checkbox" id="b"><label for="b">Bakkerij Yıldız</label></div>
  <div class="wn-chip"><input type="checkbox" id="c"><label for="c">Buurthuis</label></div>
</div>
"""
PUT_IN = """async html => {
    document.querySelector("main").innerHTML = html;
    await import([...document.scripts].find(script => script.src.includes("staff")).src + "?again");
}"""


def test_error_summary_takes_the_focus_and_leads_to_the_field(browse: Browse) -> None:
    page = browse().goto("/stijl/")
    page.evaluate(PUT_IN, FORM)
    expect(page.locator("[data-focus]")).to_be_focused()
    page.get_by_role("link", name="Vul in: Naam").click()
    expect(page.get_by_label("Naam")).to_be_focused()


def test_picker_hides_what_does_not_match_and_keeps_what_is_chosen(browse: Browse) -> None:
    page = browse().goto("/stijl/")
    page.evaluate(PUT_IN, FORM)
    page.get_by_label("Zoek").fill("bakk")
    expect(page.get_by_label("Bakkerij Yıldız")).to_be_visible()
    expect(page.get_by_label("Café De Klare")).to_be_visible()  # chosen
    expect(page.get_by_label("Buurthuis")).to_be_hidden()
    expect(page.locator("[data-words]")).to_have_text("1 namen")


def test_folded_menu_closes_on_escape_and_gives_back_the_focus(browse: Browse) -> None:
    visit = browse()
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.goto("/stijl/")
    summary = page.locator(".wn-rest > summary")
    summary.click()
    expect(page.locator(".wn-rest__sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".wn-rest__sheet")).to_be_hidden()
    expect(summary).to_be_focused()

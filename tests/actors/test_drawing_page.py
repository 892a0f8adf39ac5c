"""The picture of the whole network in a browser: it opens, shows what the list shows, by keyboard, and can be saved."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from actors.models import Actor
from actors.services import add_actor, add_tie
from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.actors.places import kind_named
from tests.browser import PHONE, Browse
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = pytest.mark.browser

PAGE = "/netwerk/arnhem/klarendal/?beeld=1"


@pytest.fixture
def ring(kinds: None, klarendal: Area, fatima: User) -> list[Actor]:
    """A knows B, B knows C, and so on to F; E and F are shops."""
    made = [
        add_actor(by=fatima, area=klarendal, name=f"Plek {name}", kind=kind_named("Winkel" if name in "EF" else "Café"))
        for name in "ABCDEF"
    ]
    for one, other in pairwise(made):
        add_tie(by=fatima, area=klarendal, source=one, target=other, strength=3)
    return made


def drawn(page: Page) -> tuple[int, int]:
    stage = page.locator("[data-chart-stage][data-drawn]")
    stage.wait_for()
    return int(stage.get_attribute("data-drawn") or 0), int(stage.get_attribute("data-lines") or 0)


def in_list(page: Page) -> int:
    return page.locator("tr[data-key]").count()


def test_it_shows_what_the_list_shows_and_can_be_saved(ring: list[Actor], fatima: User, browse: Browse) -> None:
    visit = browse(fatima)
    page = visit.goto(PAGE)
    assert drawn(page) == (in_list(page), 5) == (6, 5)
    assert html_errors(page.request.get(page.url).text()) == []
    page.get_by_label("Soort").select_option("Winkel")
    with page.expect_navigation():
        page.get_by_role("button", name="Filter", exact=True).click()
    assert drawn(page) == (in_list(page), 1) == (2, 1)
    with page.expect_download() as picture:
        page.get_by_role("button", name="Bewaar als PNG").click()
    saved = Path(picture.value.path()).read_bytes()
    assert saved.startswith(b"\x89PNG")
    assert len(saved) > 2_000
    with page.expect_download() as picture:
        page.get_by_role("button", name="Bewaar als SVG").click()
    text = Path(picture.value.path()).read_text()
    assert text.count("<circle") == 2
    assert "Plek E" in text
    assert "style=" not in text


def test_by_keyboard_from_place_to_place(ring: list[Actor], fatima: User, browse: Browse) -> None:
    visit = browse(fatima, viewport=PHONE)
    page = visit.goto(f"{PAGE}&rond=actor-{ring[2].pk}")
    assert drawn(page) == (3, 2)
    card, stage = page.locator("[data-chart-card]"), page.get_by_role("application")
    expect(card).to_contain_text("Plek C")
    stage.press("Escape")
    expect(card).to_be_hidden()
    stage.press("ArrowRight")
    expect(card).to_contain_text("Aantal relaties")
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []
    page.get_by_label("Kleur").select_option("tussen")
    expect(page.locator("[data-chart-legend]")).to_contain_text("Staat tussen anderen")
    assert "kleur=tussen" in page.url
    stage.press("Enter")
    page.wait_for_url("**/actoren/*/")


def test_without_a_graphics_card_a_sentence_and_the_list(ring: list[Actor], fatima: User, browse: Browse) -> None:
    visit = browse(fatima)
    visit.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = visit.goto(PAGE)
    expect(page.get_by_text("Je browser kan de tekening niet maken.")).to_be_visible()
    assert in_list(page) == 6
    assert not page.get_by_role("application").is_visible()

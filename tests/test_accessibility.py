"""Every page for the people who open it: axe, valid HTML, enlarged, without JavaScript, with a silent console.

The pages come from the access table, so a new page is looked at without anybody thinking of it. Run in the suite once
per page for the first person who may open it; `make a11y` runs every page × person × theme × width.
"""

from http import HTTPStatus

import pytest

from tests.access_table import TABLE
from tests.accessibility import axe_violations, html_errors, sideways_scroll
from tests.browser import DESKTOP, PHONE, Browse
from tests.test_access import address_of
from tests.world import PEOPLE, World

pytestmark = pytest.mark.browser


def who_may(name: str) -> list[str]:
    """The people who get this page, in the order of the table."""
    return [person for person, status in zip(PEOPLE, TABLE[name].statuses, strict=True) if status == HTTPStatus.OK]


PAGES = sorted(name for name, row in TABLE.items() if who_may(name) and row.is_page)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, world: World, browse: Browse) -> None:
    visit = browse(world.person(who_may(name)[0]))
    page = visit.goto(address_of(name, world))
    response = page.request.get(page.url)
    assert html_errors(response.text()) == []
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []
    assert page.title()


@pytest.mark.parametrize("name", PAGES)
def test_page_on_a_phone_without_javascript(name: str, world: World, browse: Browse) -> None:
    visit = browse(world.person(who_may(name)[0]), viewport=PHONE, javascript=False)
    page = visit.goto(address_of(name, world))
    assert page.locator("main h1").first.is_visible()
    assert page.locator("h1").count() == 1


@pytest.mark.matrix
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_matrix(name: str, viewport: dict[str, int], dark: bool, world: World, browse: Browse) -> None:
    seen: set[str] = set()
    for person in who_may(name):
        visit = browse(world.person(person), viewport=viewport, dark=dark)
        page = visit.goto(address_of(name, world))
        skeleton = page.evaluate("[...document.querySelectorAll('*')].map(e => e.tagName + e.className).join()")
        if skeleton not in seen:
            seen.add(skeleton)
            assert axe_violations(page) == [], person
            assert not visit.scrolls_sideways(), person


def test_axe_can_fail(browse: Browse) -> None:
    visit = browse()
    visit.page.set_content("<html lang=nl><title>x</title><main><h1>x</h1><img src='data:,'><input></main>")
    found = axe_violations(visit.page)
    assert {line.split(":")[0] for line in found} >= {"image-alt", "label"}


def test_validator_can_fail() -> None:
    assert any("no-inline-style" in error for error in html_errors('<p style="color: red">x</p>'))


def test_sideways_scroll_can_fail(browse: Browse) -> None:
    visit = browse()
    visit.page.set_content("<!doctype html><pre>" + "x" * 400 + "</pre>")
    assert sideways_scroll(visit) == ["the page", "pre."]

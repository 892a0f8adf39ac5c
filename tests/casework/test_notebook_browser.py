"""Working out lines without a mouse: from line to line by key, and one key for what is recognised."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Jotting
from wijknet.casework.services import write_jotting

pytestmark = pytest.mark.browser


def test_lines_are_worked_out_by_keyboard(browse: Browse, fatima: User, klarendal: Area) -> None:
    for line in ("Onderste regel", "Middelste regel", "Bovenste regel"):
        write_jotting(by=fatima, key=uuid4(), line=line)
    visit = browse(fatima, viewport=PHONE)
    page = visit.goto("/kladblok/")
    assert axe_violations(page) == []
    assert sideways_scroll(visit) == []
    first, second = (page.get_by_role("button", name=f"Contactmoment met regel {number}") for number in (1, 2))
    first.focus()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("Kies regel 1")).to_be_checked()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 van 3 regels klaar")).to_be_visible()
    assert Jotting.objects.worked_out().get().line == "Middelste regel"
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 van 3 regels klaar")).to_be_visible()
    page.locator(".wn-bigjot textarea").fill("j k x")
    expect(page.locator(".wn-bigjot textarea")).to_have_value("j k x")

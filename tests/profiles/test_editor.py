"""The editor in a real browser: it comes over the field, keeps itself, and leaves the page accessible."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.accessibility import axe_violations
from tests.browser import Browse
from tests.files.make import photo
from tests.world import PROFILE_TEXTS
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.profiles.models import Profile, ProfilePicture
from wijknet.profiles.services import save_draft

pytestmark = pytest.mark.browser


def test_a_curator_writes_a_heading_and_the_draft_keeps_itself(klarendal: Area, beheer: User, browse: Browse) -> None:
    save_draft(area=klarendal, texts=PROFILE_TEXTS, version=1, by=beheer)
    visit = browse(beheer)
    page = visit.goto("/wijkprofielen/arnhem/klarendal/")
    bar = page.get_by_role("group", name="Opmaak: Hoe de wijk ademt")
    expect(bar).to_be_visible()
    editor = page.get_by_role("textbox", name="Hoe de wijk ademt", exact=True)
    expect(editor).to_have_text("De dag begint bij de bakker.")
    editor.press("ControlOrMeta+a")
    page.keyboard.type("De avond")
    bar.get_by_role("button", name="Kop").click()
    expect(bar.get_by_role("button", name="Kop")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=15_000)
    assert Profile.objects.get().breathes == "<h4>De avond</h4>"
    assert axe_violations(page) == []
    assert not visit.scrolls_sideways()
    with page.expect_navigation():
        page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_text("Concept bewaard.")).to_be_visible()


def test_a_curator_puts_a_picture_in_the_text_with_the_editor(
    klarendal: Area, beheer: User, browse: Browse, tmp_path: Path
) -> None:
    save_draft(area=klarendal, texts=PROFILE_TEXTS, version=1, by=beheer)
    file = tmp_path / "feest.jpg"
    file.write_bytes(photo((800, 600)))
    visit = browse(beheer)
    page = visit.goto("/wijkprofielen/arnhem/klarendal/")
    bar = page.get_by_role("group", name="Opmaak: Hoe de wijk ademt")
    bar.get_by_role("button", name="Foto").click()
    dialog = page.get_by_role("dialog", name="Foto in: Hoe de wijk ademt")
    expect(dialog.get_by_label("Foto", exact=True)).to_be_visible()
    assert axe_violations(page) == []
    dialog.get_by_label("Wat zie je op de foto?").fill("Buren op het plein")
    dialog.get_by_label("Foto", exact=True).set_input_files(file)
    dialog.get_by_label("Wij mogen deze foto gebruiken").check()
    dialog.get_by_role("button", name="Bewaar de foto").click()
    editor = page.get_by_role("textbox", name="Hoe de wijk ademt", exact=True)
    expect(editor.get_by_role("img", name="Buren op het plein")).to_be_visible()
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=15_000)
    picture = ProfilePicture.objects.get()
    assert f'<img src="/fotos/{picture.pk}.jpg" alt="Buren op het plein" width="800"' in Profile.objects.get().breathes
    assert not visit.scrolls_sideways()

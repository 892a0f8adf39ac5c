"""The browser harness itself: it opens a page, and it does not overlook what is wrong."""

import pytest

from tests import chromium
from tests.browser import Browse

pytestmark = pytest.mark.browser


def test_a_window_opens(browse: Browse) -> None:
    page = browse().goto("/accounts/inloggen/")
    assert page.locator("form").count() >= 1


def test_a_missing_file_is_noticed(browse: Browse) -> None:
    visit = browse()
    visit.goto("/accounts/inloggen/")
    visit.page.evaluate("fetch('/static/not-there.css')")
    visit.page.wait_for_timeout(300)
    assert any("404" in problem for problem in visit.problems)
    visit.problems.clear()


def test_another_machine_is_noticed(browse: Browse) -> None:
    visit = browse()
    visit.page.set_content('<img src="http://elders.example/pixel.png" alt="">')
    visit.page.wait_for_timeout(300)
    assert any("another machine" in problem for problem in visit.problems)
    visit.problems.clear()


def test_no_browser_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "installed", lambda: None)
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(chromium.NoBrowserError, match="CHROMIUM="):
        chromium.find()


def test_a_wrong_browser_path_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nergens/chrome")
    with pytest.raises(chromium.NoBrowserError, match="/nergens/chrome"):
        chromium.find()

"""A real browser before a live server: fixtures for journeys and accessibility.

`browse(user)` gives a `Visit`: one person's browser window. When the test ends, the visit must be clean: no
error in the console, no answer of 400 or more for anything a page loads, nothing asked from another machine.
"""

import os
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from tests import chromium

if TYPE_CHECKING:  # this module is a plugin, read before Django's apps are
    from wijknet.accounts.models import User

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
# WCAG 1.4.10: a page of 1280 × 1024 enlarged four times.
ENLARGED = ViewportSize(width=320, height=256)
SECONDS_TO_WAIT = 10
# What the driver says of its own speed where the graphics are drawn in software; no fault of a page.
DRIVER_SAYS = "GL Driver Message (OpenGL, Performance"


class Visit:
    """One person's window. `page` is Playwright's; `problems` what went wrong behind it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.problems: list[str] = []
        self.allowed: set[int] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        refused_on_purpose = self.allowed and "Failed to load resource" in message.text
        if message.type in {"error", "warning"} and not refused_on_purpose and DRIVER_SAYS not in message.text:
            self.problems.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and response.status not in self.allowed:
            self.problems.append(f"{response.status} for {response.url}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme.startswith(("http", "ws")) and not request.url.startswith(self.base):
            self.problems.append(f"asked another machine: {request.url}")

    def goto(self, path: str, *, status: int = HTTPStatus.OK) -> Page:
        """Open an address of ours; any status but the expected one fails."""
        self.allowed = {status} if status >= HTTPStatus.BAD_REQUEST else set()
        response = self.page.goto(self.base + path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}, expected {status}"
        return self.page

    def scrolls_sideways(self) -> bool:
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


Browse = Callable[..., Visit]


def lead_on(locator: Locator) -> None:
    """Click what leads to another page, and come back when that page is there."""
    with locator.page.expect_navigation():
        locator.click()


def click_and_load(click: Callable[..., None]) -> Callable[..., None]:
    """A click that leads to another page is over when that page is there; Playwright goes on at its first byte."""

    def clicked(locator: Locator, **options: Any) -> None:
        click(locator, **options)
        locator.page.wait_for_load_state()

    return clicked


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this run."""
    expect.set_options(timeout=SECONDS_TO_WAIT * 1000)
    # Playwright keeps an event loop in this thread to the end; Django's calls here still go one after another.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        found = chromium.find()
    except chromium.NoBrowserError as error:
        pytest.exit(str(error), returncode=1)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_load(Locator.click))
        opened = playwright.chromium.launch(
            executable_path=found.executable, args=list(found.flags), env={**os.environ, **found.env}
        )
        yield opened
        opened.close()


@pytest.fixture
def browse(browser: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """Open a window: `browse(fatima)`, `browse(None, viewport=PHONE, javascript=False)`."""
    visits: list[Visit] = []

    def open_window(
        user: "User | None" = None, *, viewport: ViewportSize = DESKTOP, javascript: bool = True, dark: bool = False
    ) -> Visit:
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            bypass_csp=False,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        if user is not None:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        visit = Visit(context.new_page(), live_server.url)
        visits.append(visit)
        return visit

    yield open_window
    problems = [problem for visit in visits for problem in visit.problems]
    for visit in visits:
        visit.page.context.close()
    assert problems == []

"""Pictures of every page at 360 and 1280 px: `make screenshots` puts them in var/screenshots/.

Starts the demo, signs in as each of the people who may, follows every link once per kind of page, and takes both
pictures. The few that README shows are kept in tests/shots/.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijknet.settings")
django.setup()

from tests import chromium
from tests.bench.server import free_port
from tests.browser import DESKTOP, PHONE
from tests.house import ROOT
from wijknet.pages.demo.people import COLLEAGUES, SIGN_IN_WITH
from wijknet.pages.management.commands.demo import answers

TARGET = ROOT / "var" / "screenshots"
SHOTS = ROOT / "tests" / "shots"
# Pages that README shows, and at which width.
KEPT = {"dashboard": 1280, "moment-new": 360, "case": 1280, "area": 1280, "initiative-start": 360}
STARTS = ("/wijken/arnhem/klarendal/", "/", "/initiatieven/indienen/")
STAFF_STARTS = ("/dashboard/", "/instellingen/", "/wijkprofielen/", "/collegas/", "/account/")
MOST_PAGES = 150
SECONDS_TO_START = 60
WIDTHS = (PHONE, DESKTOP)
# Links that end the visit or belong to others' packages.
LEFT_ALONE = ("/beheer/", "/static/", "/api/")


def route(path: str) -> str:
    """The name of the page behind an address; pages of one kind share it."""
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return ""


def links(page: Page, base: str) -> Iterator[str]:
    for address in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
        if address.startswith(base):
            path = urlsplit(address).path
            if not path.startswith(LEFT_ALONE):
                yield path


def take(page: Page, name: str) -> None:
    for size in WIDTHS:
        page.set_viewport_size(size)
        page.screenshot(path=TARGET / f"{name}-{size['width']}.png", full_page=True)
        if KEPT.get(name) == size["width"]:
            page.screenshot(path=SHOTS / f"{name}.png")


def sign_in(context: BrowserContext, base: str, email: str) -> None:
    page = context.new_page()
    page.goto(base + reverse("account_login"))
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", SIGN_IN_WITH)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.close()


def walk(context: BrowserContext, base: str, start: str, seen: set[str]) -> None:
    """From this page along all links, one page of each kind."""
    page = context.new_page()
    waiting = [start]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        name = route(path)
        if not name or name in seen:
            continue
        response = page.goto(base + path)
        if response is None or not response.ok or "text/html" not in response.headers.get("content-type", ""):
            continue
        waiting += links(page, base)
        arrived = route(urlsplit(page.url).path)
        if arrived not in seen:
            seen.add(arrived)
            take(page, arrived.replace(":", "-"))
    page.close()


def pictures(browser: Browser, base: str) -> set[str]:
    seen: set[str] = set()
    for email in ("", *(colleague.email for colleague in COLLEAGUES)):
        context = browser.new_context(viewport=DESKTOP, locale="nl-NL", reduced_motion="reduce")
        if email:
            sign_in(context, base, email)
        for start in STAFF_STARTS if email else STARTS:
            walk(context, base, start, seen)
        context.close()
    return seen


def wait_for(port: int) -> None:
    started = time.monotonic()
    while not answers(port):
        if time.monotonic() - started > SECONDS_TO_START:
            raise SystemExit("The demo did not start.")
        time.sleep(0.5)


def main() -> None:
    for folder in (TARGET, SHOTS):
        folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    demo = subprocess.Popen([sys.executable, "manage.py", "demo", "--port", str(port)], cwd=ROOT)
    try:
        wait_for(port)
        found = chromium.find()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=found.executable, args=list(found.flags), env={**os.environ, **found.env}
            )
            seen = pictures(browser, f"http://localhost:{port}")
            browser.close()
    finally:
        demo.terminate()
        demo.wait()
    sys.stdout.write(f"{len(seen)} pages in {Path(TARGET).relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()

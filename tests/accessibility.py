"""What a page must pass: axe, valid HTML, no sideways scroll when enlarged. Used by the suite and by `make a11y`."""

import json
import subprocess
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser import ENLARGED, Visit
from tests.house import ROOT
from wijknet.ui.management.commands.frontend import tools

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


@cache
def axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[str]:
    """Violations as readable lines: rule, help, and the elements concerned."""
    page.wait_for_load_state()
    page.evaluate(axe_source())
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']}: {found['help']}: {[' '.join(map(str, node['target'])) for node in found['nodes']][:5]}"
        for found in result["violations"]
    ]


def html_errors(html: str) -> list[str]:
    """What html-validate says about a page as the server sent it."""
    command = [tools()[0], str(VALIDATOR), "--config", str(ROOT / "tests" / "htmlvalidate.json")]
    command += ["--formatter", "json", "--stdin"]
    done = subprocess.run(command, input=html, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return [
        f"line {message['line']}: {message['ruleId']}: {message['message']}"
        for report in json.loads(done.stdout)
        for message in report["messages"]
    ]


def sideways_scroll(visit: Visit) -> list[str]:
    """What sticks out when the page is enlarged four times (WCAG 1.4.10)."""
    before = visit.page.viewport_size
    visit.page.set_viewport_size(ENLARGED)
    sticks_out = visit.page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wide = [...document.querySelectorAll("body *")].filter(
                element => element.getBoundingClientRect().right > width + 1 || element.scrollWidth > width);
            return ["the page", ...wide.map(element => `${element.tagName.toLowerCase()}.${element.className}`)];
        }"""
    )
    if before:
        visit.page.set_viewport_size(before)
    return [str(element) for element in sticks_out[:8]]

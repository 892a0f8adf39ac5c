"""What the picture of a whole network costs: `python -m tests.bench.picture`, against the rows of quality.md.

The data (queries, bytes with brotli), drawing in CPU seconds of one process, how many nodes stand still after a change,
and the time from navigation to the first frame in headless Chromium with software graphics, layout cached.
"""

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.bench.client import HOST
from tests.bench.runner import project_environment, run, say
from tests.bench.server import Server

ROUNDS = 5
FRAME_LIMITS = {1_000: 1.0, 10_000: 2.5}
DRAWN = "performance.getEntriesByName('wn-chart-drawn')[0].startTime"


def build(env: dict[str, str], nodes: int) -> dict[str, Any]:
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
        run(env, "manage.py", *command)
    facts: dict[str, Any] = json.loads(run(env, "-m", "tests.bench.picture_data", str(nodes)).splitlines()[-1])
    return facts


def first_frame(browser: Browser, base: str, facts: dict[str, Any]) -> float:
    """Seconds, in a window that knows nothing of the site yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": facts["session"], "url": base}])
    page = context.new_page()
    page.goto(base + facts["page"])
    page.locator("[data-chart-stage][data-drawn]").wait_for(timeout=60_000)
    took = float(page.evaluate(DRAWN)) / 1000
    context.close()
    return took


def figures(nodes: int) -> Iterator[tuple[str, float, str, float]]:
    """What, how much, of what, and the most that quality.md allows."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        # The browser asks by http: the demo serves that, with the files of production.
        plain = {"WIJKNET_MODE": "demo", "SITE_URL": f"http://{HOST}", "ALLOWED_HOSTS": f"localhost,{HOST}"}
        env = project_environment(f"sqlite:///{folder}/picture.sqlite3", folder) | plain
        facts = build(env, nodes)
        yield "data", facts["queries"], "queries", 5
        yield "data", facts["bytes"] / 1000, "kB", 200
        yield "drawing with all measures", facts["drawing"], "s", 0.6 if nodes <= 1_000 else 23.0
        yield "moved by a change", 100 * (1 - facts["stood"]), "%", 1
        found = chromium.find()
        server = Server("wijknet.wsgi", env, "/livez")
        browser = playwright.chromium.launch(
            executable_path=found.executable, args=list(found.flags), env={**os.environ, **found.env}
        )
        try:
            base = f"http://{HOST}:{server.port}"
            first_frame(browser, base, facts)
            took = [first_frame(browser, base, facts) for _round in range(ROUNDS)]
        finally:
            browser.close()
            server.stop()
        yield f"first frame, median of {ROUNDS}", statistics.median(took), "s", FRAME_LIMITS.get(nodes, 2.5)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.picture", description="The picture of the network.")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of nodes, with commas between")
    for nodes in map(int, parser.parse_args().sizes.split(",")):
        say(f"{nodes} nodes, {3 * nodes} relations")
        for name, value, unit, limit in figures(nodes):
            say(f"  {name:32}{value:9.2f} {unit:8} limit {limit:6.1f}   {'ok' if value <= limit else 'OVER'}")


if __name__ == "__main__":
    main()

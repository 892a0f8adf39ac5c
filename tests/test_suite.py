"""The suite's own ground: sealed from the network, on the database that was asked for."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import postgres
from tests.house import ROOT
from tests.sealed import NetworkRefused, stays_here


def test_no_connection_past_this_machine() -> None:
    with socket.socket() as attempt, pytest.raises(NetworkRefused):
        attempt.connect(("192.0.2.1", 80))


def test_no_name_is_looked_up() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("elders.example", 443)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        (b"localhost", True),
        ("192.0.2.1", False),
        ("10.0.0.1", False),
        ("elders.example", False),
    ],
)
def test_what_counts_as_here(host: str | bytes, here: bool) -> None:
    assert stays_here(host) is here


def test_the_database_is_the_one_asked_for(db: None, pytestconfig: pytest.Config) -> None:
    asked = pytestconfig.getoption("db")
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[asked]
    if asked == "sqlite":
        assert Path(str(connection.settings_dict["NAME"])).is_file()


def test_without_postgresql_the_run_stops_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "binary_folders", list)
    with pytest.raises(postgres.CannotStartError, match=r"install PostgreSQL .* or name a server with DATABASE_URL"):
        postgres.start()


def test_binaries_that_do_not_work_are_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(postgres, "binary_folders", lambda: [tmp_path])
    with pytest.raises(postgres.CannotStartError, match=str(tmp_path)):
        postgres.start()


def test_a_run_without_postgresql_fails_loudly(tmp_path: Path) -> None:
    """The whole way: a pytest of its own, in which no binaries can be found."""
    code = (
        "import sys, pytest; from tests import postgres; postgres.binary_folders = list;"
        "sys.exit(pytest.main(['-q', '--db', 'postgres', 'tests/test_suite.py']))"
    )
    env = {"PATH": "", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "No PostgreSQL could be started for the tests" in done.stderr


def test_the_server_comes_and_goes() -> None:
    if not any(postgres.binary_folders()):
        pytest.skip("no PostgreSQL binaries; the PostgreSQL run itself fails loudly")
    server = postgres.start()
    folder = server.folder
    assert (folder / ".s.PGSQL.5432").exists()
    server.stop()
    assert not folder.exists()


def test_make_is_not_needed_for_the_commands() -> None:
    """README gives each step as plain lines too; they name the same files as the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for step in ("--require-hashes -r requirements-dev.txt", "manage.py frontend", "manage.py demo"):
        assert step in makefile
        assert step in readme


def test_the_tour_leads_past_files_that_exist() -> None:
    named = {
        path
        for page in ("README.md", "CONTRIBUTING.md")
        for path in re.findall(r"`([a-z_]+/[\w/.]+)`", (ROOT / page).read_text(encoding="utf-8"))
        if not path.startswith("var/")
    }
    assert len(named) > 5
    assert not [path for path in sorted(named) if not (ROOT / path).exists() and path != "build/"]

"""Migrations are complete, named, safe on a live database, and go back as well as forth, on both databases."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements, get_sql_analyser_class

from tests.house import ROOT, python_files

LABELS = (
    *("log", "mail", "tokens", "files", "jobs", "areas", "accounts", "privacy"),
    *("actors", "initiatives", "casework", "profiles"),
)


def test_nothing_is_missing(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_with_tables_is_known_here() -> None:
    found = {path.parent.parent.name for path in python_files(tests=False) if path.parent.name == "migrations"}
    assert found == set(LABELS)


def test_migrations_have_names() -> None:
    for path in python_files(tests=False):
        assert not (path.parent.name == "migrations" and re.search(r"_auto_|_merge_", path.name)), path


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite makes a table anew; nobody runs it live")
def test_safe_on_a_live_database(db: None) -> None:
    linter = MigrationLinter(
        str(ROOT), include_apps=LABELS, no_cache=True, no_output=True, ignore_initial_migrations=True
    )
    linter.lint_all_migrations()
    assert not linter.has_errors
    assert linter.nb_warnings == 0


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The URL of a database of the same kind as the suite's, with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    name = f"empty_{os.getpid()}"
    settings = connection.settings_dict
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    parameters = {"host": host, "port": settings["PORT"] or None, "user": settings["USER"] or None}
    parameters |= {"password": settings["PASSWORD"] or None, "dbname": "postgres"}
    given = {key: value for key, value in parameters.items() if value}
    with psycopg.connect(**given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            who = quote(settings["USER"], safe="") + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
            yield f"postgres://{who}@/{name}?host={quote(host, safe='')}"
        finally:
            server.execute(f"DROP DATABASE {name}")


def test_they_go_back_and_forth(db: None, tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        env = os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}
        code = (
            "import django; django.setup(); from django.core.management import call_command as call\n"
            "from django.db import connection; from django.db.migrations.executor import MigrationExecutor\n"
            "call('migrate', verbosity=0)\n"
            f"MigrationExecutor(connection).migrate([(label, None) for label in {LABELS!r}])\n"
            "left = connection.introspection.table_names()\n"
            "assert not [name for name in left if name.startswith(('actors_', 'log_'))], left\n"
            "call('migrate', verbosity=0)\n"
        )
        env["DJANGO_SETTINGS_MODULE"] = "wijknet.settings"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]


def test_the_linter_can_fail() -> None:
    analyser = get_sql_analyser_class(connection.vendor)
    errors, _, _ = analyse_sql_statements(analyser, ['ALTER TABLE "actors_actor" RENAME TO "places";'])
    assert errors

"""The suite's own pytest plugin: which database, no network, and what runs when nothing is asked.

`pytest --db sqlite` (or TEST_DB=sqlite) uses a file per worker, `--db postgres` a real server (see
`tests/postgres.py`). Settings read the database when they load, so the choice is made before that: this
module is named in pyproject.toml and is there before pytest-django.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import postgres, sealed

CHOICES = ("sqlite", "postgres")
FOLDER = "WIJKNET_TEST_FOLDER"
SLOW_MARKS = {"browser", "matrix"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=CHOICES,
        default=os.environ.get("TEST_DB", "sqlite"),
        help="database of the tests: sqlite (a file per worker) or postgres (a server for this run)",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        prepare_database(early_config, early_config.known_args_namespace.db)
    sealed.seal()
    return (yield)


def prepare_database(config: pytest.Config, kind: str) -> None:
    """Set DATABASE_URL for this run; the workers of xdist inherit it."""
    folder = tempfile.mkdtemp(prefix="wn-test-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ[FOLDER] = folder
    os.environ["MEDIA_ROOT"] = str(Path(folder) / "files")
    if kind == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/base.sqlite3"
    elif not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        try:
            server = postgres.start()
        except postgres.CannotStartError as error:
            raise pytest.UsageError(str(error)) from error
        config.add_cleanup(server.stop)
        os.environ["DATABASE_URL"] = server.url


@pytest.fixture(scope="session")
def test_database_file() -> str:
    """Where the SQLite test database stands; pytest-django adds the worker's name."""
    return str(Path(os.environ[FOLDER]) / "test.sqlite3")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser unless it was asked for by mark or by name."""
    if config.getoption("markexpr"):
        return
    left_out = [item for item in items if SLOW_MARKS & {mark.name for mark in item.iter_markers()}]
    if left_out and len(left_out) < len(items):
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]

"""Triggers that make rows grow-only stand in the way of a test that empties its tables: off, except on request.
Triggers of tables from which rows may go stand in nobody's way and stay on.

The set-up of the test database takes them off and remembers them; `triggers_on` puts them back for one test.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_taken_off: list[str] = []

_SQLITE = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRES = (
    "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
)


def take_off() -> None:
    """Drop the triggers of tables that only grow; called once, when the test database has been made."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if sqlite else _POSTGRES)
        found = cursor.fetchall()
        growing = {table for _name, table, definition in found if "BEFORE DELETE" in definition}
        for name, table, definition in found:
            if table not in growing:
                continue
            _taken_off.append(definition)
            cursor.execute(f'DROP TRIGGER "{name}"' if sqlite else f'DROP TRIGGER "{name}" ON "{table}"')


@contextmanager
def triggers_on() -> Iterator[None]:
    """Put them back. Inside a test's transaction: they go when it is rolled back."""
    assert _taken_off, "The set-up of the test database found no triggers."
    assert connection.in_atomic_block
    with connection.cursor() as cursor:
        for definition in _taken_off:
            cursor.execute(definition)
    yield

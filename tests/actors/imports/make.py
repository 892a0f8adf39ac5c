"""An import from the bytes of a file to the step that a test is about, by the services that the pages use."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from actors.models import ImportRun
from actors.services.imports import ask_import, choose_columns, start_import, view_file
from tests.files.make import excel_nl
from wijknet.accounts.models import User
from wijknet.areas.models import Area

Table = Sequence[Sequence[str]]


def uploaded(by: User, kind: str, rows: Table | bytes, municipality: Area) -> ImportRun:
    content = rows if isinstance(rows, bytes) else excel_nl(rows)
    return start_import(by=by, municipality=municipality, kind=kind, content=content, name="lijst.csv", key=uuid4())


def checked(
    by: User, kind: str, rows: Table | bytes, municipality: Area, fills: dict[str, str] | None = None
) -> ImportRun:
    """With the columns as they were guessed."""
    run = uploaded(by, kind, rows, municipality)
    seen = view_file(run)
    return choose_columns(
        run=run, by=by, sheet=seen.sheet, head_row=seen.head_row, mapping=seen.guess, fills=fills or {}
    )


def imported(
    by: User, kind: str, rows: Table | bytes, municipality: Area, fills: dict[str, str] | None = None
) -> ImportRun:
    run = checked(by, kind, rows, municipality, fills)
    return ask_import(run=run, by=by, skip_wrong=False)


def counts(run: ImportRun) -> tuple[Any, ...]:
    """New, changed, same, wrong."""
    return tuple(run.counts[name] for name in ("new", "changed", "same", "wrong"))


def messages(run: ImportRun) -> list[str]:
    return [f"{error['row']} {error['column']}: {error['message']}" for error in run.errors]

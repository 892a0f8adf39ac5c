"""What a person does with a file: send it, choose its columns, import it, undo it, or throw it away."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import ImportRun
from actors.services.imports.plan import Outcome, Plan, Wrong
from actors.services.imports.reading import read_plan, view_file
from actors.services.imports.receive import received
from actors.services.imports.run import key_of
from actors.services.imports.undo import undo_key_of
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.files.services import remove_files, store_file
from wijknet.files.sheets import Limits, Unreadable
from wijknet.jobs.services import enqueue
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil

MOST_BYTES = Limits().bytes
# What one person may have lying at once.
QUOTA = 10 * MOST_BYTES
_NAMED = 200
_OPEN = (ImportRun.State.NEW, ImportRun.State.CHECKED, ImportRun.State.FAILED)


@transaction.atomic
def start_import(
    *, by: Viewer, municipality: Area, kind: str, content: bytes, name: str, key: UUID | None = None
) -> ImportRun:
    """Keep the file and guess its columns; of a network only what `received` lets through. `ValidationError` on `file`
    when it cannot be read."""
    form_key = claim_key(key, purpose="import", by=by) if key else None
    if form_key and form_key.target_pk:
        return ImportRun.objects.get(pk=form_key.target_pk)
    run = ImportRun(municipality=municipality, by_id=by.pk, kind=kind)
    try:
        if kind == ImportRun.Kind.GRAPH:
            content, run.mapping = received(content)
            name = f"{name.rpartition('.')[0] or name}.json"
        else:
            seen = view_file(run, content)
            run.sheet, run.head_row, run.mapping = seen.sheet, seen.head_row, seen.guess
    except Unreadable as refusal:
        raise ValidationError({"file": str(refusal)}, code="unreadable") from refusal
    run.save()
    mine = ImportRun.objects.filter(by=by.pk).values_list("pk", flat=True)
    try:
        store_file(owner=run, content=content, name=name, quota=QUOTA, beside=mine)
    except ValidationError as refusal:
        raise ValidationError({"file": refusal.messages}, code="quota") from refusal
    record("create", run, by=by)
    if form_key:
        fulfil(form_key, run)
    return run


def choose_columns(
    *,
    run: ImportRun,
    by: Viewer,
    sheet: str,
    head_row: int,
    mapping: dict[str, int],
    fills: dict[str, str],
) -> ImportRun:
    """Remember which column is what, and check every row against what is there. Nothing is imported yet."""
    run.sheet, run.head_row, run.mapping, run.fills = sheet, head_row, mapping, fills
    try:
        # Reading takes seconds: nobody waits for it in a transaction.
        plan = read_plan(run, by, with_asks=True)
    except Unreadable as refusal:
        raise ValidationError(str(refusal), code="unreadable") from refusal
    with transaction.atomic():
        current = _open(run)
        before = snapshot(current)
        current.sheet, current.head_row, current.mapping, current.fills = sheet, head_row, mapping, fills
        current.state, current.problem = ImportRun.State.CHECKED, ""
        current.counts, current.changes = plan.counts(), _changes(plan)
        current.errors = [*_named(plan.wrong), *({**each, "asks": True} for each in _named(plan.asks))]
        current.save()
        record("check", current, by=by, before=before)
    return current


@transaction.atomic
def ask_import(*, run: ImportRun, by: Viewer, skip_wrong: bool = False, keep_texts: bool = False) -> ImportRun:
    """Let the worker import it. With wrong rows only when those are to be skipped; with texts that may hold too much
    only when someone looked at them and wants to keep them."""
    current: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if current.state == ImportRun.State.CHECKED:
        if current.counts.get(Outcome.WRONG) and not skip_wrong:
            raise ValidationError(
                {"skip_wrong": _("Verbeter de rijen met een fout, of zet het vinkje om ze over te slaan.")},
                code="wrong",
            )
        if current.counts.get("asks") and not keep_texts:
            raise ValidationError(
                {"keep_texts": _("Kijk de teksten na. Zet het vinkje als je ze zo wilt opslaan.")}, code="ask_first"
            )
        before = snapshot(current)
        current.state, current.skip_wrong = ImportRun.State.ASKED, skip_wrong
        current.save()
        record("ask", current, by=by, before=before)
    if current.state == ImportRun.State.ASKED:
        enqueue("actors.services.imports.do_import", key=key_of(current), target_pk=current.pk)
        current.refresh_from_db()
    return current


@transaction.atomic
def ask_undo(*, run: ImportRun, by: Viewer) -> ImportRun:
    """Let the worker take it back, within its term."""
    current: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if current.may_undo:
        before = snapshot(current)
        current.state = ImportRun.State.UNDOING
        current.save()
        record("ask_undo", current, by=by, before=before)
    if current.state == ImportRun.State.UNDOING:
        enqueue("actors.services.imports.do_undo", key=undo_key_of(current), target_pk=current.pk)
        current.refresh_from_db()
    return current


@transaction.atomic
def discard_import(*, run: ImportRun, by: Viewer) -> None:
    """Throw away a file that was not imported."""
    current = _open(run)
    record("discard", current, by=by, before=snapshot(current))
    remove_files(current)
    current.delete()


def _open(run: ImportRun) -> ImportRun:
    current: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if current.state not in _OPEN:
        raise ValidationError(_("Dit bestand is al geïmporteerd."), code="done")
    return current


def _named(found: list[Wrong]) -> list[dict[str, Any]]:
    return [{"row": each.number, "column": each.column, "message": each.message} for each in found[:_NAMED]]


def _changes(plan: Plan) -> list[Any]:
    """Which rows change what; the names of columns, never what stands in them."""
    changed = [step for step in plan.steps if step.outcome == Outcome.CHANGED]
    return [{"row": step.number, "what": step.label, "fields": list(step.fields)} for step in changed[:_NAMED]]

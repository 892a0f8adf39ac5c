"""Do what a checked file says: all of it in one transaction, or nothing. Called by the worker, safe to call twice."""

import hashlib
import json
import time

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import ImportLine, ImportRun
from actors.services.imports.plan import Outcome, Step
from actors.services.imports.reading import read_plan, wrong_of
from wijknet.access import Viewer
from wijknet.files.sheets import Unreadable
from wijknet.jobs.services import tell_progress
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict

# Longer than this is no import but a mistake; well within what the worker may take.
MOST_SECONDS = 300
_TELL_EVERY = 50


class Stopped(Exception):
    """The import cannot go on; the text says why. Nothing of it stays."""


def key_of(run: ImportRun) -> str:
    """Under which key the worker does this import."""
    return f"import-{run.pk}"


def do_import(run_pk: int) -> None:
    """Write every row of the file. What goes wrong stands in the import, with the row; nothing is half-written."""
    try:
        with transaction.atomic():
            run: ImportRun = (
                ImportRun.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=run_pk)
            )
            if run.state != ImportRun.State.ASKED:
                return
            if run.by is None:
                raise Stopped(_("Wie dit bestand koos, werkt hier niet meer."))
            _write_all(run, run.by)
    except Stopped as stop:
        text = str(stop)
        ImportRun.objects.filter(pk=run_pk).update(state=ImportRun.State.FAILED, problem=text[:300])


def _write_all(run: ImportRun, viewer: Viewer) -> None:
    try:
        plan = read_plan(run, viewer)
    except Unreadable as refusal:
        raise Stopped(str(refusal)) from refusal
    if plan.wrong and not run.skip_wrong:
        raise Stopped(_("Er zijn rijen met een fout bij gekomen. Controleer het bestand opnieuw."))
    to_do = [step for step in plan.steps if step.outcome in {Outcome.NEW, Outcome.CHANGED}]
    until = time.monotonic() + MOST_SECONDS
    lines = []
    for count, step in enumerate(to_do):
        if count % _TELL_EVERY == 0:
            tell_progress(key_of(run), count, len(to_do))
            if time.monotonic() > until:
                raise Stopped(_("Importeren duurt te lang. Verdeel het bestand."))
        lines.append(_write(run, step))
    ImportLine.objects.bulk_create(lines, batch_size=500)
    before = snapshot(run)
    run.state, run.counts, run.done_at, run.problem = ImportRun.State.DONE, plan.counts(), timezone.now(), ""
    run.save()
    record("import", run, by=viewer, before=before)


def _write(run: ImportRun, step: Step) -> ImportLine:
    """One row, through the service that a form would use, and what undoing it takes."""
    before = snapshot(step.target) if step.target else None
    links = {name: _keys(step.target, name) for name in step.many} if step.target else {}
    try:
        written = step.write()
    except ValidationError as refusal:
        said = " ".join(f"{each.column}: {each.message}" for each in wrong_of(run, step.number, refusal))
        raise Stopped(_("Rij %(row)d. %(why)s") % {"row": step.number, "why": said.strip(": ")}) from refusal
    except (IntegrityError, Conflict) as refusal:
        raise Stopped(
            _("Rij %(row)d past niet bij wat er al staat. Een collega veranderde misschien net iets.")
            % {"row": step.number}
        ) from refusal
    if before is None:
        what, kept = ImportLine.What.NEW, None
    else:
        now = snapshot(written)
        fields = {name: value for name, value in before.items() if now[name] != value}
        links = {name: keys for name, keys in links.items() if _keys(written, name) != keys}
        what, kept = ImportLine.What.CHANGED, json.loads(json.dumps([fields, links], cls=DjangoJSONEncoder))
    return ImportLine(
        run=run,
        row=step.number,
        what=what,
        target_label=written._meta.label,
        target_pk=written.pk,
        before=kept,
        stamp=stamp_of(written),
    )


def stamp_of(thing: Model) -> str:
    """The same as long as no column of the row changes."""
    values = json.dumps(snapshot(thing), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()


def _keys(thing: Model | None, name: str) -> list[int]:
    return sorted(getattr(thing, name).values_list("pk", flat=True))

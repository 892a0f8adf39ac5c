"""Do what a checked file says: all of it in one transaction, or nothing. Called by the worker, safe to call twice."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import ImportLine, ImportRun, Tie
from actors.services.actors import NewActor, store_actors
from actors.services.imports.plan import Outcome, Step
from actors.services.imports.reading import read_plan, wrong_of
from actors.services.relations import store_ties
from wijknet.access import Viewer
from wijknet.files.sheets import Unreadable
from wijknet.jobs.services import tell_progress
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict

# Longer than this is no import but a mistake; well within what the worker may take.
MOST_SECONDS = 300
# Rows between two looks at the clock, and new places in one statement.
_AT_ONCE = 100


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
    done: list[_Written] = []
    for start in range(0, len(to_do), _AT_ONCE):
        tell_progress(key_of(run), start, len(to_do))
        if time.monotonic() > until:
            raise Stopped(_("Importeren duurt te lang. Verdeel het bestand."))
        done += _write_part(run, viewer, to_do[start : start + _AT_ONCE])
    for each in done:
        if each.step.then is not None:
            with _refusing(run, each.step):
                each.thing = each.step.then(each.thing)
    ImportLine.objects.bulk_create([_line(run, each) for each in done], batch_size=500)
    before = snapshot(run)
    run.state, run.counts, run.done_at, run.problem = ImportRun.State.DONE, plan.counts(), timezone.now(), ""
    run.save()
    record("import", run, by=viewer, before=before)


@dataclass(slots=True)
class _Written:
    """What a row wrote, and how that stood before."""

    step: Step
    thing: Model
    before: dict[str, Any] | None = None
    links: dict[str, list[int]] = field(default_factory=dict)


def _write_part(run: ImportRun, viewer: Viewer, steps: list[Step]) -> list[_Written]:
    """Each row through the service that a form would use; new places together and new ties together, because there may
    be thousands. Places come first and ties last: what else the file has may refer to them."""
    places: list[tuple[Step, NewActor]] = []
    for step in steps:
        if step.new is not None:
            with _refusing(run, step):
                places.append((step, step.new()))
    with _refusing(run, *(step for step, _place in places)):
        stored = store_actors(by=viewer, new=[place for _step, place in places])
    done = [_Written(step, actor) for (step, _place), actor in zip(places, stored, strict=True)]
    for step in steps:
        if step.new is None and step.tie is None:
            with _refusing(run, step):
                before = snapshot(step.target) if step.target else None
                links = {name: _keys(step.target, name) for name in step.many} if step.target else {}
                done.append(_Written(step, step.write(), before, links))
    return done + _write_ties(run, viewer, steps)


def _write_ties(run: ImportRun, viewer: Viewer, steps: list[Step]) -> list[_Written]:
    ties: list[tuple[Step, Tie]] = []
    for step in steps:
        if step.tie is not None:
            with _refusing(run, step):
                ties.append((step, step.tie()))
    with _refusing(run, *(step for step, _tie in ties)):
        store_ties(by=viewer, new=[tie for _step, tie in ties])
    return [_Written(step, tie) for step, tie in ties]


@contextmanager
def _refusing(run: ImportRun, *steps: Step) -> Iterator[None]:
    """Whatever the services refuse stops the import, and says which row it was."""
    try:
        yield
    except ValidationError as refusal:
        said = " ".join(f"{each.column}: {each.message}" for each in wrong_of(run, steps[0].number, refusal))
        row = run.place(steps[0].number).capitalize()
        raise Stopped(_("%(row)s. %(why)s") % {"row": row, "why": said.strip(": ")}) from refusal
    except (IntegrityError, Conflict) as refusal:
        rows = run.place(steps[0].number, steps[-1].number).capitalize()
        raise Stopped(
            _("%(rows)s past niet bij wat er al staat. Een collega veranderde misschien net iets.") % {"rows": rows}
        ) from refusal


def _line(run: ImportRun, done: _Written) -> ImportLine:
    """What undoing this row takes."""
    what, kept = ImportLine.What.NEW, None
    if done.before is not None:
        now = snapshot(done.thing)
        fields = {name: value for name, value in done.before.items() if now[name] != value}
        links = {name: keys for name, keys in done.links.items() if _keys(done.thing, name) != keys}
        what, kept = ImportLine.What.CHANGED, json.loads(json.dumps([fields, links], cls=DjangoJSONEncoder))
    return ImportLine(
        run=run,
        row=done.step.number,
        what=what,
        target_label=done.thing._meta.label,
        target_pk=done.thing.pk,
        before=kept,
        stamp=stamp_of(done.thing),
    )


def stamp_of(thing: Model) -> str:
    """The same as long as no column of the row changes."""
    values = json.dumps(snapshot(thing), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()


def _keys(thing: Model | None, name: str) -> list[int]:
    return sorted(getattr(thing, name).values_list("pk", flat=True))

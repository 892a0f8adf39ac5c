"""Take back a whole import. What somebody changed or used since stays, and is named."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from actors.models import Actor, ActorArea, ImportLine, ImportRun, InformalNetwork, Person, PersonFunction, Tie
from actors.services.imports.book import in_parts
from actors.services.imports.run import stamp_of
from actors.services.people import erase_person
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.files.services import remove_files
from wijknet.jobs.services import tell_progress
from wijknet.log.services import record, record_many, snapshot
from wijknet.ui.dates import today

# Rows that come and go with the thing itself.
_OWN: dict[type[Model], type[Model]] = {Actor: ActorArea, Person: PersonFunction}
_TURNS = {Tie._meta.label: 0, InformalNetwork._meta.label: 1}
_TELL_EVERY = 50
_NAMED = 100


def undo_key_of(run: ImportRun) -> str:
    return f"undo-import-{run.pk}"


@transaction.atomic
def do_undo(run_pk: int) -> None:
    """Delete what the import made and put back what it changed. Called by the worker, safe to call twice."""
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_pk)
    if run.state != ImportRun.State.UNDOING:
        return
    kept: list[dict[str, Any]] = []
    lines = sorted(run.lines.order_by("-row", "-pk"), key=_turn)
    touched: set[int] = set()
    for _order, same in groupby(lines, key=_turn):
        kept += _take_back(run, list(same), touched)
    Area.objects.filter(pk__in=touched).update(network_version=F("network_version") + 1)
    before = snapshot(run)
    run.state, run.undone_on = ImportRun.State.UNDONE, today()
    run.kept = kept[:_NAMED]
    run.counts = run.counts | {"undone": len(lines) - len(kept), "kept": len(kept)}
    run.save()
    record("undo_import", run, by=run.by, before=before)
    run.lines.all().delete()
    remove_files(run)


def _turn(line: ImportLine) -> int:
    """What refers to others goes before them: of a network file first its ties, then the networks, then the places."""
    return _TURNS.get(line.target_label, len(_TURNS))


def _take_back(run: ImportRun, lines: list[ImportLine], touched: set[int]) -> list[dict[str, Any]]:
    """Lines that wrote one kind of thing; the wijken of their relations come in `touched`. Returns what stays."""
    kept = []
    gone: list[Model] = []
    used = _in_use([line for line in lines if line.what == ImportLine.What.NEW])
    things = _things(lines)
    for count, line in enumerate(lines):
        if count % _TELL_EVERY == 0:
            tell_progress(undo_key_of(run), count, len(lines))
        thing = things.get(line.target_pk)
        if thing is None:
            continue
        why = _why_it_stays(line, thing, used)
        if why:
            kept.append({"row": line.row, "what": str(thing), "why": why})
            continue
        if hasattr(thing, "last_confirmed_on"):
            touched.add(thing.area_id)  # type: ignore[attr-defined]
        if line.what == ImportLine.What.NEW:
            gone.append(thing)
        else:
            _put_back(line, thing, run.by)
    _delete(gone, run.by)
    return kept


def _kind(line: ImportLine) -> type[Model]:
    return apps.get_model(line.target_label)


def _why_it_stays(line: ImportLine, thing: Model, used: set[int]) -> str:
    if stamp_of(thing) != line.stamp:
        return _("is daarna veranderd")
    if line.what == ImportLine.What.NEW and line.target_pk in used:
        return _("wordt gebruikt")
    return ""


def _things(lines: list[ImportLine]) -> dict[int, Model]:
    """What the lines wrote, as it stands now; the lines are of one kind."""
    found: dict[int, Model] = {}
    for part in in_parts(line.target_pk for line in lines):
        found |= _kind(lines[0])._default_manager.in_bulk(part)
    return found


def _delete(gone: list[Model], by: Viewer | None) -> None:
    """Many at once: one by one, each would be looked up in every table that may point to it."""
    people = [thing for thing in gone if isinstance(thing, Person)]
    for person in people:
        erase_person(person=person, by=by)
    if not gone or people:
        return
    record_many("undo_import", ((thing, snapshot(thing)) for thing in gone), by=by)
    for part in in_parts(thing.pk for thing in gone):
        type(gone[0])._default_manager.filter(pk__in=part).delete()


def _put_back(line: ImportLine, thing: Any, by: Viewer | None) -> None:
    before = snapshot(thing)
    fields, links = json.loads(json.dumps(line.before))
    for name, value in fields.items():
        column = next(field for field in thing._meta.concrete_fields if field.attname == name)
        setattr(thing, name, column.to_python(value) if not column.is_relation else value)
    if "version" in before:
        thing.version = before["version"] + 1
    thing.save()
    for name, keys in links.items():
        getattr(thing, name).set(keys)
    record("undo_import", thing, by=by, before=before)


def _in_use(lines: list[ImportLine]) -> set[int]:
    """Keys of made things that something else points to: a talk, a relation, a person that came later."""
    if not lines:
        return set()
    kind = _kind(lines[0])
    found: set[int] = set()
    made = {line.target_pk for line in lines}
    for relation in _pointing(kind):
        for part in in_parts(made):
            rows = relation.model._base_manager.filter(**{f"{relation.name}__in": part})
            pairs = rows.values_list("pk", relation.attname)
            # Two of the same file that stand in for each other go together.
            found |= {key for pk, key in pairs if relation.model is not kind or pk not in made}
    return found


def _pointing(kind: type[Model]) -> "Iterator[models.ForeignKey[Any, Any]]":
    """Every foreign key to this kind of thing, those of tables between two things too, but not its own parts."""
    own = {field.remote_field.through for field in kind._meta.many_to_many}
    for relation in kind._meta.get_fields(include_hidden=True):
        pointer = getattr(relation, "field", None)
        if not (relation.auto_created and isinstance(pointer, models.ForeignKey)):
            continue
        if pointer.model not in own and pointer.model is not _OWN.get(kind):
            yield pointer

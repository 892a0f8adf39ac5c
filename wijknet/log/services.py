"""Write down what staff did. Called inside the transaction of the service that does it."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from wijknet.access import Function, Viewer
from wijknet.declare import personal_fields
from wijknet.log.models import LogEntry, ReadEntry

# Selectielijst gemeenten 2020: ordinary work processes, five years. Reads: two years is enough for a complaint.
KEEP_CHANGES = timedelta(days=5 * 366)
KEEP_READS = timedelta(days=2 * 366)

# Bookkeeping that would fill every entry and tells nothing.
_NOISE = frozenset({"id", "version", "search_text", "sort_name", "updated_at", "created_at"})


def snapshot(target: Model) -> dict[str, Any]:
    """The values of the row as it stands; take it before a change."""
    return {field.attname: getattr(target, field.attname) for field in target._meta.concrete_fields}


def record(
    verb: str,
    target: Model,
    *,
    by: Viewer | None,
    before: Mapping[str, Any] | None = None,
    links: Mapping[str, tuple[Any, Any]] | None = None,
) -> LogEntry:
    """Log one write, in the words of the service ("create", "publish"); nobody as `by` means the system or a resident.

    `before` is the `snapshot` taken before a change; without it the whole row counts as new. Values of
    personal fields are left out, their names stay. `links` is what no column holds: name → the keys before and after.
    """
    entry = _entry(verb, target, by, before)
    for name, (was, now) in (links or {}).items():
        if was != now:
            entry.fields = sorted([*entry.fields, name])
            entry.before = {**(entry.before or {}), name: _plain(was)}
            entry.after = {**(entry.after or {}), name: _plain(now)}
    entry.save(force_insert=True)
    return entry


def record_many(verb: str, changes: Iterable[tuple[Model, Mapping[str, Any] | None]], *, by: Viewer | None) -> None:
    """The same for rows that one act writes together: each with the `snapshot` before it, in one statement."""
    LogEntry.objects.bulk_create(_entry(verb, target, by, before) for target, before in changes)


def record_new(acts: Iterable[tuple[str, Model]], *, by: Viewer | None) -> None:
    """Several new things that one act makes, each with its own verb, in one statement."""
    LogEntry.objects.bulk_create(_entry(verb, target, by, None) for verb, target in acts)


def _entry(verb: str, target: Model, by: Viewer | None, before: Mapping[str, Any] | None) -> LogEntry:
    label = target._meta.label
    now = snapshot(target)
    municipality_id: int | None = getattr(target, "municipality_id", None)
    area_id: int | None = getattr(target, "area_id", None)
    changed = sorted(
        name
        for name, value in now.items()
        if name not in _NOISE and (value not in (None, "") if before is None else before.get(name) != value)
    )
    hidden = personal_fields(label)
    kept = [name for name in changed if name not in hidden]
    return LogEntry(
        actor_id=by.pk if by else None,
        function=_held_function(by, area_id, municipality_id),
        verb=verb,
        model=label,
        object_pk=target.pk,
        municipality_id=municipality_id,
        area_id=area_id,
        fields=changed,
        before=_plain({name: before.get(name) for name in kept}) if before is not None else None,
        after=_plain({name: now[name] for name in kept}),
        keep_until=timezone.localdate() + KEEP_CHANGES,
    )


def note_read(request: HttpRequest, target: Model) -> None:
    """Remember that this request shows a person; the middleware writes it once the answer is ready."""
    reads: list[tuple[str, int]] = getattr(request, "noted_reads", [])
    reads.append((target._meta.label, target.pk))
    request.noted_reads = reads  # type: ignore[attr-defined]


def note_export(request: HttpRequest, model: str, count: int) -> None:
    """Remember that this request gives a list as a file; the middleware writes it once the answer is ready."""
    request.noted_export = (model, count)  # type: ignore[attr-defined]


def write_reads(request: HttpRequest) -> None:
    """Store what `note_read` and `note_export` collected; once per thing and request."""
    export: tuple[str, int] | None = getattr(request, "noted_export", None)
    if export and request.user.is_authenticated:
        model, count = export
        LogEntry.objects.create(
            actor_id=request.user.pk,
            verb="export",
            model=model,
            object_pk=0,
            after={"count": count},
            keep_until=timezone.localdate() + KEEP_CHANGES,
        )
    reads = dict.fromkeys(getattr(request, "noted_reads", []))
    if reads and request.user.is_authenticated:
        until = timezone.localdate() + KEEP_READS
        ReadEntry.objects.bulk_create(
            ReadEntry(actor_id=request.user.pk, model=model, object_pk=pk, keep_until=until) for model, pk in reads
        )


def erase_values(model: str, object_pk: int) -> int:
    """Empty the values of every entry about one row; the fact that something happened stays. Returns the count."""
    return LogEntry.objects.filter(model=model, object_pk=object_pk).update(before=None, after=None, erased=True)


def clear_old() -> int:
    """Delete what was kept long enough; a job, once a day. Returns how many entries went."""
    today = timezone.localdate()
    changes, _ = LogEntry.objects.filter(keep_until__lt=today).delete()
    reads, _ = ReadEntry.objects.filter(keep_until__lt=today).delete()
    return changes + reads


def _held_function(by: Viewer | None, area_id: int | None, municipality_id: int | None) -> str:
    """As what someone did it: their first function in that wijk or gemeente; empty when they hold none there."""
    if by is None or (area_id is None and municipality_id is None):
        return ""
    return next((str(function) for function in Function if by.works_in(area_id, municipality_id, function)), "")


def _plain(values: Any) -> Any:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))

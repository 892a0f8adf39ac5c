"""Take a merge back as a whole, forget people in what is kept for that, and let it go after its term."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, ActorMerge, MergeLine, Person, PersonFunction
from actors.models.merge import MERGE_UNDO_DAYS
from actors.services.actors import fold_actor
from actors.services.merging import model_of, plain
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot

_NAMED = 100
CHANGED = "is later gewijzigd en bleef zoals het is"
VANISHED = "is er niet meer"
HANGS_LOOSE = "hoort bij iets dat er niet meer is"
# Columns that follow from others; never a reason to say that something was changed.
_DERIVED = frozenset({"search_text", "sort_name"})


@transaction.atomic
def undo_merge(*, merge: ActorMerge, by: Viewer) -> ActorMerge:
    """The place that went is there again and what moved goes back. What was changed since stays, and is named."""
    merge = ActorMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if not merge.may_undo:
        raise ValidationError(_("Terugdraaien kan dertig dagen. Die zijn voorbij."))
    kept = Actor.objects.select_for_update(of=("self",)).filter(pk=merge.kept_pk).first()
    if kept is None:
        raise ValidationError(_("Deze plek ging later zelf op in een andere. Draai dat eerst terug."))
    lines = list(merge.lines.order_by("-pk"))
    whole = next(line for line in lines if line.target_label == Actor._meta.label and line.after is None)
    gone = _restore_place(whole, kept)
    left = _put_back_fields(kept, lines, by)
    for line in lines:
        if line.target_label != Actor._meta.label:
            why = _put_back(line)
            if why:
                left.append({"what": str(model_of(line.target_label)._meta.verbose_name), "why": why})
    _add_home(gone)
    Area.objects.filter(pk__in={kept.area_id, gone.area_id}).update(network_version=models.F("network_version") + 1)
    merge.undone_at, merge.left = timezone.now(), left[:_NAMED]
    merge.save(update_fields=["undone_at", "left"])
    merge.lines.all().delete()
    record("restore", gone, by=by, links={"merged": (kept.pk, None)})
    return merge


def forget_person(person: Person) -> None:
    """Nothing of an erased person stays in what is kept to take merges back. In the transaction that erases."""
    functions = list(person.functions.values_list("pk", "actor_id"))
    MergeLine.objects.filter(
        target_label=PersonFunction._meta.label, target_pk__in=[pk for pk, _actor in functions]
    ).delete()
    at = {actor for _pk, actor in functions}
    merges = ActorMerge.objects.filter(Q(kept_pk__in=at) | Q(gone_pk__in=at))
    own = {value for value in (person.name, person.phone, person.email) if value}
    for line in MergeLine.objects.filter(merge__in=merges, target_label=Actor._meta.label):
        line.before = _without(line.before, own)
        line.after = None if line.after is None else _without(line.after, own)
        line.save(update_fields=["before", "after"])


def clear_old_merges() -> int:
    """After its term a merge is for good: only which address leads where stays. Returns how many lines went."""
    day = timezone.now() - timedelta(days=MERGE_UNDO_DAYS)
    return MergeLine.objects.filter(merge__at__lt=day).delete()[0]


def _without(values: dict[str, Any], own: set[str]) -> dict[str, Any]:
    return {name: "" if value in own and name in {"phone", "email"} else value for name, value in values.items()}


def _restore_place(line: MergeLine, kept: Actor) -> Actor:
    """The row as it was; a kind or buurt that went meanwhile is taken from who stayed, or left empty."""
    gone: Any = _row_of(line)
    for name in _missing(gone):
        setattr(gone, name, getattr(kept, name) if name == "kind_id" else None)
    gone.version += 1
    fold_actor(gone)
    gone.save(force_insert=True)
    restored: Actor = gone
    return restored


def _put_back_fields(kept: Actor, lines: list[MergeLine], by: Viewer) -> list[dict[str, str]]:
    """Column by column what the merge wrote, unless somebody wrote something else since."""
    left = []
    was = snapshot(kept)
    now = plain(was)
    for line in lines:
        if line.target_label != Actor._meta.label or line.after is None:
            continue
        for name, value in line.before.items():
            if now[name] == line.after[name]:
                setattr(kept, name, _field(kept, name).to_python(value))
            elif name not in _DERIVED:
                left.append({"what": str(_field(kept, name).verbose_name), "why": CHANGED})
    kept = _settled(kept)
    kept.version += 1
    kept.save()
    record("unmerge", kept, by=by, before=was)
    return left


def _settled(kept: Actor) -> Actor:
    """A kind or buurt that went meanwhile is not put back."""
    missing = _missing(kept)
    if missing:
        current = Actor.objects.get(pk=kept.pk)
        for name in missing:
            setattr(kept, name, getattr(current, name))
    fold_actor(kept)
    return kept


def _put_back(line: MergeLine) -> str:
    """One row as it was before the merge; or why it stays as it is."""
    rows: Any = model_of(line.target_label)._base_manager
    if line.after is None:
        row = _row_of(line)
        if _missing(row):
            return HANGS_LOOSE
        row.save(force_insert=True)
        return ""
    row = rows.filter(pk=line.target_pk).first()
    if row is None:
        return VANISHED
    now = plain(snapshot(row))
    if any(now[name] != value for name, value in line.after.items()):
        return CHANGED
    rows.filter(pk=row.pk).update(**{name: _field(row, name).to_python(v) for name, v in line.before.items()})
    return ""


def _add_home(gone: Actor) -> None:
    """A place is always active in its home wijk, also when that row was changed since."""
    gone.actor_areas.get_or_create(area_id=gone.area_id)


def _row_of(line: MergeLine) -> Model:
    model = model_of(line.target_label)
    row = model()
    for name, value in line.before.items():
        setattr(row, name, _field(row, name).to_python(value))
    return row


def _field(row: Model, column: str) -> Any:
    return next(field for field in row._meta.concrete_fields if field.attname == column)


def _missing(row: Model) -> list[str]:
    """Columns that point to a row that is not there."""
    return [
        field.attname
        for field in row._meta.concrete_fields
        if field.related_model is not None
        and getattr(row, field.attname) is not None
        and not field.related_model._base_manager.filter(pk=getattr(row, field.attname)).exists()
    ]

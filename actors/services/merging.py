"""Two records of one place become one. Nothing is lost: what points to the one that goes moves along, as the
`merge.py` of every app says, and each step is written down so that `unmerging` can take it back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from actors.models import Actor, ActorMerge, MergeLine, NotDuplicate
from actors.services.actors import fold_actor
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.declare import Double, Merged, merged_links
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import sort_key

# What is chosen as one, and the columns that go along with it.
CHOICES: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "other_names": ("other_names",),
    "kind": ("kind_id",),
    "area": ("area_id",),
    "address": ("street", "house_number", "postcode", "city", "lon", "lat", "buurt_id"),
    "phone": ("phone",),
    "email": ("email",),
    "website": ("website",),
    "connecting": ("connecting", "connecting_why"),
    "ask_first": ("ask_first",),
    "wants": ("wants",),
    "offers": ("offers",),
    "known_through": ("known_through",),
    "rhythm_days": ("rhythm_days",),
    "public": ("public",),
}
# As many letters as the column of other names takes.
_MOST_NAMES = 200
# Bookkeeping of which the later day counts.
_LATEST = ("last_spoken_on", "new_face_on")


@dataclass(slots=True)
class Moving:
    """What a merge does with the rows of one link. `doubles` are the rows that make place, each for another row."""

    link: Merged
    moved: list[Any] = field(default_factory=list)
    ended: list[Any] = field(default_factory=list)
    doubles: list[tuple[Any, Any]] = field(default_factory=list)
    to_itself: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.moved) + len(self.ended)

    @property
    def gone(self) -> int:
        return len(self.doubles) + len(self.to_itself)


def what_moves(kept: Actor, gone: Actor) -> list[Moving]:
    """Per link what a merge would do; those where nothing happens left out."""
    found = (_plan(link, kept, gone) for link in links_to_actor())
    return [moving for moving in found if moving.count or moving.gone]


def links_to_actor() -> list[Merged]:
    """What points to a place, in every app."""
    return [link for link in merged_links() if _related(link) is Actor]


def why_not(kept: Actor, gone: Actor) -> str:
    """Why these two may not become one; empty when they may."""
    if kept.pk == gone.pk:
        return str(_("Kies twee verschillende plekken."))
    if kept.municipality_id != gone.municipality_id:
        return str(_("Deze plekken liggen in twee gemeenten. Die voeg je niet samen."))
    if kept.archived_on or gone.archived_on:
        return str(_("Een van de twee ligt in het archief. Haal die eerst terug."))
    if kept.kind.sensitive != gone.kind.sensitive:
        return str(_("Een van de twee is van een gevoelige soort. Die voeg je alleen samen met een gevoelige soort."))
    return ""


@transaction.atomic
def merge_actors(
    *, kept: Actor, gone: Actor, by: Viewer, versions: tuple[int, int], chosen: Mapping[str, str]
) -> ActorMerge:
    """`gone` goes up in `kept`. `chosen`: choice → "gone" where its value is to stay. `versions` are those that the
    reader saw, of kept and gone; `Conflict` when one was changed since."""
    rows = Actor.objects.select_for_update(of=("self",)).select_related("kind", "area").order_by("pk")
    locked: dict[int, Actor] = {actor.pk: actor for actor in rows.filter(pk__in=[kept.pk, gone.pk])}
    if len(locked) != len({kept.pk, gone.pk}):
        raise ValidationError(_("Een van de twee is er niet meer. Misschien voegde een collega haar al samen."))
    kept, gone = locked[kept.pk], locked[gone.pk]
    for actor, version in zip((kept, gone), versions, strict=True):
        if actor.version != version:
            raise Conflict(actor, {})
    if reason := why_not(kept, gone):
        raise ValidationError(reason)
    merge: ActorMerge = ActorMerge.objects.create(
        municipality_id=kept.municipality_id, kept_pk=kept.pk, gone_pk=gone.pk, by_id=by.pk
    )
    _touch_networks(kept, gone)
    lines = [line for link in links_to_actor() for line in _carry_out(_plan(link, kept, gone), kept, gone)]
    before, whole = snapshot(kept), snapshot(gone)
    _choose(kept, gone, chosen)
    changed = {name: value for name, value in snapshot(kept).items() if before[name] != value}
    lines += [_line(kept, {name: before[name] for name in changed}, changed), _line(gone, whole, None)]
    kept.version += 1
    kept.save()
    record("merge", kept, by=by, before=before, links={"merged": (None, gone.pk)})
    record("merged", gone, by=by, before=whole, links={"merged": (None, kept.pk)})
    _delete_alone(gone)
    for line in lines:
        line.merge = merge
    MergeLine.objects.bulk_create(lines)
    return merge


@transaction.atomic
def keep_apart(*, one: Actor, other: Actor, by: Viewer) -> NotDuplicate:
    """These are two; the list does not ask again."""
    low, high = sorted((one, other), key=lambda actor: int(actor.pk))
    said, is_new = NotDuplicate.objects.get_or_create(one=low, other=high)
    if is_new:
        record("keep_apart", low, by=by, before=snapshot(low), links={"not_the_same": (None, high.pk)})
    return said


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As they are kept in a line: days and moments as text."""
    kept: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return kept


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)


def _related(link: Merged) -> Any:
    return model_of(link.model)._meta.get_field(link.field).related_model


def _plan(link: Merged, kept: Actor, gone: Actor) -> Moving:
    """Decide for every row of the link what happens to it; nothing is written."""
    rows: Any = model_of(link.model)._base_manager
    moving = Moving(link)
    coming = list(rows.filter(**{link.field: gone.pk}).order_by("pk"))
    there: dict[tuple[Any, ...], Any] = {}
    if coming and link.same:
        there = {_key(link, row): row for row in rows.filter(**{link.field: kept.pk}) if _counts(link, row)}
    for row in coming:
        twin = there.get(_key(link, row)) if link.same and _counts(link, row) else None
        if link.not_itself and getattr(row, link.not_itself) == kept.pk:
            moving.to_itself.append(row)
        elif twin is None:
            moving.moved.append(row)
        elif link.double == Double.END:
            moving.ended.append(row)
        elif _rank(link, row) > _rank(link, twin):
            moving.doubles.append((twin, row))
            moving.moved.append(row)
        else:
            moving.doubles.append((row, twin))
    return moving


def _key(link: Merged, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in link.same)


def _counts(link: Merged, row: Any) -> bool:
    return all(getattr(row, name) is None for name in link.while_empty)


def _rank(link: Merged, row: Any) -> tuple[Any, ...]:
    """To compare two rows: the better one is larger; nothing filled in is least."""
    rank: list[tuple[bool, Any]] = []
    for name, order in link.best:
        value = getattr(row, name)
        rank.append((value is not None, order.index(value) if order else value) if value is not None else (False, 0))
    return tuple(rank)


def _carry_out(moving: Moving, kept: Actor, gone: Actor) -> list[MergeLine]:
    """Do what was planned: doubles first, for two rows may not be there at once. Returns what was done, in order."""
    column = f"{moving.link.field}_id"
    rows: Any = model_of(moving.link.model)._base_manager
    lines: list[MergeLine] = []
    for double, stays in moving.doubles:
        lines += _follow(moving.link, double, stays)
    dropped = [double for double, _stays in moving.doubles] + moving.to_itself
    lines += [_line(row, snapshot(row), None) for row in dropped]
    rows.filter(pk__in=[row.pk for row in dropped]).delete()
    for row in moving.ended:
        end = max(today(), row.start) if row.start else today()
        lines.append(_line(row, {column: gone.pk, "end": None}, {column: kept.pk, "end": end}))
        rows.filter(pk=row.pk).update(**{column: kept.pk, "end": end})
    lines += [_line(row, {column: gone.pk}, {column: kept.pk}) for row in moving.moved]
    rows.filter(pk__in=[row.pk for row in moving.moved]).update(**{column: kept.pk})
    return lines


def _follow(link: Merged, double: Model, stays: Model) -> list[MergeLine]:
    """What hangs on a double goes to the row that stays."""
    lines = []
    for label, name in link.follow:
        rows: Any = model_of(label)._base_manager.filter(**{name: double.pk})
        lines += [_line(row, {f"{name}_id": double.pk}, {f"{name}_id": stays.pk}) for row in rows]
        try:
            with transaction.atomic():
                rows.update(**{name: stays.pk})
        except IntegrityError:
            message = _("In een verbinding staat bij allebei een vraag open. Rond er eerst een af.")
            raise ValidationError(message, code="both_open") from None
    return lines


def _line(row: Model, before: Mapping[str, Any], after: Mapping[str, Any] | None) -> MergeLine:
    return MergeLine(
        target_label=row._meta.label,
        target_pk=row.pk,
        before=plain(before),
        after=None if after is None else plain(after),
    )


def _choose(kept: Actor, gone: Actor, chosen: Mapping[str, str]) -> None:
    """Fill in what was chosen. A name that does not stay is kept as another name, so that it is found."""
    names = (kept.name, gone.name)
    for choice, columns in CHOICES.items():
        if chosen.get(choice) == "gone":
            for column in columns:
                setattr(kept, column, getattr(gone, column))
    for column in _LATEST:
        days = [day for day in (getattr(kept, column), getattr(gone, column)) if day]
        setattr(kept, column, max(days, default=None))
    known = {sort_key(name) for name in [kept.name, *kept.other_names.split(",")]}
    for name in names:
        longer = ", ".join(part for part in (kept.other_names, name) if part)
        if sort_key(name) not in known and len(longer) <= _MOST_NAMES:
            kept.other_names = longer
            known.add(sort_key(name))
    fold_actor(kept)


def _touch_networks(*actors: Actor) -> None:
    """What was worked out over the networks of these wijken is worked out anew."""
    wijken = Area.objects.filter(pk__in=[pk for actor in actors for pk in _wijken_of(actor)])
    wijken.update(network_version=F("network_version") + 1)


def _wijken_of(actor: Actor) -> Sequence[int]:
    return [actor.area_id, *actor.actor_areas.values_list("area_id", flat=True)]


def _delete_alone(gone: Actor) -> None:
    """A row that would go along was forgotten in a `merge.py`: then nothing happens at all."""
    count, per_model = gone.delete()
    if count != 1:
        raise RuntimeError(f"A merge would delete more than the place: {sorted(per_model)}")

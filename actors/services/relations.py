"""Ties and reach: who knows whom, and who reaches which residents."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from actors.models import Actor, InformalNetwork, Reach, Tie
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.services import record, record_many, snapshot
from wijknet.ui.dates import today

Side = Actor | InformalNetwork
NO_TIES_HERE = "Bij deze soort plek leggen we geen relaties vast."
ONLY_PLAIN_GROUPS = "Bij deze soort plek noteren we alleen groepen naar straat of levensfase."
# Of a sensitive kind one may know that it reaches a street or a life phase; more would tell who belongs to it.
PLAIN_BASES = (ResidentGroup.Basis.STREET, ResidentGroup.Basis.LIFE_PHASE)
GROUP_TOO_SMALL = "Deze groep is te klein. Daarover leggen we niets vast."


@transaction.atomic
def add_tie(
    *,
    by: Viewer,
    area: Area,
    source: Side,
    target: Side,
    strength: int,
    kind: str = Tie.Kind.KNOWS,
    start: date | None = None,
    end: date | None = None,
    source_text: str = "",
    on: date | None = None,
) -> Tie:
    """Source knows target. The same relation again is confirmed on that day, with the new word for how close, and with
    the days from and until which it holds when these are said."""
    for side in (source, target):
        if isinstance(side, Actor) and side.kind.sensitive:
            raise ValidationError(_(NO_TIES_HERE), code="sensitive")
    if type(source) is type(target) and source.pk == target.pk:
        raise ValidationError(_("Een relatie heeft twee kanten. Kies een ander."), code="itself")
    if {source.municipality_id, target.municipality_id} != {area.municipality_id}:
        raise ValidationError(_("Kies een organisatie of netwerk in dezelfde gemeente."), code="municipality")
    sides = _sides("source", source) | _sides("target", target)
    values: dict[str, Any] = {"strength": strength, "source_text": source_text, "last_confirmed_on": on or today()}
    values |= {name: day for name, day in (("start", start), ("end", end)) if day}
    known = Tie.objects.filter(**sides, kind=kind, end=None).first()
    if known is None:
        try:
            with transaction.atomic():
                tie: Tie = Tie.objects.create(
                    area=area, municipality_id=gemeente_of(area), kind=kind, **sides, **values
                )
        except IntegrityError:
            # A colleague added the same one at the same moment; any other refusal is not ours to swallow.
            known = Tie.objects.filter(**sides, kind=kind, end=None).first()
            if known is None:
                raise
        else:
            record("create", tie, by=by)
            _network_changed([area.pk])
            return tie
    return _change_tie(known, by, values)


@transaction.atomic
def store_ties(*, by: Viewer, new: Sequence[Tie]) -> list[Tie]:
    """New ties that keep the rules, few statements for many: a file has thousands."""
    ties = Tie.objects.bulk_create(new)
    record_many("create", ((tie, None) for tie in ties), by=by)
    _network_changed({tie.area_id for tie in ties})
    return ties


@transaction.atomic
def confirm_tie(*, tie: Tie, by: Viewer, strength: int | None = None, on: date | None = None) -> Tie:
    """Someone said that this still holds."""
    values: dict[str, Any] = {"last_confirmed_on": on or today()}
    return _change_tie(tie, by, values | ({"strength": strength} if strength else {}))


@transaction.atomic
def end_tie(*, tie: Tie, by: Viewer, on: date | None = None) -> Tie:
    """This no longer holds; it stays known that it did."""
    return _change_tie(tie, by, {"end": max(on or today(), tie.start or date.min)})


@transaction.atomic
def set_reach(
    *, by: Viewer, side: Side, group: ResidentGroup, level: str, source_text: str = "", on: date | None = None
) -> Reach:
    """This actor or network reaches the group, is trusted by it, or we asked and do not know."""
    # Holding the group makes two answers about it at once come one after the other.
    if not ResidentGroup.objects.shown().select_for_update(of=("self",)).filter(pk=group.pk):
        raise ValidationError(_(GROUP_TOO_SMALL), code="too_small")
    if side.municipality_id != group.municipality_id:
        raise ValidationError(_("Kies een groep in dezelfde gemeente."), code="municipality")
    if isinstance(side, Actor) and side.kind.sensitive and group.basis not in PLAIN_BASES:
        raise ValidationError(_(ONLY_PLAIN_GROUPS), code="sensitive")
    which = {"actor": side, "network": None} if isinstance(side, Actor) else {"actor": None, "network": side}
    reach = Reach.objects.select_for_update(of=("self",)).filter(**which, group=group).first()
    before = snapshot(reach) if reach else None
    reach = reach or Reach(**which, group=group, area_id=group.area_id, municipality_id=group.municipality_id)
    reach.level, reach.source_text, reach.last_confirmed_on = level, source_text, on or today()
    reach.save()
    record("change" if before else "create", reach, by=by, before=before)
    _network_changed([group.area_id])
    return reach


@transaction.atomic
def confirm_reach(*, reach: Reach, by: Viewer, on: date | None = None) -> Reach:
    """Someone said that this still holds."""
    current: Reach = Reach.objects.select_for_update(of=("self",)).get(pk=reach.pk)
    before = snapshot(current)
    current.last_confirmed_on = on or today()
    current.save(update_fields=["last_confirmed_on"])
    record("change", current, by=by, before=before)
    _network_changed([current.area_id])
    return current


@transaction.atomic
def forget_reach(*, reach: Reach, by: Viewer) -> None:
    """This holds no longer, or was filled in by mistake: the group was not asked about here. The log remembers."""
    current = Reach.objects.select_for_update(of=("self",)).filter(pk=reach.pk).first()
    if current is None:
        return
    record("delete", current, by=by, before=snapshot(current))
    current.delete()
    _network_changed([current.area_id])


@transaction.atomic
def put_back(*, by: Viewer, kind: type[Tie] | type[Reach], before: Mapping[str, Any]) -> None:
    """Undo of an answer to "klopt dit nog?": when it was confirmed and whether it ended are as `before` (a snapshot)
    says; a row that went is made again. What a colleague changed besides stays."""
    fields = {field.attname: field for field in kind._meta.concrete_fields}
    row = kind._default_manager.select_for_update(of=("self",)).filter(pk=before["id"]).first()
    now = snapshot(row) if row else None
    row = row or kind()
    for name in {"last_confirmed_on", "end"} & set(fields) if now else fields:
        setattr(row, name, fields[name].to_python(before[name]))
    # Says it in words when the same was filled in again, or when one of its sides is gone.
    row.full_clean()
    row.save()
    record("restore", row, by=by, before=now)
    _network_changed([row.area_id])


def _change_tie(tie: Tie, by: Viewer, values: dict[str, Any]) -> Tie:
    current: Tie = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
    before = snapshot(current)
    for field, value in values.items():
        setattr(current, field, value)
    current.save(update_fields=list(values))
    record("change", current, by=by, before=before)
    _network_changed([current.area_id])
    return current


def _sides(end: str, side: Side) -> dict[str, Side | None]:
    is_actor = isinstance(side, Actor)
    return {f"{end}_actor": side if is_actor else None, f"{end}_network": None if is_actor else side}


def _network_changed(area_ids: Iterable[int]) -> None:
    """Picture and measures of these wijken are worked out again: their cache is keyed by this number."""
    Area.objects.filter(pk__in=area_ids).update(network_version=F("network_version") + 1)

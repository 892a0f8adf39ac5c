"""Organisations and places: add, change, put away and take back."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import Actor, ActorArea, ActorKind, ActorMerge, Approach, InformalNetwork
from actors.services.archive import set_archived
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import search_words, sort_key


class ActorFacts(TypedDict, total=False):
    """What one may know of an actor besides its name, kind and wijk."""

    other_names: str
    buurt: Area | None
    street: str
    house_number: str
    postcode: str
    city: str
    lon: float | None
    lat: float | None
    phone: str
    email: str
    website: str
    connecting: bool
    connecting_why: str
    ask_first: bool
    wants: str
    offers: str
    known_through: str
    rhythm_days: int | None
    public: bool


@transaction.atomic
def add_actor(
    *,
    by: Viewer,
    area: Area,
    name: str,
    kind: ActorKind,
    active_in: Iterable[Area] = (),
    key: UUID | None = None,
    **facts: Unpack[ActorFacts],
) -> Actor:
    """A new actor with `area` as home wijk, active there and in `active_in`. With the same `key` twice: the first."""
    form_key = claim_key(key, purpose="actor", by=by) if key else None
    if form_key and form_key.target_pk:
        return Actor.objects.get(pk=ActorMerge.objects.into(form_key.target_pk))
    actor = Actor(area=area, municipality_id=gemeente_of(area), name=name, kind=kind, **facts)
    _check(actor, active_in)
    fold_actor(actor)
    actor.save()
    _set_active_in(actor, active_in, is_new=True)
    record("create", actor, by=by)
    if form_key:
        fulfil(form_key, actor)
    return actor


@transaction.atomic
def change_actor(
    *,
    actor: Actor,
    by: Viewer,
    version: int,
    area: Area,
    name: str,
    kind: ActorKind,
    active_in: Iterable[Area] = (),
    themes: Iterable[Theme] | None = None,
    **facts: Unpack[ActorFacts],
) -> Actor:
    """Change what is given; what is not given stays. `Conflict` when someone changed it after `version`."""
    current: Actor = Actor.objects.select_for_update(of=("self",)).select_related("kind").get(pk=actor.pk)
    mine: dict[str, Any] = {"area": area, "name": name, "kind": kind, "active_in": list(active_in), **facts}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in mine.items():
        if field != "active_in":
            setattr(current, field, value)
    chosen = list(themes) if themes is not None else []
    if any(theme.municipality_id != gemeente_of(area) for theme in chosen):
        raise ValidationError({"themes": _("Kies thema's van dezelfde gemeente.")}, code="themes")
    current.municipality_id = gemeente_of(area)
    _check(current, mine["active_in"])
    if kind.sensitive and Actor.objects.filter(pk=current.pk).bound().exists():
        raise ValidationError(
            {"kind": _("Deze soort heeft geen personen en geen relaties. Haal die eerst weg.")}, code="sensitive"
        )
    fold_actor(current)
    current.version += 1
    current.save()
    _set_active_in(current, mine["active_in"])
    if themes is not None:
        current.themes.set(chosen)
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def archive_actor(*, actor: Actor, by: Viewer) -> Actor:
    """Put away: out of lists and choices, not out of what was said. Undo with `restore_actor`."""
    return set_archived(actor, by, "archive", today())


@transaction.atomic
def restore_actor(*, actor: Actor, by: Viewer) -> Actor:
    return set_archived(actor, by, "restore", None)


def mark_spoken(*, actors: Iterable[Actor] = (), networks: Iterable[InformalNetwork] = (), on: date) -> None:
    """Restart the clock of who was spoken to; an older day changes nothing. Called in casework's transaction,
    whose moment is in the log."""
    earlier = Q(last_spoken_on=None) | Q(last_spoken_on__lt=on)
    Actor.objects.filter(earlier, pk__in=[actor.pk for actor in actors]).update(last_spoken_on=on)
    InformalNetwork.objects.filter(earlier, pk__in=[network.pk for network in networks]).update(last_spoken_on=on)


def note_approach(*, actor: Actor, by: Viewer, area: Area, why: str, on: date | None = None) -> Approach:
    """Someone asked this actor for something, from `area`; counted for "te vaak gevraagd"."""
    approach: Approach = Approach.objects.create(
        actor=actor, by_id=by.pk, area=area, municipality_id=gemeente_of(area), why=why, on=on or today()
    )
    return approach


def _check(actor: Actor, active_in: Iterable[Area]) -> None:
    """What spans several rows, so that no constraint of the table can say it."""
    if actor.kind.municipality_id not in {None, actor.municipality_id}:
        raise ValidationError({"kind": _("Deze soort hoort bij een andere gemeente.")}, code="kind")
    if any(area.municipality_id != actor.municipality_id or area.level != Area.Level.WIJK for area in active_in):
        raise ValidationError({"active_in": _("Kies wijken van dezelfde gemeente.")}, code="active_in")
    if actor.buurt and actor.buurt.municipality_id != actor.municipality_id:
        raise ValidationError({"buurt": _("Kies een buurt van dezelfde gemeente.")}, code="buurt")


def fold_actor(actor: Actor) -> None:
    """The columns that are sorted and searched."""
    actor.sort_name = sort_key(actor.name) or "-"
    actor.search_text = search_words(
        actor.name,
        actor.other_names,
        actor.kind.name,
        actor.street,
        actor.postcode,
        actor.postcode.replace(" ", ""),
        actor.city,
        actor.buurt.name if actor.buurt else "",
        actor.connecting_why,
        actor.wants,
        actor.offers,
    )


def _set_active_in(actor: Actor, active_in: Iterable[Area], *, is_new: bool = False) -> None:
    """Exactly these wijken, and the home wijk. Of a new place nothing is known yet, so nobody asks."""
    wanted = {area.pk for area in active_in} | {actor.area_id}
    known = set() if is_new else set(actor.actor_areas.values_list("area_id", flat=True))
    if known - wanted:
        actor.actor_areas.filter(area__in=known - wanted).delete()
    ActorArea.objects.bulk_create(ActorArea(actor=actor, area_id=pk) for pk in sorted(wanted - known))

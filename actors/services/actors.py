"""Organisations and places: add, change, put away and take back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from wijknet.log.services import record, record_many, snapshot
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


@dataclass(frozen=True, slots=True)
class NewActor:
    """A place that keeps the rules and is not stored yet, with what lies in other tables."""

    actor: Actor
    active_in: frozenset[Area]
    themes: frozenset[Theme]


@transaction.atomic
def add_actor(
    *,
    by: Viewer,
    area: Area,
    name: str,
    kind: ActorKind,
    active_in: Iterable[Area] = (),
    themes: Iterable[Theme] = (),
    key: UUID | None = None,
    **facts: Unpack[ActorFacts],
) -> Actor:
    """A new actor with `area` as home wijk, active there and in `active_in`. With the same `key` twice: the first."""
    form_key = claim_key(key, purpose="actor", by=by) if key else None
    if form_key and form_key.target_pk:
        return Actor.objects.get(pk=ActorMerge.objects.into(form_key.target_pk))
    new = new_actor(area=area, name=name, kind=kind, active_in=active_in, themes=themes, **facts)
    (actor,) = store_actors(by=by, new=[new])
    if form_key:
        fulfil(form_key, actor)
    return actor


def new_actor(
    *,
    area: Area,
    name: str,
    kind: ActorKind,
    active_in: Iterable[Area] = (),
    themes: Iterable[Theme] = (),
    **facts: Unpack[ActorFacts],
) -> NewActor:
    """What `store_actors` takes. `ValidationError` when it breaks a rule."""
    actor = Actor(area=area, municipality_id=gemeente_of(area), name=name, kind=kind, **facts)
    new = NewActor(actor, frozenset({area, *active_in}), frozenset(themes))
    _check(actor, new.active_in, new.themes)
    fold_actor(actor)
    return new


@transaction.atomic
def store_actors(*, by: Viewer, new: Sequence[NewActor]) -> list[Actor]:
    """New places, few statements for many: a file has thousands."""
    actors = Actor.objects.bulk_create([each.actor for each in new])
    ActorArea.objects.bulk_create(ActorArea(actor=each.actor, area=area) for each in new for area in each.active_in)
    about = Actor.themes.through
    about._default_manager.bulk_create(about(actor=each.actor, theme=theme) for each in new for theme in each.themes)
    record_many("create", ((actor, None) for actor in actors), by=by)
    return actors


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
    current.municipality_id = gemeente_of(area)
    _check(current, mine["active_in"], chosen)
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
    if keys := [actor.pk for actor in actors]:
        Actor.objects.filter(earlier, pk__in=keys).update(last_spoken_on=on)
    if keys := [network.pk for network in networks]:
        InformalNetwork.objects.filter(earlier, pk__in=keys).update(last_spoken_on=on)


def note_approach(*, actor: Actor, by: Viewer, area: Area, why: str, on: date | None = None) -> Approach:
    """Someone asked this actor for something, from `area`; counted for "te vaak gevraagd"."""
    approach: Approach = Approach.objects.create(
        actor=actor, by_id=by.pk, area=area, municipality_id=gemeente_of(area), why=why, on=on or today()
    )
    return approach


def _check(actor: Actor, active_in: Iterable[Area], themes: Iterable[Theme]) -> None:
    """What spans several rows, so that no constraint of the table can say it."""
    if actor.kind.municipality_id not in {None, actor.municipality_id}:
        raise ValidationError({"kind": _("Deze soort hoort bij een andere gemeente.")}, code="kind")
    if any(area.municipality_id != actor.municipality_id or area.level != Area.Level.WIJK for area in active_in):
        raise ValidationError({"active_in": _("Kies wijken van dezelfde gemeente.")}, code="active_in")
    if any(theme.municipality_id != actor.municipality_id for theme in themes):
        raise ValidationError({"themes": _("Kies thema's van dezelfde gemeente.")}, code="themes")
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


def _set_active_in(actor: Actor, active_in: Iterable[Area]) -> None:
    """Exactly these wijken, and the home wijk."""
    wanted = {area.pk for area in active_in} | {actor.area_id}
    known = set(actor.actor_areas.values_list("area_id", flat=True))
    if known - wanted:
        actor.actor_areas.filter(area__in=known - wanted).delete()
    ActorArea.objects.bulk_create(ActorArea(actor=actor, area_id=pk) for pk in sorted(wanted - known))

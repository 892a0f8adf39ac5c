"""The kinds that every gemeente starts with, and those that a gemeente adds."""

from typing import NamedTuple, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, ActorKind
from actors.services.actors import fold_actor
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.text import fold


class _Kind(NamedTuple):
    name: str
    formal: bool
    icon: str
    rhythm_days: int
    sensitive: bool = False


# Rhythm: how often a wijkmanager usually speaks such a place. The informal ones keep the wijk together, so they
# come round faster. Sensitive kinds say something about belief, politics, health, origin or love (AVG article 9).
_KINDS = (
    _Kind("Huisartsenpraktijk", True, "heart", 60),
    _Kind("Zorg", True, "heart", 60),
    _Kind("School", True, "book", 42),
    _Kind("Kinderopvang", True, "book", 60),
    _Kind("Woningcorporatie", True, "house", 28),
    _Kind("Politie", True, "flag", 28),
    _Kind("Welzijnsorganisatie", True, "people", 28),
    _Kind("Bibliotheek", True, "book", 42),
    _Kind("Gemeentelijke voorziening", True, "office", 42),
    _Kind("Wijkraad", True, "agreement", 28),
    _Kind("Bewonerscommissie", False, "agreement", 28),
    _Kind("Buurthuis", False, "door", 14),
    _Kind("Café", False, "table", 21),
    _Kind("Winkel", False, "shop", 21),
    _Kind("Onderneming", False, "shop", 42),
    _Kind("Markt", False, "shop", 28),
    _Kind("Sportschool", False, "walk", 28),
    _Kind("Sportclub", False, "walk", 42),
    _Kind("Vereniging", False, "people", 42),
    _Kind("Speeltuin of tuin", False, "leaf", 28),
    _Kind("Stichting", True, "paper", 60),
    _Kind("Andere plek", False, "place", 60),
    _Kind("Geloofsgemeenschap", False, "place", 60, sensitive=True),
    _Kind("Politieke partij", True, "place", 90, sensitive=True),
    _Kind("Vakbond", True, "place", 90, sensitive=True),
    _Kind("Zelforganisatie naar herkomst", False, "place", 60, sensitive=True),
    _Kind("LHBTI-organisatie", False, "place", 60, sensitive=True),
    _Kind("Patiëntengroep", False, "place", 60, sensitive=True),
)


# How many places are named that stand in the way of a change.
MOST_NAMED = 10


def ensure_kinds() -> None:
    """Make the kinds that are not there yet; run at set-up and again after an upgrade. What a gemeente changed
    in a kind stays."""
    known = set(ActorKind.objects.filter(municipality=None).values_list("name", flat=True))
    new = [ActorKind(**kind._asdict()) for kind in _KINDS if kind.name not in known]
    ActorKind.objects.bulk_create(new, ignore_conflicts=True)


class KindFacts(TypedDict):
    """What a gemeente says of a kind."""

    name: str
    formal: bool
    sensitive: bool
    icon: str
    rhythm_days: int | None


@transaction.atomic
def add_kind(*, by: Viewer, municipality: Area, key: UUID | None = None, **facts: Unpack[KindFacts]) -> ActorKind:
    """A kind of this gemeente alone. With the same `key` twice: the first."""
    form_key = claim_key(key, purpose="kind", by=by) if key else None
    if form_key and form_key.target_pk:
        return ActorKind.objects.get(pk=form_key.target_pk)
    kind = ActorKind(municipality=municipality, **facts)
    _check_name(kind)
    kind.save()
    record("create", kind, by=by)
    if form_key:
        fulfil(form_key, kind)
    return kind


@transaction.atomic
def change_kind(*, kind: ActorKind, by: Viewer, version: int, **facts: Unpack[KindFacts]) -> ActorKind:
    """Change a kind of a gemeente. Once its places are bound it cannot become sensitive, and a sensitive kind stays
    so as long as it has places: else a place of worship would be open to persons after one click."""
    current = _own(kind)
    if current.version != version:
        raise Conflict(current, dict(facts))
    before = snapshot(current)
    for field, value in facts.items():
        setattr(current, field, value)
    _check_name(current)
    _check_sensitive(current, was=bool(before["sensitive"]))
    current.version += 1
    current.save()
    if before["name"] != current.name:
        _fold_again(current)
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def hide_kind(*, kind: ActorKind, municipality: Area, by: Viewer) -> ActorKind:
    """Not to be chosen any more in this gemeente; places that are of this kind stay so."""
    if not kind.hidden_in.filter(pk=municipality.pk).exists():
        kind.hidden_in.add(municipality)
        record("hide", kind, by=by, before=snapshot(kind))
    return kind


@transaction.atomic
def show_kind(*, kind: ActorKind, municipality: Area, by: Viewer) -> ActorKind:
    """To be chosen again."""
    if kind.hidden_in.filter(pk=municipality.pk).exists():
        kind.hidden_in.remove(municipality)
        record("show", kind, by=by, before=snapshot(kind))
    return kind


@transaction.atomic
def remove_kind(*, kind: ActorKind, by: Viewer) -> None:
    """Gone, as long as no place is of this kind; the database refuses it as well."""
    current = _own(kind)
    if Actor.objects.filter(kind=current).exists():
        raise ValidationError(_("Er zijn plekken van deze soort. Verberg de soort, of geef die plekken een andere."))
    record("remove", current, by=by, before=snapshot(current))
    current.delete()


@transaction.atomic
def merge_kind(*, kind: ActorKind, into: ActorKind, by: Viewer) -> int:
    """Every place of a gemeente's own kind becomes of another one, and the kind goes. Returns how many places."""
    current = _own(kind)
    if into.municipality_id not in {None, current.municipality_id}:
        raise ValidationError({"into": _("Kies een soort van je eigen gemeente, of van alle gemeenten.")}, code="into")
    if current.pk == into.pk:
        raise ValidationError({"into": _("Kies een andere soort.")}, code="itself")
    if current.sensitive and not into.sensitive:
        raise ValidationError(
            {"into": _("Deze soort is gevoelig. Kies een soort die ook gevoelig is.")}, code="sensitive"
        )
    if into.sensitive and (bound := bound_places(current)):
        raise ValidationError({"into": _bound_message(bound)}, code="sensitive")
    places = list(Actor.objects.filter(kind=current).select_related("buurt").select_for_update(of=("self",)))
    for actor in places:
        before = snapshot(actor)
        actor.kind = into
        fold_actor(actor)
        actor.version += 1
        actor.save(update_fields=["kind", "search_text", "version"])
        record("change", actor, by=by, before=before)
    remove_kind(kind=current, by=by)
    return len(places)


def bound_places(kind: ActorKind) -> list[Actor]:
    """Places of this kind that are bound to people, others or plans, as a sensitive kind is not."""
    bound = Actor.objects.filter(kind=kind).bound()
    return list(bound.order_by("sort_name", "pk")[:MOST_NAMED])


def _own(kind: ActorKind) -> ActorKind:
    """The kind, locked, when a gemeente added it itself."""
    current: ActorKind = ActorKind.objects.select_for_update(of=("self",)).get(pk=kind.pk)
    if current.municipality_id is None:
        message = _("Deze soort is er voor alle gemeenten. Je kunt haar alleen verbergen.")
        raise ValidationError(message, code="everybody")
    return current


def _check_name(kind: ActorKind) -> None:
    """One name is one kind, whatever the capitals and accents, and whoever made it."""
    for other in ActorKind.objects.of_municipality(kind.municipality_id or 0).exclude(pk=kind.pk):
        if fold(other.name) == fold(kind.name):
            raise ValidationError({"name": _("Deze soort is er al.")}, code="name")


def _check_sensitive(kind: ActorKind, *, was: bool) -> None:
    if kind.sensitive and not was and (bound := bound_places(kind)):
        raise ValidationError({"sensitive": _bound_message(bound)}, code="sensitive")
    if was and not kind.sensitive and Actor.objects.filter(kind=kind).exists():
        message = _("Er zijn plekken van deze soort. Zolang dat zo is, blijft de soort gevoelig.")
        raise ValidationError({"sensitive": message}, code="sensitive")


def _bound_message(bound: list[Actor]) -> str:
    names = ", ".join(actor.name for actor in bound)
    return _(
        "Bij een gevoelige soort horen geen personen, relaties of netwerken. Haal die eerst weg bij: %(names)s."
    ) % {"names": names}


def _fold_again(kind: ActorKind) -> None:
    """Places are found on the name of their kind as well."""
    places = list(Actor.objects.filter(kind=kind).select_related("kind", "buurt"))
    for actor in places:
        fold_actor(actor)
    Actor.objects.bulk_update(places, ["search_text"], batch_size=500)

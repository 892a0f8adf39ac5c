"""Informal networks: add, change, put away and take back."""

from collections.abc import Iterable
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, InformalNetwork
from actors.services.archive import set_archived
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import search_words, sort_key


class NetworkFacts(TypedDict, total=False):
    """What one may know of a network besides its name and wijk; never who its people are."""

    other_names: str
    about: str
    meeting_place: Actor | None
    meeting_text: str
    rhythm: str
    size: int | None
    language: str
    known_through: str
    rhythm_days: int | None


@transaction.atomic
def add_network(
    *,
    by: Viewer,
    area: Area,
    name: str,
    actors: Iterable[Actor] = (),
    key: UUID | None = None,
    **facts: Unpack[NetworkFacts],
) -> InformalNetwork:
    form_key = claim_key(key, purpose="network", by=by) if key else None
    if form_key and form_key.target_pk:
        return InformalNetwork.objects.get(pk=form_key.target_pk)
    # Without a value the database gives one, after the words to search by are made.
    facts.setdefault("other_names", "")
    network = InformalNetwork(area=area, municipality_id=gemeente_of(area), name=name, **facts)
    taking_part = list(actors)
    _check(network, taking_part)
    _fold(network)
    network.save()
    network.actors.set(taking_part)
    record("create", network, by=by)
    if form_key:
        fulfil(form_key, network)
    return network


@transaction.atomic
def change_network(
    *,
    network: InformalNetwork,
    by: Viewer,
    version: int,
    area: Area,
    name: str,
    actors: Iterable[Actor] = (),
    **facts: Unpack[NetworkFacts],
) -> InformalNetwork:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: InformalNetwork = InformalNetwork.objects.select_for_update(of=("self",)).get(pk=network.pk)
    mine: dict[str, Any] = {"area": area, "name": name, "actors": list(actors), **facts}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in mine.items():
        if field != "actors":
            setattr(current, field, value)
    current.municipality_id = gemeente_of(area)
    _check(current, mine["actors"])
    _fold(current)
    current.version += 1
    current.save()
    took_part = sorted(current.actors.values_list("pk", flat=True))
    current.actors.set(mine["actors"])
    takes_part = sorted(actor.pk for actor in mine["actors"])
    record("change", current, by=by, before=before, links={"actors": (took_part, takes_part)})
    return current


@transaction.atomic
def archive_network(*, network: InformalNetwork, by: Viewer) -> InformalNetwork:
    return set_archived(network, by, "archive", today())


@transaction.atomic
def restore_network(*, network: InformalNetwork, by: Viewer) -> InformalNetwork:
    return set_archived(network, by, "restore", None)


def _check(network: InformalNetwork, actors: Iterable[Actor]) -> None:
    if any(actor.kind.sensitive for actor in actors):
        raise ValidationError({"actors": _("Bij deze soort plek leggen we geen relaties vast.")}, code="sensitive")
    if any(actor.municipality_id != network.municipality_id for actor in actors):
        raise ValidationError({"actors": _("Kies actoren van dezelfde gemeente.")}, code="actors")
    if network.meeting_place and network.meeting_place.municipality_id != network.municipality_id:
        raise ValidationError({"meeting_place": _("Kies een plek van dezelfde gemeente.")}, code="meeting_place")


def _fold(network: InformalNetwork) -> None:
    network.sort_name = sort_key(network.name) or "-"
    place = network.meeting_place.name if network.meeting_place else network.meeting_text
    network.search_text = search_words(
        network.name, network.other_names, network.about, place, network.rhythm, network.language
    )

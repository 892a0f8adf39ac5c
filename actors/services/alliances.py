"""Social alliances: a shared goal, and what each partner wants and offers."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from actors.models import Actor, Alliance, AlliancePartner, InformalNetwork, MunicipalContact
from actors.services.relations import NO_TIES_HERE
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import search_words, sort_key

PartnerSide = Actor | InformalNetwork | MunicipalContact


class AllianceFacts(TypedDict):
    area: Area
    name: str
    goal: str
    start: date | None


@transaction.atomic
def add_alliance(
    *, by: Viewer, themes: Iterable[Theme] = (), key: UUID | None = None, **facts: Unpack[AllianceFacts]
) -> Alliance:
    form_key = claim_key(key, purpose="alliance", by=by) if key else None
    if form_key and form_key.target_pk:
        return Alliance.objects.get(pk=form_key.target_pk)
    alliance = Alliance(**facts)
    _save(alliance, list(themes))
    record("create", alliance, by=by)
    if form_key:
        fulfil(form_key, alliance)
    return alliance


@transaction.atomic
def change_alliance(
    *, alliance: Alliance, by: Viewer, version: int, themes: Iterable[Theme] = (), **facts: Unpack[AllianceFacts]
) -> Alliance:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: Alliance = Alliance.objects.select_for_update(of=("self",)).get(pk=alliance.pk)
    mine: dict[str, Any] = {**facts, "themes": list(themes)}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in facts.items():
        setattr(current, field, value)
    current.version += 1
    _save(current, mine["themes"])
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def set_alliance_archived(*, alliance: Alliance, by: Viewer, archived: bool) -> Alliance:
    """Put away, or take back. Twice the same is once."""
    current: Alliance = Alliance.objects.select_for_update().get(pk=alliance.pk)
    if (current.archived_on is not None) == archived:
        return current
    before = snapshot(current)
    current.archived_on = today() if archived else None
    current.version += 1
    current.save(update_fields=["archived_on", "version"])
    record("archive" if archived else "restore", current, by=by, before=before)
    return current


@transaction.atomic
def add_partner(
    *, by: Viewer, alliance: Alliance, side: PartnerSide, wants: str = "", offers: str = ""
) -> AlliancePartner:
    """The same partner again is told, not stored twice."""
    if isinstance(side, Actor) and side.kind.sensitive:
        raise ValidationError(_(NO_TIES_HERE), code="sensitive")
    if side.municipality_id != alliance.municipality_id:
        raise ValidationError({"partner": _("Kies een partner in dezelfde gemeente.")}, code="municipality")
    which = {Actor: "actor", InformalNetwork: "network", MunicipalContact: "contact"}[type(side)]
    partner = AlliancePartner(alliance=alliance, wants=wants, offers=offers, **{which: side})
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as refusal:
        if not AlliancePartner.objects.filter(alliance=alliance, **{which: side}).exists():
            raise
        raise ValidationError({"partner": _("Deze partner staat er al.")}, code="once") from refusal
    record("create", partner, by=by)
    return partner


@transaction.atomic
def change_partner(*, by: Viewer, partner: AlliancePartner, wants: str, offers: str) -> AlliancePartner:
    current: AlliancePartner = AlliancePartner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    before = snapshot(current)
    current.wants, current.offers = wants, offers
    current.save(update_fields=["wants", "offers"])
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def remove_partner(*, by: Viewer, partner: AlliancePartner) -> None:
    record("delete", partner, by=by, before=snapshot(partner))
    partner.delete()


def _save(alliance: Alliance, themes: list[Theme]) -> None:
    alliance.municipality_id = gemeente_of(alliance.area)
    if any(theme.municipality_id != alliance.municipality_id for theme in themes):
        raise ValidationError({"themes": _("Kies thema's van dezelfde gemeente.")}, code="themes")
    alliance.sort_name = sort_key(alliance.name) or "-"
    alliance.search_text = search_words(alliance.name, alliance.goal, *(theme.name for theme in themes))
    alliance.save()
    alliance.themes.set(themes)

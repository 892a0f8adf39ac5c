"""What an organisation or network itself said about a plan: write it down, or take it away."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, InformalNetwork, Position
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, Plan
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.dates import today

NO_POSITION_HERE = "Bij deze soort plek leggen we niet vast wat zij van een plan vindt."


@transaction.atomic
def add_position(
    *,
    by: Viewer,
    area: Area,
    side: Actor | InformalNetwork,
    plan: Plan,
    stance: str,
    words: str,
    source_text: str,
    on: date,
    key: UUID | None = None,
) -> Position:
    """Their own words; `source_text` is where they said it. A plan that changes gets a new row, never another text."""
    form_key = claim_key(key, purpose="position", by=by) if key else None
    if form_key and form_key.target_pk:
        found: Position | None = Position.objects.filter(pk=form_key.target_pk).first()
        if found:
            return found
    if isinstance(side, Actor) and side.kind.sensitive:
        raise ValidationError(_(NO_POSITION_HERE), code="sensitive")
    if {plan.municipality_id, side.municipality_id} != {area.municipality_id}:
        raise ValidationError({"plan": _("Kies een plan van dezelfde gemeente.")}, code="municipality")
    if on > today():
        raise ValidationError({"on": _("Deze dag moet nog komen.")}, code="on")
    which = {"actor": side} if isinstance(side, Actor) else {"network": side}
    position: Position = Position.objects.create(
        area=area,
        municipality_id=gemeente_of(area),
        plan=plan,
        stance=stance,
        words=words,
        source_text=source_text,
        on=on,
        **which,
    )
    record("create", position, by=by)
    if form_key:
        fulfil(form_key, position)
    return position


@transaction.atomic
def remove_position(*, by: Viewer, position: Position) -> None:
    """They want it gone, or it was never said so."""
    record("delete", position, by=by, before=snapshot(position))
    position.delete()

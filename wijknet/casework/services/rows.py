"""How what was chosen becomes a row: with whom, for whom, on which side, where; and the check before saving."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model

from actors.models import Actor, InformalNetwork, MunicipalContact, PersonFunction
from wijknet.areas.models import Area, ResidentGroup

# None stands for "iemand, geen naam".
Party = Actor | InformalNetwork | PersonFunction | ResidentGroup
Side = Actor | InformalNetwork | ResidentGroup | MunicipalContact


def place_of(area: Area) -> dict[str, Any]:
    """The two columns of everything that is seen per wijk."""
    return {"area": area, "municipality_id": area.municipality_id}


def columns_of(party: Party | Side | None) -> dict[str, Any]:
    """The filled columns for one party; a person with a function brings the actor along."""
    if isinstance(party, PersonFunction):
        return {"function": party, "actor": party.actor}
    if isinstance(party, Actor):
        return {"actor": party}
    if isinstance(party, InformalNetwork):
        return {"network": party}
    if isinstance(party, ResidentGroup):
        return {"group": party}
    if isinstance(party, MunicipalContact):
        return {"municipal_contact": party}
    return {}


def each_once(parties: Iterable[Party | None]) -> list[Party | None]:
    """In the order of choosing, without doubles; "iemand" only when nobody else is named."""
    named = [party for party in dict.fromkeys(parties) if party is not None]
    return [*named] if named else [None]


def store(row: Model, *, update_fields: list[str] | None = None) -> None:
    """Save a row, and say in Dutch what the database refuses. Inside a transaction, which a refusal undoes.

    Asking the database once is cheaper than checking each rule before: that costs three queries per rule.
    Relations were chosen from what the viewer may see.
    """
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    try:
        row.save(update_fields=update_fields)
    except IntegrityError as error:
        for constraint in row._meta.constraints:
            if constraint.name in str(error):
                raise ValidationError(str(constraint.violation_error_message)) from error
        raise

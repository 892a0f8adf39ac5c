"""Persons by function. "Nieuw gezicht": the old function ends, the new person starts with nothing inherited."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, Person, PersonFunction
from wijknet.access import Viewer
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.dates import today

# Said wherever someone is about to be linked to an actor of a sensitive kind.
NO_PERSONS_HERE = "Bij deze soort plek leggen we geen personen vast. Gebruik het openbare contact van de plek."


class PersonFacts(TypedDict, total=False):
    """What may be kept of a person; the ground is never guessed."""

    phone: str
    email: str
    consent_text: str
    told_on: date | None
    told_how: str
    retain_until: date | None


@transaction.atomic
def add_person_function(
    *,
    by: Viewer,
    actor: Actor,
    name: str,
    title: str,
    ground: str,
    start: date | None = None,
    replaces: PersonFunction | None = None,
    key: UUID | None = None,
    **facts: Unpack[PersonFacts],
) -> PersonFunction:
    """Someone to speak to at this actor. `replaces` is the function that ends on the day the new one starts."""
    form_key = claim_key(key, purpose="person", by=by) if key else None
    if form_key and form_key.target_pk:
        return PersonFunction.objects.get(pk=form_key.target_pk)
    if actor.kind.sensitive:
        raise ValidationError(_(NO_PERSONS_HERE), code="sensitive")
    if replaces:
        if replaces.actor_id != actor.pk:
            raise ValidationError(_("Deze persoon hoort bij een andere plek."), code="replaces")
        end_person_function(function=replaces, by=by, on=start or today())
    person = Person.objects.create(municipality_id=actor.municipality_id, name=name, ground=ground, **facts)
    record("create", person, by=by)
    function: PersonFunction = PersonFunction.objects.create(person=person, actor=actor, title=title, start=start)
    record("create", function, by=by)
    if form_key:
        fulfil(form_key, function)
    return function


@transaction.atomic
def end_person_function(*, function: PersonFunction, by: Viewer, on: date | None = None) -> PersonFunction:
    """The person leaves this function; nobody sees them at the actor any more."""
    current: PersonFunction = PersonFunction.objects.select_for_update().get(pk=function.pk)
    if current.end is not None:
        return current
    before = snapshot(current)
    current.end = max(on or today(), current.start) if current.start else on or today()
    current.save(update_fields=["end"])
    record("end", current, by=by, before=before)
    return current

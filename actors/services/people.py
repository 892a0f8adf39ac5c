"""Persons by function or own consent. "Nieuw gezicht": the old function ends, the new person inherits nothing."""

from datetime import date, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.mails import STOP, mail_stop_link
from actors.models import Actor, Person, PersonFunction, Reach, Tie
from actors.services.unmerging import forget_person
from wijknet.access import Viewer
from wijknet.log.services import erase_values, record, record_many, snapshot
from wijknet.privacy.services import give_consent, withdraw
from wijknet.privacy.texts import newest
from wijknet.tokens.services import claim_key, fulfil, issue_link, revoke_links
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today

# Said wherever someone is about to be linked to an actor of a sensitive kind.
NO_PERSONS_HERE = "Bij deze soort plek leggen we geen personen vast. Gebruik het openbare contact van de plek."
CONSENT_TEXT = "be_contact"
# Consent is asked again after a year, unless it was given for longer or shorter.
CONSENT_LASTS = timedelta(days=365)


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
    """Someone to speak to at this actor. `replaces` is the function that ends on the day the new one starts.

    With consent the text that they agreed to is kept in its version, and a link to stop goes to their mail.
    """
    form_key = claim_key(key, purpose="person", by=by) if key else None
    if form_key and form_key.target_pk:
        return PersonFunction.objects.get(pk=form_key.target_pk)
    if actor.kind.sensitive:
        raise ValidationError(_(NO_PERSONS_HERE), code="sensitive")
    if replaces:
        if replaces.actor_id != actor.pk:
            raise ValidationError(_("Deze persoon hoort bij een andere plek."), code="replaces")
        end_person_function(function=replaces, by=by, on=start or today())
        _start_over(actor, by)
    person = Person.objects.create(municipality_id=actor.municipality_id, name=name, ground=ground, **facts)
    record("create", person, by=by)
    function: PersonFunction = PersonFunction.objects.create(person=person, actor=actor, title=title, start=start)
    record("create", function, by=by)
    if ground == Person.Ground.CONSENT:
        give_consent(text_key=CONSENT_TEXT, version=newest(CONSENT_TEXT).version, subject=person, by=by)
        if person.email:
            mail_stop_link(person, actor, issue_link(purpose=STOP, target=person))
    if form_key:
        fulfil(form_key, function)
    return function


@transaction.atomic
def change_person(*, function: PersonFunction, by: Viewer, version: int, **facts: Any) -> PersonFunction:
    """Put right what is kept: `title` of the function, the rest of the person."""
    person: Person = Person.objects.select_for_update().get(pk=function.person_id)
    if person.version != version:
        raise Conflict(person, facts)
    before = snapshot(person)
    title = facts.pop("title", function.title)
    for field, value in facts.items():
        setattr(person, field, value)
    person.version += 1
    person.save()
    record("change", person, by=by, before=before)
    if title != function.title:
        before = snapshot(function)
        function.title = title
        function.save(update_fields=["title"])
        record("change", function, by=by, before=before)
    return function


@transaction.atomic
def tell_person(*, person: Person, by: Viewer, how: str, on: date | None = None) -> Person:
    """The person knows that they are in WijkNet."""
    current: Person = Person.objects.select_for_update().get(pk=person.pk)
    before = snapshot(current)
    current.told_on, current.told_how = on or today(), how
    current.version += 1
    current.save(update_fields=["told_on", "told_how", "version"])
    record("tell", current, by=by, before=before)
    return current


@transaction.atomic
def give_stop_link(*, person: Person, actor: Actor, by: Viewer) -> str:
    """A new link with which the person ends it; older ones stop working. It is mailed to who has an address, and
    given back to be handed over to who has none."""
    revoke_links(purpose=STOP, target=person)
    token = issue_link(purpose=STOP, target=person)
    record("link", person, by=by, before=snapshot(person))
    if not person.email:
        return token
    mail_stop_link(person, actor, token)
    return ""


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


@transaction.atomic
def erase_person(*, person: Person, by: Viewer | None) -> None:
    """Gone for good: the row, their functions, their link and what the log held. Nobody as `by`: the person
    themselves, or the term. What was agreed stays with the place."""
    revoke_links(purpose=STOP, target=person)
    if person.ground == Person.Ground.CONSENT:
        withdraw(text_key=CONSENT_TEXT, subject=person, by=by)
    forget_person(person)
    record("erase", person, by=by, before=snapshot(person))
    for function in person.functions.all():
        erase_values(PersonFunction._meta.label, function.pk)
    erase_values(Person._meta.label, person.pk)
    person.delete()


@transaction.atomic
def note_met(*, actor: Actor, by: Viewer) -> Actor:
    """We met the new face already; Vandaag need not ask."""
    current: Actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if current.new_face_on is None:
        return current
    before = snapshot(current)
    current.new_face_on = None
    current.version += 1
    current.save(update_fields=["new_face_on", "version"])
    record("met", current, by=by, before=before)
    return current


def _start_over(actor: Actor, by: Viewer) -> None:
    """A first meeting asks for itself, and who this place knows and reaches is to be asked again."""
    current: Actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    before = snapshot(current)
    current.new_face_on = today()
    current.version += 1
    current.save(update_fields=["new_face_on", "version"])
    record("new_face", current, by=by, before=before)
    ties = Tie.objects.current().with_actor(actor)
    for rows in (ties, Reach.objects.filter(actor=actor)):
        confirmed: Any = list(rows.exclude(last_confirmed_on=None).select_for_update(of=("self",)))
        changes = [(row, snapshot(row)) for row in confirmed]
        for row in confirmed:
            row.last_confirmed_on = None
        record_many("new_face", changes, by=by)
        rows.model._default_manager.filter(pk__in=[row.pk for row in confirmed]).update(last_confirmed_on=None)

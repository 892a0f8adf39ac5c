"""What of people is past its term goes by itself; a job, once a day, safe to run twice."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from actors.models import Actor, Approach, Buddy, MunicipalContact, Person, PersonFunction, Position
from actors.querysets import DAYS_TO_TELL
from actors.services.contacts import fold_contact
from actors.services.imports.terms import clear_old as clear_old_imports
from actors.services.people import erase_person
from actors.services.unmerging import clear_old_merges
from wijknet.log.services import record, snapshot
from wijknet.ui.dates import today

# After a function ended it can still be put back for as long.
KEEP_AFTER_FUNCTION = timedelta(days=30)
KEEP_AFTER_ARCHIVE = timedelta(days=366)
KEEP_APPROACHES = timedelta(days=366)
KEEP_POSITIONS = timedelta(days=5 * 366)


@transaction.atomic
def clear_old() -> int:
    """Remove persons, and empty the contact fields of what lies in the archive for a year. Returns how many."""
    gone = _people()
    gone += _buddies()
    gone += Position.objects.filter(on__lt=today() - KEEP_POSITIONS).delete()[0]
    gone += Approach.objects.filter(on__lt=today() - KEEP_APPROACHES).delete()[0]
    return gone + _contacts() + _places() + clear_old_imports() + clear_old_merges()


def _people() -> int:
    """Not told within a month, past the day they may be kept, or without any function for a month."""
    day = today()
    untold = Q(told_on=None, added_on__lt=day - timedelta(days=DAYS_TO_TELL))
    held = PersonFunction.objects.filter(Q(end=None) | Q(end__gte=day - KEEP_AFTER_FUNCTION), person=OuterRef("pk"))
    people = Person.objects.filter(untold | Q(retain_until__lt=day) | ~Exists(held))
    count = 0
    for person in people:
        erase_person(person=person, by=None)
        count += 1
    return count


def _buddies() -> int:
    """Who helped until a day, and did not say that it may be longer."""
    old = list(Buddy.objects.filter(retain_until__lt=today()))
    for buddy in old:
        record("erase", buddy, by=None)
        buddy.delete()
    return len(old)


def _contacts() -> int:
    """A desk stays known; who sat there does not."""
    old = MunicipalContact.objects.filter(archived_on__lt=today() - KEEP_AFTER_ARCHIVE)
    count = 0
    for contact in old.exclude(name="", function="", phone="", email=""):
        before = snapshot(contact)
        contact.name = contact.function = contact.phone = contact.email = ""
        fold_contact(contact, contact.themes.all())
        contact.save()
        record("erase", contact, by=None, before=before)
        count += 1
    return count


def _places() -> int:
    old = Actor.objects.filter(archived_on__lt=today() - KEEP_AFTER_ARCHIVE).exclude(phone="", email="")
    count = 0
    for actor in old:
        before = snapshot(actor)
        actor.phone = actor.email = ""
        actor.save(update_fields=["phone", "email"])
        record("erase", actor, by=None, before=before)
        count += 1
    return count

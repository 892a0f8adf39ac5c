"""What is past its term goes, and nothing else does."""

from datetime import timedelta
from typing import Any

import pytest

from actors.models import Actor, Approach, MunicipalContact, Person, PersonFunction
from actors.services import add_municipal_contact, archive_actor, archive_municipal_contact, clear_old, note_approach
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today


def ago(days: int) -> Any:
    return today() - timedelta(days=days)


@pytest.mark.parametrize(
    ("person", "function", "stays"),
    [
        ({}, {}, True),
        ({"added_on": ago(31)}, {}, True),
        ({"added_on": ago(32)}, {}, False),
        ({"added_on": ago(400), "told_on": ago(390), "told_how": "mail"}, {}, True),
        ({"told_on": ago(9), "told_how": "mail", "retain_until": ago(1)}, {}, False),
        ({"retain_until": today()}, {}, True),
        ({}, {"end": ago(30)}, True),
        ({}, {"end": ago(31)}, False),
    ],
)
def test_people(owner: PersonFunction, person: dict[str, Any], function: dict[str, Any], stays: bool) -> None:
    Person.objects.update(**person)
    PersonFunction.objects.update(**function)
    assert clear_old() == (0 if stays else 1)
    assert Person.objects.exists() is PersonFunction.objects.exists() is stays
    assert clear_old() == 0


def test_what_was_said_with_a_person_stays_with_the_place(
    bakery: Actor, owner: PersonFunction, klarendal: Area, fatima: User
) -> None:
    Agreement.objects.create(
        area=klarendal,
        municipality=klarendal.municipality or klarendal,
        actor=bakery,
        function=owner,
        what="bellen",
        by=fatima,
        due=today(),
    )
    Person.objects.update(added_on=ago(99))
    assert clear_old() == 1
    agreement = Agreement.objects.get()
    assert (agreement.actor, agreement.function) == (bakery, None)
    assert "Emine" not in str(list(LogEntry.objects.values_list("before", "after")))


def test_contacts_and_places_a_year_in_the_archive(arnhem: Area, practice: Actor, fatima: User) -> None:
    contact = add_municipal_contact(
        by=fatima, municipality=arnhem, department="Groen", name="Tessa (test)", phone="14 026", email="t@a.example"
    )
    archive_municipal_contact(contact=contact, by=fatima)
    archive_actor(actor=practice, by=fatima)
    assert clear_old() == 0
    MunicipalContact.objects.update(archived_on=ago(367))
    Actor.objects.update(archived_on=ago(367))
    assert clear_old() == 2
    contact.refresh_from_db()
    practice.refresh_from_db()
    assert (str(contact), contact.phone, contact.email) == ("Groen", "", "")
    assert "tessa" not in contact.search_text + contact.sort_name
    assert (practice.phone, practice.email) == ("", "")
    assert clear_old() == 0


def test_approaches_are_kept_a_year(bakery: Actor, klarendal: Area, fatima: User) -> None:
    note_approach(actor=bakery, by=fatima, area=klarendal, why="posters", on=ago(366))
    assert clear_old() == 0
    Approach.objects.update(on=ago(367))
    assert clear_old() == 1

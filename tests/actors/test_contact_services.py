"""Gemeente contacts: what the verbs write and refuse."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from actors.models import MunicipalContact
from actors.services import (
    add_municipal_contact,
    archive_municipal_contact,
    change_municipal_contact,
    restore_municipal_contact,
)
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.log.models import LogEntry
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today


def test_a_desk_and_a_colleague(arnhem: Area, klarendal: Area, desk: MunicipalContact, fatima: User) -> None:
    theme = Theme.objects.create(municipality=arnhem, name="Groene straten")
    contact = add_municipal_contact(
        by=fatima,
        municipality=arnhem,
        department="Groen",
        name="Tessa",
        themes=[theme],
        wijken=[klarendal],
        deputy=desk,
    )
    assert (str(contact), str(desk)) == ("Groen: Tessa", "Beheer (test)")
    assert "groene straten" in contact.search_text
    changed = change_municipal_contact(contact=contact, by=fatima, version=1, department="Groen en water", name="Tessa")
    assert (changed.version, changed.themes.count(), changed.deputy) == (2, 0, desk)
    with pytest.raises(Conflict):
        change_municipal_contact(contact=contact, by=fatima, version=1, department="Laat")
    assert "Tessa" not in str(list(LogEntry.objects.values_list("before", "after")))


def test_who_serves_a_wijk(
    arnhem: Area, klarendal: Area, geitenkamp: Area, desk: MunicipalContact, fatima: User
) -> None:
    here = add_municipal_contact(by=fatima, municipality=arnhem, department="Hier", wijken=[klarendal])
    contacts = MunicipalContact.objects.all()
    assert set(contacts.for_area(klarendal)) == {here, desk}
    assert set(contacts.for_area(geitenkamp)) == {desk}


def test_a_contact_stays_in_its_gemeente(
    arnhem: Area, goeree: Area, other_wijk: Area, desk: MunicipalContact, fatima: User
) -> None:
    theme = Theme.objects.create(municipality=goeree, name="Dorp")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("themes", {"municipality": arnhem, "themes": [theme]}),
        ("wijken", {"municipality": arnhem, "wijken": [other_wijk]}),
        ("deputy", {"municipality": goeree, "deputy": desk}),
    ]
    for field, facts in wrong:
        with pytest.raises(ValidationError) as refusal:
            add_municipal_contact(by=fatima, department="X", **facts)
        assert field in refusal.value.message_dict
    assert MunicipalContact.objects.count() == 1


def test_a_contact_made_twice_is_one_and_goes_to_the_archive_and_back(arnhem: Area, fatima: User) -> None:
    key = uuid4()
    contact = add_municipal_contact(by=fatima, municipality=arnhem, department="X", key=key)
    assert add_municipal_contact(by=fatima, municipality=arnhem, department="X", key=key) == contact
    assert archive_municipal_contact(contact=contact, by=fatima).archived_on == today()
    assert not MunicipalContact.objects.all().current().exists()
    assert restore_municipal_contact(contact=contact, by=fatima).archived_on is None

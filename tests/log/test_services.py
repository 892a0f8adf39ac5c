"""What the log keeps of a write, and what it leaves out."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.log.services import erase_values, note_read, record, snapshot, write_reads


def test_a_new_row_is_told_whole_without_empty_fields(klarendal: Area, fatima: User) -> None:
    entry = record("create", klarendal, by=fatima)
    assert (entry.verb, entry.model, entry.object_pk) == ("create", "areas.Area", klarendal.pk)
    assert entry.before is None
    assert entry.after
    assert entry.after["name"] == "Klarendal"
    assert "name" in entry.fields
    assert "id" not in entry.fields


def test_a_change_tells_only_what_differs(klarendal: Area, fatima: User) -> None:
    before = snapshot(klarendal)
    klarendal.name = "Klarendal-Zuid"
    entry = record("change", klarendal, by=fatima, before=before)
    assert entry.fields == ["name"]
    assert (entry.before, entry.after) == ({"name": "Klarendal"}, {"name": "Klarendal-Zuid"})


def test_personal_values_stay_out_but_the_field_is_named(fatima: User, beheer: User) -> None:
    before = snapshot(fatima)
    fatima.name, fatima.email, fatima.is_active = "Fatima Nieuw", "nieuw@arnhem.example", False
    fatima.set_password("een-ander-lang-wachtwoord")
    entry = record("change", fatima, by=beheer, before=before)
    assert entry.fields == ["email", "is_active", "name", "password"]
    assert (entry.before, entry.after) == ({"is_active": True}, {"is_active": False})


def test_who_did_it_and_as_what(arnhem: Area, klarendal: Area, beheer: User) -> None:
    settings = MunicipalitySettings.objects.get(municipality=arnhem)
    entry = record("change", settings, by=beheer, before=snapshot(settings))
    assert entry.actor_id == beheer.pk
    assert entry.municipality_id == arnhem.pk
    assert entry.function == Function.CURATOR


def test_what_the_system_does_has_no_actor(klarendal: Area) -> None:
    entry = record("create", klarendal, by=None)
    assert (entry.actor_id, entry.function) == (None, "")


def test_who_has_no_function_there_is_logged_without_one(klarendal: Area, other_gemeente: User) -> None:
    assert record("change", klarendal, by=other_gemeente, before=snapshot(klarendal)).function == ""


def test_dates_are_kept_as_text(fatima: User, beheer: User) -> None:
    assignment = fatima.assignments.get()
    entry = record("create", assignment, by=beheer)
    assert entry.after
    assert entry.after["start"] == assignment.start.isoformat()


def test_erasure_reaches_every_entry_of_the_row_and_no_other(klarendal: Area, geitenkamp: Area, fatima: User) -> None:
    record("create", klarendal, by=fatima)
    record("create", geitenkamp, by=fatima)
    assert erase_values("areas.Area", klarendal.pk) == 1
    assert LogEntry.objects.get(object_pk=klarendal.pk).after is None
    assert LogEntry.objects.get(object_pk=geitenkamp.pk).after


@pytest.fixture
def request_of_fatima(rf: RequestFactory, fatima: User) -> HttpRequest:
    request = rf.get("/")
    request.user = fatima
    return request


def test_a_thing_shown_twice_in_one_answer_is_one_read(request_of_fatima: HttpRequest, klarendal: Area) -> None:
    note_read(request_of_fatima, klarendal)
    note_read(request_of_fatima, klarendal)
    write_reads(request_of_fatima)
    read = ReadEntry.objects.get()
    assert (read.model, read.object_pk) == ("areas.Area", klarendal.pk)


def test_nothing_noted_is_nothing_written(request_of_fatima: HttpRequest) -> None:
    write_reads(request_of_fatima)
    assert not ReadEntry.objects.exists()


def test_someone_signed_out_is_nobody_to_log(request_of_fatima: HttpRequest, klarendal: Area) -> None:
    request_of_fatima.user = AnonymousUser()
    note_read(request_of_fatima, klarendal)
    write_reads(request_of_fatima)
    assert not ReadEntry.objects.exists()

"""The database refuses every change of the log, whoever asks; erasure and the end of a term are the exceptions."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.triggers import triggers_on
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log import triggers
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.log.services import clear_old, erase_values, record


@pytest.fixture(autouse=True)
def _triggers(db: None) -> Iterator[None]:
    with triggers_on():
        yield


@pytest.fixture
def entry(klarendal: Area, fatima: User) -> LogEntry:
    return record("change", klarendal, by=fatima, before={"name": "Klarendaal"})


@pytest.fixture
def read(fatima: User) -> ReadEntry:
    return ReadEntry.objects.create(
        actor_id=fatima.pk, model="actors.Person", object_pk=1, keep_until=timezone.localdate()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "read"},
        {"actor_id": None},
        {"object_pk": 0},
        {"model": "areas.Theme"},
        {"municipality_id": 0},
        {"fields": []},
        {"at": timezone.now() - timedelta(days=1)},
        {"keep_until": timezone.localdate() - timedelta(days=1)},
        {"after": {"name": "Geitenkamp"}, "before": None, "erased": True},
        {"before": None, "after": None},
        {"before": None, "after": None, "erased": True, "verb": "read"},
    ],
    ids=" ".join,
)
def test_an_entry_is_refused_every_change(entry: LogEntry, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(**change)
    assert LogEntry.objects.get(pk=entry.pk).verb == "change"


def test_the_values_of_an_entry_may_go(entry: LogEntry) -> None:
    assert erase_values(entry.model, entry.object_pk) == 1
    entry.refresh_from_db()
    assert (entry.before, entry.after, entry.erased) == (None, None, True)
    assert entry.fields


def test_erased_stays_erased(entry: LogEntry) -> None:
    erase_values(entry.model, entry.object_pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(erased=False)


@pytest.mark.parametrize("days", [0, 1])
def test_an_entry_stays_up_to_and_including_its_last_day(entry: LogEntry, days: int) -> None:
    kept = LogEntry.objects.create(
        verb="change", model="areas.Area", object_pk=1, keep_until=timezone.localdate() + timedelta(days=days)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=kept.pk).delete()


def test_an_entry_goes_when_its_term_has_passed(entry: LogEntry) -> None:
    past = timezone.localdate() - timedelta(days=2)
    LogEntry.objects.create(verb="change", model="areas.Area", object_pk=1, keep_until=past)
    ReadEntry.objects.create(actor_id=1, model="actors.Person", object_pk=1, keep_until=past)
    assert clear_old() == 2
    assert list(LogEntry.objects.all()) == [entry]


def test_a_read_is_refused_every_change(read: ReadEntry) -> None:
    for change in ({"actor_id": 0}, {"object_pk": 2}, {"keep_until": timezone.localdate() - timedelta(days=9)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReadEntry.objects.filter(pk=read.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadEntry.objects.filter(pk=read.pk).delete()
    assert ReadEntry.objects.filter(pk=read.pk).exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["log_logentry", "log_readentry"])
def test_the_log_is_not_emptied_at_once(entry: LogEntry, table: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{table}"')


def test_the_way_back_takes_the_triggers_off(entry: LogEntry, read: ReadEntry) -> None:
    with connection.cursor() as cursor:
        editor: Any = SimpleNamespace(connection=connection, execute=cursor.execute)
        triggers.drop(None, editor)
    assert LogEntry.objects.filter(pk=entry.pk).update(verb="read") == 1
    assert ReadEntry.objects.filter(pk=read.pk).delete()[0] == 1

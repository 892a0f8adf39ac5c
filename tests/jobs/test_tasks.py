"""Work that someone asked for: done once, seen while it runs, and never lost with its worker."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from wijknet.jobs.models import Task
from wijknet.jobs.services import (
    Progress,
    clear_old,
    enqueue,
    find_task,
    progress_of,
    release_running,
    run_waiting,
    tell_progress,
)

pytestmark = pytest.mark.django_db
done: list[int] = []
seen: list[Progress | None] = []


def work(target_pk: int) -> None:
    tell_progress("import-7", 3, 12)
    seen.append(progress_of("import-7"))
    done.append(target_pk)


def fail(target_pk: int) -> None:
    raise LookupError("fatima@arnhem.example")


@pytest.fixture(autouse=True)
def _waits_for_the_worker(settings: Settings) -> None:
    settings.JOBS_IMMEDIATE = False
    done.clear()
    seen.clear()


def ask(name: str = "work") -> Task:
    return enqueue(f"{__name__}.{name}", key="import-7", target_pk=7)


def test_asked_twice_is_done_once() -> None:
    assert ask().state == ask().state == "WAITING"
    assert run_waiting() == 1
    assert run_waiting() == 0
    assert ask().state == "DONE"
    assert done == [7]


def test_without_a_worker_it_is_done_at_once(settings: Settings) -> None:
    settings.JOBS_IMMEDIATE = True
    assert ask().state == "DONE"


def test_how_far_it_is_can_be_seen_while_it_runs_and_not_after() -> None:
    ask()
    assert progress_of("import-7") is None
    run_waiting()
    assert seen == [Progress(3, 12)]
    assert progress_of("import-7") is None


def test_a_failure_keeps_its_kind_and_not_what_it_said_and_may_be_tried_again() -> None:
    ask("fail")
    run_waiting()
    task = find_task("import-7")
    assert task is not None
    assert (task.state, task.error) == ("FAILED", "LookupError")
    assert "arnhem" not in str(Task.objects.values())
    assert ask("fail").state == "WAITING"


def test_what_a_killed_worker_did_is_done_by_the_next() -> None:
    task = ask()
    Task.objects.update(state="RUNNING", attempts=1, leased_until=timezone.now() + timedelta(minutes=5))
    assert run_waiting() == 0
    assert release_running() == 1
    assert run_waiting() == 1
    task.refresh_from_db()
    assert (task.state, task.attempts) == ("DONE", 2)


def test_a_lease_that_is_over_is_taken_by_a_worker_that_runs() -> None:
    ask()
    Task.objects.update(state="RUNNING", attempts=1, leased_until=timezone.now() - timedelta(seconds=1))
    assert run_waiting() == 1
    assert done == [7]


def test_work_that_kills_its_worker_each_time_is_given_up() -> None:
    ask()
    Task.objects.update(attempts=3)
    run_waiting()
    task = Task.objects.get()
    assert (task.state, task.error, done) == ("FAILED", "GivenUp", [])


def test_the_worker_does_what_waits(settings: Settings) -> None:
    settings.JOBS = {}
    ask()
    call_command("worker", "--once")
    assert done == [7]


def test_old_work_goes() -> None:
    ask()
    run_waiting()
    assert clear_old() == 0
    Task.objects.update(ended_at=timezone.now() - timedelta(days=91))
    assert clear_old() == 1


def test_work_that_runs_has_an_end() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(key="x", work="y", target_pk=1, state="RUNNING")

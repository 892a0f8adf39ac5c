"""Jobs run on their rhythm; one that fails is remembered and stops nobody else."""

from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from wijknet.jobs import services
from wijknet.jobs.management.commands import worker
from wijknet.jobs.models import JobRun
from wijknet.jobs.services import clear_old, run_due, timetable

pytestmark = pytest.mark.django_db
done: list[str] = []


def work() -> int:
    done.append("work")
    return 3


def idle() -> int:
    done.append("idle")
    return 0


def fail() -> int:
    done.append("fail")
    raise LookupError("fatima@arnhem.example")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def plan(settings: Settings, **seconds: int) -> None:
    settings.JOBS = {f"{__name__}.{name}": every for name, every in seconds.items()}


def earlier(seconds: int) -> None:
    JobRun.objects.update(started_at=timezone.now() - timedelta(seconds=seconds))


def test_a_job_runs_when_its_rhythm_has_passed(settings: Settings) -> None:
    plan(settings, work=60)
    assert [run.count for run in run_due()] == [3]
    assert run_due() == []
    earlier(61)
    assert len(run_due()) == 1
    assert done == ["work", "work"]


def test_a_failure_is_remembered_without_what_it_said_and_the_next_job_runs(settings: Settings) -> None:
    plan(settings, fail=2, work=2)
    failed, worked = run_due()
    assert (failed.ok, failed.error) == (False, "LookupError")
    assert worked.ok
    assert "arnhem" not in str(JobRun.objects.values())


def test_a_job_that_fails_waits_a_minute(settings: Settings) -> None:
    plan(settings, fail=2)
    run_due()
    earlier(30)
    assert run_due() == []
    earlier(61)
    assert len(run_due()) == 1


def test_of_runs_without_work_only_the_newest_is_kept(settings: Settings) -> None:
    plan(settings, idle=0, work=0)
    for _ in range(3):
        run_due()
    assert JobRun.objects.filter(job__endswith="idle").count() == 1
    assert JobRun.objects.filter(job__endswith="work").count() == 3


def test_old_runs_go(settings: Settings) -> None:
    plan(settings, work=0)
    run_due()
    earlier(91 * 24 * 3600)
    run_due()
    assert clear_old() == 1


def test_every_job_of_the_settings_exists_and_runs_on_empty_tables() -> None:
    assert {job.name for job in timetable()} == set(project_settings.JOBS)
    assert all(run.ok for run in run_due())


def test_the_worker_does_one_round_when_asked(settings: Settings) -> None:
    plan(settings, work=60)
    call_command("worker", "--once")
    assert done == ["work"]


def test_the_worker_survives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def away() -> None:
        rounds.append(1)
        if len(rounds) > 1:
            raise SystemExit
        raise OperationalError

    monkeypatch.setattr(worker, "run_due", away)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(SystemExit):
        call_command("worker", "--pause", "0")
    assert len(rounds) == 2
    assert services.timetable()

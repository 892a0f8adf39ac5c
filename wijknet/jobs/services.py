"""Run jobs on a timetable and work that was asked for, each safe to run twice, and remember how it went."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from wijknet.jobs.models import JobRun, Task

logger = logging.getLogger(__name__)

# A job that fails waits at least so long, so that what is broken does not fill the book.
AFTER_FAILURE = timedelta(minutes=1)
KEEP = timedelta(days=90)
# Work gets this long, and no worker looks at it meanwhile. What takes longer must stop by itself.
LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A function that does what is due and returns how much it did."""

    name: str
    every: timedelta
    run: Callable[[], int]


def timetable() -> list[Job]:
    """The jobs of `settings.JOBS` (dotted path → seconds between two runs)."""
    return [
        Job(name=path, every=timedelta(seconds=seconds), run=import_string(path))
        for path, seconds in settings.JOBS.items()
    ]


def run_job(job: Job) -> JobRun:
    """Run one job now. An error is remembered and logged, never raised: the next job must go on."""
    entry = JobRun.objects.create(job=job.name)
    try:
        entry.count = job.run()
        entry.ok = True
    except Exception as error:
        entry.ok, entry.error = False, type(error).__name__
        logger.exception("job_failed", extra={"job": job.name})
    entry.ended_at = timezone.now()
    entry.save()
    # Runs that found nothing to do are kept once: the newest says that the job is alive.
    JobRun.objects.filter(job=job.name, ok=True, count=0, pk__lt=entry.pk).delete()
    return entry


def run_due() -> list[JobRun]:
    """Run every job whose last run began longer ago than its rhythm."""
    now = timezone.now()
    ran = []
    for job in timetable():
        last = JobRun.objects.filter(job=job.name).order_by("-started_at").first()
        pause = max(job.every, AFTER_FAILURE) if last and last.ok is False else job.every
        if last is None or now - last.started_at >= pause:
            ran.append(run_job(job))
    return ran


def clear_old() -> int:
    """Delete runs and work of long ago; a job, once a day. Returns how many went."""
    day = timezone.now() - KEEP
    runs, _ = JobRun.objects.filter(started_at__lt=day).delete()
    tasks, _ = Task.objects.filter(ended_at__lt=day).delete()
    return runs + tasks


def enqueue(work: str, *, key: str, target_pk: int) -> Task:
    """Ask the worker to call `work` (dotted path) with the key of a row. In the caller's transaction.

    The same `key` again is the same work: done once, unless it failed, then it is tried anew. Without a worker
    (`JOBS_IMMEDIATE`, in tests) it is done before this returns.
    """
    task, is_new = Task.objects.get_or_create(key=key, defaults={"work": work, "target_pk": target_pk})
    if not is_new:
        again = Task.objects.filter(pk=task.pk, state=Task.State.FAILED)
        if not again.update(state=Task.State.WAITING, attempts=0, error="", ended_at=None):
            return task
    if settings.JOBS_IMMEDIATE:
        run_waiting()
    task.refresh_from_db()
    return task


def find_task(key: str) -> Task | None:
    return Task.objects.filter(key=key).first()


def run_waiting() -> int:
    """Do all work that waits, oldest first. Returns how much was done."""
    count = 0
    while (task := _take()) is not None:
        _do(task)
        count += 1
    return count


def release_running() -> int:
    """Give back what a killed worker was doing; the worker asks it once, when it starts."""
    return Task.objects.filter(state=Task.State.RUNNING).update(state=Task.State.WAITING, leased_until=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work is, in whatever it counts."""

    done: int
    total: int


def tell_progress(key: str, done: int, total: int) -> None:
    """Say how far the work is. In a file: a row would stay unseen until the transaction of the work ends."""
    path = _progress_file(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{done} {total}", encoding="ascii")
    fresh.replace(path)


def progress_of(key: str) -> Progress | None:
    """How far the work is; nothing when it did not begin, or is done."""
    try:
        done, total = _progress_file(key).read_text(encoding="ascii").split()
        return Progress(int(done), int(total))
    except (OSError, ValueError):
        return None


def _progress_file(key: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "progress" / key


def _take() -> Task | None:
    """Lease the oldest work that nobody does. What failed its worker too often is given up."""
    now = timezone.now()
    lost = Q(state=Task.State.RUNNING, leased_until__lt=now)
    with transaction.atomic():
        waiting = Task.objects.select_for_update(skip_locked=True).filter(Q(state=Task.State.WAITING) | lost)
        task = waiting.order_by("pk").first()
        if task is None:
            return None
        task.attempts += 1
        task.state, task.leased_until = Task.State.RUNNING, now + LEASE
        if task.attempts > MOST_ATTEMPTS:
            task.state, task.ended_at, task.error = Task.State.FAILED, now, "GivenUp"
        task.save()
    return task


def _do(task: Task) -> None:
    """Do it. An error is remembered by its kind and logged, never raised: the next work must go on."""
    if task.state != Task.State.RUNNING:
        return
    try:
        work: Callable[[int], None] = import_string(task.work)
        work(task.target_pk)
        task.state = Task.State.DONE
    except Exception as error:
        task.state, task.error = Task.State.FAILED, type(error).__name__
        logger.exception("task_failed", extra={"job": task.work})
    task.ended_at, task.leased_until = timezone.now(), None
    task.save()
    _progress_file(task.key).unlink(missing_ok=True)

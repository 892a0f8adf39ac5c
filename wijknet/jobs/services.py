"""Run jobs on a timetable, each safe to run twice, and remember how it went."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from wijknet.jobs.models import JobRun

logger = logging.getLogger(__name__)

# A job that fails waits at least so long, so that what is broken does not fill the book.
AFTER_FAILURE = timedelta(minutes=1)
KEEP = timedelta(days=90)


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
    """Delete runs of long ago; a job, once a day. Returns how many went."""
    count, _ = JobRun.objects.filter(started_at__lt=timezone.now() - KEEP).delete()
    return count

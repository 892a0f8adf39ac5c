"""Files and what undoing takes go when their term is over; a job, once a day, safe to run twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from actors.models import ImportLine, ImportRun
from actors.models.imports import UNDO_DAYS, UNFINISHED_DAYS
from wijknet.files.services import remove_files

# That there was an import stays known for a year: it is in the log for longer.
KEEP_RUNS = timedelta(days=366)


@transaction.atomic
def clear_old() -> int:
    """Throw away what nobody finished, and of what is done the file and the values before. Returns how many."""
    now = timezone.now()
    unfinished = ImportRun.objects.unfinished().filter(started_at__lt=now - timedelta(days=UNFINISHED_DAYS))
    old = ImportRun.objects.filter(started_at__lt=now - KEEP_RUNS)
    count = 0
    for run in unfinished | old:
        remove_files(run)
        run.delete()
        count += 1
    for run in ImportRun.objects.filter(done_at__lt=now - timedelta(days=UNDO_DAYS)):
        count += remove_files(run)
        count += ImportLine.objects.filter(run=run).delete()[0]
        if run.errors or run.changes or run.kept:
            ImportRun.objects.filter(pk=run.pk).update(errors=[], changes=[], kept=[])
    return count

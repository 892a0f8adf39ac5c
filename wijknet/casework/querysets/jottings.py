"""Reads of the notebook."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models

from wijknet.access import Function, Viewer
from wijknet.ui import dates

# A line is kept this long: open since it was written, worked out since that day.
KEEP_DAYS = 30
# An open line is announced this long before it goes.
WARN_DAYS = 5
# After so many working days a line asks for itself.
PATIENCE = 2


class JottingQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer, *_functions: Function) -> Self:
        """A notebook is its writer's, whatever functions somebody else holds."""
        return self.filter(by=viewer.pk)

    def open(self) -> Self:
        return self.filter(outcome="")

    def worked_out(self) -> Self:
        return self.exclude(outcome="")

    def on(self, day: date) -> Self:
        """Written on this day in Amsterdam."""
        return self.filter(written_at__date=day)

    def to_warn(self, day: date) -> Self:
        """Open lines whose end comes near, and of which the writer was not told."""
        last = day - timedelta(days=KEEP_DAYS - WARN_DAYS)
        return self.open().filter(written_at__date__lte=last, warned_on=None)

    def past(self, day: date) -> Self:
        """What goes: open lines after their days and their notice, and what was worked out long enough ago."""
        last = day - timedelta(days=KEEP_DAYS)
        unsorted = models.Q(outcome="", written_at__date__lte=last, warned_on__lte=day - timedelta(days=WARN_DAYS))
        return self.filter(unsorted | models.Q(worked_out_on__lt=last))


def asks_for_itself(written: date, today: date) -> bool:
    """Whether a line of this day has waited long enough to stand on Vandaag."""
    return dates.working_days_between(written, today) >= PATIENCE

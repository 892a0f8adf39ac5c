"""The book of background work."""

from django.db import models


class JobRun(models.Model):
    """One run of one job: when, how it ended, and how much it did."""

    job = models.CharField("taak", max_length=100)
    started_at = models.DateTimeField("begonnen", auto_now_add=True)
    ended_at = models.DateTimeField("klaar", null=True)
    ok = models.BooleanField("gelukt", null=True)
    count = models.PositiveIntegerField("aantal", default=0)
    error = models.CharField("fout", max_length=100, blank=True)

    class Meta:
        verbose_name = "uitvoering van een taak"
        verbose_name_plural = "uitvoeringen van taken"
        indexes = [models.Index(fields=["job", "-started_at"], name="jobs_run_of_job")]

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M}"

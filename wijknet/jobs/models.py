"""The book of background work."""

from django.db import models
from django.db.models import Q


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


class Task(models.Model):
    """One piece of work that someone waits for. `key` says which: asked twice, it is done once. While it runs
    it is leased: a worker that was killed loses it, and the next one starts it again."""

    class State(models.TextChoices):
        WAITING = "WAITING", "wacht"
        RUNNING = "RUNNING", "bezig"
        DONE = "DONE", "klaar"
        FAILED = "FAILED", "mislukt"

    key = models.CharField("sleutel", max_length=100, unique=True)
    work = models.CharField("taak", max_length=100)
    target_pk = models.BigIntegerField("waarover")
    state = models.CharField("stand", max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    leased_until = models.DateTimeField("bezig tot", null=True)
    asked_at = models.DateTimeField("gevraagd", auto_now_add=True)
    ended_at = models.DateTimeField("klaar op", null=True)
    error = models.CharField("fout", max_length=100, blank=True)

    class Meta:
        verbose_name = "werk in de achtergrond"
        verbose_name_plural = "werk in de achtergrond"
        constraints = [
            models.CheckConstraint(
                name="jobs_task_leased_while_running",
                condition=~Q(state="RUNNING") | Q(leased_until__isnull=False),
                violation_error_message="Werk dat bezig is, heeft een eindtijd.",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="jobs_task_to_do")]

    def __str__(self) -> str:
        return self.key

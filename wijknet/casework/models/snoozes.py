"""A later day for an agreement, with the reason."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wijknet.casework.models.agreements import Agreement
from wijknet.casework.querysets import SnoozeQuerySet
from wijknet.privacy.fields import MaskedLine


class Snooze(models.Model):
    """One time that an agreement was put off. Only grows, so that who waits can be told how often and why.

    A case has its steps for this: putting its next step off is a step with the reason.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="snoozes", verbose_name="afspraak")
    was_due = models.DateField("was afgesproken voor")
    until = models.DateField("nieuwe datum")
    why = MaskedLine("waarom", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("wanneer", default=timezone.now)

    objects: ClassVar[SnoozeQuerySet] = SnoozeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "uitstel"
        verbose_name_plural = "uitstel"
        constraints = [
            models.CheckConstraint(
                name="casework_snooze_later",
                condition=Q(until__gt=F("was_due")),
                violation_error_message="Kies een dag na de dag die je had afgesproken.",
            ),
            models.CheckConstraint(
                name="casework_snooze_why",
                condition=~Q(why=""),
                violation_error_message="Schrijf op waarom het later wordt.",
            ),
        ]
        indexes = [models.Index(F("agreement"), F("at").desc(), name="casework_snooze_of_agreement")]

    def __str__(self) -> str:
        return f"Uitstel {self.pk}"

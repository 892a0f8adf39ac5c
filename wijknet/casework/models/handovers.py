"""What a colleague takes over, and gives back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.agreements import Agreement
from wijknet.casework.models.cases import Case
from wijknet.casework.models.rules import exactly_one
from wijknet.casework.querysets import HandoverQuerySet


class Handover(Scoped):
    """Everything open of one wijkmanager in one wijk, to a colleague who works there too; for good, or until a day."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="van")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="naar")
    at = models.DateTimeField("wanneer", default=timezone.now)
    made_on = models.DateField("overgedragen op")
    until = models.DateField("tot en met", null=True, blank=True)
    taken_back_on = models.DateField("teruggehaald op", null=True, blank=True)

    objects: ClassVar[HandoverQuerySet] = HandoverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        constraints = [
            models.CheckConstraint(
                name="casework_handover_to_another",
                condition=~Q(giver=F("taker")),
                violation_error_message="Kies een collega. Je kunt niet aan jezelf overdragen.",
            ),
            models.CheckConstraint(
                name="casework_handover_until",
                condition=Q(until=None) | Q(until__gte=F("made_on")),
                violation_error_message="Kies een dag die nog komt.",
            ),
        ]
        indexes = scoped_indexes("casework_handover", "at")

    def __str__(self) -> str:
        return f"Overdracht {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("handover")


class HandoverItem(models.Model):
    """One thing that changed hands."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "overgedragen werk"
        verbose_name_plural = "overgedragen werk"
        constraints = [
            models.CheckConstraint(
                name="casework_handover_item_one",
                condition=exactly_one("agreement", "case"),
                violation_error_message="Een regel is één afspraak of één verbinding.",
            )
        ]

    def __str__(self) -> str:
        return f"Overgedragen {self.pk}"

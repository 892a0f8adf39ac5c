"""The notebook: a line now, sorted later."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wijknet.casework.querysets import JottingQuerySet
from wijknet.privacy.fields import MaskedLine

LINE = 500


class Jotting(models.Model):
    """One line in the notebook of one wijkmanager, with nothing chosen; nobody else sees it.

    `uuid` is made by the page or the device, so that a line sent twice is one line. Once it is worked out the line
    stays for 30 days, so that what it became can be taken back.
    """

    class Outcome(models.TextChoices):
        MOMENT = "MOMENT", "contactmoment"
        AGREEMENT = "AGREEMENT", "afspraak"
        SIGNAL = "SIGNAL", "signaal"
        THROWN = "THROWN", "weg"

    uuid = models.UUIDField("sleutel", unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="van wie")
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"level": "WIJK"}
    )
    line = MaskedLine("regel", max_length=LINE)
    written_at = models.DateTimeField("geschreven", default=timezone.now)
    warned_on = models.DateField("gewaarschuwd op", null=True, blank=True, editable=False)
    outcome = models.CharField("wat werd het", max_length=10, choices=Outcome, blank=True)
    worked_out_on = models.DateField("uitgewerkt op", null=True, blank=True)
    moment = models.ForeignKey("casework.ContactMoment", models.SET_NULL, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey("casework.Agreement", models.SET_NULL, null=True, blank=True, related_name="+")
    signal = models.ForeignKey("casework.Signal", models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[JottingQuerySet] = JottingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "kladje"
        verbose_name_plural = "kladjes"
        constraints = [
            models.CheckConstraint(
                name="casework_jotting_has_line",
                condition=~Q(line=""),
                violation_error_message="Schrijf één regel op.",
            ),
            models.CheckConstraint(
                name="casework_jotting_worked_out",
                condition=Q(outcome="", worked_out_on=None, moment=None, agreement=None, signal=None)
                | (Q(outcome__in=["MOMENT", "AGREEMENT", "SIGNAL", "THROWN"]) & Q(worked_out_on__isnull=False)),
                violation_error_message="Een regel is open, of heeft een uitkomst met een dag.",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "written_at"], name="casework_jotting_open", condition=Q(outcome="")),
            models.Index(fields=["by", "worked_out_on"], name="casework_jotting_done"),
        ]

    def __str__(self) -> str:
        return f"Kladje {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('notebook')}#regel-{self.pk}"

    @property
    def is_open(self) -> bool:
        return not self.outcome

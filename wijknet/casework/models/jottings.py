"""The notebook: a line now, sorted later."""

import secrets
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


def make_secret() -> str:
    """32 random bytes, as text."""
    return secrets.token_urlsafe(32)


class NotebookKey(models.Model):
    """What opens the lines that one wijkmanager wrote on a device while signed out.

    A device keeps such lines sealed, with the private key beside them locked by this secret. It is told after sign-in
    only, so that a locked phone can add a line and read none. When the user goes the secret goes, and what still
    lies on a lost phone stays shut for ever.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="van wie")
    secret = models.CharField("geheim", max_length=43, default=make_secret, editable=False)
    made_at = models.DateTimeField("gemaakt", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "sleutel van een kladblok"
        verbose_name_plural = "sleutels van kladblokken"

    def __str__(self) -> str:
        return f"Sleutel {self.pk}"


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

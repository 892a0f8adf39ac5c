"""Who stands behind an initiative: one support per confirmed address, and hands that were counted at a meeting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from initiatives.models.initiatives import Initiative
from initiatives.querysets import SupportQuerySet
from wijknet.privacy.fields import MaskedLine
from wijknet.ui.dates import today

# So long an address that nobody confirmed waits for its owner.
DAYS_TO_CONFIRM = 14


class Support(models.Model):
    """ "Ik steun dit": counts from the moment at which the owner of the address said so on the page out of the mail.

    Withdrawn is the row gone. When the data of the sender go, the address goes too and the support stays counted.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="supports", db_index=False)
    email = models.EmailField("e-mailadres", blank=True)
    asked_at = models.DateTimeField("gevraagd", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd", null=True, blank=True)

    objects: ClassVar[SupportQuerySet] = SupportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "steun"
        verbose_name_plural = "steunen"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email"],
                condition=~Q(email=""),
                name="initiatives_support_once",
                violation_error_message="Dit e-mailadres steunt dit al.",
            ),
            models.CheckConstraint(
                name="initiatives_support_addressed",
                condition=~Q(email="") | Q(confirmed_at__isnull=False),
                violation_error_message="Zonder e-mailadres kan niemand dit bevestigen.",
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "confirmed_at"], name="initiatives_support_count"),
            models.Index(fields=["asked_at"], name="initiatives_support_open", condition=Q(confirmed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Steun {self.pk}"


class HandCount(models.Model):
    """How many people at a meeting were for it. A number with its day and place; never who."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="hand_counts", db_index=False)
    hands = models.PositiveSmallIntegerField("aantal handen")
    held_on = models.DateField("dag", default=today)
    place = MaskedLine("waar", max_length=100, help_text="Staat op de site.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "telling"
        verbose_name_plural = "tellingen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_hands_counted",
                condition=Q(hands__gte=1, hands__lte=5000),
                violation_error_message="Vul 1 tot 5000 handen in.",
            ),
            models.CheckConstraint(
                name="initiatives_hands_somewhere",
                condition=~Q(place=""),
                violation_error_message="Vul in waar er is geteld.",
            ),
            # The same meeting counts once, also when two colleagues write it down.
            models.UniqueConstraint(
                fields=["initiative", "held_on", "place"],
                name="initiatives_hands_once",
                violation_error_message="Deze telling staat er al.",
            ),
        ]
        indexes = [models.Index(F("initiative"), F("held_on").desc(), F("id").desc(), name="initiatives_hands_order")]

    def __str__(self) -> str:
        return f"{self.hands} handen, {self.place}"

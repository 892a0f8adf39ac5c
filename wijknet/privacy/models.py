"""Consent, as it was given."""

from django.db import models
from django.db.models import F, Q


class Consent(models.Model):
    """Someone agreed to a text, in the version that stood there. Label and key say who: the row they sent."""

    text_key = models.CharField("tekst", max_length=60)
    text_version = models.PositiveSmallIntegerField("versie")
    subject_label = models.CharField("soort", max_length=80)
    subject_pk = models.BigIntegerField("sleutel")
    given_at = models.DateTimeField("gegeven", auto_now_add=True)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True, blank=True)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        constraints = [
            models.UniqueConstraint(
                fields=["text_key", "subject_label", "subject_pk"],
                condition=Q(withdrawn_at=None),
                name="privacy_consent_once",
            ),
            models.CheckConstraint(
                name="privacy_consent_order",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message="Toestemming kan pas worden ingetrokken nadat zij is gegeven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_key} v{self.text_version}"

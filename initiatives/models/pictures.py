"""The picture that a sender added to what they tell."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from initiatives.models.submissions import Draft, Submission
from wijknet.privacy.fields import MaskedLine

ALT_LENGTH = 150


class Picture(models.Model):
    """One picture, of a form that is being filled in or of what was sent. It is the sender's, and goes with their data.

    The bytes lie in `wijknet.files` with this row as their owner.
    """

    draft = models.OneToOneField(Draft, models.CASCADE, null=True, blank=True, related_name="picture")
    submission = models.OneToOneField(Submission, models.CASCADE, null=True, blank=True, related_name="picture")
    alt = MaskedLine("wat er op de foto staat", max_length=ALT_LENGTH)
    width = models.PositiveSmallIntegerField("breedte in beeldpunten")
    height = models.PositiveSmallIntegerField("hoogte in beeldpunten")
    added_at = models.DateTimeField("toegevoegd", auto_now_add=True)
    approved_at = models.DateTimeField("mag op de site sinds", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="goedgekeurd door",
    )

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto's"
        constraints = [
            models.CheckConstraint(
                name="initiatives_picture_has_one_owner",
                condition=Q(draft=None, submission__isnull=False) | Q(draft__isnull=False, submission=None),
                violation_error_message="Een foto hoort bij één formulier of bij één inzending.",
            ),
            models.CheckConstraint(
                name="initiatives_picture_is_described",
                condition=~Q(alt=""),
                violation_error_message="Vertel in een paar woorden wat er op de foto staat.",
            ),
            models.CheckConstraint(
                name="initiatives_picture_approved_when_sent",
                condition=Q(approved_at=None) | Q(submission__isnull=False),
                violation_error_message="Alleen een foto die is verstuurd kan op de site.",
            ),
        ]

    def __str__(self) -> str:
        return self.alt

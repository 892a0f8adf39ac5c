"""The talk with the sender."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from initiatives.models.initiatives import MESSAGE_LENGTH, Initiative
from wijknet.privacy.fields import MaskedText


class Sender(models.TextChoices):
    SENDER = "SENDER", "bewoner"
    STAFF = "STAFF", "wijkmanager"


class Message(models.Model):
    """A line between sender and wijkmanager, read on the sender's own page."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="messages", db_index=False)
    sender = models.CharField("van", max_length=10, choices=Sender)
    text = MaskedText("bericht", max_length=MESSAGE_LENGTH)
    at = models.DateTimeField("wanneer", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["initiative", "at"], name="initiatives_message_order")]

    def __str__(self) -> str:
        return f"{self.get_sender_display()} {self.at:%Y-%m-%d}"

"""The outbox table."""

from django.db import models
from django.db.models import Q


class OutgoingMail(models.Model):
    """One mail to one address, from the moment it was decided on until it left or was given up."""

    key = models.CharField(
        "sleutel",
        max_length=200,
        unique=True,
        help_text="Zelfde sleutel, zelfde mail: één keer.",
    )
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    to = models.EmailField("aan", blank=True, help_text="Leeg nadat de mail weg is.")
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("tekst", blank=True, help_text="Leeg nadat de mail weg is.")
    html = models.TextField("html", blank=True)
    created_at = models.DateTimeField("gemaakt", auto_now_add=True)
    next_try_at = models.DateTimeField("volgende poging")
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    sent_at = models.DateTimeField("verstuurd", null=True)
    given_up_at = models.DateTimeField("opgegeven", null=True)
    error = models.CharField("fout", max_length=80, blank=True)

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        constraints = [
            models.CheckConstraint(
                name="mail_sent_or_given_up",
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                violation_error_message="Een mail is verstuurd of opgegeven, niet allebei.",
            ),
            models.CheckConstraint(
                name="mail_waiting_has_address",
                condition=Q(sent_at__isnull=False) | ~Q(to=""),
                violation_error_message="Een mail die nog weg moet heeft een adres.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="mail_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.subject

"""What was sent and by whom, and the public form while it is filled in."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from initiatives.models.initiatives import Initiative, Kind
from initiatives.querysets import DraftQuerySet
from wijknet.ui.dates import today


class Channel(models.TextChoices):
    WEB = "WEB", "via de site"
    PAPER = "PAPER", "op papier"
    STREET = "STREET", "op straat"
    PHONE = "PHONE", "per telefoon"


class Submission(models.Model):
    """What was sent and by whom. Goes as a whole when its term has passed; the initiative stays without name."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="submission")
    channel = models.CharField("hoe het binnenkwam", max_length=10, choices=Channel, default=Channel.WEB)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="opgeschreven door",
    )
    original = models.JSONField("zoals verteld", default=dict, help_text="Titel, verhaal en plek van de afzender zelf.")
    sender_name = models.CharField("voornaam", max_length=60)
    under_16 = models.BooleanField("jonger dan 16", default=False)
    contact_name = models.CharField("ouder of school", max_length=100, blank=True)
    reach_mail = models.BooleanField("per mail", default=False)
    reach_phone = models.BooleanField("per telefoon", default=False)
    reach_visit = models.BooleanField("kom langs", default=False)
    reach_print = models.BooleanField("op papier", default=False)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    visit_text = models.CharField("waar en wanneer", max_length=200, blank=True)
    may_publish = models.BooleanField("mag op de site", default=False)
    show_name = models.BooleanField("voornaam erbij", default=False)
    email_confirmed_at = models.DateTimeField("e-mailadres bevestigd", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gesproken door",
    )
    last_step_on = models.DateField("laatste stap", default=today)

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_sender_can_be_reached",
                condition=Q(reach_mail=True) | Q(reach_phone=True) | Q(reach_visit=True) | Q(reach_print=True),
                violation_error_message="Kies hoe we je mogen bereiken.",
            ),
            models.CheckConstraint(
                name="initiatives_reach_is_filled",
                condition=(Q(reach_mail=False) | ~Q(email=""))
                & (Q(reach_phone=False) | ~Q(phone=""))
                & (Q(reach_visit=False) | ~Q(visit_text="")),
                violation_error_message="Vul in waar we je kunnen bereiken: e-mailadres, telefoonnummer of plek.",
            ),
            models.CheckConstraint(
                name="initiatives_child_has_adult",
                condition=Q(under_16=False) | (~Q(contact_name="") & (~Q(email="") | ~Q(phone=""))),
                violation_error_message="Ben je jonger dan 16? Vul dan in hoe we je ouder of school bereiken.",
            ),
            models.CheckConstraint(
                name="initiatives_child_name_hidden",
                condition=Q(under_16=False) | Q(show_name=False),
                violation_error_message="De naam van een kind komt niet op de site.",
            ),
        ]

    def __str__(self) -> str:
        return f"Inzending {self.initiative_id}"

    @property
    def confirmed(self) -> bool:
        """Whether we know that the sender is who can be reached there (asked for publishing only)."""
        return self.confirmed_by_id is not None or self.email_confirmed_at is not None

    @property
    def ways(self) -> list[str]:
        """How the sender wants to be reached, in words."""
        names = ("reach_mail", "reach_phone", "reach_visit", "reach_print")
        return [str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)]  # type: ignore[union-attr]


class Draft(models.Model):
    """The public form while it is filled in; its key is the address. Emptied when sent, to know a second click."""

    key = models.UUIDField("sleutel", primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.IDEA)
    data = models.JSONField("ingevuld", default=dict)
    created_at = models.DateTimeField("begonnen", auto_now_add=True)
    expires_at = models.DateTimeField("bewaren tot")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, blank=True, related_name="+")

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "formulier in bewerking"
        verbose_name_plural = "formulieren in bewerking"
        indexes = [models.Index(fields=["expires_at"], name="initiatives_draft_term")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d}"

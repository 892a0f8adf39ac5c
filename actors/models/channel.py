"""Through what a group is told something: a wijkkrant, an app group, a notice board; and who helps with it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models.actor import Actor
from actors.querysets import BuddyQuerySet, NamedQuerySet
from wijknet.areas.models import ResidentGroup, Scoped
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.phones import validate_phone


class Channel(Scoped):
    """Where to place what, how, and before when."""

    class Kind(models.TextChoices):
        PAPER = "PAPER", "wijkkrant"
        APP = "APP", "buurtapp"
        SOCIAL = "SOCIAL", "groep op internet"
        LETTER = "LETTER", "brief of flyer"
        BOARD = "BOARD", "prikbord"
        SCREEN = "SCREEN", "scherm of raam"
        MAIL = "MAIL", "nieuwsbrief"
        OTHER = "OTHER", "iets anders"

    name = models.CharField("naam", max_length=120)
    sort_name = models.CharField(max_length=200, editable=False)
    kind = models.CharField("soort kanaal", max_length=8, choices=Kind)
    owner = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="channels", verbose_name="van wie"
    )
    groups = models.ManyToManyField(ResidentGroup, related_name="channels", blank=True, verbose_name="bereikt")
    how = MaskedText("hoe plaats je iets", max_length=1000, blank=True)
    deadline = MaskedLine("voor wanneer", max_length=120, blank=True)
    website = models.URLField("webadres", blank=True)
    archived_on = models.DateField("gearchiveerd op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = MaskedText(editable=False)

    objects: ClassVar[NamedQuerySet] = NamedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "kanaal"
        verbose_name_plural = "kanalen"
        constraints = [
            models.CheckConstraint(
                name="actors_channel_has_name",
                condition=~Q(name="") & ~Q(sort_name=""),
                violation_error_message="Geef het kanaal een naam.",
            ),
        ]
        indexes = [
            models.Index(F("municipality"), F("sort_name"), F("id"), name="actors_channel_in_gemeente"),
            models.Index(F("area"), F("sort_name"), F("id"), name="actors_channel_in_wijk"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("channel", args=[self.pk])


class Buddy(models.Model):
    """Someone who writes, films or spreads for us through this channel: by own consent, until a day."""

    class Help(models.TextChoices):
        WRITES = "WRITES", "schrijft"
        FILMS = "FILMS", "filmt of fotografeert"
        SPREADS = "SPREADS", "verspreidt"

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="buddies", verbose_name="kanaal")
    name = models.CharField("naam", max_length=120)
    helps = models.CharField("helpt hoe", max_length=8, choices=Help)
    phone = models.CharField("telefoon", max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField("e-mailadres", blank=True)
    consent_text = MaskedText("toestemming in eigen woorden", max_length=500)
    consent_on = models.DateField("toestemming gegeven op")
    retain_until = models.DateField("bewaren tot")
    public = models.BooleanField("op de wijkpagina", default=False, db_default=False)

    objects: ClassVar[BuddyQuerySet] = BuddyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "maatje"
        verbose_name_plural = "maatjes"
        constraints = [
            models.CheckConstraint(
                name="actors_buddy_has_name",
                condition=~Q(name=""),
                violation_error_message="Vul de naam in.",
            ),
            models.CheckConstraint(
                name="actors_buddy_has_consent",
                condition=~Q(consent_text=""),
                violation_error_message="Schrijf op waarvoor dit maatje toestemming gaf.",
            ),
            models.CheckConstraint(
                name="actors_buddy_dates",
                condition=Q(retain_until__gte=F("consent_on")),
                violation_error_message="Bewaren tot ligt vóór de dag van de toestemming.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""Talks, and with whom they were."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.rules import at_most_one
from wijknet.casework.querysets import MomentPartyQuerySet, MomentQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.addresses import address_of

PARTY_COLUMNS = ("actor", "network", "group")


class ContactMoment(Scoped):
    """A talk: when, how, with whom, and one line of what is going on.

    What was said is seen where it was said. `uuid` is made by the form or the device, so that a talk sent
    twice is one talk. Persons are named only through a function they hold at an actor.
    """

    class How(models.TextChoices):
        STREET = "STREET", "straat"
        VISIT = "VISIT", "bezoek"
        PHONE = "PHONE", "telefoon"
        MEETING = "MEETING", "overleg"
        MAIL = "MAIL", "mail"
        APP = "APP", "app"

    class Visibility(models.TextChoices):
        WIJK = "WIJK", "de wijk"
        ONLY_ME = "ONLY_ME", "alleen ik"
        MUNICIPALITY = "MUNICIPALITY", "heel de gemeente"

    uuid = models.UUIDField("sleutel", unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("wanneer", default=timezone.now)
    logged_at = models.DateTimeField("vastgelegd", default=timezone.now, editable=False)
    minutes = models.PositiveSmallIntegerField("hoe lang (minuten)", default=10)
    how = models.CharField("hoe", max_length=10, choices=How, default=How.STREET)
    # Where one stood, in words: a round keeps it once for all its talks ("de markt").
    where = MaskedLine("waar", max_length=120, blank=True, default="", db_default="")
    line = MaskedText("wat speelt er", max_length=2000)
    visibility = models.CharField("voor wie", max_length=12, choices=Visibility, default=Visibility.WIJK)
    private_until = models.DateField("alleen ik, tot", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    themes = models.ManyToManyField("areas.Theme", blank=True, related_name="+", verbose_name="thema's")
    initiative = models.ForeignKey(
        "initiatives.Initiative", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="initiatief"
    )
    # Of which meeting these are the minutes; its few rows are found by an index of their own.
    event = models.ForeignKey(
        "initiatives.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="bijeenkomst",
    )
    signal = models.ForeignKey(
        "casework.Signal", models.SET_NULL, null=True, blank=True, related_name="moments", verbose_name="signaal"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[MomentQuerySet] = MomentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        constraints = [
            models.CheckConstraint(
                name="casework_moment_not_future",
                condition=Q(at__lte=F("logged_at")),
                violation_error_message="Dit moment ligt in de toekomst. Kies een tijd die voorbij is.",
            ),
            models.CheckConstraint(
                name="casework_moment_minutes",
                condition=Q(minutes__gte=1, minutes__lte=720),
                violation_error_message="Een gesprek duurt 1 minuut tot 12 uur.",
            ),
            models.CheckConstraint(
                name="casework_moment_has_line",
                condition=~Q(line=""),
                violation_error_message="Schrijf in één regel wat er speelt.",
            ),
            models.CheckConstraint(
                name="casework_moment_private_ends",
                condition=Q(visibility="ONLY_ME", private_until__isnull=False)
                | (~Q(visibility="ONLY_ME") & Q(private_until=None)),
                violation_error_message="‘Alleen ik’ heeft altijd een einddatum, en iets anders nooit.",
            ),
        ]
        indexes = [
            *scoped_indexes("casework_moment", "at"),
            models.Index(
                fields=["private_until"], name="casework_moment_private", condition=Q(private_until__isnull=False)
            ),
            models.Index(fields=["event", "at"], name="casework_moment_event", condition=Q(event__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Contactmoment {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("moment", self.pk)


class MomentParty(models.Model):
    """One party of a talk; no column filled means "iemand, geen naam".

    A person is a party through a function, and then the actor stands beside it: who forgets the person keeps
    the talk with the organisation.
    """

    moment = models.ForeignKey(ContactMoment, models.CASCADE, related_name="parties")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey("actors.InformalNetwork", models.PROTECT, null=True, blank=True, related_name="+")
    function = models.ForeignKey("actors.PersonFunction", models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.ForeignKey("areas.ResidentGroup", models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[MomentPartyQuerySet] = MomentPartyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "gesprekspartner"
        verbose_name_plural = "gesprekspartners"
        constraints = [
            models.CheckConstraint(
                name="casework_moment_party_one",
                condition=at_most_one(*PARTY_COLUMNS),
                violation_error_message="Kies per regel één plek, netwerk of groep.",
            ),
            models.CheckConstraint(
                name="casework_moment_function",
                condition=Q(function=None) | Q(actor__isnull=False),
                violation_error_message="Iemand met een functie hoort bij een plek of organisatie.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["moment", column],
                    condition=Q(function=None),
                    name=f"casework_moment_{column}_once",
                    violation_error_message="Deze gesprekspartner staat er al bij.",
                )
                for column in PARTY_COLUMNS
            ),
            models.UniqueConstraint(
                fields=["moment", "function"],
                name="casework_moment_person_once",
                violation_error_message="Deze gesprekspartner staat er al bij.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How the party is named on the screen; a person by function, never by name."""
        if self.function is not None:
            return f"{self.actor} ({self.function.title})"
        return str(self.actor or self.network or self.group or "Iemand (geen naam)")

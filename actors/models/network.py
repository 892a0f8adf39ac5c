"""Groups that meet without a board."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models.actor import Actor
from actors.querysets import NetworkQuerySet
from actors.rhythm import NETWORK_DAYS, RHYTHMS, words
from wijknet.areas.models import Scoped
from wijknet.privacy.fields import MaskedLine, MaskedText


class InformalNetwork(Scoped):
    """The regulars of a café, the app group of a street, the tea hour. Never a list of residents."""

    name = models.CharField("naam", max_length=120)
    sort_name = models.CharField(max_length=200, editable=False)
    other_names = models.CharField("andere namen", max_length=200, blank=True, db_default="")
    about = MaskedText("waar gaat het over", max_length=1000, blank=True)
    meeting_place = models.ForeignKey(
        Actor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_networks",
        verbose_name="plek van samenkomst",
    )
    meeting_text = models.CharField("andere plek", max_length=120, blank=True)
    rhythm = models.CharField("wanneer", max_length=100, blank=True)
    size = models.PositiveIntegerField("ongeveer hoeveel mensen", null=True, blank=True)
    language = models.CharField("taal", max_length=80, blank=True)
    known_through = MaskedLine("hoe we hier kwamen", max_length=200, blank=True)
    actors = models.ManyToManyField(Actor, related_name="networks", blank=True, verbose_name="wie doen mee")

    rhythm_days = models.PositiveSmallIntegerField(
        "hoe vaak spreek je elkaar", null=True, blank=True, choices=RHYTHMS, help_text="Leeg: elke twee maanden."
    )

    last_spoken_on = models.DateField("laatst gesproken", null=True, editable=False)
    archived_on = models.DateField("gearchiveerd op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = MaskedText(editable=False)

    objects: ClassVar[NetworkQuerySet] = NetworkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "informeel netwerk"
        verbose_name_plural = "informele netwerken"
        constraints = [
            models.CheckConstraint(
                name="actors_network_has_name",
                condition=~Q(name="") & ~Q(sort_name=""),
                violation_error_message="Geef het netwerk een naam.",
            ),
            models.CheckConstraint(
                name="actors_network_rhythm",
                condition=Q(rhythm_days=None) | Q(rhythm_days__in=[days for days, _ in RHYTHMS]),
                violation_error_message="Kies een ritme uit de lijst.",
            ),
            models.CheckConstraint(
                name="actors_network_one_place",
                condition=Q(meeting_place=None) | Q(meeting_text=""),
                violation_error_message="Kies een plek uit de lijst, of typ een andere plek. Niet allebei.",
            ),
        ]
        indexes = [
            models.Index(F("municipality"), F("sort_name"), F("id"), name="actors_network_in_gemeente"),
            models.Index(F("area"), F("sort_name"), F("id"), name="actors_network_in_wijk"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network", args=[self.pk])

    @property
    def rhythm_words(self) -> str:
        """How often one speaks to it: its own rhythm, else the usual one."""
        return words(self.rhythm_days or NETWORK_DAYS)

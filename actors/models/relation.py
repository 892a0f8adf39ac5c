"""What hangs between places, networks and groups: ties, reach, and who asked whom for something."""

from dataclasses import dataclass
from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from actors.fading import is_faded
from actors.models.actor import Actor
from actors.models.network import InformalNetwork
from actors.querysets import ApproachQuerySet, ReachQuerySet, TieQuerySet
from wijknet.areas.models import ResidentGroup, Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine
from wijknet.ui.dates import today

# How the other side says it; what is not here reads the same both ways.
_BACKWARD = {"REFERS": "krijgt mensen via", "SUPPORTS": "krijgt steun van"}

Side = Actor | InformalNetwork


@dataclass(frozen=True, slots=True)
class SeenTie:
    """A tie as its page shows it: from one side, with the other side and the words in that direction."""

    tie: "Tie"
    other: Side
    words: str
    to_confirm: bool


class Tie(Scoped):
    """Who knows whom, between organisations, places and networks; never a person."""

    class Kind(models.TextChoices):
        KNOWS = "KNOWS", "kent"
        WORKS_WITH = "WORKS_WITH", "werkt samen met"
        REFERS = "REFERS", "verwijst door naar"
        SUPPORTS = "SUPPORTS", "ondersteunt"
        CLASHES = "CLASHES", "botst met"

    class Strength(models.IntegerChoices):
        SOMETIMES = 1, "spreekt soms"
        WELL = 3, "kent goed"
        TOGETHER = 5, "werkt samen"

    source_actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="ties_out")
    source_network = models.ForeignKey(InformalNetwork, models.CASCADE, null=True, blank=True, related_name="ties_out")
    target_actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="ties_in")
    target_network = models.ForeignKey(InformalNetwork, models.CASCADE, null=True, blank=True, related_name="ties_in")
    kind = models.CharField("soort relatie", max_length=10, choices=Kind, default=Kind.KNOWS)
    strength = models.PositiveSmallIntegerField("hoe nauw", choices=Strength)
    start = models.DateField("sinds", null=True, blank=True)
    end = models.DateField("tot", null=True, blank=True)
    source_text = MaskedLine("wie zei dit", max_length=120, blank=True)
    last_confirmed_on = models.DateField("laatst bevestigd", null=True, blank=True)

    objects: ClassVar[TieQuerySet] = TieQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "relatie"
        verbose_name_plural = "relaties"
        constraints = [
            models.CheckConstraint(
                name="actors_tie_one_source",
                condition=Q(source_actor=None, source_network__isnull=False)
                | Q(source_actor__isnull=False, source_network=None),
                violation_error_message="Een relatie begint bij één organisatie, plek of netwerk.",
            ),
            models.CheckConstraint(
                name="actors_tie_one_target",
                condition=Q(target_actor=None, target_network__isnull=False)
                | Q(target_actor__isnull=False, target_network=None),
                violation_error_message="Kies met wie: één organisatie, plek of netwerk.",
            ),
            models.CheckConstraint(
                name="actors_tie_not_to_itself",
                condition=(
                    (Q(source_actor=None) | Q(target_actor=None) | ~Q(source_actor=F("target_actor")))
                    & (Q(source_network=None) | Q(target_network=None) | ~Q(source_network=F("target_network")))
                ),
                violation_error_message="Een relatie heeft twee kanten. Kies een ander.",
            ),
            models.CheckConstraint(
                name="actors_tie_strength",
                condition=Q(strength__in=[1, 3, 5]),
                violation_error_message="Kies: spreekt soms, kent goed of werkt samen.",
            ),
            models.CheckConstraint(
                name="actors_tie_dates",
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                Coalesce("source_actor", 0),
                Coalesce("source_network", 0),
                Coalesce("target_actor", 0),
                Coalesce("target_network", 0),
                "kind",
                condition=Q(end=None),
                name="actors_tie_once",
                violation_error_message="Deze relatie staat er al.",
            ),
        ]
        indexes = scoped_indexes("actors_tie", "last_confirmed_on")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_strength_display()})"

    def seen_from(self, side: Side) -> SeenTie:
        """In the words of one of its two sides."""
        own = self.source_actor_id if isinstance(side, Actor) else self.source_network_id
        outward = own == side.pk
        words = self.get_kind_display() if outward else _BACKWARD.get(self.kind) or self.get_kind_display()
        return SeenTie(self, self.target if outward else self.source, words, is_faded(self.last_confirmed_on, today()))

    @property
    def source(self) -> Side:
        return cast("Side", self.source_actor or self.source_network)

    @property
    def target(self) -> Side:
        return cast("Side", self.target_actor or self.target_network)


class Reach(Scoped):
    """Which resident group is reached through whom, and whether it is trusted there. `area` is the group's wijk."""

    class Level(models.TextChoices):
        REACHES = "REACHES", "bereikt"
        TRUSTED = "TRUSTED", "wordt vertrouwd"
        UNKNOWN = "UNKNOWN", "weet ik niet"

    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="reach")
    network = models.ForeignKey(InformalNetwork, models.CASCADE, null=True, blank=True, related_name="reach")
    group = models.ForeignKey(ResidentGroup, models.CASCADE, related_name="reach", verbose_name="bewonersgroep")
    level = models.CharField("bereik", max_length=8, choices=Level)
    source_text = MaskedLine("wie zei dit", max_length=120, blank=True)
    last_confirmed_on = models.DateField("laatst bevestigd", null=True, blank=True)

    objects: ClassVar[ReachQuerySet] = ReachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bereik"
        verbose_name_plural = "bereik"
        constraints = [
            models.CheckConstraint(
                name="actors_reach_one_side",
                condition=Q(actor=None, network__isnull=False) | Q(actor__isnull=False, network=None),
                violation_error_message="Bereik hoort bij één organisatie, plek of netwerk.",
            ),
            models.CheckConstraint(
                name="actors_reach_level",
                condition=Q(level__in=["REACHES", "TRUSTED", "UNKNOWN"]),
                violation_error_message="Kies: bereikt, wordt vertrouwd of weet ik niet.",
            ),
            models.UniqueConstraint(
                fields=["actor", "group"],
                condition=Q(network=None),
                name="actors_reach_actor_once",
                violation_error_message="Het bereik van deze groep staat er al.",
            ),
            models.UniqueConstraint(
                fields=["network", "group"],
                condition=Q(actor=None),
                name="actors_reach_network_once",
                violation_error_message="Het bereik van deze groep staat er al.",
            ),
        ]
        indexes = scoped_indexes("actors_reach", "last_confirmed_on")

    def __str__(self) -> str:
        return self.get_level_display()

    @property
    def to_confirm(self) -> bool:
        return is_faded(self.last_confirmed_on, today())


class Approach(Scoped):
    """Who asked this actor for something, when and why; written by casework, counted for "te vaak gevraagd"."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="approaches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    on = models.DateField("gevraagd op", default=timezone.localdate)
    why = models.CharField("waarvoor", max_length=120)

    objects: ClassVar[ApproachQuerySet] = ApproachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "benadering"
        verbose_name_plural = "benaderingen"
        constraints = [
            models.CheckConstraint(
                name="actors_approach_has_why",
                condition=~Q(why=""),
                violation_error_message="Schrijf op waarvoor je vraagt.",
            )
        ]
        indexes = scoped_indexes("actors_approach", "on")

    def __str__(self) -> str:
        return f"{self.on} {self.why}"

"""What an organisation or a network itself said about a plan."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from actors.models.actor import Actor
from actors.models.network import InformalNetwork
from actors.querysets import PositionQuerySet
from wijknet.areas.models import Plan, Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText


class Position(Scoped):
    """Own words, with where and when they were said. Never of a person, never of an actor of a sensitive kind.
    A wish or a worry comes before for or against: it is heard while the plan can still change."""

    class Stance(models.TextChoices):
        WISH = "WISH", "een wens"
        WORRY = "WORRY", "een zorg"
        FOR = "FOR", "voor"
        AGAINST = "AGAINST", "tegen"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="positions", verbose_name="plan")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="positions")
    network = models.ForeignKey(InformalNetwork, models.CASCADE, null=True, blank=True, related_name="positions")
    stance = models.CharField("wat is het", max_length=8, choices=Stance)
    words = MaskedText("in eigen woorden", max_length=1000)
    source_text = MaskedLine("waar gezegd", max_length=120)
    on = models.DateField("gezegd op", default=timezone.localdate)

    objects: ClassVar[PositionQuerySet] = PositionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "houding"
        verbose_name_plural = "houdingen"
        constraints = [
            models.CheckConstraint(
                name="actors_position_one_side",
                condition=Q(actor=None, network__isnull=False) | Q(actor__isnull=False, network=None),
                violation_error_message="Een houding hoort bij één organisatie, plek of netwerk.",
            ),
            models.CheckConstraint(
                name="actors_position_stance",
                condition=Q(stance__in=["WISH", "WORRY", "FOR", "AGAINST"]),
                violation_error_message="Kies: een wens, een zorg, voor of tegen.",
            ),
            models.CheckConstraint(
                name="actors_position_in_words",
                condition=~Q(words="") & ~Q(source_text=""),
                violation_error_message="Schrijf op wat zij zeiden, en waar.",
            ),
        ]
        indexes = scoped_indexes("actors_position", "on")

    def __str__(self) -> str:
        return f"{self.get_stance_display()} ({self.on})"

    @property
    def side(self) -> Actor | InformalNetwork | None:
        return self.actor or self.network

"""What keeps coming back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.querysets import SignalQuerySet
from wijknet.privacy.fields import MaskedLine
from wijknet.ui import dates


class Signal(Scoped):
    """The same worry from several people: a count, no names."""

    title = MaskedLine("waar gaat het over", max_length=150)
    street = models.CharField("straat", max_length=120, blank=True)
    folded_street = models.CharField("straat om te vergelijken", max_length=120, blank=True, editable=False)
    buurt = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"level": "BUURT"}
    )
    theme = models.ForeignKey("areas.Theme", models.PROTECT, null=True, blank=True, related_name="+")
    raised_count = models.PositiveIntegerField("aantal mensen", default=1)
    first_heard_on = models.DateField("eerst gehoord", default=dates.today)
    last_heard_on = models.DateField("laatst gehoord", default=dates.today)
    closed_on = models.DateField("gesloten op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[SignalQuerySet] = SignalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        constraints = [
            models.CheckConstraint(
                name="casework_signal_title",
                condition=~Q(title=""),
                violation_error_message="Schrijf kort op wat er terugkomt.",
            ),
            models.CheckConstraint(
                name="casework_signal_count",
                condition=Q(raised_count__gte=1),
                violation_error_message="Een signaal komt van minstens één mens.",
            ),
            models.CheckConstraint(
                name="casework_signal_dates",
                condition=Q(last_heard_on__gte=F("first_heard_on")),
                violation_error_message="Laatst gehoord ligt niet vóór eerst gehoord.",
            ),
            models.CheckConstraint(
                name="casework_signal_closed",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("last_heard_on")),
                violation_error_message="Een signaal sluit niet vóór de dag waarop het laatst is gehoord.",
            ),
        ]
        indexes = scoped_indexes("casework_signal", "last_heard_on")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("signal", args=[self.pk])

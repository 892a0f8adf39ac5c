"""What the gemeente or a partner means to do in a wijk."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijknet.areas.models.municipality import Theme
from wijknet.areas.models.places import Area
from wijknet.areas.querysets import PlanQuerySet


class Plan(models.Model):
    """A plan for one or more wijken: what positions and koppelkansen refer to. No wijken means: the whole gemeente."""

    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", db_index=False, limit_choices_to={"level": "GEMEENTE"}
    )
    name = models.CharField("naam", max_length=120)
    aim = models.TextField("doel", max_length=1000, blank=True)
    owner_text = models.CharField("van wie", max_length=120, blank=True)
    themes = models.ManyToManyField(Theme, related_name="plans", blank=True, verbose_name="thema's")
    wijken = models.ManyToManyField(Area, related_name="+", blank=True, verbose_name="wijken")
    start = models.DateField("begint op", null=True, blank=True)
    end = models.DateField("klaar op", null=True, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        constraints = [
            models.CheckConstraint(
                name="areas_plan_has_name",
                condition=~Q(name="") & ~Q(sort_name=""),
                violation_error_message="Geef het plan een naam.",
            ),
            models.CheckConstraint(
                name="areas_plan_dates",
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="areas_plan_once",
                violation_error_message="Er is al een plan met deze naam.",
            ),
        ]
        indexes = [models.Index(F("municipality"), F("sort_name"), F("id"), name="areas_plan_in_gemeente")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

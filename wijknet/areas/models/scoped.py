"""The base of every table that is seen per wijk, and what belongs to the people of a wijk."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format

from wijknet.areas.models.places import Area
from wijknet.areas.querysets import ResidentGroupQuerySet, ScopedQuerySet


class Scoped(models.Model):
    """Base of every table that is seen per wijk. `area` is the wijk; both keys are in composite indexes
    that start with them (`scoped_indexes`), so neither has an index of its own."""

    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        db_index=False,
        limit_choices_to={"level": "GEMEENTE"},
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        db_index=False,
        limit_choices_to={"level": "WIJK"},
    )

    objects: ClassVar[ScopedQuerySet[Any]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True


def scoped_indexes(prefix: str, order: str) -> list[models.Index]:
    """The two indexes of a Scoped table, ending in its order column (descending); `prefix` names them."""
    return [
        models.Index(
            F("municipality"),
            F(order).desc(),
            F("id").desc(),
            name=f"{prefix}_in_gemeente",
        ),
        models.Index(F("area"), F(order).desc(), F("id").desc(), name=f"{prefix}_in_wijk"),
    ]


class ResidentGroup(Scoped):
    """Who lives in a wijk: by life phase, street, situation or language; never by origin or belief."""

    class Basis(models.TextChoices):
        LIFE_PHASE = "LIFE_PHASE", "levensfase"
        STREET = "STREET", "straat of gebouw"
        SITUATION = "SITUATION", "situatie"
        LANGUAGE = "LANGUAGE", "taal"

    name = models.CharField("naam", max_length=100)
    basis = models.CharField("waarnaar gekeken is", max_length=10, choices=Basis, blank=True, db_default="")
    size = models.PositiveIntegerField("aantal mensen", null=True, blank=True)
    is_estimate = models.BooleanField("schatting", default=True)
    source = models.CharField("bron", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    matters = models.TextField("wat voor hen telt", blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects: ClassVar[ResidentGroupQuerySet] = ResidentGroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bewonersgroep"
        verbose_name_plural = "bewonersgroepen"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="areas_group_once",
                violation_error_message="Deze groep staat er al in deze wijk.",
            ),
            models.CheckConstraint(
                name="areas_group_basis",
                condition=Q(basis__in=["", "LIFE_PHASE", "STREET", "SITUATION", "LANGUAGE"]),
                violation_error_message="Kies: levensfase, straat, situatie of taal.",
            ),
            models.CheckConstraint(
                name="areas_group_size_has_source",
                condition=Q(size=None) | ~Q(source=""),
                violation_error_message="Noem bij een aantal de bron, of wie het schatte.",
            ),
        ]
        indexes = [models.Index(fields=["municipality"], name="areas_group_in_gemeente")]

    def __str__(self) -> str:
        return self.name

    @property
    def size_words(self) -> str:
        """`± 620, schatting van het wijkteam, 2026`: a number with where it comes from; empty when nobody knows."""
        if self.size is None:
            return ""
        number = number_format(self.size, use_l10n=True, force_grouping=True)
        year = f", {self.year}" if self.year and str(self.year) not in self.source else ""
        estimated = "schatting: " if self.is_estimate and "schatting" not in self.source.casefold() else ""
        return f"{'± ' if self.is_estimate else ''}{number}, {estimated}{self.source}{year}"

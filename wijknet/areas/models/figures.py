"""What is counted in a place: the catalogue of indicators and the figures themselves."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format

from wijknet.areas.models.places import Area
from wijknet.areas.querysets import FigureQuerySet


class Indicator(models.Model):
    """Something that is counted or measured per area, as its publisher defines it.

    CBS indicators come from CBS's own metadata (`DataProperties.json`); their code is the column name
    without the number at its end, because that number shifts between years. Indicators of a gemeente
    come from its own file.
    """

    code = models.CharField("code", max_length=100, unique=True)
    name = models.CharField("naam", max_length=200)
    unit = models.CharField("eenheid", max_length=60, blank=True, help_text='Zoals CBS: "aantal", "%", "km".')
    decimals = models.PositiveSmallIntegerField("cijfers achter de komma", default=0)
    definition = models.TextField("wat het betekent", blank=True)
    source = models.CharField("bron", max_length=200)
    group = models.CharField("onderwerp", max_length=100, blank=True)
    order = models.PositiveIntegerField("volgorde", default=0)
    counts_people = models.BooleanField(
        "telt mensen", default=False, help_text="Dan geldt de kleinste groep die getoond wordt."
    )

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                name="areas_indicator_named",
                condition=~Q(code="") & ~Q(name="") & ~Q(source=""),
                violation_error_message="Een indicator heeft een code, een naam en een bron.",
            ),
            models.CheckConstraint(
                name="areas_indicator_decimals",
                condition=Q(decimals__lte=4),
                violation_error_message="Ten hoogste vier cijfers achter de komma.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_count(self) -> bool:
        """Whether it grows with the place: a number of things, and no share, average or distance."""
        return self.unit.strip() in {"", "aantal", "ha"} and self.decimals == 0

    def show(self, value: Decimal) -> str:
        """The value as a reader sees it: "7.285", "22%", "1,4 km", "€ 312.000", "1.715 inwoners per km²"."""
        return " ".join(part for part in self.parts(value) if part)

    def parts(self, value: Decimal) -> tuple[str, str]:
        """Number and unit apart, for a page that shows the number large."""
        unit = self.unit.strip().removeprefix("aantal").strip()
        if unit == "x 1 000 euro":
            return f"€ {_number(value * 1000, 0)}", ""
        number = _number(value, self.decimals)
        if unit == "%":
            return f"{number}%", ""
        return number, "" if unit == "code" else unit


def _number(value: Decimal, decimals: int) -> str:
    return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


class Figure(models.Model):
    """One value of one indicator in one area and year. Never without source and year.

    A value that is secret or absent stays absent (`value` None, `missing` says why): it is never 0 and
    never CBS's own marks -99995 and -99997.
    """

    class Missing(models.TextChoices):
        SECRET = "GEHEIM", "geheim"
        ABSENT = "ONTBREEKT", "ontbreekt"

    area = models.ForeignKey(Area, models.CASCADE, related_name="figures", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", db_index=False)
    year = models.PositiveSmallIntegerField("jaar")
    value = models.DecimalField("waarde", max_digits=18, decimal_places=4, null=True, blank=True)
    missing = models.CharField("waarom er geen waarde is", max_length=10, choices=Missing, blank=True)
    source = models.CharField("bron", max_length=200)

    objects: ClassVar[FigureQuerySet] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "year"], name="areas_figure_once"),
            models.CheckConstraint(
                name="areas_figure_has_source",
                condition=~Q(source=""),
                violation_error_message="Een cijfer zonder bron wordt niet bewaard.",
            ),
            models.CheckConstraint(
                name="areas_figure_year",
                condition=Q(year__gte=1900, year__lte=2100),
                violation_error_message="Het jaar ligt tussen 1900 en 2100.",
            ),
            models.CheckConstraint(
                name="areas_figure_value_or_reason",
                condition=Q(value__isnull=False, missing="") | Q(value=None, missing__in=["GEHEIM", "ONTBREEKT"]),
                violation_error_message="Een cijfer heeft een waarde, of een reden waarom die er niet is.",
            ),
            models.CheckConstraint(
                name="areas_figure_no_mark",
                condition=Q(value=None) | Q(value__gt=-99990),
                violation_error_message="-99995 en -99997 zijn geen waarden maar tekens voor 'geen cijfer'.",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "year"], name="areas_figure_of_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.area_id}, {self.year}"

    @property
    def text(self) -> str:
        """The value as a reader sees it; empty when it is missing."""
        return "" if self.value is None else self.indicator.show(self.value)


class CountryFigure(models.Model):
    """The same for the Netherlands as a whole, where a file says it. CBS has that row in some of its files only.

    Apart from Figure, because the country is no Area: nobody works there, nothing lies above it, and it has no border.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="country_figures", db_index=False)
    year = models.PositiveSmallIntegerField("jaar")
    value = models.DecimalField("waarde", max_digits=18, decimal_places=4)
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "cijfer van Nederland"
        verbose_name_plural = "cijfers van Nederland"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="areas_country_figure_once"),
            models.CheckConstraint(
                name="areas_country_figure_has_source",
                condition=~Q(source=""),
                violation_error_message="Een cijfer zonder bron wordt niet bewaard.",
            ),
            models.CheckConstraint(
                name="areas_country_figure_year",
                condition=Q(year__gte=1900, year__lte=2100),
                violation_error_message="Het jaar ligt tussen 1900 en 2100.",
            ),
            models.CheckConstraint(
                name="areas_country_figure_no_mark",
                condition=Q(value__gt=-99990),
                violation_error_message="-99995 en -99997 zijn geen waarden maar tekens voor 'geen cijfer'.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, Nederland, {self.year}"

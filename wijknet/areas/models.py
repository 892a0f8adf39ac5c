"""Places and what is counted there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijknet.areas.querysets import AreaQuerySet, ScopedQuerySet


class Area(models.Model):
    """A gemeente, wijk or buurt. It is its CBS code, never its name: "Wijk 00" exists 47 times."""

    class Level(models.TextChoices):
        GEMEENTE = "GEMEENTE", "gemeente"
        WIJK = "WIJK", "wijk"
        BUURT = "BUURT", "buurt"

    level = models.CharField("niveau", max_length=10, choices=Level)
    code = models.CharField("CBS-code", max_length=10, unique=True)
    name = models.CharField("naam", max_length=100)
    slug = models.SlugField("adres", max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    municipality = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Leeg bij een gemeente zelf.",
    )
    border_year = models.PositiveSmallIntegerField("jaar van de grenzen", null=True, blank=True)
    network_version = models.PositiveBigIntegerField("versie van het netwerk", default=0)

    objects: ClassVar[AreaQuerySet] = AreaQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        constraints = [
            models.UniqueConstraint(fields=["parent", "slug"], name="areas_slug_in_parent"),
            models.UniqueConstraint(fields=["slug"], condition=Q(parent=None), name="areas_slug_of_gemeente"),
            models.CheckConstraint(
                name="areas_level_fits_parent",
                condition=Q(level="GEMEENTE", parent=None, municipality=None)
                | (
                    Q(
                        level__in=["WIJK", "BUURT"],
                        parent__isnull=False,
                        municipality__isnull=False,
                    )
                ),
                violation_error_message="Een wijk of buurt ligt in een gemeente; een gemeente ligt nergens in.",
            ),
            models.CheckConstraint(
                name="areas_code_fits_level",
                condition=Q(level="GEMEENTE", code__startswith="GM")
                | Q(level="WIJK", code__startswith="WK")
                | Q(level="BUURT", code__startswith="BU"),
                violation_error_message="De CBS-code past niet bij het niveau (GM…, WK… of BU…).",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "level", "name"], name="areas_area_list")]

    def __str__(self) -> str:
        return self.name


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

    objects: ClassVar[ScopedQuerySet] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

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


class MunicipalitySettings(models.Model):
    """What a gemeente chose. One row per gemeente, made when it is loaded."""

    municipality = models.OneToOneField(Area, models.CASCADE, related_name="settings")
    minimum_group_size = models.PositiveSmallIntegerField("kleinste groep die getoond wordt", default=10)
    answer_within_days = models.PositiveSmallIntegerField("eerste antwoord binnen (werkdagen)", default=5)
    second_factor_required = models.BooleanField("tweede stap verplicht", default=False)
    works_council_on = models.DateField("instemming ondernemingsraad", null=True, blank=True)
    phone = models.CharField("telefoon voor bewoners", max_length=40, blank=True)
    report_url = models.URLField("meldpunt openbare ruimte", blank=True)
    help_url = models.URLField("wijkteam", blank=True)
    mediation_url = models.URLField("buurtbemiddeling", blank=True)

    class Meta:
        verbose_name = "instellingen"
        verbose_name_plural = "instellingen"
        constraints = [
            models.CheckConstraint(
                name="areas_settings_group_size",
                condition=Q(minimum_group_size__gte=5),
                violation_error_message="Een groep kleiner dan 5 mensen wordt nooit getoond.",
            ),
        ]

    def __str__(self) -> str:
        return f"Instellingen {self.municipality}"


class Theme(models.Model):
    """A theme of the wijkprogramma."""

    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField("naam", max_length=80)
    aim = models.TextField("doel", blank=True)
    grant_criterion = models.BooleanField("toets voor klein budget", default=True)

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="areas_theme_once")]

    def __str__(self) -> str:
        return self.name


class ResidentGroup(Scoped):
    """Who lives in a wijk: by life phase, street, situation or language; never by origin or belief."""

    name = models.CharField("naam", max_length=100)
    size = models.PositiveIntegerField("aantal mensen", null=True, blank=True)
    is_estimate = models.BooleanField("schatting", default=True)
    source = models.CharField("bron", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    matters = models.TextField("wat voor hen telt", blank=True)

    class Meta:
        verbose_name = "bewonersgroep"
        verbose_name_plural = "bewonersgroepen"
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="areas_group_once"),
            models.CheckConstraint(
                name="areas_group_size_has_source",
                condition=Q(size=None) | ~Q(source=""),
                violation_error_message="Noem bij een aantal de bron, of wie het schatte.",
            ),
        ]
        indexes = [models.Index(fields=["municipality"], name="areas_group_in_gemeente")]

    def __str__(self) -> str:
        return self.name

"""Places: a gemeente, wijk or buurt, its border per year, and the postcodes that lie in it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijknet.areas.querysets import AreaQuerySet, BorderQuerySet, PostcodeQuerySet


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
    # Of rows that were read `with_newest_year`.
    newest_year: int | None
    network_version = models.PositiveBigIntegerField("versie van het netwerk", default=0)
    # Of a gemeente: counts the loads that changed a figure in it. What is said of one wijk depends on all of them.
    figures_version = models.PositiveBigIntegerField("versie van de cijfers", default=0, db_default=0, editable=False)

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

    @property
    def full_name(self) -> str:
        """The name that stays clear in a list of the country: "Wijk 00" alone says nothing."""
        return f"{self.name} ({self.municipality.name})" if self.municipality else self.name


class Border(models.Model):
    """The outline and the name of an area in one year, kept apart from Area so that lists stay light.

    A border that moves or a name that changes gives a new row; what was said about the older year
    stays true. `geometry` is a GeoJSON Polygon or MultiPolygon in WGS84, valid, at most six decimals;
    None when only the name of that year is known. `digest` tells a second load that nothing changed.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="borders", db_index=False)
    year = models.PositiveSmallIntegerField("jaar")
    name = models.CharField("naam in dat jaar", max_length=100)
    geometry = models.JSONField("grens (GeoJSON, WGS84)", null=True, blank=True)
    label_lon = models.FloatField("lengtegraad van het label", null=True, blank=True)
    label_lat = models.FloatField("breedtegraad van het label", null=True, blank=True)
    source = models.CharField("bron", max_length=200)
    digest = models.CharField("kenmerk van de inhoud", max_length=32)

    objects: ClassVar[BorderQuerySet] = BorderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "grens"
        verbose_name_plural = "grenzen"
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="areas_border_once_a_year"),
            models.CheckConstraint(
                name="areas_border_has_source",
                condition=~Q(source=""),
                violation_error_message="Noem de bron van de grens.",
            ),
            models.CheckConstraint(
                name="areas_border_year",
                condition=Q(year__gte=1900, year__lte=2100),
                violation_error_message="Het jaar ligt tussen 1900 en 2100.",
            ),
            models.CheckConstraint(
                name="areas_border_label_whole",
                condition=Q(label_lon=None, label_lat=None)
                | Q(label_lon__gte=-180, label_lon__lte=180, label_lat__gte=-90, label_lat__lte=90),
                violation_error_message="Een labelpunt heeft een lengtegraad en een breedtegraad.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"


class Postcode(models.Model):
    """Where a postcode lies. Without house numbers the whole postcode; with them that part of it.

    One postcode can lie in more than one buurt, so it can have more rows.
    """

    postcode = models.CharField("postcode", max_length=6, help_text="Vier cijfers en twee letters: 6822AB.")
    house_from = models.PositiveIntegerField("vanaf huisnummer", null=True, blank=True)
    house_to = models.PositiveIntegerField("tot en met huisnummer", null=True, blank=True)
    area = models.ForeignKey(
        Area, models.CASCADE, related_name="postcodes", limit_choices_to={"level__in": ["WIJK", "BUURT"]}
    )

    objects: ClassVar[PostcodeQuerySet] = PostcodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "postcode"
        verbose_name_plural = "postcodes"
        constraints = [
            models.UniqueConstraint(fields=["postcode", "house_from", "area"], name="areas_postcode_once"),
            models.UniqueConstraint(
                fields=["postcode", "area"], condition=Q(house_from=None), name="areas_postcode_whole_once"
            ),
            models.CheckConstraint(
                name="areas_postcode_shape",
                condition=Q(postcode__regex=r"^[1-9][0-9]{3}[A-Z]{2}$"),
                violation_error_message="Een postcode is vier cijfers en twee letters, bijvoorbeeld 6822AB.",
            ),
            models.CheckConstraint(
                name="areas_postcode_house_numbers",
                condition=Q(house_from=None, house_to=None) | Q(house_from__gte=1, house_to__gte=F("house_from")),
                violation_error_message="Het laatste huisnummer is niet lager dan het eerste.",
            ),
        ]

    def __str__(self) -> str:
        return self.postcode

"""What a gemeente chose: its settings and the themes of its programme."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from wijknet.areas.models.places import Area
from wijknet.areas.querysets import MunicipalitySettingsQuerySet
from wijknet.ui.phones import validate_phone

_SITE = r"https://(\*\.)?[a-z0-9][a-z0-9.-]*(:[0-9]+)?"
EMBED_HOSTS = rf"^{_SITE}( {_SITE})*$"


class MunicipalitySettings(models.Model):
    """What a gemeente chose. One row per gemeente, made when it is loaded."""

    municipality = models.OneToOneField(Area, models.CASCADE, related_name="settings")
    minimum_group_size = models.PositiveSmallIntegerField("kleinste groep die getoond wordt", default=10)
    answer_within_days = models.PositiveSmallIntegerField("eerste antwoord binnen (werkdagen)", default=5)
    second_factor_required = models.BooleanField("tweede stap verplicht", default=False)
    four_eyes = models.BooleanField("een collega kijkt mee", default=False, db_default=False)
    second_reader = models.BooleanField("collega leest wijkprofiel mee", default=False, db_default=False)
    # Codes of the indicators that stand in profiles, in that order; None: the choice that WijkNet comes with.
    indicators = models.JSONField("cijfers in het wijkprofiel", null=True, blank=True, editable=False)
    works_council_on = models.DateField("instemming ondernemingsraad", null=True, blank=True)
    phone = models.CharField("telefoon voor bewoners", max_length=40, blank=True, validators=[validate_phone])
    report_url = models.URLField("meldpunt openbare ruimte", blank=True)
    help_url = models.URLField("wijkteam", blank=True)
    mediation_url = models.URLField("buurtbemiddeling", blank=True)
    embed_hosts = models.CharField("sites die de initiatieven tonen", max_length=500, blank=True, db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects: ClassVar[MunicipalitySettingsQuerySet] = MunicipalitySettingsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "instellingen"
        verbose_name_plural = "instellingen"
        constraints = [
            models.CheckConstraint(
                name="areas_settings_group_size",
                condition=Q(minimum_group_size__gte=5),
                violation_error_message="Een groep kleiner dan 5 mensen wordt nooit getoond.",
            ),
            models.CheckConstraint(
                name="areas_settings_answer_days",
                condition=Q(answer_within_days__gte=1, answer_within_days__lte=60),
                violation_error_message="Een eerste antwoord komt binnen 1 tot 60 werkdagen.",
            ),
            # These words go into a header: nothing else than addresses of sites may stand there.
            models.CheckConstraint(
                name="areas_settings_embed_hosts",
                condition=Q(embed_hosts="") | Q(embed_hosts__regex=EMBED_HOSTS),
                violation_error_message="Noem sites met https:// ervoor en een spatie ertussen.",
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

"""The wijkprogramma: per theme of the gemeente what is done in this wijk, and with whom."""

from django.db import models

from wijknet.areas.models import Scoped, Theme, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText

MAX_DOING = 600
MAX_WITH_WHOM = 200


class ProgrammeItem(Scoped):
    """One theme in one wijk; the aim stands with the theme. It moves on with the version of the profile."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+", verbose_name="thema")
    doing = MaskedText("wat we doen", max_length=MAX_DOING, blank=True)
    with_whom = MaskedLine("met wie", max_length=MAX_WITH_WHOM, blank=True)

    class Meta:
        verbose_name = "deel van het wijkprogramma"
        verbose_name_plural = "wijkprogramma"
        ordering = ["theme__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "theme"],
                name="profiles_programme_once",
                violation_error_message="Dit thema staat al in het programma van deze wijk.",
            ),
        ]
        indexes = scoped_indexes("profiles_programme", "id")

    def __str__(self) -> str:
        return f"{self.theme} in {self.area}"

"""An initiative that lies still on purpose, until a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from initiatives.models.initiatives import Initiative
from wijknet.privacy.fields import MaskedLine
from wijknet.ui.dates import today


class Rest(models.Model):
    """ "Rust tot": nobody asks how it goes until this day. It ends by itself, by the passing of the day.

    One per initiative: a new day takes the place of the old one, and the log has both.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="rest")
    since = models.DateField("sinds", default=today)
    until = models.DateField("rust tot")
    why = MaskedLine("waarom", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "rust"
        verbose_name_plural = "rust"
        constraints = [
            models.CheckConstraint(
                name="initiatives_rest_ends_later",
                condition=Q(until__gt=F("since")),
                violation_error_message="Kies een dag die nog komt.",
            ),
            models.CheckConstraint(
                name="initiatives_rest_has_reason",
                condition=~Q(why=""),
                violation_error_message="Schrijf op waarom het even stil ligt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rust {self.pk}"

    @property
    def is_on(self) -> bool:
        """On the day itself it is over."""
        return self.until > today()

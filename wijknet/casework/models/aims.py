"""What someone wants of their own week."""

from django.conf import settings
from django.db import models
from django.db.models import Q

MOST_HOURS = 60


class WeeklyAim(models.Model):
    """How many hours of talks a colleague wants in a week. Theirs alone: it is on no page but their own."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    hours = models.PositiveSmallIntegerField("uren per week")

    class Meta:
        verbose_name = "weekdoel"
        verbose_name_plural = "weekdoelen"
        constraints = [
            models.CheckConstraint(
                name="casework_weekly_aim_hours",
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS),
                violation_error_message=f"Vul een getal in van 1 tot {MOST_HOURS}.",
            )
        ]

    def __str__(self) -> str:
        return f"Weekdoel {self.pk}"

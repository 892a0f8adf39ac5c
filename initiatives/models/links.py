"""Which event belongs to which initiative, as a colleague judged it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.models.events import Event
from initiatives.models.initiatives import Initiative
from wijknet.privacy.fields import MaskedLine


class EventInitiative(models.Model):
    """A proposed pair that was judged; what nobody judged is worked out when the page is read, and is no row."""

    class State(models.TextChoices):
        LINKED = "LINKED", "hoort erbij"
        DROPPED = "DROPPED", "hoort er niet bij"

    event = models.ForeignKey(Event, models.CASCADE, related_name="initiative_links", db_index=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="event_links")
    state = models.CharField("stand", max_length=8, choices=State)
    # The sentence that stood there when it was judged; words of both may change after it.
    reason = MaskedLine("waarom", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("beoordeeld", default=timezone.now)

    class Meta:
        verbose_name = "initiatief bij een bijeenkomst"
        verbose_name_plural = "initiatieven bij bijeenkomsten"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "initiative"],
                name="initiatives_event_initiative_once",
                violation_error_message="Dit initiatief is al beoordeeld bij deze bijeenkomst.",
            ),
            models.CheckConstraint(
                name="initiatives_event_initiative_state",
                condition=Q(state__in=["LINKED", "DROPPED"]),
                violation_error_message="Het hoort erbij, of niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} en {self.initiative_id}: {self.get_state_display()}"

"""What the log asked after a talk, and somebody answered with "nee"."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wijknet.areas.models import Scoped
from wijknet.areas.querysets import ScopedQuerySet


class PutAside(Scoped):
    """A question that is not asked again in this wijk. `key` names it: whose relation, or of which talk.

    It says nothing about the two sides: not that they know each other, and not that they do not.
    """

    key = models.CharField("vraag", max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField("wanneer", default=timezone.now)

    objects: ClassVar[ScopedQuerySet["PutAside"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vraag die weg mag"
        verbose_name_plural = "vragen die weg mogen"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key"],
                name="casework_put_aside_once",
                violation_error_message="Deze vraag stellen we al niet meer.",
            ),
            models.CheckConstraint(
                name="casework_put_aside_key",
                condition=~Q(key=""),
                violation_error_message="Zeg welke vraag weg mag.",
            ),
        ]

    def __str__(self) -> str:
        return self.key

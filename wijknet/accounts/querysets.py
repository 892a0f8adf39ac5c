"""Reads of assignments."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class AssignmentQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """What holds today (Europe/Amsterdam)."""
        today = timezone.localdate()
        return self.filter(Q(end=None) | Q(end__gte=today), start__lte=today)

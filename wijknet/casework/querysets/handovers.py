"""Reads of what changed hands."""

from datetime import date
from typing import Any, Self

from django.db.models import Count

from wijknet.areas.querysets import ScopedQuerySet


class HandoverQuerySet(ScopedQuerySet[Any]):
    def open(self) -> Self:
        return self.filter(taken_back_on=None)

    def ended(self, today: date) -> Self:
        """Until a day that has passed."""
        return self.open().filter(until__lt=today)

    def with_names(self) -> Self:
        return self.select_related("area", "giver", "taker").annotate(count=Count("items"))

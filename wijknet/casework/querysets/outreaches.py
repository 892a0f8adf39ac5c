"""Reads of news that goes round through the wijk."""

from typing import Any, Self

from django.db import models

from wijknet.areas.querysets import ScopedQuerySet


class OutreachQuerySet(ScopedQuerySet[Any]):
    def current(self) -> Self:
        return self.filter(archived_on=None)

    def archived(self) -> Self:
        return self.exclude(archived_on=None)

    def with_counts(self) -> Self:
        """How many are in the circle that may be shown, and how many of them were asked."""
        shown = models.Q(members__actor=None) | models.Q(members__actor__kind__sensitive=False)
        return self.annotate(
            member_count=models.Count("members", filter=shown),
            asked_count=models.Count("members", filter=shown & models.Q(members__asked_on__isnull=False)),
        )


class OutreachMemberQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """A place that became one of a sensitive kind later is in no circle any more."""
        seen = self.filter(models.Q(actor=None) | models.Q(actor__kind__sensitive=False))
        return seen.select_related("actor__kind", "network").order_by("pk")

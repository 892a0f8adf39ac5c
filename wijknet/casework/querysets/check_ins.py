"""Reads of what the radar asked."""

from datetime import date
from typing import Any, Self

from django.db.models import Count, Q

from wijknet.areas.querysets import ScopedQuerySet


class CheckInQuerySet(ScopedQuerySet[Any]):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def to_do(self, day: date) -> Self:
        """For us to pick up: stuck or stopped, or asked and no answer in the term."""
        return self.open().filter(~Q(answer="") | Q(answer_until__lt=day))

    def counted(self) -> Any:
        """Per gemeente: how many were asked, what was answered, how many moved within 30 days. Nothing per person."""
        return (
            self.order_by()
            .values("municipality__name")
            .annotate(
                asked=Count("pk"),
                good=Count("pk", filter=Q(answer="GOOD")),
                stuck=Count("pk", filter=Q(answer="STUCK")),
                stop=Count("pk", filter=Q(answer="STOP")),
                silent=Count("pk", filter=Q(answer="")),
                moved=Count("pk", filter=Q(moved_on__isnull=False)),
            )
            .order_by("municipality__name")
        )

"""Reads of cases and their steps."""

from datetime import date
from typing import Any, Self

from django.db import models

from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui import dates

# Working days past its day after which something is very late.
VERY_LATE = 5
# The columns of a card; the others are long, or nobody looks at them there.
CARD = (
    *("municipality", "area", "title", "state", "role", "turn", "due", "closed_on", "opened_at", "next_step"),
    *("theme", "initiative", "signal", "initiative__reference", "signal__raised_count"),
    *("area__name", "area__municipality", "theme__name"),
)
PARTY = (
    *("case", "world", "actor__name", "actor__kind__name", "network__name", "network__size", "group__name"),
    *("municipal_contact__department", "municipal_contact__name"),
    *("actor__email", "actor__archived_on", "municipal_contact__email", "municipal_contact__archived_on"),
)


class CaseQuerySet(ScopedQuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state="OPEN")

    def closed(self) -> Self:
        return self.filter(state="CLOSED")

    def in_lane(self, role: str) -> Self:
        """The lane of an open case is the role of its next step."""
        return self.filter(role=role)

    def late(self) -> Self:
        return self.open().filter(due__lt=dates.today())

    def very_late(self) -> Self:
        """Later than a week of working days: asking after it once was not enough."""
        return self.open().filter(due__lt=self.very_late_before(dates.today()))

    def very_late_before(self, today: date) -> date:
        """What was due before this day is very late."""
        return dates.add_working_days(today, -VERY_LATE)

    def with_sides(self) -> Self:
        """Everything that the page of a case shows of it, in two queries."""
        parties = self.model._meta.get_field("parties").related_model.objects.with_names()
        return self.select_related("area", "theme", "initiative", "signal").prefetch_related(
            models.Prefetch("parties", parties, to_attr="sides")
        )

    def for_cards(self) -> Self:
        """What a card shows: the same without long texts."""
        return self.with_sides().only(*CARD)

    def for_board(self) -> Self:
        """The same, for a page that asks for the sides of all its cards by itself."""
        return self.select_related("area", "theme", "initiative", "signal").only(*CARD)


class CasePartyQuerySet(models.QuerySet[Any]):
    def with_names(self) -> Self:
        related = self.select_related("actor__kind", "network", "group", "municipal_contact")
        return related.only(*PARTY).order_by("pk")


class StepQuerySet(models.QuerySet[Any]):
    def with_case(self) -> Self:
        return self.select_related("by", "case")

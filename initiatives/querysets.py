"""Reads of initiatives, in words of the domain."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Max
from django.utils import timezone

from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui.text import fold

# The fields of templates/initiatives/_card.html; the rest of a row would cost more than the card.
CARD = (
    *("reference", "title", "story", "place_text", "phase", "published_on"),
    *("area__name", "municipality__name"),
)


class InitiativeQuerySet(ScopedQuerySet[Any]):
    def public(self) -> Self:
        """What everybody may read."""
        return self.filter(moderation="PUBLIC")

    def in_wijk(self, area: models.Model) -> Self:
        """Public initiatives of one wijk (or a whole gemeente), newest first, ready for a list of cards."""
        return self.in_area(area).public().newest_first()

    def newest_first(self) -> Self:
        """By day of publication, with what a card shows and no more."""
        return (
            self.order_by("-published_on", "-pk")
            .select_related("area", "municipality")
            .prefetch_related("themes")
            .only(*CARD)
        )

    def to_moderate(self) -> Self:
        """New, or being looked at: somebody of the wijk has to say what happens with it."""
        return self.filter(moderation__in=["RECEIVED", "LOOKING"])

    def unanswered(self) -> Self:
        """The sender wrote last."""
        return self.filter(unanswered_since__isnull=False)

    def with_words(self, words: str) -> Self:
        """Rows that hold every word."""
        rows = self
        for word in fold(words).split()[:8]:
            rows = rows.filter(search_text__contains=word)
        return rows

    def last_change(self) -> datetime | None:
        """When anything about any initiative last changed; one step in an index."""
        changed: datetime | None = self.aggregate(at=Max("updated_at"))["at"]
        return changed


class DraftQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Forms that can still be filled in or were just sent."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())

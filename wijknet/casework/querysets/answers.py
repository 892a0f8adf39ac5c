"""Reads of what was asked by personal link, and what came back."""

from typing import Any, Self

from django.db import models


class CaseAnswerQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        """Asked, not answered and not taken back."""
        return self.filter(at=None, withdrawn_at=None)

    def answered(self) -> Self:
        return self.filter(at__isnull=False)

    def to_tell(self) -> Self:
        """Answered, and not yet written the way it is told in the wijk."""
        return self.answered().filter(plain_text="").exclude(text="")

    def for_page(self) -> Self:
        """What the page of a case shows: newest first, without what was taken back."""
        shown = self.filter(withdrawn_at=None).select_related("asked_by", "written_by")
        return shown.order_by(models.F("at").desc(nulls_first=True), "-pk")

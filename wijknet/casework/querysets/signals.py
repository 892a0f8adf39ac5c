"""Reads of what keeps coming back."""

from typing import Any, Self

from django.db import models

from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui.text import fold


class SignalQuerySet(ScopedQuerySet[Any]):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def closed(self) -> Self:
        return self.exclude(closed_on=None)

    def with_case(self) -> Self:
        return self.filter(models.Exists(self._cases()))

    def without_case(self) -> Self:
        return self.filter(~models.Exists(self._cases()))

    def _cases(self) -> models.QuerySet[Any]:
        of_signal: models.QuerySet[Any] = self.model._meta.get_field("cases").related_model.objects.filter(
            signal=models.OuterRef("pk")
        )
        return of_signal

    def like(self, *, area: Area, theme_id: int | None, street: str = "", buurt_id: int | None = None) -> Self:
        """Open signals about the same place and theme; a place is the street, else the buurt."""
        same = self.open().filter(area=area, theme=theme_id)
        if street:
            same = same.filter(folded_street=fold(street))
        elif buurt_id:
            same = same.filter(buurt=buurt_id)
        return same.order_by("-last_heard_on", "-pk")

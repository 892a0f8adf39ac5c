"""Reads of what keeps coming back."""

from typing import Any, Self

from django.db import models

from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui import dates
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

    def with_last_answer(self) -> Self:
        """When everyone was answered the last time stands in `answered_at`."""
        answers: models.QuerySet[Any] = self.model._meta.get_field("answers").related_model.objects.filter(
            signal=models.OuterRef("pk")
        )
        return self.annotate(answered_at=models.Subquery(answers.order_by("-at").values("at")[:1]))

    def to_answer(self) -> Self:
        """Of which the last case is finished, and nobody heard of that yet."""
        ended = self._cases().filter(state="CLOSED").order_by("-closed_on").values("closed_on")[:1]
        rows = self.open().with_case().filter(~models.Exists(self._cases().filter(state="OPEN")))
        rows = rows.with_last_answer().annotate(ended_on=models.Subquery(ended))
        unheard = models.Q(answered_at=None) | models.Q(answered_at__date__lt=models.F("ended_on"))
        return rows.filter(unheard)

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


class SignalFollowerQuerySet(models.QuerySet[Any]):
    def to_tell(self) -> Self:
        """An address that was left, or a worry whose sender did not take it back and can still be reached."""
        sent = models.Q(initiative__submission__isnull=False) & ~models.Q(initiative__moderation="WITHDRAWN")
        return self.filter(~models.Q(email="") | sent).select_related("initiative__submission").order_by("pk")

    def past(self) -> Self:
        return self.filter(keep_until__lt=dates.today())

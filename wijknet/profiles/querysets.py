"""Reads of profiles and of what was published."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Subquery

from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet


class EditionQuerySet(ScopedQuerySet[Any]):
    def latest_of(self, area: Area) -> Any | None:
        """The edition that residents see: the highest number of this wijk, or None."""
        return self.filter(area=area).order_by("-number").first()

    def latest_with_quotes(self, area: Area) -> tuple[Any | None, list[Any]]:
        """The edition that residents see and its quotes, in one query: the page of a wijk is asked for most."""
        last = self.filter(area=area).order_by("-number").values("pk")[:1]
        columns = {f"quote_{name}": F(f"quotes__{name}") for name in ("id", "part", "text", "said_by", "until")}
        rows = list(self.filter(pk=Subquery(last)).annotate(**columns).order_by("quote_id"))
        quotes = [
            self.model.quotes.rel.related_model(
                pk=row.quote_id,
                part=row.quote_part,
                text=row.quote_text,
                said_by=row.quote_said_by,
                until=row.quote_until,
            )
            for row in rows
            if row.quote_id
        ]
        return (rows[0] if rows else None), quotes

    def last_of_each(self, areas: Iterable[Area]) -> dict[int, dict[str, Any]]:
        """Number and moment of the last edition per wijk (by primary key); wijken without one are left out."""
        rows = self.filter(area__in=areas).values("area_id").annotate(number=Max("number"), at=Max("published_at"))
        return {row["area_id"]: row for row in rows}


class QuoteQuerySet(ScopedQuerySet[Any]):
    def allowed(self, day: date) -> Self:
        """Of which the consent holds on this day."""
        return self.filter(until__gte=day)


class EditionQuoteQuerySet(models.QuerySet[Any]):
    def past(self, day: date) -> Self:
        """Words that may not be read any more on this day."""
        return self.filter(until__lt=day).exclude(text="")


class PictureQuerySet(ScopedQuerySet[Any]):
    def with_published(self) -> Self:
        """`is_published`: whether an edition shows it."""
        editions = self.model.published.rel.related_model.objects.filter(picture=OuterRef("pk"))
        return self.annotate(is_published=Exists(editions))

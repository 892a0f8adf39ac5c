"""Reads of profiles and of what was published."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet


class EditionQuerySet(ScopedQuerySet[Any]):
    def latest_of(self, area: Area) -> Any | None:
        """The edition that residents see: the highest number of this wijk, or None."""
        return self.filter(area=area).order_by("-number").first()

    def last_of_each(self, areas: Iterable[Area]) -> dict[int, dict[str, Any]]:
        """Number and moment of the last edition per wijk (by primary key); wijken without one are left out."""
        rows = self.filter(area__in=areas).values("area_id").annotate(number=Max("number"), at=Max("published_at"))
        return {row["area_id"]: row for row in rows}

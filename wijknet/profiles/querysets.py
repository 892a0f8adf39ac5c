"""Reads of profiles and of what was published."""

from typing import Any

from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet


class EditionQuerySet(ScopedQuerySet[Any]):
    def latest_of(self, area: Area) -> Any | None:
        """The edition that residents see: the highest number of this wijk, or None."""
        return self.filter(area=area).order_by("-number").first()

"""Reads of places, and the one rule of what a viewer sees."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from wijknet.access import Function, Viewer

ModelT = TypeVar("ModelT", bound=models.Model)


class AreaQuerySet(models.QuerySet[Any]):
    def municipalities(self) -> Self:
        return self.filter(level="GEMEENTE")

    def wijken(self) -> Self:
        return self.filter(level="WIJK")

    def buurten(self) -> Self:
        return self.filter(level="BUURT")

    def wijken_of(self, viewer: Viewer, *functions: Function) -> Self:
        """The wijken where the viewer holds one of the functions (none named: any), by name."""
        mine = Q(pk__in=viewer.wijk_ids(*functions)) | Q(municipality__in=viewer.municipality_ids(*functions))
        return self.wijken().filter(mine).select_related("municipality").order_by("municipality__name", "name")


class ScopedQuerySet(models.QuerySet[ModelT]):
    """For tables with `municipality` and `area`."""

    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """Rows in the wijken and gemeenten where the viewer holds one of the functions (none named: STAFF)."""
        return self.filter(seen_by(viewer, *functions))

    def in_area(self, area: models.Model) -> Self:
        """Rows of one wijk, or of all wijken of a gemeente."""
        return self.filter(Q(municipality=area) if getattr(area, "level", "") == "GEMEENTE" else Q(area=area))


def seen_by(viewer: Viewer, *functions: Function) -> Q:
    """The rule itself; only the sides that apply, so that the database can use the index of that side."""
    wanted = functions or (Function.WIJKMANAGER, Function.READER)
    wijken, gemeenten = viewer.wijk_ids(*wanted), viewer.municipality_ids(*wanted)
    if not gemeenten:
        return Q(area__in=wijken)
    return Q(municipality__in=gemeenten) | Q(area__in=wijken) if wijken else Q(municipality__in=gemeenten)

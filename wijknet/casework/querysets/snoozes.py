"""Reads of what was put off."""

from typing import Any, Self

from django.db import models


class SnoozeQuerySet(models.QuerySet[Any]):
    def newest_first(self) -> Self:
        return self.select_related("by").order_by("-at", "-pk")

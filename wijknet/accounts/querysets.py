"""Reads of users and assignments."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wijknet.access import Function, Viewer


class UserQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Colleagues that an admin looks after: who works or worked somewhere in their gemeente."""
        mine = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
        return self.filter(Q(assignments__area__in=mine) | Q(assignments__area__municipality__in=mine)).distinct()


class AssignmentQuerySet(models.QuerySet[Any]):
    def current(self, today: date | None = None) -> Self:
        """What holds today (Europe/Amsterdam)."""
        day = today or timezone.localdate()
        return self.not_ended(day).filter(start__lte=day)

    def not_ended(self, today: date | None = None) -> Self:
        """What holds today or will."""
        return self.filter(Q(end=None) | Q(end__gte=today or timezone.localdate()))

    def visible_to(self, viewer: Viewer) -> Self:
        """Assignments inside the gemeenten that the viewer is admin of."""
        mine = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
        return self.filter(Q(area__in=mine) | Q(area__municipality__in=mine))

"""Reads of users and assignments."""

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
    def current(self) -> Self:
        """What holds today (Europe/Amsterdam)."""
        return self.not_ended().filter(start__lte=timezone.localdate())

    def not_ended(self) -> Self:
        """What holds today or will."""
        return self.filter(Q(end=None) | Q(end__gte=timezone.localdate()))

    def visible_to(self, viewer: Viewer) -> Self:
        """Assignments inside the gemeenten that the viewer is admin of."""
        mine = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
        return self.filter(Q(area__in=mine) | Q(area__municipality__in=mine))

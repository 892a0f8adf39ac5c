"""Reads of what was sent on."""

from datetime import date
from typing import Any, Self

from django.db.models import Q

from wijknet.access import Function, Viewer
from wijknet.areas.querysets import ScopedQuerySet


class ReferralQuerySet(ScopedQuerySet[Any]):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """In my wijken; what came out of a talk that a colleague keeps private is theirs."""
        return super().visible_to(viewer, *functions).filter(Q(only_me=False) | Q(by=viewer.pk))

    def open(self) -> Self:
        return self.filter(settled_on=None)

    def settled(self) -> Self:
        return self.exclude(settled_on=None)

    def asking(self, day: date) -> Self:
        """Not settled, and on this day it asks for itself."""
        return self.open().filter(ask_on__lte=day)

    def with_names(self) -> Self:
        return self.select_related("area", "by", "actor", "municipal_contact", "case")

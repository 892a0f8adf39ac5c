"""Reads of talks and of what was agreed in them."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from wijknet.access import STAFF, Function, Viewer
from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet, seen_by
from wijknet.ui import dates


class MomentQuerySet(ScopedQuerySet[Any]):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """What was said in my wijken, and what a colleague elsewhere kept for the whole gemeente; never what a
        colleague kept for themselves."""
        wanted = functions or STAFF
        around = Area.objects.filter(pk__in=viewer.wijk_ids(*wanted)).values("municipality")
        shared = Q(visibility="MUNICIPALITY", municipality__in=around)
        return self.filter(seen_by(viewer, *wanted) | shared).not_private_to_others(viewer)

    def in_wijken_of(self, viewer: Viewer) -> Self:
        """The log: what was said in my wijken. One side of `visible_to`, so that a long list uses one index."""
        return self.filter(seen_by(viewer)).not_private_to_others(viewer)

    def not_private_to_others(self, viewer: Viewer) -> Self:
        return self.filter(~Q(visibility="ONLY_ME") | Q(by=viewer.pk))

    def private_past(self, day: date) -> Self:
        """ "Alleen ik" whose last day lies before this one."""
        return self.filter(visibility="ONLY_ME", private_until__lt=day)

    def with_whom(self) -> Self:
        """What a line of the log shows, in one query: the name of the first party stands in `with_whom`."""
        parties = self.model._meta.get_field("parties").related_model.objects.filter(moment=OuterRef("pk"))
        name = Coalesce("actor__name", "network__name", "group__name")
        first = parties.order_by("pk").annotate(label=name).values("label")[:1]
        return self.select_related("by").annotate(with_whom=Subquery(first))

    def with_parties(self) -> Self:
        """Everything that the page of a talk shows of it, in two queries."""
        return self.select_related("area", "by", "initiative", "event").prefetch_related(
            models.Prefetch("parties", self.model._meta.get_field("parties").related_model.objects.with_names())
        )


class MomentPartyQuerySet(models.QuerySet[Any]):
    def with_names(self) -> Self:
        return self.select_related("actor", "network", "group", "function").order_by("pk")

    def spoken_by(self, viewer: Viewer, since: date) -> Self:
        """The places and networks that this viewer spoke with since that day, each once."""
        known = Q(actor__isnull=False) | Q(network__isnull=False)
        spoken = self.filter(known, moment__by=viewer.pk, moment__at__date__gte=since)
        return spoken.order_by("actor", "network").distinct()


class AgreementQuerySet(ScopedQuerySet[Any]):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """In my wijken; what came out of a talk that a colleague keeps private is theirs."""
        return super().visible_to(viewer, *functions).filter(Q(only_me=False) | Q(by=viewer.pk))

    def open(self) -> Self:
        return self.filter(kept_on=None, withdrawn_on=None)

    def closed(self) -> Self:
        return self.filter(Q(kept_on__isnull=False) | Q(withdrawn_on__isnull=False))

    def late(self) -> Self:
        return self.open().filter(due__lt=dates.today())

    def due_until(self, day: date) -> Self:
        """Open, and due on this day or before."""
        return self.open().filter(due__lte=day)

    def with_reason(self) -> Self:
        """Why it was put off the last time stands in `put_off_why`; empty when it never was."""
        snoozes = self.model._meta.get_field("snoozes").related_model.objects.filter(agreement=OuterRef("pk"))
        last = snoozes.order_by("-at", "-pk").values("why")[:1]
        return self.annotate(put_off_why=Coalesce(Subquery(last), models.Value("")))

    def with_names(self) -> Self:
        return self.select_related("area", "by", "actor", "network", "group", "function")

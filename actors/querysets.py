"""Reads of who is there, in words of the domain.

What lies in another wijk is not there for a viewer. An actor is there in every wijk it is active in.
"""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from actors.fading import FADES_AFTER
from actors.rhythm import NETWORK_DAYS, days_before, kinds_before, own_rhythm_passed
from wijknet.access import STAFF, Function, Viewer
from wijknet.areas.models import Area
from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui.text import fold, sort_key

# Who was not told that they are in WijkNet within a month, disappears (domain.md).
DAYS_TO_TELL = 31
# Stands for the day on which something that was never confirmed was confirmed.
NEVER = date(1900, 1, 1)
# From then on telling asks for itself.
DAYS_BEFORE_ASKING = 7
# A first meeting with a new face asks for itself for so long.
DAYS_TO_MEET = 60


def municipalities_of(viewer: Viewer, *functions: Function) -> Any:
    """Keys of the gemeenten of a viewer, as a subquery: assigned as a whole, or around an assigned wijk."""
    wanted = functions or STAFF
    whole, wijken = viewer.municipality_ids(*wanted), viewer.wijk_ids(*wanted)
    inside = Q(pk__in=Area.objects.filter(pk__in=wijken).values("municipality"))
    return Area.objects.filter(inside | Q(pk__in=whole)).values("pk")


# What binds an actor to people, others and plans, as the way there from the actor; the triggers refuse the same.
_PARTS = ("networks", "partnerships", "initiative_partners")
BONDS = ("functions", "ties_out", "ties_in", *_PARTS, "positions", "channels__buddies")


class ActorKindQuerySet(models.QuerySet[Any]):
    def of_municipality(self, municipality_id: int) -> Self:
        """The kinds that everybody has and those that this gemeente added."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality_id)).order_by("name")

    def known_to(self, viewer: Viewer) -> Self:
        """The kinds of the gemeenten where the viewer works."""
        around = municipalities_of(viewer)
        return self.filter(Q(municipality=None) | Q(municipality__in=around)).order_by("name")

    def offered_in(self, municipality_id: int, *, keep: int | None = None) -> Self:
        """What one chooses from there: not what its admin hid. `keep` is the kind that the actor has already."""
        offered = self.of_municipality(municipality_id)
        return offered.filter(~Q(hidden_in=municipality_id) | Q(pk=keep))

    def offered_to(self, viewer: Viewer) -> Self:
        """What a viewer chooses from who did not say in which wijk yet."""
        return self.known_to(viewer).exclude(hidden_in__in=municipalities_of(viewer))

    def visible_to(self, viewer: Viewer) -> Self:
        """For who runs a gemeente: the kinds of everybody, and its own."""
        mine = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
        return self.filter(Q(municipality=None) | Q(municipality__in=mine))


class NamedQuerySet(ScopedQuerySet[Any]):
    """What actors and networks share: a folded name, searched words, an archive."""

    def current(self) -> Self:
        return self.filter(archived_on=None)

    def archived(self) -> Self:
        return self.exclude(archived_on=None)

    def named_exactly(self, name: str) -> Self:
        """Same name, whatever the capitals and accents."""
        return self.filter(sort_name=sort_key(name))

    def with_words(self, words: str) -> Self:
        """Every word stands somewhere in what was written about it."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(search_text__contains=word)
        return found


class ActorQuerySet(NamedQuerySet):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """Active in a wijk of the viewer, or in a gemeente that is theirs as a whole."""
        wanted = functions or STAFF
        wijken, gemeenten = viewer.wijk_ids(*wanted), viewer.municipality_ids(*wanted)
        active = self.model.active_in.through._default_manager.filter(area__in=wijken).values("actor")
        if not gemeenten:
            return self.filter(pk__in=active)
        if not wijken:
            return self.filter(municipality__in=gemeenten)
        return self.filter(Q(municipality__in=gemeenten) | Q(pk__in=active))

    def found(self) -> Self:
        """What chose to stand on the public page of its wijk. A sensitive kind never does, whatever was ticked."""
        return self.filter(public=True, archived_on=None, kind__sensitive=False)

    def in_area(self, area: models.Model) -> Self:
        """Active in this wijk; of a gemeente: all of it."""
        if getattr(area, "level", "") == Area.Level.GEMEENTE:
            return self.filter(municipality=area)
        active = self.model.active_in.through._default_manager.filter(area=area).values("actor")
        return self.filter(pk__in=active)

    def in_network(self) -> Self:
        """What may be measured: never an actor of a sensitive kind."""
        return self.current().filter(kind__sensitive=False)

    def bound(self) -> Self:
        """With a person, a tie, a position or a part in something: what an actor of a sensitive kind does not have."""
        rows = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        held = Q()
        for way in BONDS:
            held |= Q(Exists(rows.filter(**{f"{way}__isnull": False})))
        return self.filter(held)

    def to_meet(self, since: date) -> Self:
        """Someone else speaks for it since this day or later, and nobody spoke to them yet."""
        spoken = Q(last_spoken_on=None) | Q(last_spoken_on__lte=F("new_face_on"))
        return self.current().filter(spoken, new_face_on__gte=since)

    def silent(self, today: date) -> Self:
        """Not spoken to for longer than its own rhythm, or that of its kind; one query more, for the kinds. Who was
        never spoken to is not silent but new."""
        of_kinds = self.model._meta.get_field("kind").related_model._default_manager.exclude(rhythm_days=None)
        return self.silent_since(days_before(today), *kinds_before(today, of_kinds.values_list("pk", "rhythm_days")))

    def silent_since(self, own: tuple[date, ...], kinds: tuple[tuple[int, ...], ...], days: tuple[date, ...]) -> Self:
        """The same from days that were worked out before: per own rhythm, and per group of kinds with one rhythm."""
        passed = own_rhythm_passed(own)
        for keys, day in zip(kinds, days, strict=True):
            passed |= Q(rhythm_days=None, kind__in=keys, last_spoken_on__lt=day)
        return self.current().filter(passed)


class NetworkQuerySet(NamedQuerySet):
    def silent(self, today: date) -> Self:
        """Not spoken to for longer than its own rhythm, or the usual one."""
        return self.silent_since(days_before(today), today - timedelta(days=NETWORK_DAYS))

    def silent_since(self, own: tuple[date, ...], usual: date) -> Self:
        """The same from days that were worked out before."""
        passed = Q(rhythm_days=None, last_spoken_on__lt=usual) | own_rhythm_passed(own)
        return self.current().filter(passed)


class PersonQuerySet(models.QuerySet[Any]):
    def may_appear(self, today: date | None = None, since: date | None = None) -> Self:
        """Told in time (who was added `since` may still be told), and not past the date until which we may keep them.
        The days are those of now; a prepared read hands them over."""
        today = today or timezone.localdate()
        told = Q(told_on__isnull=False) | Q(added_on__gte=since or today - timedelta(days=DAYS_TO_TELL))
        kept = Q(retain_until=None) | Q(retain_until__gte=today)
        return self.filter(told, kept)


class PersonFunctionQuerySet(models.QuerySet[Any]):
    def current(self, today: date | None = None) -> Self:
        """Functions that someone has today."""
        return self.filter(Q(end=None) | Q(end__gt=today or timezone.localdate()))

    def shown(self, today: date | None = None, since: date | None = None) -> Self:
        """Functions whose person may appear; without one a person is nowhere in WijkNet. Days as for `may_appear`."""
        people = self.model._meta.get_field("person").related_model._default_manager.may_appear(today, since)
        return self.current(today).filter(person__in=people).select_related("person").order_by("person__name", "pk")

    def to_tell(self, today: date, since: date, until: date) -> Self:
        """Held by who was added between these days, and does not know yet that they are in WijkNet."""
        holds = Q(end=None) | Q(end__gt=today)
        return self.filter(holds, person__told_on=None, person__added_on__range=(since, until))


class ConnectionQuerySet(ScopedQuerySet[Any]):
    """What ties and reach share: someone confirmed them once."""

    def to_confirm(self) -> Self:
        """Not confirmed for half a year: "klopt dit nog?"."""
        day = timezone.localdate() - FADES_AFTER
        return self.filter(Q(last_confirmed_on=None) | Q(last_confirmed_on__lt=day))

    def oldest_first(self, after: tuple[date, int] | None = None) -> Self:
        """What waits longest comes first; what was never confirmed before all. `after` is the last one seen."""
        day = Coalesce("last_confirmed_on", Value(NEVER), output_field=models.DateField())
        rows = self.annotate(confirmed=day).order_by("confirmed", "pk")
        if after is None:
            return rows
        return rows.filter(Q(confirmed__gt=after[0]) | Q(confirmed=after[0], pk__gt=after[1]))


class TieQuerySet(ConnectionQuerySet):
    def current(self, day: date | None = None) -> Self:
        """What holds on this day (none: today)."""
        return self.filter(Q(end=None) | Q(end__gt=day or timezone.localdate()))

    def with_actor(self, actor: models.Model) -> Self:
        return self.filter(Q(source_actor=actor) | Q(target_actor=actor))

    def with_network(self, network: models.Model) -> Self:
        return self.filter(Q(source_network=network) | Q(target_network=network))

    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """In a wijk of the viewer, between two sides that the viewer may both see."""
        actors = self._side("source_actor").visible_to(viewer, *functions)
        networks = self._side("source_network").visible_to(viewer, *functions)
        return (
            super()
            .visible_to(viewer, *functions)
            .filter(
                Q(source_actor=None) | Q(source_actor__in=actors),
                Q(target_actor=None) | Q(target_actor__in=actors),
                Q(source_network=None) | Q(source_network__in=networks),
                Q(target_network=None) | Q(target_network__in=networks),
            )
        )

    def with_sides(self) -> Self:
        return self.select_related("source_actor", "source_network", "target_actor", "target_network")

    def _side(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model._default_manager.current()


class ReachQuerySet(ConnectionQuerySet):
    def above_minimum(self) -> Self:
        """Below the minimum size of the gemeente a group has no reach anywhere."""
        groups = self.model._meta.get_field("group").related_model._default_manager.shown()
        return self.filter(group__in=groups)

    def of_sides(self, actors: models.QuerySet[Any], networks: models.QuerySet[Any]) -> Self:
        """Only of these actors and networks."""
        return self.filter(Q(actor__in=actors.values("pk")) | Q(network__in=networks.values("pk")))


class PositionQuerySet(ScopedQuerySet[Any]):
    def in_wijken_of(self, viewer: Viewer) -> Self:
        """Said in a wijk of the viewer; for a page whose side the viewer sees already."""
        return super().visible_to(viewer)

    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """In a wijk of the viewer, of a side that the viewer may see."""
        actors = self.model._meta.get_field("actor").related_model._default_manager.current()
        networks = self.model._meta.get_field("network").related_model._default_manager.current()
        sides = Q(actor__in=actors.visible_to(viewer, *functions)) | Q(
            network__in=networks.visible_to(viewer, *functions)
        )
        return super().visible_to(viewer, *functions).filter(sides)


class BuddyQuerySet(models.QuerySet[Any]):
    def shown(self) -> Self:
        """Not past the day until which they agreed."""
        return self.filter(retain_until__gte=timezone.localdate()).order_by("name", "pk")


class MunicipalContactQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """Everybody who works in a wijk of the gemeente sees the contacts of that gemeente."""
        return self.filter(municipality__in=municipalities_of(viewer, *functions))

    def current(self) -> Self:
        return self.filter(archived_on=None)

    def archived(self) -> Self:
        return self.exclude(archived_on=None)

    def for_area(self, area: models.Model) -> Self:
        """Who serves this wijk: those who name it, and those who serve the whole gemeente."""
        municipality_id = getattr(area, "municipality_id", None) or area.pk
        found = self.filter(municipality=municipality_id)
        return found.filter(Q(wijken=area) | Q(wijken=None)).distinct()

    def with_words(self, words: str) -> Self:
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(search_text__contains=word)
        return found


class ImportRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer, *_functions: Function) -> Self:
        """Your own, and for who runs the gemeente all of them."""
        run = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
        return self.filter(Q(by=viewer.pk) | Q(municipality__in=run))

    def unfinished(self) -> Self:
        return self.filter(state__in=["NEW", "CHECKED", "FAILED"])


class ApproachQuerySet(ScopedQuerySet[Any]):
    def since(self, day: date) -> Self:
        return self.filter(on__gte=day)


class ActorMergeQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(undone_at=None)

    def into(self, pk: int) -> int:
        """Where the place with this key went, however many merges ago; the key itself when it went nowhere."""
        seen = {pk}
        while (after := self.standing().filter(gone_pk=pk).values_list("kept_pk", flat=True).first()) is not None:
            if after in seen:
                break
            seen.add(after)
            pk = after
        return pk

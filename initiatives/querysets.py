"""Reads of initiatives, in words of the domain."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from wijknet.areas.querysets import ScopedQuerySet
from wijknet.ui.dates import midnight, today
from wijknet.ui.text import fold

# The fields of templates/initiatives/_card.html; the rest of a row would cost more than the card.
CARD = (
    *("reference", "title", "story", "place_text", "phase", "published_on"),
    *("area__name", "municipality__name"),
)
# The order of every public list; the indexes on what is public hold it.
NEWEST = ("-published_on", "-pk")


class InitiativeQuerySet(ScopedQuerySet[Any]):
    def public(self) -> Self:
        """What everybody may read."""
        return self.filter(moderation="PUBLIC")

    def in_wijk(self, area: models.Model) -> Self:
        """Public initiatives of one wijk (or a whole gemeente), newest first, ready for a list of cards."""
        return self.in_area(area).public().newest_first()

    def newest_first(self) -> Self:
        """By day of publication, with what a card shows and no more."""
        return self.order_by(*NEWEST).select_related("area", "municipality").prefetch_related("themes").only(*CARD)

    def for_feed(self) -> Self:
        """In the same order, with what a follower reads."""
        return self.newest_first().only(*CARD, "public_name").prefetch_related("phase_changes")

    def on_map(self) -> Self:
        """In the same order, with the area in which a point may stand."""
        return self.newest_first().only(*CARD, "buurt", "municipality__code")

    def linked_to(self, event: models.Model) -> Self:
        """That a colleague said belong to this event."""
        return self.filter(event_links__event=event, event_links__state="LINKED")

    def to_moderate(self) -> Self:
        """New, or being looked at: somebody of the wijk has to say what happens with it."""
        return self.filter(moderation__in=["RECEIVED", "LOOKING"])

    def standing(self) -> Self:
        """Ideas, on the site or on their way there; no questions, and nothing that was taken back or not placed."""
        return self.filter(kind="IDEA", moderation__in=["RECEIVED", "LOOKING", "PUBLIC"])

    def growing(self) -> Self:
        """Ideas that stand and did not end: what something else may help on."""
        return self.standing().exclude(phase__in=["SUCCEEDED", "STOPPED"])

    def unanswered(self) -> Self:
        """The sender wrote last."""
        return self.filter(unanswered_since__isnull=False)

    def late(self) -> Self:
        """The day on which we would move has passed."""
        return self.filter(waiting_on__in=["WIJKMANAGER", "MUNICIPALITY"], waiting_until__lt=today())

    def waiting_for_colleague(self) -> Self:
        """A second pair of eyes was asked for and did not look yet."""
        return self.filter(reviews__decided_at=None, reviews__isnull=False)

    def with_need_to_look_at(self) -> Self:
        """The sender asks for something, and nobody read it yet."""
        rows = self.model.needs.rel.related_model._default_manager.to_look_at()
        return self.filter(pk__in=rows.values("initiative"))

    def waiting_for_words(self) -> Self:
        """The sender was asked whether other words are right."""
        return self.filter(proposals__answer="OPEN")

    def about(self, theme: str) -> Self:
        """With a theme of this name, in whatever gemeente; each row once."""
        named = self.model.themes.through.objects.filter(initiative=OuterRef("pk"), theme__name=theme)
        return self.filter(Exists(named))

    def open_to_meet(self) -> Self:
        """Public ideas whose sender can be reached by a neighbour; a child is never offered."""
        reached = Q(submission__reach_mail=True) | Q(submission__reach_phone=True)
        return self.public().filter(reached, submission__under_16=False)

    def with_words(self, words: str) -> Self:
        """Rows that hold every word."""
        rows = self
        for word in fold(words).split()[:8]:
            rows = rows.filter(search_text__contains=word)
        return rows

    def last_change(self) -> datetime | None:
        """When anything about any initiative last changed; one step in an index."""
        changed: datetime | None = self.aggregate(at=Max("updated_at"))["at"]
        return changed


class DraftQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Forms that can still be filled in or were just sent."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class TextProposalQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """The sender did not say anything yet."""
        return self.filter(answer="OPEN")

    def withdraw(self) -> int:
        """Nobody needs to answer these any more."""
        return self.open().update(answer="WITHDRAWN", answered_at=timezone.now())


class ReviewQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """A colleague still has to look."""
        return self.filter(decided_at=None)

    def close(self, by_pk: int | None = None, note: str = "") -> int:
        """Nobody needs to look any more, and nothing came of it."""
        return self.open().update(agreed=False, decided_at=timezone.now(), decided_by=by_pk, note=note)


class EventQuerySet(ScopedQuerySet[Any]):
    def public(self) -> Self:
        """What everybody may read; what is cancelled stays, so that nobody comes for nothing."""
        return self.filter(public=True)

    def to_come(self) -> Self:
        """Not over yet."""
        return self.filter(ends_at__gte=timezone.now())

    def over(self) -> Self:
        return self.filter(ends_at__lt=timezone.now())

    def going_on(self) -> Self:
        return self.filter(cancelled_on=None)

    def for_everyone(self, day: date | None = None) -> Self:
        """Public ones that are not over before this day (none: today), the first on top, ready for a list.

        By day and not by the clock: pages that show them are kept until something changes, or the day does.
        """
        rows = self.public().filter(ends_at__gte=midnight(day)).order_by("starts_at", "pk")
        return rows.select_related("area")

    def linked_to(self, initiative: models.Model) -> Self:
        """That a colleague said belong to this initiative."""
        return self.filter(initiative_links__initiative=initiative, initiative_links__state="LINKED")

    def last_change(self) -> datetime | None:
        """When anything about any event last changed; one step in an index."""
        changed: datetime | None = self.aggregate(at=Max("updated_at"))["at"]
        return changed


class RegistrationQuerySet(models.QuerySet[Any]):
    def with_place(self) -> Self:
        return self.filter(state="PLACE")

    def waiting(self) -> Self:
        """In the order in which they came."""
        return self.filter(state="WAITING").order_by("at", "pk")

    def open(self) -> Self:
        return self.exclude(state="ENDED")

    def to_remind(self) -> Self:
        """Whoever comes within a day and a half, can be mailed, and said so longer ago than last night."""
        now = timezone.now()
        coming = {"event__cancelled_on": None, "event__starts_at__gt": now}
        rows = self.with_place().filter(reminded_on=None, event__starts_at__lte=now + timedelta(hours=36), **coming)
        return rows.filter(at__lt=now - timedelta(hours=12)).exclude(email="")

    def past_term(self, on: date) -> Self:
        return self.filter(forget_on__lt=on)


class NeedQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """On the site and still looked for."""
        return self.filter(found_on=None, state="PLACED")

    def standing(self) -> Self:
        """What was not refused."""
        return self.exclude(state="NOT_PLACED")

    def to_look_at(self) -> Self:
        """Asked by a sender and read by nobody yet."""
        here = {"initiative__moderation__in": ["RECEIVED", "LOOKING", "PUBLIC"]}
        return self.filter(found_on=None, state="WAITING", **here)

    def unanswered(self) -> Self:
        """Still looked for, and nobody offered it."""
        return self.open().filter(offers=None)


class OfferQuerySet(models.QuerySet[Any]):
    def shared(self) -> Self:
        """What the sender of the idea may see, because the helper said so."""
        return self.filter(share=True)

    def past_term(self, on: date) -> Self:
        return self.filter(forget_on__lt=on)


class TeamQuerySet(models.QuerySet[Any]):
    def joined(self) -> Self:
        """Who said yes and did not stop; who pulls it first."""
        return self.filter(joined_on__isnull=False, left_on=None).order_by("-champion", "joined_on", "pk")

    def asked(self) -> Self:
        """Who did not answer yet."""
        return self.filter(joined_on=None, refused_on=None, left_on=None)

    def unanswered_before(self, moment: datetime) -> Self:
        """An address without a yes: asked too long ago, or it said no then."""
        return self.filter(joined_on=None, left_on=None, asked_at__lt=moment)

    def past_term(self, on: date) -> Self:
        """Nothing happened for so long, the data of the sender are gone, or who it was stopped long ago."""
        quiet = Q(initiative__submission=None) | Q(initiative__submission__last_step_on__lt=on)
        return self.filter(quiet | Q(left_on__lt=on))


class TaskQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Still to do; what has a day first."""
        return self.filter(done_on=None).order_by(F("due").asc(nulls_last=True), "pk")

    def past_term(self, on: date) -> Self:
        """With their team."""
        return self.filter(Q(initiative__submission=None) | Q(initiative__submission__last_step_on__lt=on))


class SupportQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Self:
        """What counts."""
        return self.exclude(confirmed_at=None)

    def unconfirmed_before(self, moment: datetime) -> Self:
        return self.filter(confirmed_at=None, asked_at__lt=moment)

    def with_address_past_term(self) -> Self:
        """The data of the sender are gone, so the addresses that came with the idea go too."""
        return self.filter(initiative__submission=None).exclude(email="")


class MatchQuerySet(ScopedQuerySet[Any]):
    def with_sides(self) -> Self:
        """With all that a card names."""
        return self.select_related("initiative", "actor", "plan", "group", "event", "other", "area__municipality", "by")

    def of(self, initiative: models.Model) -> Self:
        """Those of one idea, also where it is the newer one of two."""
        return self.filter(Q(initiative=initiative) | Q(other=initiative))

    def proposed(self) -> Self:
        """What nobody judged and may still be done: both sides are still there. A group that became too small, and a
        place that is of a sensitive kind now, are not shown at the moment that they are."""
        groups = self.model._meta.get_field("group").related_model._default_manager.shown()
        standing = {"moderation__in": ("RECEIVED", "LOOKING", "PUBLIC")}
        ended = ("SUCCEEDED", "STOPPED")
        rows = self.filter(state="PROPOSED", **{f"initiative__{name}": value for name, value in standing.items()})
        return rows.exclude(initiative__phase__in=ended).filter(
            Q(actor=None) | Q(actor__archived_on=None, actor__kind__sensitive=False),
            Q(plan=None) | Q(plan__end=None) | Q(plan__end__gte=today()),
            Q(group=None) | Q(group__in=groups),
            Q(event=None) | Q(event__cancelled_on=None, event__ends_at__gte=timezone.now()),
            Q(other=None)
            | Q(**{f"other__{name}": value for name, value in standing.items()}) & ~Q(other__phase__in=ended),
        )

    def accepted(self) -> Self:
        return self.filter(state="ACCEPTED")


class IntroductionQuerySet(models.QuerySet[Any]):
    def of(self, initiative: models.Model) -> Self:
        """The introductions of one idea, with both ideas, their senders and what they said."""
        rows = self.filter(Q(first=initiative) | Q(second=initiative))
        return rows.select_related("first__submission", "second__submission").prefetch_related("answers").order_by("pk")


class CircleMemberQuerySet(ScopedQuerySet[Any]):
    def current(self) -> Self:
        """Who takes part; not who was taken out."""
        return self.filter(removed_on=None)

    def reachable(self) -> Self:
        """Who can be mailed: they want mail, and the address was confirmed as theirs."""
        sender = {
            "initiative__submission__reach_mail": True,
            "initiative__submission__email_confirmed_at__isnull": False,
        }
        return self.current().filter(**sender).exclude(initiative__submission__email="")

    def known_as(self, email: str) -> Self:
        """Rows of this sender, taken out or not, by whichever idea."""
        return self.filter(initiative__submission__email__iexact=email)

    def ended(self) -> Self:
        """What they began is over."""
        return self.filter(
            Q(initiative__phase__in=["SUCCEEDED", "STRANDED", "STOPPED"])
            | Q(initiative__moderation__in=["NOT_PLACED", "WITHDRAWN"])
        )

    def to_ask(self, silent_since: date) -> Self:
        """Silent for long, or with an idea that ended and not asked about since."""
        over = self.model._default_manager.ended().filter(stayed_on=None).values("pk")
        return self.current().filter(asked_on=None).filter(Q(active_on__lt=silent_since) | Q(pk__in=over))

    def to_forget(self, asked_before: date) -> Self:
        """Asked and nothing heard, or their data are gone and with them their page."""
        return self.filter(Q(removed_on=None, asked_on__lt=asked_before) | Q(initiative__submission=None))


class CirclePostQuerySet(ScopedQuerySet[Any]):
    def placed(self) -> Self:
        return self.filter(state="PLACED")

    def questions(self) -> Self:
        return self.filter(question=None)

    def readable_by(self, member: Any) -> Self:
        """Questions in the own circle that this member may read: to all, to or from them. Never another wijk's."""
        mine = Q(member=member)
        open_to = Q(state="PLACED") & (Q(direct=False) | Q(to=member))
        return self.questions().filter(mine | open_to, area=member.area_id)

    def answers_for(self, member: Any) -> Self:
        """What was placed, and the own words in whatever state."""
        return self.filter(Q(state="PLACED") | Q(member=member), area=member.area_id)

    def to_look_at(self) -> Self:
        """New, or reported by somebody who read it."""
        return self.filter(Q(state="WAITING") | Q(reported_at__isnull=False))

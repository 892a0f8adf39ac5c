"""A second pair of eyes, where the gemeente chose so: one colleague asks, another one agrees."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from initiatives.models import Initiative, Moderation, Review, WaitingOn
from initiatives.services.desk import Placing, check_publishable, place_on_site, put_aside
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.ui.dates import add_working_days, today


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the colleague agrees to, whole: it happens as it is asked."""

    outcome: str
    word: str
    waiting_on: str = WaitingOn.NOBODY
    until: date | None = None
    waiting_text: str = ""
    spoken: bool = False


def ask_review(*, initiative: Initiative, asked: Asked, by: User) -> Review:
    """Ask a colleague to look along. Asked again while one waits, the newer question takes its place."""
    with transaction.atomic():
        found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if found.moderation not in {Moderation.RECEIVED, Moderation.LOOKING}:
            raise ValidationError(f"Dit kan niet meer: het is al {found.get_moderation_display()}.")
        if asked.outcome == Moderation.PUBLIC:
            check_publishable(found, asked.spoken)
        Review.objects.filter(initiative=found).close(by.pk)
        review: Review = Review.objects.create(
            initiative=found,
            outcome=asked.outcome,
            word=asked.word,
            waiting_on=asked.waiting_on,
            waiting_until=asked.until,
            waiting_text=asked.waiting_text,
            spoken=asked.spoken,
            version_seen=found.version,
            asked_by_id=by.pk,
        )
        record("create", review, by=by)
        return review


def agree(*, initiative: Initiative, by: User) -> Initiative:
    """The colleague agrees: what was asked happens now, under the name of who asked and who agreed."""
    with transaction.atomic():
        review = _open(initiative)
        if review.asked_by_id == by.pk:
            raise ValidationError("Je vroeg dit zelf. Een collega moet meekijken.")
        found = review.initiative
        if found.version != review.version_seen:
            raise ValidationError("De tekst is veranderd nadat je collega het vroeg. Laat het opnieuw vragen.")
        _decide(review, agreed=True, by=by)
        if review.outcome == Moderation.NOT_PLACED:
            return put_aside(found, review.word, by)
        days_left = review.waiting_until and max(review.waiting_until, add_working_days(today(), 1))
        placing = Placing(
            word=review.word,
            waiting_on=review.waiting_on,
            until=days_left,
            waiting_text=review.waiting_text,
            spoken=review.spoken,
        )
        return place_on_site(found, placing, by)


def disagree(*, initiative: Initiative, note: str, by: User) -> Review:
    """Back to who asked, with a word; who asked may take it back this way as well."""
    with transaction.atomic():
        return _decide(_open(initiative), agreed=False, by=by, note=note)


def _open(initiative: Initiative) -> Review:
    """The review that waits; the idea is locked, so that two colleagues come one after the other."""
    found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    review: Review | None = Review.objects.filter(initiative=found).open().first()
    if review is None:
        raise ValidationError("Een collega was je voor. Bekijk wat er nu staat.")
    review.initiative = found
    return review


def _decide(review: Review, *, agreed: bool, by: User, note: str = "") -> Review:
    before = snapshot(review)
    review.agreed, review.decided_by, review.decided_at, review.note = agreed, by, timezone.now(), note
    review.save(update_fields=["agreed", "decided_by", "decided_at", "note"])
    record("change", review, by=by, before=before)
    return review

"""The radar at work: ask a sender how it goes, hear the answer, and see whether it moves again.

When a sender says that they stop, the initiative stops at once: it is theirs, and a colleague has nothing to approve.
It stands on Vandaag to thank them, and the same link takes it back as long as it works.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from initiatives.models import GROWING, Initiative, Kind, Moderation, Phase, Submission, TeamMember
from initiatives.services import set_phase
from wijknet.accounts.models import User
from wijknet.casework.histories import histories_of
from wijknet.casework.models import CheckIn
from wijknet.casework.models.check_ins import MOVED_WITHIN
from wijknet.casework.radar import Finding, History, look
from wijknet.casework.services.rows import store
from wijknet.log.services import record, snapshot
from wijknet.mail.services import enqueue
from wijknet.tokens.services import issue_link
from wijknet.ui import dates

CHECK_IN = "initiative-check-in"
# At most one question in so many days, whatever the answer was; after "het gaat goed" it stays quiet longer.
ASK_AGAIN = timedelta(days=42)
QUIET = timedelta(days=60)
# Working days in which an answer is hoped for, and how long the link works.
ANSWER_DAYS = 7
LINK_DAYS = 30


def watch() -> int:
    """Job: see what moved again, then ask about what stands still. Twice on a day does no more than once.

    Returns how many were asked.
    """
    today = dates.today()
    rows = Initiative.objects.filter(kind=Kind.IDEA, moderation=Moderation.PUBLIC, phase__in=GROWING[:-1])
    columns = ("phase", "waiting_on", "waiting_until", "published_on", "received_on")
    histories = histories_of(rows.only(*columns), today)
    _see_what_moved(today)
    asked_before = CheckIn.objects.filter(
        Q(closed_on=None) | Q(asked_on__gt=today - ASK_AGAIN) | Q(quiet_until__gt=today)
    )
    resting = Q(rest__until__gt=today)
    free = rows.exclude(pk__in=asked_before.values("initiative")).exclude(resting).values_list("pk", flat=True)
    found = ((pk, look(histories[pk])) for pk in free.order_by("pk") if pk in histories)
    return sum(_ask(pk, finding, today) for pk, finding in found if finding is not None)


def _see_what_moved(today: date) -> None:
    """What was done after the question; an open one that moved asks for nothing any more."""
    rows = CheckIn.objects.filter(moved_on=None).filter(Q(asked_on__gte=today - MOVED_WITHIN) | Q(closed_on=None))
    initiatives = Initiative.objects.filter(pk__in=rows.order_by().values("initiative"))
    histories = histories_of(initiatives, today)
    for check_in in rows.select_related("initiative"):
        acted = _first_act(check_in, histories[check_in.initiative_id])
        if acted is None and not _ended(check_in.initiative):
            continue
        if acted is not None and acted <= check_in.moved_before:
            check_in.moved_on = acted
        if check_in.answer != CheckIn.Answer.STOP:
            check_in.closed_on = check_in.closed_on or today
        check_in.save(update_fields=["moved_on", "closed_on"])


def _ended(initiative: Initiative) -> bool:
    """There is nothing to ask any more: it stopped, or it is off the site."""
    return initiative.phase not in GROWING or initiative.moderation != Moderation.PUBLIC


def _first_act(check_in: CheckIn, history: History) -> date | None:
    """The first day after the question on which something was done. Ending it is no moving on."""
    days = list(history.acts)
    if history.phase in GROWING and history.phase != check_in.phase:
        days.append(history.since)
    return min((day for day in days if day > check_in.asked_on), default=None)


@transaction.atomic
def _ask(pk: int, finding: Finding, today: date) -> bool:
    """Ask once: the row is locked, and an open question is not asked again."""
    initiative = Initiative.objects.select_for_update().get(pk=pk)
    if CheckIn.objects.open().filter(initiative=initiative).exists():
        return False
    asked = _whom(initiative)
    by_mail = bool(asked)
    until = dates.add_working_days(today, ANSWER_DAYS) if by_mail else today - timedelta(days=1)
    check_in = CheckIn.objects.create(
        municipality_id=initiative.municipality_id,
        area_id=initiative.area_id,
        initiative=initiative,
        phase=initiative.phase,
        reason=finding.reason.value,
        evidence=finding.evidence,
        by_mail=by_mail,
        asked_on=today,
        answer_until=until,
    )
    record("ask", check_in, by=None)
    for one in asked:
        _mail(check_in, one)
    return True


def _whom(initiative: Initiative) -> list[TeamMember | Submission]:
    """Who pulls it and can be mailed; the sender when that is them, or when nobody else pulls it."""
    champions = TeamMember.objects.joined().filter(initiative=initiative, champion=True)
    others = list(champions.filter(is_sender=False).exclude(email=""))
    if others and not champions.filter(is_sender=True).exists():
        return others
    return [*others, *Submission.objects.filter(initiative=initiative, reach_mail=True).exclude(email="")]


def _mail(check_in: CheckIn, to: TeamMember | Submission) -> None:
    """The link of a trekker is tied to them, so that it opens nothing once they stopped."""
    ends = datetime.combine(dates.today() + timedelta(days=LINK_DAYS), time(), tzinfo=dates.AMSTERDAM)
    is_sender = isinstance(to, Submission)
    token = issue_link(purpose=CHECK_IN, target=check_in if is_sender else to, expires_at=ends)
    context: dict[str, Any] = {
        "subject": f"Hoe gaat het met {'je' if is_sender else 'het'} idee? ({check_in.initiative.reference})",
        "initiative": check_in.initiative,
        "name": to.sender_name if isinstance(to, Submission) else to.name,
        "is_sender": is_sender,
        "url": settings.SITE_URL + reverse("check-in-answer", args=[token]),
    }
    enqueue(
        key=f"check-in-{check_in.pk}" if is_sender else f"check-in-{check_in.pk}-{to.pk}",
        to=to.email,
        subject=context["subject"],
        text=render_to_string("mail/check_in.txt", context),
        html=render_to_string("mail/check_in.html", context),
    )


@transaction.atomic
def answer_check_in(*, check_in: CheckIn, answer: str, words: str = "") -> CheckIn:
    """What the sender says. The last answer counts; saying something else after "we stoppen" takes the stop back."""
    current: CheckIn = CheckIn.objects.select_for_update().select_related("initiative").get(pk=check_in.pk)
    words = words.strip()
    if answer == CheckIn.Answer.STOP and not words:
        raise ValidationError({"words": "Schrijf in een paar woorden waarom jullie stoppen."})
    if (current.answer, current.words) == (answer, words):
        return current
    before, initiative, today = snapshot(current), current.initiative, dates.today()
    stopped = current.answer == CheckIn.Answer.STOP and initiative.phase == Phase.STOPPED
    current.answer, current.words, current.answered_on = answer, words, today
    good = answer == CheckIn.Answer.GOOD
    current.quiet_until = today + QUIET if good else None
    current.closed_on = today if good else None
    if not good and CheckIn.objects.open().filter(initiative=initiative).exclude(pk=current.pk).exists():
        current.closed_on = today
    store(current)
    record("answer", current, by=None, before=before)
    if answer == CheckIn.Answer.STOP and initiative.phase in GROWING[:-1]:
        set_phase(initiative=initiative, phase=Phase.STOPPED, reason=words, by=None)
    elif stopped and answer != CheckIn.Answer.STOP:
        set_phase(initiative=initiative, phase=current.phase, by=None)
    return current


@transaction.atomic
def close_check_in(*, check_in: CheckIn, by: User) -> None:
    """A colleague did something about it. Doing it twice is doing it once."""
    current = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if current.closed_on is None:
        before = snapshot(current)
        current.closed_on = dates.today()
        current.save(update_fields=["closed_on"])
        record("close", current, by=by, before=before)


def taken_up(initiative: Initiative, *, by: User) -> None:
    """A case was opened for it, in the transaction of the caller: the question left Vandaag."""
    for check_in in CheckIn.objects.open().filter(initiative=initiative):
        close_check_in(check_in=check_in, by=by)

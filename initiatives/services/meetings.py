"""Let senders of ideas that are alike meet, when both want to."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from initiatives import mails
from initiatives.models import Initiative, Introduction, IntroductionAnswer, Moderation, Submission
from initiatives.services.alike import alike
from wijknet.accounts.models import User
from wijknet.log.services import record
from wijknet.privacy import services as privacy
from wijknet.privacy.texts import newest

MEET = "meet_neighbour"
BOTH = 2
CLOSED = (Moderation.WITHDRAWN, Moderation.NOT_PLACED)


def ask_to_meet(*, initiative: Initiative, other: Initiative, by: User | None = None) -> Introduction:
    """A sender wants to meet the other; or a colleague (`by`) asks both. The pair is there once."""
    if initiative.area_id != other.area_id or initiative.pk == other.pk:
        raise ValidationError("Dit kan alleen met een ander idee uit dezelfde wijk.")
    senders = Submission.objects.filter(initiative__in=[initiative, other], under_16=False)
    if senders.exclude(initiative__moderation__in=CLOSED).count() < BOTH:
        raise ValidationError("Deze buren kunnen we niet aan elkaar voorstellen.")
    first, second = sorted((initiative, other), key=lambda one: one.pk)
    with transaction.atomic():
        made, is_new = Introduction.objects.get_or_create(
            first=first, second=second, defaults={"proposed_by_id": by.pk if by else None}
        )
        if is_new:
            record("create", made, by=by)
            mails.asked_to_meet(other, made)
            if by is not None:
                mails.asked_to_meet(initiative, made)
        if by is None:
            answer_meeting(introduction=made, initiative=initiative, yes=True)
        return made


def answer_meeting(*, introduction: Introduction, initiative: Initiative, yes: bool) -> IntroductionAnswer:
    """What a sender says; a later answer takes the place of an earlier one. Both are mailed when both said yes."""
    with transaction.atomic():
        locked: Introduction = Introduction.objects.select_for_update().get(pk=introduction.pk)
        answer, is_new = IntroductionAnswer.objects.get_or_create(
            introduction=locked, initiative=initiative, defaults={"yes": yes}
        )
        if not is_new and answer.yes == yes:
            return answer
        answer.yes, answer.at = yes, timezone.now()
        answer.save(update_fields=["yes", "at"])
        if yes:
            privacy.give_consent(text_key=MEET, version=newest(MEET).version, subject=answer)
        else:
            privacy.withdraw(text_key=MEET, subject=answer)
        if yes and IntroductionAnswer.objects.filter(introduction=locked, yes=True).count() == BOTH:
            for one in Initiative.objects.filter(pk__in=[locked.first_id, locked.second_id]):
                mails.introduced(one, answer)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An introduction from the chair of one sender. What the other did not agree to show is empty."""

    other: Initiative
    my_answer: bool | None
    other_answer: bool | None
    title: str
    name: str
    email: str
    phone: str


def meetings_of(initiative: Initiative) -> list[Meeting]:
    """Every introduction of this idea. An address is in it only while both say yes and neither has stopped."""
    found = []
    for row in Introduction.objects.of(initiative):
        other = row.second if row.first_id == initiative.pk else row.first
        says = {answer.initiative_id: answer.yes for answer in row.answers.all()}
        submission = getattr(other, "submission", None)
        if submission is None or other.moderation in CLOSED or initiative.moderation in CLOSED:
            continue
        theirs, both = says.get(other.pk), bool(says.get(other.pk) and says.get(initiative.pk))
        found.append(
            Meeting(
                other=other,
                my_answer=says.get(initiative.pk),
                other_answer=theirs,
                title=other.title if theirs or other.moderation == Moderation.PUBLIC else "",
                name=submission.sender_name if theirs else "",
                email=submission.email if both else "",
                phone=submission.phone if both else "",
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What a sender sees: who may be asked, and what was asked."""

    offered: list[Initiative]
    meetings: list[Meeting]
    consent: str


def neighbours_of(initiative: Initiative) -> Neighbours:
    """Public ideas of the same wijk that are alike and not asked about yet, and every introduction."""
    closed = initiative.moderation in CLOSED or initiative.submission.under_16
    meetings = meetings_of(initiative)
    asked = {meeting.other.pk for meeting in meetings}
    found = [] if closed else alike(initiative, among=Initiative.objects.open_to_meet())
    offered = [one for one in found if one.pk not in asked]
    return Neighbours(offered=offered, meetings=meetings, consent=newest(MEET).text)

"""What a member of a circle does: join, ask, answer, take back, report, stay and leave."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import circle_mails
from initiatives.models import CircleMember, CirclePost, Initiative, Kind, Moderation, Submission
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.services import erase_values, record, record_many, snapshot
from wijknet.privacy import services as privacy
from wijknet.privacy.texts import newest
from wijknet.tokens.services import claim_key, fulfil, revoke_links
from wijknet.ui.dates import today

JOIN = "join_circle"
# So many posts of one member may wait for a look; who has more to say waits too.
MOST_WAITING = 5


def why_not(initiative: Initiative, submission: Submission) -> str:
    """Why this sender cannot join, in words to them; empty when they can."""
    if initiative.kind != Kind.IDEA or initiative.moderation not in {Moderation.LOOKING, Moderation.PUBLIC}:
        return _("Meedoen kan als de wijkmanager je idee heeft gezien.")
    if submission.under_16:
        return _("Meedoen kan vanaf 16 jaar.")
    if not submission.reach_mail or submission.email_confirmed_at is None:
        return _("Meedoen kan als we je e-mailadres kennen. Klik eerst op ‘Ja, dit is mijn e-mailadres’ via je mail.")
    return ""


def join_circle(*, initiative: Initiative, name: str, offer: str) -> CircleMember:
    """Take part, with consent in the words that stood there. Doing it twice is doing it once."""
    with transaction.atomic():
        # One sender with two ideas who joins with both at once: the wijk is locked, so that the second sees the first.
        Area.objects.select_for_update(no_key=True).get(pk=initiative.area_id)
        submission = Submission.objects.get(initiative=initiative)
        if refusal := why_not(initiative, submission):
            raise ValidationError(refusal)
        known: CircleMember | None = CircleMember.objects.filter(initiative=initiative).first()
        known = known or CircleMember.objects.in_area(initiative.area).known_as(submission.email).first()
        if known is not None:
            if known.removed_on is not None:
                raise ValidationError(_("Je doet niet meer mee. Schrijf de wijkmanager op je eigen pagina."))
            if known.initiative_id != initiative.pk:
                raise ValidationError(_("Je doet al mee, met een ander idee van jou."))
            return known
        member: CircleMember = CircleMember.objects.create(
            initiative=initiative,
            municipality_id=initiative.municipality_id,
            area_id=initiative.area_id,
            name=name,
            offer=offer,
        )
        privacy.give_consent(text_key=JOIN, version=newest(JOIN).version, subject=member)
        record("create", member, by=None)
        circle_mails.joined(member)
        return member


def change_member(*, member: CircleMember, name: str, offer: str) -> CircleMember:
    """Other words about oneself."""
    with transaction.atomic():
        member = locked(member)
        before = snapshot(member)
        member.name, member.offer, member.active_on = name, offer, today()
        member.save()
        record("change", member, by=None, before=before)
        return member


def stay_in_circle(*, member: CircleMember) -> CircleMember:
    """ "Ja, ik blijf": asked again after a year of silence at the earliest."""
    with transaction.atomic():
        member = locked(member)
        before = snapshot(member)
        member.asked_on, member.stayed_on, member.active_on = None, today(), today()
        member.save()
        record("change", member, by=None, before=before)
        return member


def leave_circle(*, member: CircleMember, by: User | None = None) -> None:
    """Gone at once, with all they wrote and what others answered to it. Doing it twice is doing it once."""
    with transaction.atomic():
        found = CircleMember.objects.select_for_update().filter(pk=member.pk).first()
        if found is not None:
            erase_posts(found, by=by)
            close_links(found)
            record("erase", found, by=by)
            erase_values(CircleMember._meta.label, found.pk)
            found.delete()


def erase_posts(member: CircleMember, *, by: User | None) -> None:
    """What this member wrote; questions go with the answers of others, for they say what was asked."""
    for post in CirclePost.objects.filter(member=member).order_by("pk"):
        erase_post(post, by=by)


def erase_post(post: CirclePost, *, by: User | None) -> None:
    """With its answers, out of the table and out of the log. Nothing when it went with its question already."""
    rows = list(CirclePost.objects.filter(Q(pk=post.pk) | Q(question=post)).order_by("pk"))
    record_many("erase", [(row, snapshot(row)) for row in rows], by=by)
    for row in rows:
        erase_values(CirclePost._meta.label, row.pk)
    CirclePost.objects.filter(pk=post.pk).delete()


def close_links(member: CircleMember) -> None:
    """Nothing opens the circle for them any more, and nothing says that they want to be in it."""
    revoke_links(purpose=circle_mails.CIRCLE, target=member)
    privacy.withdraw(text_key=JOIN, subject=member)


def renew_circle_link(*, member: CircleMember) -> None:
    """Close every link out of a mail and mail a new one: for when somebody else has one."""
    with transaction.atomic():
        member = locked(member)
        revoke_links(purpose=circle_mails.CIRCLE, target=member)
        circle_mails.link_again(member)


def ask_circle(*, member: CircleMember, to: CircleMember | None, text: str, key: uuid.UUID) -> CirclePost:
    """A question to all, or to one. Nobody reads it before a colleague looked. Sent again it is the same question."""
    with transaction.atomic():
        claimed = claim_key(key, purpose="circle-question")
        if sent := _sent(claimed.target_pk):
            return sent
        member = locked(member)
        if to is not None:
            here = CircleMember.objects.current().in_area(member.area).exclude(pk=member.pk)
            to = here.select_for_update(of=("self",)).filter(pk=to.pk).first()
            if to is None:
                raise ValidationError({"to": _("Deze buur doet niet meer mee. Kies iemand anders, of iedereen.")})
        post = _write(member, text, to=to, direct=to is not None)
        fulfil(claimed, post)
        return post


def answer_circle(*, member: CircleMember, question: CirclePost, text: str, key: uuid.UUID) -> CirclePost:
    """An answer, looked at first as well. A question that went meanwhile takes none."""
    with transaction.atomic():
        claimed = claim_key(key, purpose="circle-answer")
        if sent := _sent(claimed.target_pk):
            return sent
        member = locked(member)
        asked = CirclePost.objects.readable_by(member).placed().select_for_update(of=("self",))
        found = asked.filter(pk=question.pk).first()
        if found is None or (found.direct and found.to_id is None):
            raise ValidationError(_("Op deze vraag kan niemand meer antwoorden."))
        post = _write(member, text, question=found)
        fulfil(claimed, post)
        return post


def take_post_back(*, member: CircleMember, post: CirclePost) -> None:
    """The own words go at once, and with a question its answers. Doing it twice is doing it once."""
    with transaction.atomic():
        found = CirclePost.objects.select_for_update().filter(pk=post.pk, member=member).first()
        if found is not None:
            erase_post(found, by=None)


def report_post(*, post: CirclePost, why: str) -> CirclePost:
    """Ask a colleague to look again. The first report stands; who reported it is kept nowhere."""
    with transaction.atomic():
        post = CirclePost.objects.select_for_update(of=("self",)).select_related("area").get(pk=post.pk)
        if post.reported_at is not None:
            return post
        before = snapshot(post)
        post.reported_at, post.reported_why = timezone.now(), why
        post.save()
        record("report", post, by=None, before=before)
        circle_mails.waits(post)
        return post


def locked(member: CircleMember) -> CircleMember:
    """The member as they are now; ValidationError when they left meanwhile."""
    rows = CircleMember.objects.current().select_for_update(of=("self",)).select_related("area")
    found: CircleMember | None = rows.filter(pk=member.pk).first()
    if found is None:
        raise ValidationError(_("Je doet niet meer mee aan de kring."))
    return found


def _sent(pk: int | None) -> CirclePost | None:
    found: CirclePost | None = CirclePost.objects.filter(pk=pk or 0).first()
    return found


def _write(member: CircleMember, text: str, **where: Any) -> CirclePost:
    waiting = CirclePost.objects.filter(member=member, state=CirclePost.State.WAITING).count()
    if waiting >= MOST_WAITING:
        words = _("Er wachten al %d berichten van jou. Schrijf verder als de wijkmanager heeft gekeken.")
        raise ValidationError(words % MOST_WAITING)
    post = CirclePost(member=member, municipality_id=member.municipality_id, area=member.area, text=text, **where)
    post.validate_constraints()
    post.save()
    member.active_on, member.asked_on = today(), None
    member.save(update_fields=["active_on", "asked_on"])
    record("create", post, by=None)
    circle_mails.waits(post)
    return post

"""What a colleague does with a circle: look first, take out, let in again, and invite it to meet."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import circle_mails, mails
from initiatives.models import CircleMeeting, CircleMember, CirclePost, Event, Message, Sender
from initiatives.services.circle import close_links, erase_posts, locked
from initiatives.services.events import Meeting, add_event
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.services import erase_values, record, snapshot
from wijknet.ui.dates import today

State = CirclePost.State


def place_post(*, post: CirclePost, by: User) -> CirclePost:
    """Good to read: who may read it gets a mail. Reported and good after all: it stays. Twice is once."""
    with transaction.atomic():
        post = _locked(post)
        if post.state == State.PLACED and post.reported_at is None:
            return post
        before, is_new = snapshot(post), post.state != State.PLACED
        post.state, post.reason, post.by = State.PLACED, "", by
        post.reported_at, post.reported_why = None, ""
        post.save()
        record("place", post, by=by, before=before)
        if is_new:
            circle_mails.placed(post)
        return post


def refuse_post(*, post: CirclePost, reason: str, by: User) -> CirclePost:
    """Not placed, or taken off again; only the writer reads why."""
    with transaction.atomic():
        post = _locked(post)
        if post.state == State.REFUSED:
            return post
        before = snapshot(post)
        post.state, post.reason, post.by = State.REFUSED, reason, by
        post.reported_at, post.reported_why = None, ""
        post.save()
        record("refuse", post, by=by, before=before)
        circle_mails.refused(post)
        return post


def remove_member(*, member: CircleMember, reason: str, by: User) -> None:
    """Out of the circle with all they wrote; the reason stands on the page of their idea. Twice is once."""
    with transaction.atomic():
        found = CircleMember.objects.current().select_for_update(of=("self",)).filter(pk=member.pk).first()
        if found is None:
            return
        erase_posts(found, by=by)
        close_links(found)
        found.name = found.offer = ""
        found.removed_on, found.asked_on = today(), None
        found.save()
        record("erase", found, by=by)
        erase_values(CircleMember._meta.label, found.pk)
        message = Message.objects.create(initiative=found.initiative, sender=Sender.STAFF, text=reason, by=by)
        record("create", message, by=by)
        mails.staff_wrote(found.initiative, message)


def let_in_again(*, member: CircleMember, by: User) -> None:
    """Undo: the sender may join again, by themselves. Twice is once."""
    with transaction.atomic():
        found = CircleMember.objects.select_for_update().filter(pk=member.pk, removed_on__isnull=False).first()
        if found is not None:
            record("delete", found, by=by, before=snapshot(found))
            found.delete()


def plan_circle_meeting(*, area: Area, meeting: Meeting, key: uuid.UUID, by: User) -> Event:
    """An event of the circle itself, not on the site; its members are mailed. Sent again it is the same event."""
    if meeting.public:
        raise ValidationError(_("Een bijeenkomst van de kring staat niet op de site."))
    with transaction.atomic():
        event = add_event(area=area, meeting=meeting, key=key, by=by)
        made, is_new = CircleMeeting.objects.get_or_create(event=event)
        if is_new:
            record("create", made, by=by)
            circle_mails.invited(made)
        return event


def say_coming(*, member: CircleMember, meeting: CircleMeeting, coming: bool) -> None:
    """A member comes, or does not after all."""
    with transaction.atomic():
        member = locked(member)
        if coming:
            meeting.coming.add(member)
        else:
            meeting.coming.remove(member)


def _locked(post: CirclePost) -> CirclePost:
    rows = CirclePost.objects.select_for_update(of=("self",)).select_related("area", "member", "question")
    found: CirclePost | None = rows.filter(pk=post.pk).first()
    if found is None:
        raise ValidationError(_("Dit bericht is er niet meer. De schrijver nam het terug."))
    return found

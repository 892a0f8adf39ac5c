"""Who does what: write it down, hand it over, and say that it is done."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import mails
from initiatives.models import Initiative, Task, TeamMember
from initiatives.services.steps import touch
from initiatives.services.team import locked_open
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.dates import today

# A longer list is read by nobody.
MOST_OPEN = 50


def add_task(
    *,
    initiative: Initiative,
    what: str,
    key: uuid.UUID,
    due: date | None = None,
    member: TeamMember | None = None,
    by: User | None = None,
) -> Task:
    """Write down what has to be done, and who carries it if somebody does. Sent again it is the same task.

    Without `by` somebody of the team does it, here and below.
    """
    if due is not None and due < today():
        raise ValidationError({"due": _("Kies een dag die nog komt.")})
    with transaction.atomic():
        claimed = claim_key(key, purpose="task", by=by)
        sent: Task | None = Task.objects.filter(pk=claimed.target_pk or 0).first()
        if sent is not None:
            return sent
        locked = locked_open(initiative)
        if Task.objects.open().filter(initiative=locked).count() >= MOST_OPEN:
            raise ValidationError(_("Er staan al 50 taken. Rond er eerst een af."))
        task = Task(initiative=locked, what=what, due=due, member=_carrier(locked, member))
        task.validate_constraints()
        task.save()
        record("create", task, by=by)
        fulfil(claimed, task)
        touch(locked)
        if task.member is not None:
            mails.task_handed(locked, task.member, task)
        return task


def hand_over(*, task: Task, member: TeamMember | None, own: bool = False, by: User | None = None) -> Task:
    """Somebody else carries it, or nobody yet. With `own` the carrier says so, and needs no mail."""
    with transaction.atomic():
        task = Task.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=task.pk)
        if task.member_id == (member.pk if member else None):
            return task
        before = snapshot(task)
        task.member = _carrier(task.initiative, member)
        task.save()
        record("hand_over", task, by=by, before=before)
        touch(task.initiative)
        if task.member is not None and not own:
            mails.task_handed(task.initiative, task.member, task)
        return task


def set_done(*, task: Task, done: bool, by: User | None = None) -> Task:
    """It is done, or after all not. Doing it twice is doing it once."""
    with transaction.atomic():
        task = Task.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=task.pk)
        if (task.done_on is not None) != done:
            before = snapshot(task)
            task.done_on = today() if done else None
            task.save()
            record("change", task, by=by, before=before)
            touch(task.initiative)
        return task


def _carrier(initiative: Initiative, member: TeamMember | None) -> TeamMember | None:
    """Only who is in the team now carries something."""
    if member is None:
        return None
    found: TeamMember | None = TeamMember.objects.joined().filter(initiative=initiative, pk=member.pk).first()
    if found is None:
        raise ValidationError({"member": _("Kies iemand uit het team.")})
    return found

"""What goes out of a circle by itself: who was silent or is done is asked, and goes when nothing is heard."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from initiatives import circle_mails
from initiatives.models import DAYS_TO_STAY, KEEP_POSTS, SILENT, CircleMember, CirclePost
from initiatives.services.circle import erase_post, leave_circle
from wijknet.log.services import record_many, snapshot
from wijknet.ui.dates import today

# In one run; the rest is for tomorrow.
MOST = 500


def clear_circles() -> int:
    """Forget who did not answer, ask who must be asked, and erase what is a year old. Returns how many went."""
    gone = list(CircleMember.objects.to_forget(today() - timedelta(days=DAYS_TO_STAY))[:MOST])
    for member in gone:
        leave_circle(member=member)
    _ask_to_stay()
    return len(gone) + _erase_old()


def _ask_to_stay() -> None:
    with transaction.atomic():
        rows = CircleMember.objects.to_ask(today() - SILENT).select_for_update(of=("self",))
        members = list(rows.order_by("pk")[:MOST])
        before = [snapshot(member) for member in members]
        for member in members:
            member.asked_on = today()
        CircleMember.objects.bulk_update(members, ["asked_on"])
        record_many("change", zip(members, before, strict=True), by=None)
        circle_mails.asked_to_stay(members)


def _erase_old() -> int:
    """A question with its answers, an old answer on its own."""
    old = list(CirclePost.objects.filter(at__lt=timezone.now() - KEEP_POSTS).order_by("pk")[:MOST])
    for post in old:
        with transaction.atomic():
            erase_post(post, by=None)
    return len(old)

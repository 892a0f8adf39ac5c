"""What is past its term goes: row and all."""

from datetime import timedelta

from django.db import transaction

from wijknet.casework.models import (
    Agreement,
    Case,
    CheckIn,
    ContactMoment,
    Handover,
    Outreach,
    PutAside,
    Referral,
    Signal,
    SignalFollower,
)
from wijknet.casework.personal_data import FIVE_YEARS
from wijknet.ui import dates


@transaction.atomic
def clear_old() -> int:
    """Job: remove what ended more than five years ago, and the addresses that were kept for an answer.

    What is still open stays. Returns the count.
    """
    day = dates.today() - timedelta(days=FIVE_YEARS)
    past = (
        Case.objects.closed().filter(closed_on__lt=day),
        Agreement.objects.closed().filter(due__lt=day),
        Referral.objects.settled().filter(settled_on__lt=day),
        PutAside.objects.filter(at__date__lt=day),
        ContactMoment.objects.filter(logged_at__date__lt=day),
        Handover.objects.filter(made_on__lt=day),
        CheckIn.objects.filter(asked_on__lt=day),
        Outreach.objects.filter(made_on__lt=day),
        Signal.objects.filter(last_heard_on__lt=day, cases=None),
        SignalFollower.objects.past(),
    )
    count = 0
    for rows in past:
        count += rows.count()
        rows.delete()
    return count

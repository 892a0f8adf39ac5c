"""Written down for somebody else: from paper, in the street or by phone."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.crypto import salted_hmac

from initiatives import mails
from initiatives.models import Channel, Initiative
from initiatives.services.submit import Idea, Place, Who, store
from wijknet.accounts.models import User
from wijknet.log.services import record
from wijknet.tokens.services import claim_key, fulfil, issue_link


def write_down(
    *,
    kind: str,
    idea: Idea,
    place: Place,
    who: Who,
    channel: str,
    received_on: date,
    request_key: uuid.UUID,
    by: User,
) -> tuple[Initiative, str]:
    """Store what a resident told a colleague; returns it with the secret of the sender's page, to hand over on paper.

    Sent twice it is the same initiative and the same page. Whoever was spoken to needs no mail to be known; what came
    on paper was not spoken about yet.
    """
    with transaction.atomic():
        claimed = claim_key(request_key, purpose="initiative-intake", by=by)
        token = salted_hmac("initiatives.intake", claimed.key.hex, algorithm="sha256").hexdigest()
        if claimed.target_pk:
            return Initiative.objects.get(pk=claimed.target_pk), token
        made, submission = store(kind=kind, idea=idea, place=place, who=who, channel=channel, received_on=received_on)
        submission.recorded_by_id = by.pk
        submission.confirmed_by_id = None if channel == Channel.PAPER else by.pk
        submission.save(update_fields=["recorded_by", "confirmed_by"])
        fulfil(claimed, made)
        issue_link(purpose=mails.FOLLOW, target=made, token=token)
        record("create", made, by=by)
        mails.received(made, submission)
        return made, token

"""Stand behind an initiative by mail, stop that, and write down how many hands were counted at a meeting."""

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import mails
from initiatives.models import DAYS_TO_CONFIRM, HandCount, Initiative, Moderation, Support
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil, revoke_links
from wijknet.ui.dates import today


def ask_support(*, initiative: Initiative, email: str) -> Support:
    """Mail the owner of this address a link. Nothing counts yet; an address that is there gets its link once more."""
    with transaction.atomic():
        # Capitals make no other address. Two at once become one row: the table allows no second.
        found, made = Support.objects.get_or_create(initiative=initiative, email=email.lower())
        if made:
            record("create", found, by=None)
        mails.support_asked(initiative, found)
        return found


def confirm_support(*, support: Support) -> Support:
    """The owner of the address says so. Doing it twice is doing it once."""
    with transaction.atomic():
        support = Support.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=support.pk)
        if support.confirmed_at is not None:
            return support
        if support.initiative.moderation != Moderation.PUBLIC:
            raise ValidationError(_("Dit initiatief staat niet meer op de site."))
        before = snapshot(support)
        support.confirmed_at = timezone.now()
        support.save()
        record("change", support, by=None, before=before)
        return support


def end_support(*, support: Support) -> None:
    """It counts no longer, and the address is gone with its links. Doing it twice is doing it once."""
    with transaction.atomic():
        found = Support.objects.select_for_update().filter(pk=support.pk).first()
        if found is not None:
            record("delete", found, by=None, before=snapshot(found))
            revoke_links(purpose=mails.SUPPORT, target=found)
            found.delete()


def count_hands(
    *, initiative: Initiative, hands: int, held_on: date, place: str, key: uuid.UUID, by: User
) -> HandCount:
    """Write down how many were for it at a meeting. Sent again it is the same count."""
    if held_on > today():
        raise ValidationError({"held_on": _("Kies een dag die al is geweest.")})
    with transaction.atomic():
        claimed = claim_key(key, purpose="hands", by=by)
        sent = HandCount.objects.filter(pk=claimed.target_pk or 0).first()
        if sent is not None:
            return sent
        # Locked, so that of two the same the second is told so in words.
        locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
        made = HandCount(initiative=locked, hands=hands, held_on=held_on, place=place, by=by)
        made.validate_constraints()
        made.save()
        record("create", made, by=by)
        fulfil(claimed, made)
        return made


def remove_hands(*, count: HandCount, by: User) -> None:
    """A count that was wrong goes. Doing it twice is doing it once."""
    with transaction.atomic():
        found = HandCount.objects.select_for_update().filter(pk=count.pk).first()
        if found is not None:
            record("delete", found, by=by, before=snapshot(found))
            found.delete()


def clear_supports() -> int:
    """Addresses that nobody confirmed go, and all addresses go with the data of the sender. Returns how many."""
    before = timezone.now() - timedelta(days=DAYS_TO_CONFIRM)
    gone = int(Support.objects.unconfirmed_before(before).delete()[0])
    past = Support.objects.with_address_past_term()
    gone += int(past.filter(confirmed_at=None).delete()[0])
    rows = list(past[:5000])
    revoke_links(purpose=mails.SUPPORT, target=rows)
    return gone + int(Support.objects.filter(pk__in=[row.pk for row in rows]).update(email=""))

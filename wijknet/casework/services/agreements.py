"""Make an agreement, and close it with what was told."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, ContactMoment
from wijknet.casework.permissions import agreement_still_reopens
from wijknet.casework.services.rows import Party, columns_of, place_of, store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates


def store_agreement(
    *,
    by: User,
    area: Area,
    what: str,
    due: date,
    party: Party | None,
    street: str = "",
    made_in: ContactMoment | None = None,
) -> Agreement:
    """Write one agreement, inside the transaction of the caller, who puts it in the log."""
    agreement = Agreement(
        **place_of(area),
        what=what.strip(),
        due=due,
        street=street.strip(),
        by_id=by.pk,
        at=made_in.at if made_in else timezone.now(),
        made_on=min(dates.local_date(made_in.at), due) if made_in else dates.today(),
        made_in=made_in,
        only_me=made_in is not None and made_in.visibility == ContactMoment.Visibility.ONLY_ME,
        **columns_of(party),
    )
    store(agreement)
    return agreement


@transaction.atomic
def make_agreement(
    *,
    by: User,
    area: Area,
    key: uuid.UUID,
    what: str,
    due: date,
    party: Party | None = None,
    street: str = "",
    made_in: ContactMoment | None = None,
) -> Agreement:
    """Agree to do something for one party or a street, by a day."""
    claimed = claim_key(key, purpose="agreement", by=by)
    if claimed.target_pk:
        made: Agreement = Agreement.objects.get(pk=claimed.target_pk)
        return made
    agreement = store_agreement(by=by, area=area, what=what, due=due, party=party, street=street, made_in=made_in)
    record("agree", agreement, by=by)
    fulfil(claimed, agreement)
    return agreement


def keep_agreement(*, by: User, agreement: Agreement, told: str) -> Agreement:
    """It is done, and this is what was told about it."""
    return _close(by=by, agreement=agreement, told=told, column="kept_on", verb="keep")


def withdraw_agreement(*, by: User, agreement: Agreement, told: str) -> Agreement:
    """It will not be done; the word to them stands with it."""
    return _close(by=by, agreement=agreement, told=told, column="withdrawn_on", verb="withdraw")


@transaction.atomic
def reopen_agreement(*, by: User, agreement: Agreement) -> Agreement:
    """Undo an ending, for 30 days. What was told stays, to be written on."""
    current: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.is_open:
        return current
    if not agreement_still_reopens(current):
        raise ValidationError("Heropenen kan tot 30 dagen na het afronden. Maak een nieuwe afspraak.")
    before = snapshot(current)
    current.kept_on = current.withdrawn_on = None
    store(current, update_fields=["kept_on", "withdrawn_on"])
    record("reopen", current, by=by, before=before)
    return current


@transaction.atomic
def _close(*, by: User, agreement: Agreement, told: str, column: str, verb: str) -> Agreement:
    current: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    told = told.strip()
    if not told:
        raise ValidationError({"told": "Schrijf op wat je hebt verteld. Een afspraak sluit niet in stilte."})
    if not current.is_open:
        # The same button pressed twice; another ending is another matter.
        if getattr(current, column) and current.told == told:
            return current
        raise ValidationError("Deze afspraak is al afgerond.")
    before = snapshot(current)
    setattr(current, column, dates.today())
    current.told = told
    store(current, update_fields=[column, "told"])
    record(verb, current, by=by, before=before)
    return current

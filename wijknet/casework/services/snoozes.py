"""Put something off: a new day with the reason, never a silent one."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from wijknet.accounts.models import User
from wijknet.casework.models import Agreement, Case, Snooze, Step
from wijknet.casework.services.initiative import tell_initiative
from wijknet.casework.services.rows import store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict


@transaction.atomic
def snooze_agreement(*, by: User, agreement: Agreement, key: uuid.UUID, until: date, why: str) -> Agreement:
    """Agree on a later day. Sent twice is put off once."""
    claimed = claim_key(key, purpose="snooze", by=by)
    current: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if claimed.target_pk:
        return current
    if not current.is_open:
        raise ValidationError("Deze afspraak is al afgerond.")
    why = _checked(until, why, current.due)
    before = snapshot(current)
    snooze = Snooze(agreement=current, was_due=current.due, until=until, why=why, by_id=by.pk)
    store(snooze)
    current.due = until
    store(current, update_fields=["due"])
    record("snooze", current, by=by, before=before)
    fulfil(claimed, snooze)
    return current


@transaction.atomic
def snooze_case(*, by: User, case: Case, key: uuid.UUID, version: int, until: date, why: str) -> Case:
    """Give the next step a later day; the reason is a step in the history, in the role of the case as it stands."""
    claimed = claim_key(key, purpose="snooze", by=by)
    current: Case = Case.objects.select_for_update().get(pk=case.pk)
    if claimed.target_pk:
        return current
    if not current.is_open:
        raise ValidationError("Deze verbinding is afgerond. Heropen haar eerst.")
    why = _checked(until, why, current.due)
    if current.version != version:
        raise Conflict(current, {"until": until, "why": why})
    before = snapshot(current)
    store(Step(case=current, role=current.role, what=f"Uitgesteld tot {dates.day(until)}: {why}", by_id=by.pk))
    current.due = until
    current.version += 1
    store(current)
    tell_initiative(current, by=by)
    record("snooze", current, by=by, before=before)
    fulfil(claimed, current)
    return current


def _checked(until: date, why: str, due: date) -> str:
    """The reason without spaces around it; a day that is no later, or no reason, is refused beside its field."""
    why = why.strip()
    if not why:
        raise ValidationError({"why": "Schrijf op waarom het later wordt."})
    if until <= due or until < dates.today():
        raise ValidationError({"until": "Kies een dag die later is dan afgesproken, en niet voorbij."})
    return why

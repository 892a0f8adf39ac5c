"""Send something on, ask after it, and finish it."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actors.models import Actor, MunicipalContact
from actors.services import note_approach
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Case, ContactMoment, Referral
from wijknet.casework.permissions import referral_still_reopens
from wijknet.casework.services.rows import place_of, store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates

# Working days after which a referral asks for itself: as long as an answer usually takes there.
ASKS_AFTER = {
    Referral.To.REPORT.value: 5,
    Referral.To.DESK.value: 5,
    Referral.To.HELP.value: 10,
    Referral.To.MEDIATION.value: 10,
    Referral.To.ACTOR.value: 10,
}
SETTLED = "Deze doorverwijzing is al afgerond."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """To whom something is sent on, and what it is about; of a conflict only its kind and the street."""

    to: str
    contact: MunicipalContact | None = None
    actor: Actor | None = None
    what: str = ""
    kind: str = ""
    street: str = ""


def store_referral(*, by: User, area: Area, referral: NewReferral, moment: ContactMoment | None = None) -> Referral:
    """Write one referral, inside the transaction of the caller, who puts it in the log.

    A place that is sent to is asked for something.
    """
    made = Referral(
        **place_of(area),
        to=referral.to,
        municipal_contact=referral.contact,
        actor=referral.actor,
        what=referral.what.strip(),
        kind=referral.kind,
        street=referral.street.strip(),
        moment=moment,
        only_me=moment is not None and moment.visibility == ContactMoment.Visibility.ONLY_ME,
        by_id=by.pk,
        at=timezone.now(),
        made_on=dates.today(),
        ask_on=asks_on(referral.to),
    )
    store(made)
    if referral.actor is not None:
        note_approach(actor=referral.actor, by=by, area=area, why="doorverwijzing")
    return made


@transaction.atomic
def refer(
    *, by: User, area: Area, key: uuid.UUID, referral: NewReferral, moment: ContactMoment | None = None
) -> Referral:
    """Send something on, from a talk or from nothing. The same form sent twice is one referral."""
    claimed = claim_key(key, purpose="referral", by=by)
    if claimed.target_pk:
        made: Referral = Referral.objects.get(pk=claimed.target_pk)
        return made
    made = store_referral(by=by, area=area, referral=referral, moment=moment)
    record("refer", made, by=by)
    fulfil(claimed, made)
    return made


@transaction.atomic
def settle_referral(*, by: User, referral: Referral) -> Referral:
    """It came to something there. Pressed twice is once."""
    current = _locked(referral)
    if current.settled_on is not None:
        return current
    return _change(current, "settle", by=by, settled_on=dates.today())


@transaction.atomic
def ask_referral_later(*, by: User, referral: Referral) -> Referral:
    """Nothing came of it yet: it asks for itself once more, after its usual time."""
    current = _locked(referral)
    if current.settled_on is not None:
        raise ValidationError(SETTLED)
    return _change(current, "ask-later", by=by, ask_on=asks_on(current.to))


@transaction.atomic
def reopen_referral(*, by: User, referral: Referral) -> Referral:
    """Undo an ending, for 30 days; what became a case is worked on there."""
    current = _locked(referral)
    if current.settled_on is None:
        return current
    if not referral_still_reopens(current):
        raise ValidationError("Heropenen kan tot 30 dagen na het afronden, als het geen verbinding werd.")
    return _change(current, "reopen", by=by, settled_on=None, ask_on=asks_on(current.to))


def became_case(referral: Referral, case: Case, *, by: User) -> Referral:
    """It is taken up instead; inside the transaction that opens the case."""
    current = _locked(referral)
    if current.settled_on is not None:
        raise ValidationError(SETTLED)
    return _change(current, "take-up", by=by, settled_on=dates.today(), case=case)


def asks_on(to: str) -> date:
    return dates.add_working_days(dates.today(), ASKS_AFTER[to])


def _locked(referral: Referral) -> Referral:
    current: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    return current


def _change(current: Referral, verb: str, *, by: User, **values: object) -> Referral:
    before = snapshot(current)
    for name, value in values.items():
        setattr(current, name, value)
    store(current, update_fields=list(values))
    record(verb, current, by=by, before=before)
    return current

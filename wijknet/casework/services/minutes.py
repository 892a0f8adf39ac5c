"""The minutes of a meeting: who was there, what was said, and what we would do, written down in one go."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from initiatives.models import Event
from wijknet.accounts.models import User
from wijknet.casework.models import ContactMoment
from wijknet.casework.services.agreements import store_agreement
from wijknet.casework.services.moments import Talk, write_talk
from wijknet.casework.services.rows import Party, place_of
from wijknet.log.services import record_new
from wijknet.tokens.services import claim_key, fulfil

MOST_PROMISES = 20
LONGEST = 720
NOT_BEGUN = "Deze bijeenkomst is nog niet begonnen. Maak het verslag als ze bezig of voorbij is."
CANCELLED = "Deze bijeenkomst ging niet door. Een verslag kan dan niet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What we would do after it, for one who was there or for a street."""

    what: str
    due: date
    party: Party | None = None
    street: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What one writes down of a meeting; no parties is "iemand, geen naam"."""

    line: str
    parties: Sequence[Party | None] = ()
    promises: Sequence[Promise] = ()


def why_no_minutes(event: Event) -> str:
    """Why there can be no minutes of this meeting now; empty when there can."""
    if event.is_cancelled:
        return CANCELLED
    return NOT_BEGUN if event.starts_at > timezone.now() else ""


@transaction.atomic
def keep_minutes(*, by: User, event: Event, key: uuid.UUID, minutes: Minutes) -> ContactMoment:
    """Store the talk of a meeting with all that was agreed in it, or nothing.

    Place, time, themes and how long it took come from the meeting. Relations between who was there are not made: the
    page of the talk asks about them, as after every talk.
    """
    claimed = claim_key(key, purpose="minutes", by=by)
    if claimed.target_pk:
        made: ContactMoment = ContactMoment.objects.get(pk=claimed.target_pk)
        return made
    if refused := why_no_minutes(event):
        raise ValidationError(refused)
    if len(minutes.promises) > MOST_PROMISES:
        raise ValidationError(f"Een verslag heeft hoogstens {MOST_PROMISES} afspraken.")
    moment = ContactMoment(uuid=claimed.key, by_id=by.pk, event=event, **place_of(event.area))
    named = write_talk(moment, talk_of(event, minutes))
    acts: list[tuple[str, Model]] = []
    for promise in minutes.promises:
        if promise.party is not None and promise.party not in named:
            raise ValidationError("Kies voor elke afspraak iemand die erbij was.")
        agreed = store_agreement(
            by=by,
            area=event.area,
            what=promise.what,
            due=promise.due,
            party=promise.party,
            street=promise.street if promise.party is None else "",
            made_in=moment,
        )
        acts.append(("agree", agreed))
    record_new([*acts, ("log", moment)], by=by)
    fulfil(claimed, moment)
    return moment


def talk_of(event: Event, minutes: Minutes) -> Talk:
    """The meeting as a talk. A long one counts as the longest that a talk may take."""
    took = (event.ends_at - event.starts_at) // timedelta(minutes=1)
    return Talk(
        line=minutes.line,
        parties=minutes.parties,
        how=ContactMoment.How.MEETING,
        where=event.place_text[:120],
        at=event.starts_at,
        minutes=min(max(took, 1), LONGEST),
        themes=list(event.themes.all()),
    )

"""Many talks of one round at once: place, time and how are the same, each line is a talk of its own."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import ContactMoment, MomentParty
from wijknet.casework.services.moments import not_after, spoken_with
from wijknet.casework.services.rows import Party, columns_of, each_once, place_of, store
from wijknet.log.services import record
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates

MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One talk of a round. Its key becomes the talk's own uuid; no parties is "iemand, geen naam"."""

    key: uuid.UUID
    line: str
    parties: Sequence[Party | None] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What the talks of a round share; `at` empty is now."""

    where: str = ""
    how: str = ContactMoment.How.STREET
    at: datetime | None = None
    minutes: int = 10


@transaction.atomic
def log_round(
    *, by: User, area: Area, key: uuid.UUID, shared: Round, lines: Sequence[RoundLine]
) -> list[ContactMoment]:
    """Store all talks of a round, or none. What was stored before from the same form is not stored again.

    The key of the form makes a second click wait for the first; the key of each line says which talks are there.
    """
    if not 1 <= len(lines) <= MOST_LINES:
        raise ValidationError(f"Een rondje heeft 1 tot {MOST_LINES} gesprekken.")
    claimed = claim_key(key, purpose="round", by=by)
    there = {moment.uuid: moment for moment in ContactMoment.objects.filter(uuid__in=[line.key for line in lines])}
    now = timezone.now()
    at = not_after(shared.at or now, now)
    made, parties = [], []
    for line in lines:
        known = there.get(line.key)
        if known is not None and known.by_id == by.pk:
            made.append(known)
            continue
        moment = ContactMoment(
            # A key that is somebody else's is treated as new, so that a guessed key shows nothing.
            uuid=uuid.uuid4() if known else line.key,
            by_id=by.pk,
            at=at,
            logged_at=now,
            where=shared.where.strip(),
            how=shared.how,
            minutes=shared.minutes,
            line=line.line.strip(),
            **place_of(area),
        )
        store(moment)
        record("log", moment, by=by)
        made.append(moment)
        parties += [MomentParty(moment=moment, **columns_of(party)) for party in each_once(line.parties)]
    MomentParty.objects.bulk_create(parties)
    spoken_with([party for line in lines for party in line.parties], dates.local_date(at))
    if claimed.target_pk is None:
        fulfil(claimed, made[0])
    return made

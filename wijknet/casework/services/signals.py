"""Raise a signal, and count who says it again."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least

from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import Signal
from wijknet.casework.services.rows import place_of, store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates
from wijknet.ui.text import fold


def start_signal(
    *,
    by: User,
    area: Area,
    title: str,
    street: str = "",
    buurt: Area | None = None,
    theme: Theme | None = None,
    count: int = 1,
    on: date | None = None,
) -> Signal:
    """Write a new signal, inside the transaction of the caller."""
    day = on or dates.today()
    signal = Signal(
        **place_of(area),
        title=title.strip(),
        street=street.strip(),
        folded_street=fold(street),
        buurt=buurt,
        theme=theme,
        raised_count=count,
        first_heard_on=day,
        last_heard_on=day,
    )
    store(signal)
    record("signal", signal, by=by)
    return signal


def hear(signal: Signal, *, by: User, on: date, count: int = 1) -> Signal:
    """Count more people in a signal, inside the transaction of the caller; two at once are both counted."""
    before = snapshot(signal)
    Signal.objects.filter(pk=signal.pk).update(
        raised_count=F("raised_count") + count,
        first_heard_on=Least(F("first_heard_on"), on),
        last_heard_on=Greatest(F("last_heard_on"), on),
    )
    signal.refresh_from_db()
    record("hear", signal, by=by, before=before)
    return signal


def find_or_start(
    *, by: User, area: Area, title: str, street: str, buurt: Area | None, theme: Theme | None, on: date
) -> Signal:
    """Count one more in the open signal of this place and theme, or write a new one; the caller has a transaction."""
    # Without a street or a theme nothing says that two worries are about the same thing.
    if street or theme:
        like = Signal.objects.like(
            area=area, theme_id=theme.pk if theme else None, street=street, buurt_id=buurt.pk if buurt else None
        )
        found: Signal | None = like.first()
        if found is not None:
            return hear(found, by=by, on=on)
    return start_signal(by=by, area=area, title=title, street=street, buurt=buurt, theme=theme, on=on)


@transaction.atomic
def raise_signal(
    *,
    by: User,
    area: Area,
    key: uuid.UUID,
    title: str,
    street: str = "",
    buurt: Area | None = None,
    theme: Theme | None = None,
    count: int = 1,
    on: date | None = None,
) -> Signal:
    """Note what keeps coming back."""
    claimed = claim_key(key, purpose="signal", by=by)
    if claimed.target_pk:
        made: Signal = Signal.objects.get(pk=claimed.target_pk)
        return made
    signal = start_signal(by=by, area=area, title=title, street=street, buurt=buurt, theme=theme, count=count, on=on)
    fulfil(claimed, signal)
    return signal


@transaction.atomic
def count_again(*, by: User, signal: Signal, key: uuid.UUID) -> Signal:
    """ "Ik hoorde het weer": one more, today. The same button pressed twice counts once."""
    claimed = claim_key(key, purpose="signal-again", by=by)
    if claimed.target_pk:
        made: Signal = Signal.objects.get(pk=claimed.target_pk)
        return made
    heard = hear(signal, by=by, on=dates.today())
    fulfil(claimed, heard)
    return heard

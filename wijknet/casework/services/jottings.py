"""Write a line in the notebook, make something of it, and let go of it after a notice."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import ContactMoment, Jotting, NotebookKey, Signal
from wijknet.casework.querysets.jottings import WARN_DAYS
from wijknet.casework.services.moments import Heard, NewAgreement, Talk, log_moment
from wijknet.casework.services.rows import Party, store
from wijknet.log.services import record, snapshot
from wijknet.mail.services import enqueue
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates

# What an agreement holds; the whole line stays in the talk beside it.
WHAT = 300


@transaction.atomic
def write_jotting(
    *, by: User, key: uuid.UUID, line: str, area: Area | None = None, written_at: datetime | None = None
) -> Jotting:
    """Keep one line. The key, made by the page or the device, becomes the line's own uuid."""
    claimed = claim_key(key, purpose="jotting", by=by)
    # A device may send again what came so long ago that the key of its form is no longer kept.
    made: Jotting | None = Jotting.objects.filter(uuid=claimed.key, by=by.pk).first()
    if made is not None:
        return made
    if claimed.target_pk:
        raise ValidationError("Deze regel was er al, en is daarna weggehaald.")
    now = timezone.now()
    jotting = Jotting(
        uuid=claimed.key,
        by_id=by.pk,
        area=area,
        line=" ".join(line.split()),
        written_at=min(written_at or now, now),
    )
    store(jotting)
    record("jot", jotting, by=by)
    count_open(by.pk)
    fulfil(claimed, jotting)
    return jotting


def count_open(*writers: int) -> None:
    """Put with each writer how many lines wait; counted anew each time, so that it cannot drift."""
    lines = Jotting.objects.open().filter(by=OuterRef("pk")).order_by().values("by").annotate(open=Count("pk"))
    User.objects.filter(pk__in=writers).update(open_jottings=Coalesce(Subquery(lines.values("open")), 0))


@transaction.atomic
def notebook_secret(*, by: User) -> str:
    """What opens the lines on the devices of this user; made when it is asked for the first time."""
    key, made = NotebookKey.objects.get_or_create(user=by)
    if made:
        record("create", key, by=by)
    secret: str = key.secret
    return secret


@transaction.atomic
def expire_jottings() -> int:
    """Job: tell writers of open lines that end soon, and remove what has passed its days. Returns how many went."""
    today = dates.today()
    soon = Jotting.objects.to_warn(today)
    for writer in User.objects.filter(pk__in=soon.values("by")):
        _warn(writer, count=soon.filter(by=writer).count())
    soon.update(warned_on=today)
    gone = list(Jotting.objects.past(today))
    for jotting in gone:
        record("expire", jotting, by=None, before=snapshot(jotting))
    Jotting.objects.filter(pk__in=[jotting.pk for jotting in gone]).delete()
    count_open(*(jotting.by_id for jotting in gone))
    return len(gone)


def _warn(writer: User, *, count: int) -> None:
    """A mail without what was written: a notebook is read after sign-in."""
    lines = "Er staat nog 1 regel" if count == 1 else f"Er staan nog {count} regels"
    enqueue(
        key=f"jottings-{writer.pk}-{dates.today():%Y%m%d}",
        to=writer.email,
        subject="Je kladblok: regels die bijna weggaan",
        text=(
            f"Hallo {writer.first_name},\n\n"
            f"{lines} in je kladblok van bijna 30 dagen oud. Over {WARN_DAYS} dagen halen we ze weg.\n"
            f"Werk ze uit of laat ze gaan: {settings.SITE_URL}{reverse('notebook')}\n"
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """What a line becomes, for whom and where; all of it is a talk, and a promise or a signal stands beside it."""

    outcome: str
    area: Area
    party: Party | None = None
    due: date | None = None
    street: str = ""
    theme: Theme | None = None
    signal: Signal | None = None


@transaction.atomic
def work_out(*, by: User, jotting: Jotting, into: WorkedOut) -> Jotting:
    """Make of a line what it is. The same button pressed twice does it once."""
    current: Jotting = Jotting.objects.select_for_update().get(pk=jotting.pk)
    if not current.is_open:
        return current
    before = snapshot(current)
    current.outcome, current.worked_out_on = into.outcome, dates.today()
    if into.outcome != Jotting.Outcome.THROWN:
        current.moment = _log(by, current, into)
        current.agreement = current.moment.agreements.first()
        current.signal = current.moment.signal
    store(current)
    record("work-out", current, by=by, before=before)
    count_open(current.by_id)
    return current


def _log(by: User, jotting: Jotting, into: WorkedOut) -> ContactMoment:
    agreement, heard = None, None
    if into.outcome == Jotting.Outcome.AGREEMENT:
        if into.party is None and not into.street:
            raise ValidationError("Voor wie is de afspraak? Kies een naam of vul een straat in.")
        due = into.due or dates.today()
        agreement = NewAgreement(what=Truncator(jotting.line).chars(WHAT), due=due, street=into.street)
    elif into.outcome == Jotting.Outcome.SIGNAL:
        heard = Heard(signal=into.signal, street=into.street)
    return log_moment(
        by=by,
        area=into.area,
        key=uuid.uuid4(),
        talk=Talk(
            line=jotting.line,
            parties=[into.party],
            at=jotting.written_at,
            themes=[into.theme] if into.theme else [],
        ),
        agreement=agreement,
        heard=heard,
    )


@transaction.atomic
def take_back(*, by: User, jotting: Jotting) -> Jotting:
    """Open a line again, and undo what it became as long as nobody built on that."""
    current: Jotting = Jotting.objects.select_for_update().get(pk=jotting.pk)
    if current.is_open:
        return current
    before = snapshot(current)
    moment, signal = current.moment, current.signal
    current.outcome, current.worked_out_on = "", None
    current.moment = current.agreement = current.signal = None
    current.save()
    if moment is not None:
        _undo(moment, signal, by=by)
    record("take-back", current, by=by, before=before)
    count_open(current.by_id)
    return current


def _undo(moment: ContactMoment, signal: Signal | None, *, by: User) -> None:
    built_on = moment.version > 1 or moment.cases.exists() or moment.agreements.closed().exists()
    if built_on or moment.signal_id != (signal.pk if signal else None):
        raise ValidationError("Hier is al op doorgewerkt. Verander het op de pagina zelf.")
    for agreement in moment.agreements.all():
        record("take-back", agreement, by=by, before=snapshot(agreement))
        agreement.delete()
    record("take-back", moment, by=by, before=snapshot(moment))
    moment.delete()
    if signal is None:
        return
    record("take-back", signal, by=by, before=snapshot(signal))
    if signal.raised_count == 1 and not (signal.cases.exists() or signal.followers.exists() or signal.answers.exists()):
        signal.delete()
    else:
        Signal.objects.filter(pk=signal.pk, raised_count__gt=1).update(raised_count=F("raised_count") - 1)

"""Log a talk, change it, and let go of what was only for the writer."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from actors.services import mark_spoken, note_approach
from initiatives.models import Initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import Agreement, ContactMoment, MomentParty, Signal
from wijknet.casework.recognise import street_word
from wijknet.casework.services.agreements import store_agreement
from wijknet.casework.services.referrals import NewReferral, store_referral
from wijknet.casework.services.rows import Party, columns_of, each_once, place_of, store
from wijknet.casework.services.signals import find_or_start, hear
from wijknet.log.services import record, record_new, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict

PRIVATE_DAYS = 30
TITLE = 150
# A clock that runs a little ahead is not the future.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What one writes down of a talk; `at` empty is now, no parties is "iemand, geen naam"."""

    line: str
    where: str = ""
    parties: Sequence[Party | None] = ()
    how: str = ContactMoment.How.STREET
    at: datetime | None = None
    minutes: int = 10
    visibility: str = ContactMoment.Visibility.WIJK
    themes: Sequence[Theme] = ()
    initiative: Initiative | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What was said that I would do; for the first party of the talk, or for a street when nobody was named."""

    what: str
    due: date
    street: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """ "Hoor ik vaker": the open signal it belongs to, or none to find or make one."""

    signal: Signal | None = None
    street: str = ""


@transaction.atomic
def log_moment(
    *,
    by: User,
    area: Area,
    key: uuid.UUID,
    talk: Talk,
    agreement: NewAgreement | None = None,
    heard: Heard | None = None,
    referral: NewReferral | None = None,
    asked: bool = False,
) -> ContactMoment:
    """Store one talk with all that came out of it. The key becomes the talk's own uuid.

    `asked` says that we asked them for something: each place that was spoken to is then asked once more, for "te vaak
    gevraagd". A talk alone does not count: who is greeted on the market is not asked for anything.
    """
    claimed = claim_key(key, purpose="moment", by=by)
    if claimed.target_pk:
        made: ContactMoment = ContactMoment.objects.get(pk=claimed.target_pk)
        return made
    moment = ContactMoment(uuid=claimed.key, by_id=by.pk, **place_of(area))
    named = write_talk(moment, talk)
    if heard is not None:
        hear_signal(moment, heard, theme=next(iter(talk.themes), None), by=by)
    acts: list[tuple[str, Model]] = []
    if agreement is not None:
        agreed = store_agreement(
            by=by,
            area=area,
            what=agreement.what,
            due=agreement.due,
            party=named[0],
            street=agreement.street if named[0] is None else "",
            made_in=moment,
        )
        acts.append(("agree", agreed))
    if referral is not None:
        acts.append(("refer", store_referral(by=by, area=area, referral=referral, moment=moment)))
    if asked:
        for actor in {found["actor"] for found in map(columns_of, named) if "actor" in found}:
            note_approach(actor=actor, by=by, area=area, why="gevraagd in een gesprek", on=dates.local_date(moment.at))
    record_new([*acts, ("log", moment)], by=by)
    fulfil(claimed, moment)
    return moment


@transaction.atomic
def change_moment(*, by: User, moment: ContactMoment, version: int, talk: Talk) -> ContactMoment:
    """Correct a talk. Raises `Conflict` when a colleague changed it after this form was opened."""
    current: ContactMoment = ContactMoment.objects.select_for_update().get(pk=moment.pk)
    if current.version != version:
        raise Conflict(current, {field.name: getattr(talk, field.name) for field in fields(talk)})
    before = snapshot(current)
    current.version += 1
    write_talk(current, talk)
    current.agreements.update(only_me=current.visibility == ContactMoment.Visibility.ONLY_ME)
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def expire_private_moments() -> int:
    """Job: "alleen ik" ends after 30 days, and with it the agreements from it that are done. Returns the count."""
    gone = list(ContactMoment.objects.private_past(dates.today()))
    for moment in gone:
        record("expire", moment, by=None, before=snapshot(moment))
    Agreement.objects.closed().filter(only_me=True, made_in__in=gone).delete()
    ContactMoment.objects.filter(pk__in=[moment.pk for moment in gone]).delete()
    return len(gone)


def write_talk(moment: ContactMoment, talk: Talk) -> list[Party | None]:
    """Put the words of the talk in its row, its themes and its parties; returns the parties, each once."""
    now, known = timezone.now(), moment.pk is not None
    moment.at = not_after(talk.at or (moment.at if known else now), now)
    moment.logged_at = max(moment.logged_at, moment.at) if known else now
    if not known or talk.visibility != moment.visibility:
        moment.private_until = private_until(talk.visibility)
    moment.line, moment.how, moment.minutes = talk.line.strip(), talk.how, talk.minutes
    moment.where = talk.where.strip()
    moment.visibility, moment.initiative = talk.visibility, talk.initiative
    store(moment)
    if known:
        moment.themes.set(talk.themes)
        moment.parties.all().delete()
    elif talk.themes:
        moment.themes.add(*talk.themes)
    named = each_once(talk.parties)
    MomentParty.objects.bulk_create(MomentParty(moment=moment, **columns_of(party)) for party in named)
    spoken_with(named, dates.local_date(moment.at))
    return named


def hear_signal(moment: ContactMoment, heard: Heard, *, theme: Theme | None, by: User) -> None:
    """Count the talk in the signal it belongs to, or in a new one that takes its words."""
    on = dates.local_date(moment.at)
    if heard.signal is not None:
        moment.signal = hear(heard.signal, on=on, by=by)
    else:
        street = heard.street.strip() or said_street(moment)
        moment.signal = find_or_start(
            by=by,
            area=moment.area,
            title=signal_title(moment, street, theme),
            street=street,
            buurt=buurt_of(moment),
            theme=theme,
            on=on,
        )
    moment.save(update_fields=["signal"])


@transaction.atomic
def hear_again(*, by: User, moment: ContactMoment, heard: Heard, theme: Theme | None = None) -> ContactMoment:
    """ "Hoor ik vaker", of a talk that was logged before. Pressed twice is counted once."""
    current: ContactMoment = ContactMoment.objects.select_for_update().get(pk=moment.pk)
    if current.signal_id is None:
        hear_signal(current, heard, theme=theme or current.themes.first(), by=by)
    return current


def said_street(moment: ContactMoment) -> str:
    """The street in the words themselves; not from words that are only for the writer."""
    private = moment.visibility == ContactMoment.Visibility.ONLY_ME
    return "" if private else street_word(moment.line)


def buurt_of(moment: ContactMoment) -> Area | None:
    """The buurt of the first place in this wijk with whom it was spoken; nothing of a talk that is private."""
    if moment.visibility == ContactMoment.Visibility.ONLY_ME:
        return None
    here: MomentParty | None = (
        moment.parties.filter(actor__buurt__parent=moment.area_id).select_related("actor__buurt").order_by("pk").first()
    )
    return here.actor.buurt if here is not None and here.actor is not None else None


def signal_title(moment: ContactMoment, street: str, theme: Theme | None) -> str:
    """The first line of the talk; but the wijk reads a signal, so what is only for the writer stays out of it."""
    if moment.visibility != ContactMoment.Visibility.ONLY_ME:
        return moment.line.splitlines()[0].rstrip(".")[:TITLE]
    words = [part for part in (theme.name if theme else "", street) if part]
    if not words:
        raise ValidationError(
            {"street": "De hele wijk ziet een signaal. Vul een straat in of kies een thema. Je tekst blijft van jou."}
        )
    return " · ".join(words)[:TITLE]


def spoken_with(parties: Iterable[Party | None], on: date) -> None:
    """The clock of "lang niet gesproken" restarts."""
    columns = [columns_of(party) for party in parties]
    mark_spoken(
        actors=[found["actor"] for found in columns if "actor" in found],
        networks=[found["network"] for found in columns if "network" in found],
        on=on,
    )


def private_until(visibility: str) -> date | None:
    return dates.today() + timedelta(days=PRIVATE_DAYS) if visibility == ContactMoment.Visibility.ONLY_ME else None


def not_after(at: datetime, now: datetime) -> datetime:
    """The time as given; a few minutes ahead is now, more is refused."""
    if at > now + CLOCK_SLACK:
        raise ValidationError({"at": "Dit moment ligt in de toekomst. Kies een tijd die voorbij is."})
    return min(at, now)

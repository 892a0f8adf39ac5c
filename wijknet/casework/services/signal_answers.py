"""Keep who wants to hear what comes of a worry, and tell them all at once; the others are counted."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from initiatives.models import Initiative, Moderation
from initiatives.services import answer as write_to_sender
from wijknet.accounts.models import User
from wijknet.casework.models import ContactMoment, Signal, SignalAnswer, SignalFollower
from wijknet.casework.recognise import street_word
from wijknet.casework.services.moments import Talk, log_moment
from wijknet.casework.services.rows import store
from wijknet.casework.services.signals import find_or_start
from wijknet.log.services import record, snapshot
from wijknet.mail.services import NewMail, enqueue_many
from wijknet.privacy.services import give_consent, withdraw
from wijknet.privacy.texts import newest
from wijknet.tokens.services import claim_key, fulfil, issue_links, revoke_links
from wijknet.ui import dates

CONSENT = "hear_answer"
STOP = "signal-stop"
# A month leaves room for a second answer; without any answer a year is long enough to wait.
AFTER_ANSWER = timedelta(days=30)
WITHOUT_ANSWER = timedelta(days=365)
# A worry that was written is read, not spoken; each makes one talk, whoever counts it.
READING_MINUTES = 5
WORRY = uuid.UUID("6f0f2a34-5b0e-4d0c-9b52-0d9c8a6f7e11")


@transaction.atomic
def follow_signal(*, by: User, signal: Signal, email: str) -> SignalFollower:
    """Keep the address of someone who said that they want to hear the answer. Left twice is kept once."""
    address = email.strip().lower()
    known: SignalFollower | None = signal.followers.filter(email=address).first()
    if known is not None:
        return known
    follower = SignalFollower(signal=signal, email=address, keep_until=dates.today() + WITHOUT_ANSWER)
    store(follower)
    give_consent(text_key=CONSENT, version=newest(CONSENT).version, subject=follower, by=by)
    record("follow", follower, by=by)
    return follower


@transaction.atomic
def stop_following(*, follower: SignalFollower, by: User | None = None) -> None:
    """No more mail, and no address: the person stops by the link in a mail, or tells the wijkmanager."""
    withdraw(text_key=CONSENT, subject=follower, by=by)
    revoke_links(purpose=STOP, target=follower)
    record("unfollow", follower, by=by, before=snapshot(follower))
    follower.delete()


@transaction.atomic
def hear_worry(*, by: User, initiative: Initiative) -> Signal:
    """Keep a worry from the public form as a talk, and count it in the open signal of its place and theme.

    The sender asked for an answer on the form, and gets it on their own page; the address stays there.
    """
    current: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    known: SignalFollower | None = SignalFollower.objects.filter(initiative=current).select_related("signal").first()
    if known is not None:
        return known.signal
    if current.moderation == Moderation.WITHDRAWN:
        raise ValidationError("De afzender heeft dit ingetrokken.")
    theme = current.themes.first()
    signal = find_or_start(
        by=by,
        area=current.area,
        title=current.title,
        street=street_word(current.place_text),
        buurt=current.buurt,
        theme=theme,
        on=current.received_on,
    )
    talk = Talk(
        line=f"Verteld via het formulier: {current.title}",
        how=ContactMoment.How.MAIL,
        minutes=READING_MINUTES,
        themes=[theme] if theme else [],
        initiative=current,
    )
    moment = log_moment(by=by, area=current.area, key=uuid.uuid5(WORRY, current.reference), talk=talk)
    moment.signal = signal
    moment.save(update_fields=["signal"])
    follower = SignalFollower(signal=signal, initiative=current, keep_until=dates.today() + WITHOUT_ANSWER)
    store(follower)
    record("follow", follower, by=by)
    return signal


@transaction.atomic
def answer_signal(*, by: User, signal: Signal, key: uuid.UUID, text: str, close: bool = False) -> SignalAnswer:
    """Send one answer to everyone who wants to hear, count the others, and keep what was said. Sent twice is once."""
    claimed = claim_key(key, purpose="signal-answer", by=by)
    if claimed.target_pk:
        made: SignalAnswer = SignalAnswer.objects.get(pk=claimed.target_pk)
        return made
    current: Signal = Signal.objects.select_for_update().get(pk=signal.pk)
    told = list(current.followers.to_tell())
    answer = SignalAnswer(
        signal=current,
        by_id=by.pk,
        text=text.strip(),
        told_count=len(told),
        counted_count=max(current.raised_count - len(told), 0),
    )
    store(answer)
    _tell(answer, told, key=claimed.key, by=by)
    today = dates.today()
    current.followers.update(told_on=today, keep_until=today + AFTER_ANSWER)
    record("answer", answer, by=by)
    if close:
        _close(current, on=today, by=by)
    fulfil(claimed, answer)
    return answer


@transaction.atomic
def reopen_signal(*, by: User, signal: Signal) -> Signal:
    """It is heard again. Pressed twice is once."""
    current: Signal = Signal.objects.select_for_update().get(pk=signal.pk)
    if current.closed_on is not None:
        _close(current, on=None, by=by)
    return current


def _close(signal: Signal, *, on: date | None, by: User) -> None:
    before = snapshot(signal)
    signal.closed_on = on
    signal.version += 1
    store(signal)
    record("reopen" if on is None else "close", signal, by=by, before=before)


def _tell(answer: SignalAnswer, followers: Sequence[SignalFollower], *, key: uuid.UUID, by: User) -> None:
    """The sender of a worry reads it on their own page; an address that was left gets the words themselves."""
    for follower in followers:
        if follower.initiative is not None:
            message_key = uuid.uuid5(key, f"initiative-{follower.initiative.pk}")
            write_to_sender(initiative=follower.initiative, text=answer.text, request_key=message_key, by=by)
    mailed = [follower for follower in followers if follower.initiative is None]
    revoke_links(purpose=STOP, target=mailed)
    tokens = issue_links(purpose=STOP, targets=mailed)
    enqueue_many(_mail(answer, *pair) for pair in zip(mailed, tokens, strict=True))


def _mail(answer: SignalAnswer, follower: SignalFollower, token: str) -> NewMail:
    subject = f"Antwoord op je zorg over {answer.signal.area.name}"
    context = {
        "answer": answer,
        "area": answer.signal.area,
        "url": settings.SITE_URL + reverse("signal-stop", args=[token]),
        "subject": subject,
    }
    return NewMail(
        key=f"signal-answer-{answer.pk}-{follower.pk}",
        to=follower.email,
        subject=subject,
        text=render_to_string("mail/signal_answer.txt", context),
        html=render_to_string("mail/signal_answer.html", context),
    )

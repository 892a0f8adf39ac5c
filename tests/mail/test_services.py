"""A mail leaves at least once, with one Message-ID, and a mail that cannot leave stands in nobody's way."""

import logging
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from wijknet.mail.models import OutgoingMail
from wijknet.mail.services import BACK_OFF, clear_old, enqueue, send_waiting, try_again

pytestmark = pytest.mark.django_db


class BrokenBackend(EmailBackend):
    """Knows no other answer than an error; an address with "goed" in it gets through."""

    error: Exception = SMTPServerDisconnected("weg")

    def send_messages(self, messages: Any) -> int:
        if any("goed" in message.to[0] for message in messages):
            return super().send_messages(messages)
        raise self.error


@pytest.fixture
def broken(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{BrokenBackend.__module__}.{BrokenBackend.__name__}"


def make(key: str = "een", to: str = "bewoner@voorbeeld.example") -> OutgoingMail:
    return enqueue(key=key, to=to, subject="Je  idee\nis binnen", text="Dag!", html="<p>Dag!</p>")


def pass_time(mail: OutgoingMail, **ago: int) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now() - timedelta(**(ago or {"seconds": 1})))


def test_the_same_key_is_the_same_mail() -> None:
    assert make() == make()
    assert OutgoingMail.objects.count() == 1


def test_a_mail_goes_with_the_transaction_that_decided_on_it() -> None:
    with transaction.atomic():
        make()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_a_mail_leaves_as_text_and_html_and_is_emptied() -> None:
    made = make()
    assert send_waiting() == 1
    sent = post.outbox[0]
    assert (sent.subject, sent.body, sent.to) == ("Je idee is binnen", "Dag!", ["bewoner@voorbeeld.example"])
    assert sent.extra_headers == {"Message-ID": made.message_id, "Auto-Submitted": "auto-generated"}
    assert sent.alternatives[0][0] == "<p>Dag!</p>"  # type: ignore[attr-defined]
    made.refresh_from_db()
    assert made.sent_at
    assert (made.to, made.text, made.html) == ("", "", "")
    assert send_waiting() == 0
    assert len(post.outbox) == 1


@pytest.mark.usefixtures("broken")
def test_a_failure_waits_longer_each_time_and_is_given_up_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    made = make()
    for minutes in BACK_OFF:
        assert send_waiting() == 0
        made.refresh_from_db()
        assert made.error == "SMTPServerDisconnected"
        assert made.given_up_at is None
        assert timedelta(0) < timezone.now() + timedelta(minutes=minutes) - made.next_try_at < timedelta(seconds=30)
        assert send_waiting() == 0
        pass_time(made)
    assert send_waiting() == 0
    made.refresh_from_db()
    assert made.given_up_at
    assert made.text == "Dag!"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("error", [ValueError("kop"), UnicodeError("adres"), OSError("weg")])
def test_one_bad_mail_does_not_hold_up_the_others(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BrokenBackend, "error", error)
    make("slecht")
    make("goed", to="goed@voorbeeld.example")
    assert send_waiting() == 1
    assert post.outbox[0].to == ["goed@voorbeeld.example"]


def test_a_crash_while_sending_sends_again_with_the_same_number(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make()

    def crash(self: Any, **update: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(OutgoingMail, "save", crash)
        with pytest.raises(KeyboardInterrupt):
            send_waiting()
    assert send_waiting() == 0
    pass_time(made)
    assert send_waiting() == 1
    assert [sent.extra_headers["Message-ID"] for sent in post.outbox] == [made.message_id] * 2


@pytest.mark.usefixtures("broken")
def test_a_dead_letter_can_be_tried_again() -> None:
    made = make()
    assert not try_again(made)
    OutgoingMail.objects.update(given_up_at=timezone.now(), tries=7, error="OSError")
    assert try_again(made)
    made.refresh_from_db()
    assert (made.given_up_at, made.tries, made.error) == (None, 0, "")


def test_old_mails_go_whether_they_left_or_not() -> None:
    old, new = make("oud"), make("nieuw")
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    assert clear_old() == 1
    assert list(OutgoingMail.objects.all()) == [new]


def test_the_database_keeps_a_waiting_mail_whole() -> None:
    made = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=made.pk).update(to="")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=made.pk).update(sent_at=timezone.now(), given_up_at=timezone.now())

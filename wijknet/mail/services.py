"""Put a mail in the outbox, and send what waits."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from wijknet.mail.models import OutgoingMail

# Minutes until the next try; after the last one the mail is given up and stays visible as a dead letter.
BACK_OFF = (1, 5, 30, 120, 480, 1440)
# A mail that is being sent is nobody else's for so long; after a crash it is sent again, with the same Message-ID.
LEASE = timedelta(minutes=10)
KEEP = timedelta(days=90)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail that was decided on, under a key of its own."""

    key: str
    to: str
    subject: str
    text: str
    html: str = ""


def enqueue(*, key: str, to: str, subject: str, text: str, html: str = "") -> OutgoingMail:
    """Decide on a mail, in the transaction of what it tells of. The same key again is the same mail."""
    new = _row(NewMail(key=key, to=to, subject=subject, text=text, html=html))
    values = {name: getattr(new, name) for name in ("message_id", "to", "subject", "text", "html", "next_try_at")}
    mail, _ = OutgoingMail.objects.get_or_create(key=key, defaults=values)
    return mail


def enqueue_many(mails: Iterable[NewMail]) -> None:
    """The same for many at once, in one statement."""
    OutgoingMail.objects.bulk_create(map(_row, mails), ignore_conflicts=True)


def _row(mail: NewMail) -> OutgoingMail:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return OutgoingMail(
        key=mail.key,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        to=mail.to,
        subject=" ".join(mail.subject.split())[:200],
        text=mail.text,
        html=mail.html,
        next_try_at=timezone.now(),
    )


def send_waiting(*, limit: int = 100) -> int:
    """Send the mails that are due, oldest first; a job. Returns how many left."""
    due = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, next_try_at__lte=timezone.now())
    return sum(_send(pk) for pk in due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])


def try_again(mail: OutgoingMail) -> bool:
    """Give a mail that was given up a fresh start; False when it was not given up."""
    given_up = OutgoingMail.objects.filter(pk=mail.pk, given_up_at__isnull=False)
    return given_up.update(given_up_at=None, tries=0, error="", next_try_at=timezone.now()) == 1


def clear_old() -> int:
    """Delete mails after their term, those that never left included; a job, once a day. Returns how many went."""
    count, _ = OutgoingMail.objects.filter(created_at__lt=timezone.now() - KEEP).delete()
    return count


def _send(pk: int) -> bool:
    """Send one mail. No transaction is open meanwhile: a slow mail server must not hold a lock."""
    now = timezone.now()
    mine = OutgoingMail.objects.filter(pk=pk, sent_at=None, given_up_at=None, next_try_at__lte=now)
    if not mine.update(next_try_at=now + LEASE, tries=F("tries") + 1):
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[mail.to],
        # The second header keeps an out-of-office reply from answering a machine (RFC 3834).
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except Exception as error:
        # Whatever is wrong with one mail, the others behind it must leave.
        logger.exception("mail_not_sent")
        _put_back(mail, error)
        return False
    # What was said lives with the thing it was said about; the outbox keeps only that it left.
    mail.sent_at, mail.to, mail.text, mail.html, mail.error = timezone.now(), "", "", "", ""
    mail.save()
    return True


def _put_back(mail: OutgoingMail, error: Exception) -> None:
    """Try later, or give up after the last try: a dead letter that stays visible in the technical pages."""
    mail.error = type(error).__name__
    if mail.tries > len(BACK_OFF):
        mail.given_up_at = timezone.now()
    else:
        mail.next_try_at = timezone.now() + timedelta(minutes=BACK_OFF[mail.tries - 1])
    mail.save()

"""Put a mail in the outbox, and send what waits."""

import uuid
from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from wijknet.mail.models import OutgoingMail

# Minutes until the next try; after the last one the mail is given up and stays visible as a dead letter.
BACK_OFF = (1, 5, 30, 120, 480, 1440)


def enqueue(*, key: str, to: str, subject: str, text: str, html: str = "") -> OutgoingMail:
    """Decide on a mail, in the transaction of what it tells of. The same key again is the same mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    mail, _ = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "message_id": f"<{uuid.uuid4()}@{domain}>",
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "html": html,
            "next_try_at": timezone.now(),
        },
    )
    return mail


def send_waiting(*, limit: int = 100) -> int:
    """Send the mails that are due, oldest first; returns how many left.

    Each mail is its own transaction: a crash in between sends that one again with the same Message-ID.
    """
    due = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, next_try_at__lte=timezone.now())
    return sum(_send(pk) for pk in due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])


def _send(pk: int) -> bool:
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=pk, sent_at=None).first()
        if mail is None:
            return False
        message = EmailMultiAlternatives(
            mail.subject,
            mail.text,
            to=[mail.to],
            headers={"Message-ID": mail.message_id},
        )
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        mail.tries += 1
        try:
            message.send()
        except (SMTPException, OSError) as error:
            mail.error = type(error).__name__
            if mail.tries > len(BACK_OFF):
                mail.given_up_at = timezone.now()
            else:
                mail.next_try_at = timezone.now() + timedelta(minutes=BACK_OFF[mail.tries - 1])
            mail.save()
            return False
        # What was said lives with the thing it was said about; the outbox keeps only that it left.
        mail.sent_at, mail.to, mail.text, mail.html, mail.error = (
            timezone.now(),
            "",
            "",
            "",
            "",
        )
        mail.save()
        return True

"""What is mailed about an initiative. A mail tells that something is there and where; never what was said."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from initiatives.models import (
    Event,
    Initiative,
    Introduction,
    IntroductionAnswer,
    Message,
    Offer,
    Registration,
    Submission,
    Support,
    TextProposal,
)
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.mail.services import enqueue
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import AMSTERDAM

# A link shown or printed, and one that only the sender's mailbox has seen (so that it shows whose address it is).
FOLLOW = "initiative-follow"
MAIL = "initiative-mail"
# The page on which somebody sees and ends their own registration for an event.
REGISTRATION = "event-registration"
# The page on which somebody says that they stand behind an initiative, and ends that.
SUPPORT = "initiative-support"


def received(initiative: Initiative, submission: Submission) -> None:
    """Thank the sender and give the personal link."""
    subject = f"We hebben je {initiative.get_kind_display()} ontvangen ({initiative.reference})"
    _to_sender("received", f"received-{initiative.pk}", initiative, submission, subject)


def published(initiative: Initiative, message: Message) -> None:
    submission = _sender_of(initiative)
    subject = f"Je idee staat op de site ({initiative.reference})"
    _to_sender("published", f"published-{message.pk}", initiative, submission, subject)


def not_placed(initiative: Initiative) -> None:
    submission = _sender_of(initiative)
    subject = f"Er is nieuws over je idee ({initiative.reference})"
    _to_sender("news", f"not-placed-{initiative.pk}-{initiative.updated_at:%s}", initiative, submission, subject)


def staff_wrote(initiative: Initiative, message: Message) -> None:
    submission = _sender_of(initiative)
    subject = f"Je hebt een bericht over je {initiative.get_kind_display()} ({initiative.reference})"
    _to_sender("message", f"message-{message.pk}", initiative, submission, subject)


def text_proposed(initiative: Initiative, proposal: TextProposal) -> None:
    submission = _sender_of(initiative)
    subject = f"Is deze tekst goed? ({initiative.reference})"
    _to_sender("text", f"text-{proposal.pk}", initiative, submission, subject)


def proposal_answered(initiative: Initiative, proposal: TextProposal) -> None:
    """Tell the wijkmanagers that the sender looked at the words."""
    subject = f"De afzender keek naar de tekst van {initiative.reference}"
    _to_staff("staff_text", f"text-{proposal.pk}", initiative, subject)


def asked_to_meet(initiative: Initiative, introduction: Introduction) -> None:
    subject = f"Een buur heeft een idee dat op het jouwe lijkt ({initiative.reference})"
    _to_sender("meet", f"meet-{introduction.pk}-{initiative.pk}", initiative, _sender_of(initiative), subject)


def introduced(initiative: Initiative, answer: IntroductionAnswer) -> None:
    """Both said yes; who stops and says yes again is told again."""
    subject = f"Jullie zeiden allebei ja ({initiative.reference})"
    key = f"introduced-{answer.pk}-{answer.at:%s%f}-{initiative.pk}"
    _to_sender("introduced", key, initiative, _sender_of(initiative), subject)


def link_again(initiative: Initiative, submission: Submission) -> None:
    subject = f"De link naar je {initiative.get_kind_display()} ({initiative.reference})"
    _to_sender("link", "link", initiative, submission, subject)


def help_offered(initiative: Initiative, offer: Offer) -> None:
    """Tell the wijkmanagers, and the sender when the helper wants that. What and who stands on their pages only."""
    _to_staff("staff_offer", f"offer-{offer.pk}", initiative, f"Iemand wil helpen bij {initiative.reference}")
    if offer.share:
        subject = f"Iemand wil helpen bij je idee ({initiative.reference})"
        _to_sender("offer", f"offer-{offer.pk}", initiative, _sender_of(initiative), subject)


def sender_wrote(initiative: Initiative, message: Message) -> None:
    """Tell the wijkmanagers of the wijk that a message waits."""
    _to_staff("staff", f"staff-{message.pk}", initiative, f"Bericht van een bewoner bij {initiative.reference}")


def _to_staff(template: str, key: str, initiative: Initiative, subject: str) -> None:
    context = {"initiative": initiative, "url": settings.SITE_URL + initiative.get_desk_url()}
    for user in _wijkmanagers(initiative):
        enqueue(
            key=f"initiative-{key}-{user.pk}",
            to=user.email,
            subject=subject,
            text=render_to_string(f"mail/initiative_{template}.txt", context),
            html=render_to_string(f"mail/initiative_{template}.html", context),
        )


def _sender_of(initiative: Initiative) -> Submission | None:
    return Submission.objects.filter(initiative=initiative).first()


def _to_sender(template: str, key: str, initiative: Initiative, submission: Submission | None, subject: str) -> None:
    """Mail the sender, if that is how they want to be reached."""
    if submission is None or not submission.reach_mail:
        return
    token = issue_link(purpose=MAIL, target=initiative)
    context: dict[str, Any] = {
        "initiative": initiative,
        "submission": submission,
        "url": settings.SITE_URL + reverse("initiative-follow", args=[token]),
        "subject": subject,
    }
    enqueue(
        # A link is sent again as often as asked for: the token makes that key new each time.
        key=f"initiative-{key}-{token[:8]}" if key == "link" else f"initiative-{key}",
        to=submission.email,
        subject=subject,
        text=render_to_string(f"mail/initiative_{template}.txt", context),
        html=render_to_string(f"mail/initiative_{template}.html", context),
    )


def _wijkmanagers(initiative: Initiative) -> list[User]:
    """Active users who work in this wijk as wijkmanager today."""
    return [
        user
        for user in User.objects.filter(
            is_active=True,
            assignments__function=Function.WIJKMANAGER,
            assignments__area__in=[initiative.area_id, initiative.municipality_id],
        ).distinct()
        if user.works_in(initiative.area_id, initiative.municipality_id, Function.WIJKMANAGER)
    ]


def registered(event: Event, registration: Registration) -> None:
    """A place or the waiting list, with the link to end it; asked for again it is sent again."""
    if registration.state == Registration.State.WAITING:
        lead = "Je staat op de wachtlijst. Komt er een plek vrij, dan krijg je een mail."
    else:
        lead = "Je staat op de lijst. Tot dan!"
    _to_visitor(event, registration, "registered", f"Je aanmelding: {event.title}", lead)


def got_place(event: Event, registration: Registration) -> None:
    lead = "Er kwam een plek vrij. Je staat nu op de lijst."
    _to_visitor(event, registration, "place", f"Er is plek: {event.title}", lead)


def reminder(event: Event, registration: Registration) -> None:
    lead = "Dit is bijna. Kun je niet? Meld je dan af, dan kan iemand anders komen."
    _to_visitor(event, registration, "reminder", f"Bijna: {event.title}", lead)


def event_changed(event: Event, registrations: Iterable[Registration]) -> None:
    lead = "De tijd of de plek is veranderd. Kijk of je nog kunt."
    _to_visitors(event, registrations, "changed", f"Veranderd: {event.title}", lead)


def event_cancelled(event: Event, registrations: Iterable[Registration]) -> None:
    lead = f"Dit gaat niet door: {event.cancelled_why}"
    _to_visitors(event, registrations, "cancelled", f"Gaat niet door: {event.title}", lead)


def event_restored(event: Event, registrations: Iterable[Registration]) -> None:
    lead = "Het gaat toch door. Je staat nog op de lijst."
    _to_visitors(event, registrations, "restored", f"Gaat toch door: {event.title}", lead)


def _to_visitors(event: Event, registrations: Iterable[Registration], what: str, subject: str, lead: str) -> None:
    for registration in registrations:
        _to_visitor(event, registration, what, subject, lead)


def _to_visitor(event: Event, registration: Registration, what: str, subject: str, lead: str) -> None:
    """Mail who comes, if we have an address; what is public about the event stands in it, and a link of their own."""
    if not registration.email:
        return
    ends = datetime.combine(registration.forget_on + timedelta(days=1), time(), tzinfo=AMSTERDAM)
    token = issue_link(purpose=REGISTRATION, target=registration, expires_at=ends)
    context = {
        "event": event,
        "registration": registration,
        "lead": lead,
        "subject": subject,
        "url": settings.SITE_URL + reverse("registration", args=[token]),
    }
    enqueue(
        # One mail per change of the event; who asks again for the own link gets it again.
        key=f"event-{what}-{registration.pk}-{token[:8] if what == 'registered' else event.sequence}",
        to=registration.email,
        subject=subject,
        text=render_to_string("mail/event.txt", context),
        html=render_to_string("mail/event.html", context),
    )


def support_asked(initiative: Initiative, support: Support) -> None:
    """The link to confirm or to stop; at most once an hour, so that nobody fills the mailbox of somebody else."""
    token = issue_link(purpose=SUPPORT, target=support)
    subject = f"Steun je dit initiatief? ({initiative.reference})"
    context = {
        "initiative": initiative,
        "support": support,
        "subject": subject,
        "url": settings.SITE_URL + reverse("support", args=[token]),
    }
    enqueue(
        key=f"support-{support.pk}-{timezone.now():%Y%m%d%H}",
        to=support.email,
        subject=subject,
        text=render_to_string("mail/support.txt", context),
        html=render_to_string("mail/support.html", context),
    )

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
    Need,
    Offer,
    Registration,
    Submission,
    Support,
    Task,
    TeamMember,
    TextProposal,
)
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Scoped
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
# The page on which somebody says yes to helping, sees what they carry, and stops.
TEAM = "initiative-team"
# The page on which somebody takes an offer of help back.
OFFER = "initiative-offer"


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
    if offer.email:
        ends = datetime.combine(offer.forget_on + timedelta(days=1), time(), tzinfo=AMSTERDAM)
        token = issue_link(purpose=OFFER, target=offer, expires_at=ends)
        words = {
            "lead": "Dank je wel dat je wilt helpen. De wijkmanager leest het en neemt contact met je op.",
            "more": "Wil je het toch niet? Op deze pagina trek je je aanbod in:",
            "button": "Bekijk of trek in",
            "why": "Je krijgt deze mail omdat iemand met dit adres hulp aanbood. Was jij dat niet? Trek het in.",
        }
        subject = f"Je aanbod om te helpen ({initiative.reference})"
        address = reverse("offer-own", args=[token])
        _plain(f"offer-own-{offer.pk}", offer.email, initiative, subject, address, words)


def need_asked(initiative: Initiative, need: Need) -> None:
    """Tell the wijkmanagers that something of the sender waits for a look."""
    _to_staff("staff_need", f"need-{need.pk}", initiative, f"Nieuwe vraag om hulp bij {initiative.reference}")


def need_judged(initiative: Initiative, need: Need) -> None:
    """Tell the sender that somebody looked; what they said stands on the own page only."""
    subject = f"We keken naar je vraag om hulp ({initiative.reference})"
    key = f"need-judged-{need.pk}-{timezone.now():%s%f}"
    _to_sender("news", key, initiative, _sender_of(initiative), subject)


def sender_wrote(initiative: Initiative, message: Message) -> None:
    """Tell the wijkmanagers of the wijk that a message waits."""
    _to_staff("staff", f"staff-{message.pk}", initiative, f"Bericht van een bewoner bij {initiative.reference}")


def _to_staff(template: str, key: str, initiative: Initiative, subject: str) -> None:
    context = {"initiative": initiative, "url": settings.SITE_URL + initiative.get_desk_url()}
    for user in wijkmanagers_of(initiative):
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


def wijkmanagers_of(thing: Scoped) -> list[User]:
    """Active users who work in this wijk as wijkmanager today."""
    return [
        user
        for user in User.objects.filter(
            is_active=True,
            assignments__function=Function.WIJKMANAGER,
            assignments__area__in=[thing.area_id, thing.municipality_id],
        ).distinct()
        if user.works_in(thing.area_id, thing.municipality_id, Function.WIJKMANAGER)
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


def team_asked(initiative: Initiative, member: TeamMember) -> None:
    """The question to join; at most once a day, so that nobody fills the mailbox of somebody else."""
    words = {
        "lead": "Wie dit idee trekt, vraagt of jij wilt meehelpen. Jij beslist.",
        "more": "Op deze pagina zeg je ja of nee:",
        "button": "Zeg ja of nee",
        "why": "Je krijgt deze mail omdat iemand dit adres invulde. Zeg je niets? Dan wissen we het na 14 dagen.",
    }
    if member.champion:
        words["lead"] = "Iemand vraagt of jij dit idee wilt trekken. Jij beslist."
    key = f"team-asked-{member.pk}-{timezone.now():%Y%m%d}"
    _to_member(key, initiative, member, f"Wil je meedoen? ({initiative.reference})", words)


def member_joined(initiative: Initiative, member: TeamMember) -> None:
    """Tell the sender. Who it is stands on the own page only."""
    subject = f"Iemand doet mee met je idee ({initiative.reference})"
    _to_sender("team", f"team-joined-{member.pk}", initiative, _sender_of(initiative), subject)


def champion_found(initiative: Initiative, member: TeamMember) -> None:
    key = f"team-champion-{member.pk}-{timezone.now():%Y%m%d%H}"
    _to_staff("staff_team", key, initiative, f"Er is een trekker bij {initiative.reference}")


def champion_left(initiative: Initiative, member: TeamMember) -> None:
    """Nobody pulls it now: staff is told, and the sender who is not the one that stopped."""
    key = f"team-left-{member.pk}-{timezone.now():%Y%m%d%H}"
    _to_staff("staff_team", key, initiative, f"Er is geen trekker meer bij {initiative.reference}")
    if not member.is_sender:
        subject = f"De trekker van je idee stopt ({initiative.reference})"
        _to_sender("team", key, initiative, _sender_of(initiative), subject)


def task_handed(initiative: Initiative, member: TeamMember, task: Task) -> None:
    """There is something to carry; what it is stands on the own page. The sender reads it on theirs."""
    words = {
        "lead": "Er staat een taak voor je klaar.",
        "more": "Op deze pagina lees je wat het is. Lukt het niet? Dan geef je hem daar terug:",
        "button": "Bekijk de taak",
        "why": "Je krijgt deze mail omdat je meedoet met dit idee. Op de pagina kun je ook stoppen.",
    }
    key = f"team-task-{task.pk}-{member.pk}-{timezone.now():%Y%m%d}"
    _to_member(key, initiative, member, f"Een taak voor jou ({initiative.reference})", words)


def team_ended(initiative: Initiative, member: TeamMember) -> None:
    words = {
        "lead": "Dit idee is gestopt. Dank je wel voor je hulp. Je gegevens zijn gewist.",
        "more": "Hier staan andere ideeën:",
        "button": "Bekijk andere ideeën",
        "why": "Je krijgt deze mail omdat je meedeed met dit idee. Het is de laatste.",
    }
    subject = f"Dit idee is gestopt ({initiative.reference})"
    if member.email:
        _plain(f"team-ended-{member.pk}", member.email, initiative, subject, reverse("initiatives"), words)


def _to_member(key: str, initiative: Initiative, member: TeamMember, subject: str, words: dict[str, str]) -> None:
    if member.email:
        token = issue_link(purpose=TEAM, target=member)
        _plain(key, member.email, initiative, subject, reverse("team-member", args=[token]), words)


def _plain(key: str, to: str, initiative: Initiative, subject: str, address: str, words: dict[str, str]) -> None:
    """A mail of one sentence and one button, with the title and no name of anybody."""
    context = words | {"initiative": initiative, "subject": subject, "url": settings.SITE_URL + address}
    enqueue(
        key=key,
        to=to,
        subject=subject,
        text=render_to_string("mail/initiative_plain.txt", context),
        html=render_to_string("mail/initiative_plain.html", context),
    )

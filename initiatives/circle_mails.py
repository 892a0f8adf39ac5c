"""What is mailed about a circle: that something waits, and a link. Never who wrote, what was said, or an address."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from initiatives.mails import wijkmanagers_of
from initiatives.models import CircleMeeting, CircleMember, CirclePost, Event
from initiatives.querysets import CircleMemberQuerySet
from wijknet.mail.services import NewMail, enqueue, enqueue_many
from wijknet.tokens.services import issue_links
from wijknet.ui.dates import today

# The page of one member. So long a link out of a mail works; the own page of the idea always leads there too.
CIRCLE = "circle-member"
LINK_DAYS = 90
# Stands in a path until each member's own secret takes its place.
_HERE = "HIER"


def joined(member: CircleMember) -> None:
    lead = "Fijn dat je meedoet aan de kring. Op je eigen pagina stel je een vraag of geef je antwoord."
    _to_members(_only(member), f"joined-{member.pk}-{timezone.now():%s}", "Je doet mee aan de kring", lead)


def link_again(member: CircleMember) -> None:
    """As often as it is asked for."""
    lead = "Dit is je nieuwe link naar de kring. Oude links uit mails werken niet meer."
    _to_members(_only(member), f"link-{timezone.now():%s%f}", "Je nieuwe link naar de kring", lead)


def placed(post: CirclePost) -> None:
    """A question: all who may read it. An answer: who asked, and for a question to one, whoever did not write it."""
    others = CircleMember.objects.in_area(post.area).exclude(pk=post.member_id)
    if post.question is not None:
        others = others.filter(pk__in=[post.question.member_id, post.question.to_id or 0])
        subject, lead = "Een antwoord in de kring", "Er is een antwoord in de kring van je wijk."
    elif post.direct:
        others = others.filter(pk=post.to_id or 0)
        subject, lead = "Een vraag aan jou in de kring", "Een buur uit de kring heeft een vraag aan jou."
    else:
        subject, lead = "Een vraag in de kring", "Een buur uit de kring van je wijk heeft een vraag."
    path = reverse("circle-question", args=[_HERE, post.question_id or post.pk])
    _to_members(others, f"post-{post.pk}", subject, lead, path)


def refused(post: CirclePost) -> None:
    lead = "De wijkmanager keek naar wat je schreef in de kring. Het staat er niet. Op je pagina lees je waarom."
    path = reverse("circle-question", args=[_HERE, post.question_id or post.pk])
    _to_members(_only(post.member), f"refused-{post.pk}-{timezone.now():%s}", "Over je bericht in de kring", lead, path)


def asked_to_stay(members: Sequence[CircleMember]) -> None:
    """The page has both buttons; no answer is no."""
    lead = "Wil je in de kring blijven? Op je pagina zeg je ja of nee. Horen we 30 dagen niets, dan stopt het vanzelf."
    _to_members(_only(*members), f"stay-{today()}", "Wil je in de kring blijven?", lead)


def invited(meeting: CircleMeeting) -> None:
    lead = "De wijkmanager nodigt de kring uit voor een bijeenkomst. Op je pagina lees je waar en wanneer."
    members = CircleMember.objects.in_area(meeting.event.area)
    _to_members(members, f"meeting-{meeting.event_id}", "Kom je ook? Een bijeenkomst van de kring", lead)


def meeting_changed(event: Event) -> None:
    """Time, place, or whether it goes on at all; nothing for an event that is not of a circle."""
    if not CircleMeeting.objects.filter(event=event).exists():
        return
    lead = "Er is iets veranderd aan de bijeenkomst van de kring. Op je pagina lees je wat."
    members = CircleMember.objects.in_area(event.area)
    key = f"meeting-{event.pk}-{event.sequence}"
    _to_members(members, key, "Nieuws over de bijeenkomst van de kring", lead)


def waits(post: CirclePost) -> None:
    """Tell the wijkmanagers, once a day however much waits."""
    url = settings.SITE_URL + reverse("circle-desk") + f"?wijk={post.area.code}"
    context = {"area": post.area, "url": url}
    for user in wijkmanagers_of(post):
        enqueue(
            key=f"circle-waits-{post.area_id}-{today()}-{user.pk}",
            to=user.email,
            subject=f"Er wacht iets in de kring van {post.area.name}",
            text=render_to_string("mail/circle_waits.txt", context),
            html=render_to_string("mail/circle_waits.html", context),
        )


def _only(*members: CircleMember) -> CircleMemberQuerySet:
    return CircleMember.objects.filter(pk__in=[member.pk for member in members])


def _to_members(found: CircleMemberQuerySet, key: str, subject: str, lead: str, path: str = "") -> None:
    """One mail to each who can be reached, with a link of their own to read, and one to stop."""
    path = path or reverse("circle", args=[_HERE])
    ends = timezone.now() + timedelta(days=LINK_DAYS)
    members = list(found.reachable().select_related("initiative__submission").order_by("pk"))
    tokens = issue_links(purpose=CIRCLE, targets=members, expires_at=ends)
    enqueue_many(
        _mail(member, f"circle-{key}-{member.pk}", subject, lead, path.replace(_HERE, token), token)
        for member, token in zip(members, tokens, strict=True)
    )


def _mail(member: CircleMember, key: str, subject: str, lead: str, path: str, token: str) -> NewMail:
    context = {
        "member": member,
        "lead": lead,
        "subject": subject,
        "url": settings.SITE_URL + path,
        "stop_url": settings.SITE_URL + reverse("circle-leave", args=[token]),
    }
    return NewMail(
        key=key,
        to=member.initiative.submission.email,
        subject=subject,
        text=render_to_string("mail/circle.txt", context),
        html=render_to_string("mail/circle.html", context),
    )

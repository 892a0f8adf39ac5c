"""What is mailed about who is who."""

from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from actors.models import Actor, Person
from wijknet.mail.services import enqueue

# The link with which a person ends being someone to speak to.
STOP = "person-stop"


def stop_address(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('person-stop', args=[token])}"


def mail_stop_link(person: Person, actor: Actor, token: str) -> None:
    """The person is told that they are in WijkNet, why, and how to end it."""
    subject = f"Je bent aanspreekpunt voor {actor.name}"
    context = {"actor": actor, "person": person, "subject": subject, "url": stop_address(token)}
    enqueue(
        key=f"person-stop-{uuid4()}",
        to=person.email,
        subject=subject,
        text=render_to_string("mail/person_stop.txt", context),
        html=render_to_string("mail/person_stop.html", context),
    )

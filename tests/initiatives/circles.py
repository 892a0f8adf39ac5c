"""The circle of wijk A, as tests of every floor see it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from initiatives.circle_mails import CIRCLE
from initiatives.models import CircleMeeting, CircleMember, CirclePost, Event, Initiative, Submission
from initiatives.services import join_circle
from tests.initiatives.make import make_initiative
from wijknet.areas.models import Area
from wijknet.tokens.services import issue_link


@dataclass(frozen=True, kw_only=True)
class InCircle:
    """What the world has of a circle."""

    circle_member: CircleMember
    circle_gone: CircleMember
    circle_token: str
    circle_question: CirclePost
    circle_seen: CirclePost
    circle_meeting: CircleMeeting


def make_sender(area: Area, email: str, **sender: Any) -> Initiative:
    """Somebody with an idea on the site, whose address was confirmed."""
    told: dict[str, Any] = {"email": email, "email_confirmed_at": timezone.now(), "phone": "", "under_16": False}
    return make_initiative(area, public=True, title=f"Idee van {email[:5]}", sender=told | sender)


def make_member(area: Area, name: str, offer: str = "Ik kan goed koken", *, email: str = "") -> CircleMember:
    """In the circle, the way a sender gets there."""
    initiative = make_sender(area, email or f"{name.lower()}.kring@voorbeeld.example")
    return join_circle(initiative=initiative, name=name, offer=offer)


def make_post(member: CircleMember, text: str, *, state: str = "PLACED", **fields: Any) -> CirclePost:
    made: CirclePost = CirclePost.objects.create(
        member=member, municipality_id=member.municipality_id, area_id=member.area_id, text=text, state=state, **fields
    )
    return made


@pytest.fixture
def circle_member(geveltuin: Initiative) -> CircleMember:
    """The sender of geveltuin, in the circle of wijk A; no page for everybody may show what they said there."""
    Submission.objects.filter(initiative=geveltuin).update(email_confirmed_at=timezone.now())
    return join_circle(initiative=geveltuin, name="Plantlid", offer="Plantkring: subsidie aanvragen")


@pytest.fixture
def circle_token(circle_member: CircleMember) -> str:
    return issue_link(purpose=CIRCLE, target=circle_member)


@pytest.fixture
def circle_question(circle_member: CircleMember) -> CirclePost:
    """Asked, and not looked at yet."""
    return make_post(circle_member, "Plantkring: wie heeft een kruiwagen?", state="WAITING")


@pytest.fixture
def circle_seen(klarendal: Area) -> CirclePost:
    """Placed, of another member, whose idea is not on the site."""
    initiative = make_initiative(klarendal, moderation="LOOKING", title="Ruilkast")
    member: CircleMember = CircleMember.objects.create(
        initiative=initiative, municipality_id=initiative.municipality_id, area=klarendal, name="Bo", offer="Timmeren"
    )
    return make_post(member, "Plantkring: hoe vraag je een vergunning aan?")


@pytest.fixture
def circle_gone(klarendal: Area) -> CircleMember:
    """Taken out by a colleague."""
    initiative = make_initiative(klarendal, moderation="LOOKING", title="Fietsles")
    made: CircleMember = CircleMember.objects.create(
        initiative=initiative,
        municipality_id=initiative.municipality_id,
        area=klarendal,
        removed_on=timezone.localdate(),
    )
    return made


@pytest.fixture
def circle_meeting(past_evening: Event) -> CircleMeeting:
    made: CircleMeeting = CircleMeeting.objects.create(event=past_evening)
    return made

"""An initiative with its sender, as tests of every floor make it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from initiatives.models import Event, Initiative, Moderation, PhaseChange, Picture, ReferenceCounter, Submission
from initiatives.services import add_event, keep_picture
from initiatives.services.events import Meeting, Repeats
from tests.files.make import noise, photo
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.pictures import clean_picture
from wijknet.ui.dates import AMSTERDAM, today

MakeInitiative = Callable[..., Initiative]

# Planted in every sender: no public page, mail to others or log line may ever hold these.
PLANTED_EMAIL = "samira.geheim@voorbeeld.example"
PLANTED_PHONE = "06 12 34 56 78"
PLANTED_NAME = "Samiraplant"


def make_initiative(
    area: Area, *, public: bool = False, sender: dict[str, Any] | None = None, **fields: Any
) -> Initiative:
    assert area.municipality is not None
    values: dict[str, Any] = {
        "title": "Kookavond voor alle straten",
        "story": "Ik wil met mensen uit alle straten koken.",
        "place_text": "Klarendalseweg",
        "waiting_on": "WIJKMANAGER",
        "waiting_until": today() + timedelta(days=7),
        "waiting_text": "We lezen je idee en antwoorden.",
    }
    if public:
        values |= {"moderation": Moderation.PUBLIC, "published_on": today()}
    initiative: Initiative = Initiative.objects.create(
        municipality=area.municipality, area=area, reference=ReferenceCounter.take(today()), **(values | fields)
    )
    Submission.objects.create(
        initiative=initiative,
        **(
            {
                "sender_name": PLANTED_NAME,
                "email": PLANTED_EMAIL,
                "phone": PLANTED_PHONE,
                "reach_mail": True,
                "may_publish": True,
            }
            | (sender or {})
        ),
    )
    PhaseChange.objects.create(initiative=initiative, phase=initiative.phase, reason="voorbeeld")
    return initiative


def add_picture(initiative: Initiative, *, approved: bool = False, busy: bool = False) -> Picture:
    """A picture of its sender; `approved`: somebody of the wijk looked at it; `busy`: as heavy as they become."""
    found = keep_picture(
        owner=initiative.submission, picture=clean_picture(noise() if busy else photo()), alt="Een leeg veldje"
    )
    if approved:
        found.approved_at = timezone.now()
        found.save()
    return found


def make_event(area: Area, by: User, *, in_days: int = 7, repeats: Repeats | None = None, **fields: Any) -> Event:
    """A talk in the evening, so many days from now."""
    on = today() + timedelta(days=in_days)
    values: dict[str, Any] = {
        "kind": "WIJK_TALK",
        "title": "Praat mee over het plein",
        "place_text": "Buurthuis Noord (test), Akkerstraat",
        "starts_at": datetime.combine(on, time(19, 30), tzinfo=AMSTERDAM),
        "ends_at": datetime.combine(on, time(21), tzinfo=AMSTERDAM),
    }
    return add_event(area=area, meeting=Meeting(**(values | fields)), repeats=repeats, key=uuid4(), by=by)

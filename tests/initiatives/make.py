"""An initiative with its sender, as tests of every floor make it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from initiatives.models import Initiative, Moderation, PhaseChange, ReferenceCounter, Submission
from wijknet.areas.models import Area
from wijknet.ui.dates import today

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

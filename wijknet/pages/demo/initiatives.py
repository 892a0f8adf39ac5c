"""What residents of the demo started: 19 ideas over all phases, in three wijken, told by made-up people."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from initiatives import services
from initiatives.models import Initiative, Kind, Moderation, Sender, WaitingOn
from initiatives.services.submit import Idea, Place, Who, store
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.ui.dates import add_working_days, today

SOURCE = Path(__file__).with_name("initiatives.json")
THEMES = {
    "Veilig op straat": "Kinderen lopen en fietsen veilig naar school.",
    "Groene straten": "Elke straat heeft een groene gevel.",
    "Elkaar ontmoeten": "Er is elke week een open tafel.",
}


def load() -> None:
    """Tell what was not told yet, and let the wijkmanager of that wijk do with it what the story says."""
    stories: list[dict[str, Any]] = json.loads(SOURCE.read_text(encoding="utf-8"))
    places = Area.objects.filter(code__in={story["wijk"] for story in stories})
    wijken = {wijk.code: wijk for wijk in places.select_related("municipality__settings")}
    for story in stories:
        wijk = wijken[story["wijk"]]
        if not Initiative.objects.filter(area=wijk, title=story["title"]).exists():
            tell(story, wijk, wijkmanager_of(wijk))


def wijkmanager_of(wijk: Area) -> User:
    found: User = User.objects.filter(assignments__area=wijk, assignments__function=Function.WIJKMANAGER).earliest("pk")
    return found


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def tell(story: dict[str, Any], wijk: Area, by: User) -> None:
    """One story from the day it was told until today."""
    kind = story.get("kind", Kind.IDEA)
    initiative, submission = store(
        kind=kind,
        idea=Idea(title=story["title"], story=story["story"]),
        place=Place(wijk=wijk, place_text=story["place"]),
        who=sender(story, kind),
        received_on=days_ago(story["days_ago"]),
    )
    if submission.email:
        services.confirm_email(initiative=initiative)
    if story["theme"]:
        aim = THEMES[story["theme"]]
        theme, _ = Theme.objects.get_or_create(
            municipality=initiative.municipality, name=story["theme"], defaults={"aim": aim}
        )
        initiative.themes.add(theme)
    decide(initiative, story, by)
    for phase in story.get("phases", ()):
        reason = phase[2] if len(phase) > 2 else ""
        at = timezone.now() - timedelta(days=phase[1])
        services.set_phase(initiative=initiative, phase=phase[0], reason=reason, at=at, by=by)
    talk(initiative, story, by)
    give_turn(initiative, story, by)
    if "results" in story:
        life, system = story["results"]
        services.set_results(initiative=initiative, life=life, system=system, by=by)


def sender(story: dict[str, Any], kind: str) -> Who:
    """A made-up person; addresses end in .example, which never reaches anybody."""
    name = story["sender"]
    way = story["reach"]
    return Who(
        sender_name=name,
        reach_mail=way == "mail",
        reach_phone=way == "phone",
        reach_visit=way == "visit",
        email=f"{name.split()[0].lower()}@bewoner.example" if way == "mail" else "",
        phone="06 00 00 00 00" if way == "phone" else "",
        visit_text="donderdagmiddag in het buurthuis" if way == "visit" else "",
        may_publish=kind == Kind.IDEA,
        show_name=story.get("show_name", False),
    )


def decide(initiative: Initiative, story: dict[str, Any], by: User) -> None:
    """Let the wijkmanager look, publish or not place, and date that back to when the story says it was."""
    if "published" in story:
        services.publish(
            initiative=initiative,
            word="Dank je wel voor je idee. Het staat nu op de site.",
            waiting_on=WaitingOn.WIJKMANAGER,
            until=add_working_days(today(), 10),
            waiting_text="We zoeken uit wie er kan helpen.",
            spoken=True,
            by=by,
        )
        on = days_ago(story["published"])
        rows = Initiative.objects.filter(pk=initiative.pk, moderation=Moderation.PUBLIC)
        rows.update(published_on=on, looking_on=on, moderated_on=on)
        initiative.messages.update(at=timezone.now() - timedelta(days=story["published"]))
    elif "reason" in story:
        services.not_place(initiative=initiative, reason=story["reason"], by=by)
    elif story.get("looking"):
        services.look_at(initiative=initiative, by=by)


def talk(initiative: Initiative, story: dict[str, Any], by: User) -> None:
    for number, (who, text) in enumerate(story.get("messages", ())):
        key = uuid5(NAMESPACE_URL, f"{initiative.reference}/{number}")
        if who == Sender.STAFF:
            services.answer(initiative=initiative, text=text, request_key=key, by=by)
        else:
            services.sender_writes(initiative=initiative, text=text, request_key=key)


def give_turn(initiative: Initiative, story: dict[str, Any], by: User) -> None:
    """Whose turn it is; with `moved` the day had passed and was moved, with a day ago it is late."""
    if "turn" not in story:
        return
    waiting_on, days, text = story["turn"]
    services.set_waiting(
        initiative=initiative, waiting_on=waiting_on, until=today() + timedelta(days=days), text=text, by=by
    )
    if "moved" in story:
        later = today() + timedelta(days=story["moved"])
        services.set_waiting(initiative=initiative, waiting_on=waiting_on, until=later, text=text, by=by)

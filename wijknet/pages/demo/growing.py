"""What happens in the demo between an idea and its result: who pulls it, who stands behind it, where it stands still.

Made through the services by the wijkmanager of the wijk; days count back from today. What is there already stays.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from initiatives import services
from initiatives.models import CircleMember, Event, HandCount, Initiative, Match, Need, Rest, Support, TeamMember
from initiatives.services.market import Help
from initiatives.services.team import Part
from wijknet.casework.models import CheckIn, ContactMoment
from wijknet.casework.services import Minutes, Promise, Talk, answer_check_in, keep_minutes, log_moment, watch
from wijknet.pages.demo.actors import days_ago, demo
from wijknet.pages.demo.initiatives import wijkmanager_of
from wijknet.pages.demo.together import side_named

SOURCE = Path(__file__).with_name("growing.json")


def load() -> None:
    told: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    for title, count in told["supports"].items():
        supports(initiative_called(title), count)
    for row in told["hands"]:
        hands(row)
    for row in told["teams"]:
        team(row)
    for row in told["needs"]:
        need(row)
    for row in told["rests"]:
        rest(row)
    for row in told["talks"]:
        talk(row)
    for row in told["minutes"]:
        minutes(row)
    stand_still(told["still"])
    matches(told["matches"])
    circle(told["circle"], told["asked"])


def initiative_called(title: str) -> Initiative:
    found: Initiative = Initiative.objects.select_related("area", "municipality").get(title=title)
    return found


def key_of(*words: str) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(("wijknet-demo", *words)))


def at(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def supports(initiative: Initiative, count: int) -> None:
    """So many said so by mail, spread over the days in which it stands on the site."""
    if initiative.supports.exists():
        return
    for number in range(count):
        address = f"steun-{initiative.pk}-{number}@bewoner.example"
        made = services.confirm_support(support=services.ask_support(initiative=initiative, email=address))
        Support.objects.filter(pk=made.pk).update(asked_at=at(3 * number + 1), confirmed_at=at(3 * number + 1))


def hands(row: dict[str, Any]) -> None:
    initiative, held_on = initiative_called(row["for"]), days_ago(row["days"])
    if HandCount.objects.filter(initiative=initiative).exists():
        return
    services.count_hands(
        initiative=initiative,
        hands=row["hands"],
        held_on=held_on,
        place=row["place"],
        key=key_of("hands", row["for"]),
        by=wijkmanager_of(initiative.area),
    )


def team(row: dict[str, Any]) -> None:
    """The sender pulls it, who helps joined later, and who carries what is written down a day after."""
    initiative = initiative_called(row["for"])
    if initiative.team.exists():
        return
    by = wijkmanager_of(initiative.area)
    members: dict[str, TeamMember | None] = {"": None}
    first = services.pull(initiative=initiative, does=row["does"], show_name=True, by=by)
    members[first.name] = joined(first, row["days"])
    for one in row.get("helpers", ()):
        asked = services.ask_member(initiative=initiative, email=f"{one['name'].lower()}@bewoner.example", by=by)
        part = Part(name=demo(one["name"]), does=one["does"], show_name=True)
        members[part.name] = joined(services.join_team(member=asked, part=part), one["days"])
    for one in row.get("tasks", ()):
        services.add_task(
            initiative=initiative,
            what=one["what"],
            key=key_of("task", row["for"], one["what"]),
            due=days_ago(-one["due"]),
            member=members[one["whom"]],
        )


def joined(member: TeamMember, days: int) -> TeamMember:
    """In the team since so many days."""
    TeamMember.objects.filter(pk=member.pk).update(joined_on=days_ago(days), asked_at=at(days + 1))
    return member


def need(row: dict[str, Any]) -> None:
    """What is asked for; and who offered it, which for some was the answer."""
    initiative, text = initiative_called(row["for"]), row["text"]
    by = wijkmanager_of(initiative.area)
    if Need.objects.filter(initiative=initiative, text=text).exists():
        return
    made = services.add_need(initiative=initiative, kind=row["kind"], text=text, key=key_of("need", text), by=by)
    if "offer" not in row:
        return
    said = row["offer"]
    what = Help(
        name=demo(said["name"]),
        text=said["text"],
        email=f"{said['name'].lower()}@bewoner.example",
        share=said.get("share", False),
        need=made,
    )
    offer = services.offer_help(initiative=initiative, what=what, key=key_of("offer", text))
    if "settled" in said:
        services.settle_offer(offer=offer, need=made, by=by)


def rest(row: dict[str, Any]) -> None:
    initiative = initiative_called(row["for"])
    if not Rest.objects.filter(initiative=initiative).exists():
        until = days_ago(-row["days"])
        services.set_rest(initiative=initiative, until=until, why=row["why"], by=wijkmanager_of(initiative.area))


def talk(row: dict[str, Any]) -> None:
    """A talk about an initiative, in which the radar hears why it stands still."""
    initiative, key = initiative_called(row["for"]), key_of("talk", row["line"])
    if ContactMoment.objects.filter(uuid=key).exists():
        return
    said = Talk(
        line=row["line"],
        parties=[side_named(row["with"])],
        how=ContactMoment.How.VISIT,
        at=at(row["days"]),
        themes=list(initiative.themes.all()),
        initiative=initiative,
    )
    log_moment(by=wijkmanager_of(initiative.area), area=initiative.area, key=key, talk=said)


def minutes(row: dict[str, Any]) -> None:
    """What was said and agreed at a meeting, and the initiative that it belongs to."""
    event = Event.objects.select_related("area", "place").get(title=demo(row["event"]))
    by = wijkmanager_of(event.area)
    initiative = initiative_called(row["for"])
    if not event.initiative_links.exists():
        services.judge_link(event=event, initiative=initiative, linked=True, reason=row["reason"], by=by)
    if ContactMoment.objects.filter(event=event).exists():
        return
    promises = [
        Promise(what=one["what"], party=side_named(one["whom"]), due=days_ago(-one["due"])) for one in row["promises"]
    ]
    said = Minutes(line=row["line"], parties=[side_named(name) for name in row["with"]], promises=promises)
    keep_minutes(by=by, event=event, key=key_of("minutes", row["event"]), minutes=said)


def stand_still(rows: list[dict[str, Any]]) -> None:
    """The radar looks as it does every day; what it asked now is dated back to when the story says it was."""
    waiting = [row for row in rows if not CheckIn.objects.filter(initiative__title=row["for"]).exists()]
    if not waiting:
        return
    watch()
    for row in waiting:
        asked = CheckIn.objects.get(initiative__title=row["for"])
        dates = {"asked_on": days_ago(row["asked"]), "answer_until": days_ago(row["until"])}
        CheckIn.objects.filter(pk=asked.pk).update(**dates)
        if "answer" in row:
            answer, words, days = row["answer"]
            answer_check_in(check_in=asked, answer=answer, words=words)
            CheckIn.objects.filter(pk=asked.pk).update(answered_on=days_ago(days))
        if "phase" in row:
            phase, days = row["phase"]
            by = wijkmanager_of(asked.area)
            services.set_phase(initiative=asked.initiative, phase=phase, at=at(days), by=by)
    # Looked at once more: what moved since it was asked.
    watch()


def matches(rows: list[dict[str, Any]]) -> None:
    """The job looks as it does every hour; of some initiatives the best partner is taken and the weakest dropped."""
    if Match.objects.exists():
        return
    services.find_matches()
    for row in rows:
        initiative = initiative_called(row["for"])
        by = wijkmanager_of(initiative.area)
        found = list(Match.objects.filter(initiative=initiative, actor__isnull=False).order_by("-score", "pk"))
        for match in found[: row["yes"]]:
            services.judge_match(match=match, accepted=True, by=by)
        for match in found[row["yes"] :][-row["no"] :]:
            services.judge_match(match=match, accepted=False, by=by)


def circle(rows: list[dict[str, Any]], asked: list[dict[str, Any]]) -> None:
    """Initiators who ask each other: a question with an answer, and one that waits for a first look."""
    if CircleMember.objects.exists():
        return
    members: dict[str, CircleMember] = {}
    for row in rows:
        initiative = initiative_called(row["for"])
        members[row["name"]] = services.join_circle(initiative=initiative, name=demo(row["name"]), offer=row["offer"])
    for row in asked:
        member = members[row["by"]]
        question = services.ask_circle(member=member, to=None, text=row["text"], key=key_of("ask", row["text"]))
        for one in row.get("answers", ()):
            by = wijkmanager_of(member.area)
            services.place_post(post=question, by=by)
            answer = services.answer_circle(
                member=members[one["by"]], question=question, text=one["text"], key=key_of("answer", one["text"])
            )
            services.place_post(post=answer, by=by)

"""What the wijkmanagers of the demo did in half a year: 63 talks, 6 signals, 12 cases, and what they agreed.

Also what they sent on, wrote in the notebook, and took over from a colleague who is away.


Made through the services; days count back from today, so that a demo always has something due and something
late. What is there already stays as it is.
"""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from actors.models import Actor, InformalNetwork, MunicipalContact
from initiatives.models import Initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.casework import services
from wijknet.casework.models import (
    Agreement,
    Case,
    CaseAnswer,
    ContactMoment,
    Handover,
    Jotting,
    Referral,
    Signal,
    SignalAnswer,
    Step,
)
from wijknet.casework.services import Heard, NewAgreement, NewReferral, Next, Talk
from wijknet.casework.services.handovers import colleagues_in
from wijknet.casework.services.rounds import Round, RoundLine
from wijknet.pages.demo.initiatives import wijkmanager_of
from wijknet.ui import dates

SOURCE = Path(__file__).with_name("casework.json")
NOBODY = "nobody"


def load() -> None:
    told: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    places = {area.code: area for area in Area.objects.filter(code__in={row["wijk"] for row in told["moments"]})}
    desk = {code: Desk(area) for code, area in places.items()}
    for row in told["moments"]:
        desk[row["wijk"]].talk(row, told["signals"])
    for row in told["cases"]:
        desk[row["wijk"]].case(row, told["signals"])
    for name, row in told["signals"].items():
        desk[row["wijk"]].hear(name, row, told["signals"])
    for row in told["rounds"]:
        desk[row["wijk"]].round(row)
    for row in told["referrals"]:
        desk[row["wijk"]].refer(row)
    for one in desk.values():
        one.jot([row for row in told["lines"] if row["wijk"] == one.area.code])
    for row in told["away"]:
        desk[row["wijk"]].take_over(row)


def key_of(*words: str) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(("wijknet-demo", *words)))


def working_day(days: int) -> date:
    """So many days from today (before it when negative); a day off becomes the working day before it."""
    day = dates.today() + timedelta(days=days)
    return day if days == 0 or dates.is_working_day(day) else dates.add_working_days(day, -1)


def at(days: int, clock: str = "09:30") -> datetime:
    """A time on a working day so many days ago, never later than now."""
    moment = datetime.combine(working_day(-days), time.fromisoformat(clock), tzinfo=dates.AMSTERDAM)
    return min(moment, timezone.now())


class Desk:
    """One wijk, its wijkmanager, and the things there by name."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.by: User = wijkmanager_of(area)
        self.things: dict[str, Any] = {}
        for thing in (
            *Actor.objects.filter(municipality=area.municipality_id),
            *InformalNetwork.objects.filter(municipality=area.municipality_id),
            *ResidentGroup.objects.filter(area=area),
        ):
            self.things[thing.name.removesuffix(" (demo)")] = thing

    def theme(self, name: str) -> Theme | None:
        if not name:
            return None
        found: Theme = Theme.objects.get_or_create(municipality=self.area.municipality, name=name)[0]
        return found

    def initiative(self, title: str) -> Initiative | None:
        return Initiative.objects.filter(area=self.area, title=title).first() if title else None

    def talk(self, row: dict[str, Any], signals: dict[str, Any]) -> None:
        key = key_of("moment", row["wijk"], row["line"])
        if ContactMoment.objects.filter(uuid=key).exists():
            return
        theme = self.theme(row.get("theme", ""))
        said = Talk(
            line=row["line"],
            parties=[self.things.get(name) if name != NOBODY else None for name in row["with"]],
            how=row["how"],
            at=at(row["days"], row["time"]),
            minutes=row.get("minutes", 10),
            visibility=row.get("visibility", ContactMoment.Visibility.WIJK),
            themes=[theme] if theme else [],
            initiative=self.initiative(row.get("initiative", "")),
        )
        what, due, *ending = row.get("agreement", ["", 0])
        new = NewAgreement(what=what, due=working_day(due)) if what else None
        heard = Heard(signal=self.signal(row["signal"], signals, row["days"])) if "signal" in row else None
        moment = services.log_moment(by=self.by, area=self.area, key=key, talk=said, agreement=new, heard=heard)
        if ending:
            self.end(moment.agreements.get(), *ending, on=working_day(due))

    def end(self, agreement: Agreement, how: str, told: str, *, on: date) -> None:
        """Kept or withdrawn, on the day that it was due."""
        if how == "kept":
            services.keep_agreement(by=self.by, agreement=agreement, told=told)
            Agreement.objects.filter(pk=agreement.pk).update(kept_on=on)
        else:
            services.withdraw_agreement(by=self.by, agreement=agreement, told=told)
            Agreement.objects.filter(pk=agreement.pk).update(withdrawn_on=on)

    def signal(self, name: str, signals: dict[str, Any], days: int) -> Signal:
        """The signal of this name; the first talk about it makes it, with who said it before."""
        row = signals[name]
        found: Signal | None = Signal.objects.filter(area=self.area, title=row["title"]).first()
        return found or services.raise_signal(
            by=self.by,
            area=self.area,
            key=key_of("signal", name),
            title=row["title"],
            street=row["street"],
            theme=self.theme(row["theme"]),
            count=row["before"],
            on=working_day(-days),
        )

    def hear(self, name: str, row: dict[str, Any], signals: dict[str, Any]) -> None:
        """Who wants to hear what comes of a signal, and what they heard."""
        if "followers" not in row:
            return
        signal = self.signal(name, signals, 0)
        if signal.followers.exists() or signal.answers.exists():
            return
        for number in range(row["followers"]):
            services.follow_signal(by=self.by, signal=signal, email=f"{name}-{number + 1}@bewoner.example")
        if "answer" in row:
            days, text = row["answer"]
            made = services.answer_signal(by=self.by, signal=signal, key=key_of("signal-answer", name), text=text)
            SignalAnswer.objects.filter(pk=made.pk).update(at=at(days))

    def case(self, row: dict[str, Any], signals: dict[str, Any]) -> None:
        if Case.objects.filter(area=self.area, title=row["title"]).exists():
            return
        contact = self.contact(row["contact"])
        case = services.open_case(
            by=self.by,
            area=self.area,
            key=key_of("case", row["wijk"], row["title"]),
            title=row["title"],
            question=row["question"],
            following=Next(problem=row["problem"], step=row["step"], turn=row["turn"], due=working_day(row["due"])),
            life=[self.things[name] for name in row["life"]],
            system=[contact] if contact else [],
            theme=self.theme(row["theme"]),
            initiative=self.initiative(row.get("initiative", "")),
            signal=self.signal(row["signal"], signals, row["days"]) if "signal" in row else None,
        )
        Case.objects.filter(pk=case.pk).update(opened_at=at(row["days"]))
        self.date_step(case, row["days"])
        for days, what, problem, step, turn, due in row.get("steps", ()):
            following = Next(problem=problem, step=step, turn=turn, due=working_day(due))
            key = key_of("step", row["title"], what)
            case = services.add_step(
                by=self.by, case=case, key=key, version=case.version, what=what, following=following
            )
            self.date_step(case, days)
        if "answer" in row:
            self.ask(case, *row["answer"])
        if "closed" in row:
            self.close(case, *row["closed"])

    def ask(self, case: Case, asked: int, question: str, text: str, answered: int, plain: str) -> None:
        """What the desk was asked, what it answered by the link, and how that is told in the wijk."""
        party = next(side for side in case.parties.with_names() if side.email)
        key, wanted = key_of("ask", case.title), working_day(-asked + 5)
        given = services.ask_answer(
            by=self.by, party=party, key=key, question=question, wanted_by=max(wanted, dates.today())
        )
        self.date_step(case, asked)
        given = services.answer_question(asked=given, key=key_of("answer", case.title), text=text, refers_to="")
        self.date_step(case, answered)
        key = key_of("plain", case.title)
        services.write_plain(by=self.by, asked=given, key=key, version=given.version, plain_text=plain)
        CaseAnswer.objects.filter(pk=given.pk).update(asked_at=at(asked), at=at(answered))

    def close(self, case: Case, days: int, life: str, reached_life: bool, system: str, reached_system: bool) -> None:
        services.close_case(
            by=self.by,
            case=case,
            version=case.version,
            result_life=life,
            result_system=system,
            reached_life=reached_life,
            reached_system=reached_system,
        )
        Case.objects.filter(pk=case.pk).update(closed_on=working_day(-days))
        self.date_step(case, days)

    def date_step(self, case: Case, days: int) -> None:
        """The step that was just written, on the day that the story says."""
        newest = case.steps.order_by("pk").last()
        if newest is not None:
            Step.objects.filter(pk=newest.pk).update(at=at(days))

    def round(self, row: dict[str, Any]) -> None:
        """Short talks at one place, logged at once."""
        lines = [
            RoundLine(
                key=key_of("round", row["wijk"], said),
                line=said,
                parties=[self.things.get(name) if name != NOBODY else None for name in whom],
            )
            for whom, said in row["lines"]
        ]
        if ContactMoment.objects.filter(uuid=lines[0].key).exists():
            return
        shared = Round(where=row["where"], at=at(row["days"], row["time"]), minutes=row["minutes"])
        key = key_of("round", row["wijk"], row["where"])
        services.log_round(by=self.by, area=self.area, key=key, shared=shared, lines=lines)

    def refer(self, row: dict[str, Any]) -> None:
        """Sent on so many days ago; one of them was settled since."""
        what, street, kind = (row.get(name, "") for name in ("what", "street", "kind"))
        if Referral.objects.filter(area=self.area, what=what, street=street, kind=kind).exists():
            return
        new = NewReferral(
            to=row["to"],
            contact=self.contact(row.get("contact", "")),
            actor=self.things.get(row.get("actor", "")),
            what=what,
            street=street,
            kind=kind,
        )
        key = key_of("referral", row["wijk"], what, street)
        made = services.refer(by=self.by, area=self.area, key=key, referral=new)
        days: dict[str, Any] = {"at": at(row["days"]), "made_on": working_day(-row["days"])}
        if "settled" in row:
            days["settled_on"] = working_day(-row["settled"])
        Referral.objects.filter(pk=made.pk).update(**days, ask_on=working_day(row["ask"]))

    def jot(self, rows: list[dict[str, Any]]) -> None:
        """What waits in the notebook. Who worked it out finds new lines on another day, not the same ones again."""
        if Jotting.objects.filter(by=self.by).exists():
            return
        for row in rows:
            key = key_of("line", row["line"], dates.today().isoformat())
            written = at(row["days"], row["time"])
            services.write_jotting(by=self.by, key=key, line=row["line"], area=self.area, written_at=written)

    def take_over(self, row: dict[str, Any]) -> None:
        """From a colleague in the same wijk, who is away for a while."""
        away = colleagues_in(self.area, apart_from=self.by).first()
        if away is None or Handover.objects.filter(area=self.area).exists():
            return
        services.make_agreement(
            by=away,
            area=self.area,
            key=key_of("away", row["wijk"], row["what"]),
            what=row["what"],
            due=working_day(row["due"]),
            party=self.things[row["for"]],
        )
        key = key_of("handover", row["wijk"], row["what"])
        services.hand_over(by=away, area=self.area, key=key, taker=self.by, until=working_day(row["until"]))

    def contact(self, department: str) -> MunicipalContact | None:
        """A colleague or desk by its department, as it was made for the demo."""
        rows = MunicipalContact.objects.filter(municipality=self.area.municipality_id).order_by("pk")
        if not department:
            return None
        return rows.filter(department=department).first() or rows.filter(department__startswith=department).first()

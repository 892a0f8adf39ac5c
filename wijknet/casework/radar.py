"""The stranded radar: from what happened with an initiative to the likely reason that it stands still.

Pure: a `History` in, a `Finding` or nothing out. What it takes to stand still differs per phase and stands in RULES;
what helps stands in REASONS. The radar says "likely" and asks the sender first; it never decides. Who pulls it, what
each carries and for what money was asked come from the team and the needs; the rest from what was done and said.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from initiatives.load import NOTHING, Load
from initiatives.models import Phase, WaitingOn
from wijknet.ui.dates import short_day


class Reason(StrEnum):
    TALKING = "TALKING"
    WAITING = "WAITING"
    NO_OFFICIAL = "NO_OFFICIAL"
    NO_MONEY = "NO_MONEY"
    OVERLOADED = "OVERLOADED"
    NO_CHAMPION = "NO_CHAMPION"
    OUT_OF_SIGHT = "OUT_OF_SIGHT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A reason in words, the first step that fits it, and the question with which it is taken up."""

    label: str
    step: str
    question: str


REASONS: dict[str, Advice] = {
    Reason.TALKING: Advice(
        label="ze blijven doorpraten",
        step="Spreek één ding af: wie doet wat, voor welke dag?",
        question="Welke kleine stap kan nu, zonder nog een overleg?",
    ),
    Reason.WAITING: Advice(
        label="iedereen wacht af",
        step="Vraag na wie aan zet is en noem een dag.",
        question="Wie is aan zet, en wat is daarvoor nodig?",
    ),
    Reason.NO_OFFICIAL: Advice(
        label="er is nog geen gemeentecontact",
        step="Zoek een gemeentecontact en breng ze in contact.",
        question="Wie bij de gemeente gaat hierover?",
    ),
    Reason.NO_MONEY: Advice(
        label="er is geen geld",
        step="Zet samen op een rij wat het kost en wie kan bijdragen.",
        question="Wat kost het, en wie kan helpen met geld of spullen?",
    ),
    Reason.OVERLOADED: Advice(
        label="het is te veel voor één trekker",
        step="Vraag wat een ander kan overnemen en zoek een tweede trekker.",
        question="Wie kan een deel van het werk overnemen?",
    ),
    Reason.NO_CHAMPION: Advice(
        label="er is geen trekker",
        step="Vraag in de buurt wie dit wil trekken, of wie samen wil.",
        question="Wie wil dit idee trekken?",
    ),
    Reason.OUT_OF_SIGHT: Advice(
        label="het is uit beeld",
        step="Bel of ga langs: leeft het idee nog?",
        question="Leeft het idee nog, en wie weet dat?",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What standing still means in one phase, in days. None: this phase does not ask for it.

    `still` without a change; `contact` without a word; `talks` in a row after which nothing was done; `champion` nobody
    holds the idea yet; `left` who held it stopped and nobody came after; `official` no gemeente contact yet; `money`
    asked and nobody answered.
    """

    still: int = 28
    contact: int = 90
    talks: int = 3
    champion: int | None = None
    left: int = 14
    official: int | None = None
    money: int = 28


RULES: dict[str, Rule] = {
    Phase.IDEA: Rule(still=30, champion=30),
    # Found is what the phase says; in the team it may be nobody any more, or never have been written down.
    Phase.CHAMPION: Rule(still=30, champion=60),
    Phase.PLAN: Rule(official=28),
    Phase.COOPERATION: Rule(official=21),
    Phase.EXECUTION: Rule(official=42),
}

# A talk in these last days says that it lives, unless it is the same talk again.
ALIVE = timedelta(days=14)
# Somebody's turn is passed so long that it says something about the work, not about one busy week.
OVERDUE = timedelta(days=21)
# How many of the last talks are listened to.
LAST = 3
# Words of the development half only: who adds one that the other half has, spends that half as a test.
MONEY = re.compile(r"\b(geld|euro|budget|subsidie|offerte|betaal|betalen|fonds|duur\b)|€")
LOAD = re.compile(r"\b(alles alleen|geen tijd|te druk|heeft het druk|hebben het druk)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk or a message; `words` are empty where nobody but the writer may read them."""

    on: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of an initiative on a day. `acts` are days on which something was done: a step, an agreement."""

    today: date
    phase: str
    since: date
    talks: tuple[Talk, ...] = ()
    acts: tuple[date, ...] = ()
    turn: str = WaitingOn.NOBODY
    until: date | None = None
    next_due: date | None = None
    official: bool = False
    # Who pulls it stands in the team; `champion_left` is the day on which the last of them stopped.
    champion: bool = False
    champion_left: date | None = None
    load: Load = NOTHING
    money_asked: date | None = None

    @property
    def last_act(self) -> date:
        return max((self.since, *self.acts))

    @property
    def talks_after(self) -> list[Talk]:
        """The talks since something was done, oldest first."""
        return sorted((talk for talk in self.talks if talk.on > self.last_act), key=lambda talk: talk.on)

    @property
    def last_sign(self) -> date:
        return max([self.last_act, *(talk.on for talk in self.talks)])

    @property
    def has_next(self) -> bool:
        """A step or a turn of which the day is still to come."""
        turn = self.until if self.turn != WaitingOn.NOBODY else None
        return any(day is not None and day >= self.today for day in (turn, self.next_due))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    reason: Reason
    evidence: str


def look(history: History) -> Finding | None:
    """Why it likely stands still; nothing when it moves, has a next step, ended, or is too young to say."""
    rule = RULES.get(history.phase)
    if rule is None or history.has_next or _days(history, history.last_act) < rule.still:
        return None
    talked = len(history.talks_after) >= rule.talks
    if not talked and history.today - history.last_sign < ALIVE:
        return None
    heard = _heard(history, talked=talked) or _carried(history, rule)
    return heard or (_talking(history) if talked else _counted(history, rule))


def _heard(history: History, *, talked: bool) -> Finding | None:
    """What the last talks are about. Among many talks one word about money is not the reason."""
    last = history.talks_after[-LAST:]
    about = [talk for talk in last if MONEY.search(talk.words.lower())]
    since = f"Sinds {short_day(history.last_act)} gebeurde er niets."
    if len(about) >= (2 if talked else 1):
        times = "het laatste gesprek" if len(about) == 1 else f"{len(about)} van de laatste gesprekken"
        return Finding(reason=Reason.NO_MONEY, evidence=f"In {times} ging het over geld. {since}")
    if last and LOAD.search(last[-1].words.lower()):
        words = f"In het laatste gesprek ging het over te veel werk. {since}"
        return Finding(reason=Reason.OVERLOADED, evidence=words)
    return None


def _carried(history: History, rule: Rule) -> Finding | None:
    """What the team and its needs say plainly: nobody pulls it any more, one carries too much, or no money came."""
    if not history.champion and (left := history.champion_left) and _days(history, left) >= rule.left:
        words = f"De trekker stopte op {short_day(left)}. Er is nog geen nieuwe."
        return Finding(reason=Reason.NO_CHAMPION, evidence=words)
    if history.load.heavy:
        words = f"{history.load.heavy} Sinds {short_day(history.last_act)} gebeurde er niets."
        return Finding(reason=Reason.OVERLOADED, evidence=words)
    if (asked := history.money_asked) and (days := _days(history, asked)) >= rule.money:
        words = f"Er is {days} dagen geleden om geld gevraagd. Niemand antwoordde nog."
        return Finding(reason=Reason.NO_MONEY, evidence=words)
    return None


def _talking(history: History) -> Finding:
    words = f"Er is {len(history.talks_after)} keer over gepraat sinds {short_day(history.last_act)}."
    return Finding(reason=Reason.TALKING, evidence=f"{words} Daarna is niets afgesproken of gedaan.")


def _counted(history: History, rule: Rule) -> Finding:
    """What the days say, from the plainest reason to the widest."""
    in_phase = _days(history, history.since)
    if rule.champion is not None and not history.champion and in_phase >= rule.champion:
        words = f"Het idee is er {in_phase} dagen. Er is nog geen trekker."
        return Finding(reason=Reason.NO_CHAMPION, evidence=words)
    if (silent := _days(history, history.last_sign)) >= rule.contact:
        return Finding(reason=Reason.OUT_OF_SIGHT, evidence=f"Het is {silent} dagen stil. Ook een gesprek was er niet.")
    if history.turn == WaitingOn.SENDER and history.until and history.today - history.until >= OVERDUE:
        words = f"De trekker zou iets doen vóór {short_day(history.until)}. Dat is nog niet gelukt."
        return Finding(reason=Reason.OVERLOADED, evidence=words)
    if rule.official is not None and not history.official and in_phase >= rule.official:
        words = f"Deze fase duurt {in_phase} dagen. Er is nog geen gemeentecontact."
        return Finding(reason=Reason.NO_OFFICIAL, evidence=words)
    waits = f"Sinds {short_day(history.last_act)} veranderde er niets."
    if history.turn in {WaitingOn.MUNICIPALITY, WaitingOn.WIJKMANAGER} and history.until:
        who = "De gemeente" if history.turn == WaitingOn.MUNICIPALITY else "De wijkmanager"
        return Finding(reason=Reason.WAITING, evidence=f"{waits} {who} zou iets doen vóór {short_day(history.until)}.")
    return Finding(reason=Reason.WAITING, evidence=f"{waits} Er is geen volgende stap.")


def _days(history: History, day: date) -> int:
    return (history.today - day).days

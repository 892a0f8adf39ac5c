"""What each line of the notebook may become: what is recognised in it, and the one likely thing to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.text import get_text_list

from actors.forms.party import party_label
from actors.models import Actor, InformalNetwork, PersonFunction
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.casework.models import Jotting, Signal
from wijknet.casework.querysets.jottings import asks_for_itself
from wijknet.casework.recognise import By, Known, Name, OpenSignal, Recognised, recognise
from wijknet.privacy.freetext import warnings
from wijknet.ui import dates

# Who was spoken to last is recognised first; more than a wijkmanager can know is not read.
MOST_NAMES = 1000
MOST_SIGNALS = 200
# Without a day in the line: a week of working days.
USUAL_DAYS = 5
# So many names stand beside a line; the others can be chosen.
NAMED = 2
ASK = "Schrijf niets over gezondheid of andermans naam. Gooi de regel anders weg."
ICONS = {"actor": "house", "network": "network", "function": "people", "group": "people"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing that is recognised, as the page says it."""

    icon: str
    what: str
    detail: str
    ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    outcome: str
    label: str
    icon: str


BUTTONS = (
    Button(outcome="MOMENT", label="Contactmoment", icon="speech"),
    Button(outcome="AGREEMENT", label="Afspraak", icon="agreement"),
    Button(outcome="SIGNAL", label="Hoor ik vaker", icon="signal"),
    Button(outcome="THROWN", label="Weg", icon="bin"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line beside what is recognised in it. `likely` is the outcome of the filled button."""

    jotting: Jotting
    found: Recognised
    due: date
    likely: str

    @property
    def first(self) -> Name | None:
        return next(iter(self.found.names), None)

    @property
    def areas(self) -> list[int | None]:
        """Where it belongs: with whom or what it is about, else where it was written."""
        signal = self.found.signal
        return [signal.area if signal else None, self.first.area if self.first else None, self.jotting.area_id]

    @property
    def waits(self) -> bool:
        """Whether it has asked for itself already."""
        return asks_for_itself(dates.local_date(self.jotting.written_at), dates.today())

    @property
    def buttons(self) -> list[Button]:
        """What it may become, the likely one first."""
        return sorted(BUTTONS, key=lambda button: button.outcome != self.likely)

    @property
    def seen(self) -> list[Seen]:
        found = self.found
        told = [
            Seen(icon=ICONS[name.value.partition("-")[0]], what=name.label, detail=name.kind)
            for name in found.names[:2]
        ]
        if found.day:
            told.append(Seen(icon="calendar", what=dates.day(self.due), detail="de dag in je regel"))
        elif self.likely == Jotting.Outcome.AGREEMENT:
            told.append(Seen(icon="calendar", what=dates.day(self.due), detail="geen dag in je regel: een voorstel"))
        if found.street:
            told.append(Seen(icon="place", what=found.street, detail="straat"))
        if found.signal:
            told.append(Seen(icon="signal", what=found.signal.title, detail="signaal dat open staat"))
        words = get_text_list([f"‘{finding.words}’" for finding in warnings(self.jotting.line)], "en")
        if words:
            told.append(Seen(icon="warning", what=f"Moet dit er zo in staan: {words}?", detail=ASK, ask=True))
        return told


def known_to(viewer: User, wijken: Iterable[Area]) -> Known:
    """Names, themes and open signals that this viewer may see."""
    themes = Theme.objects.filter(municipality__in={wijk.municipality_id for wijk in wijken})
    signals = Signal.objects.visible_to(viewer).open().order_by("-last_heard_on", "-pk")
    return Known(
        names=[*_places(viewer), *_networks(viewer), *_people(viewer), *_groups(viewer)],
        themes=list(themes.values_list("pk", "name")),
        signals=[
            OpenSignal(
                pk=signal.pk, title=signal.title, street=signal.street, theme=signal.theme_id, area=signal.area_id
            )
            for signal in signals[:MOST_SIGNALS]
        ],
    )


_LATEST = F("last_spoken_on").desc(nulls_last=True)


def _others(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _places(viewer: User) -> Iterable[Name]:
    actors = Actor.objects.visible_to(viewer).current().select_related("kind").order_by(_LATEST, "sort_name")
    for actor in actors[:MOST_NAMES]:
        yield Name(
            value=f"actor-{actor.pk}",
            label=actor.name,
            kind=actor.kind.name,
            others=_others(actor.other_names),
            street=actor.street,
            area=actor.area_id,
        )


def _networks(viewer: User) -> Iterable[Name]:
    networks = InformalNetwork.objects.visible_to(viewer).current().order_by(_LATEST, "sort_name")
    for network in networks[:MOST_NAMES]:
        yield Name(
            value=f"network-{network.pk}",
            label=network.name,
            kind="informeel netwerk",
            others=_others(network.other_names),
            area=network.area_id,
        )


def _people(viewer: User) -> Iterable[Name]:
    """Who has a function at a place. Their name is compared and not shown, so nobody's data is read on a screen."""
    places = Actor.objects.visible_to(viewer).current().filter(kind__sensitive=False)
    functions = PersonFunction.objects.shown().filter(actor__in=places).select_related("actor", "person")
    for function in functions.order_by("-pk")[:MOST_NAMES]:
        yield Name(
            value=f"function-{function.pk}",
            label=party_label(function),
            kind="iemand met een functie",
            others=(function.person.name,),
            area=function.actor.area_id,
            by=By.PERSON,
        )


def _groups(viewer: User) -> Iterable[Name]:
    for group in ResidentGroup.objects.visible_to(viewer).shown().order_by("name", "pk")[:MOST_NAMES]:
        yield Name(value=f"group-{group.pk}", label=group.name, kind="bewonersgroep", area=group.area_id, by=By.WHOLE)


def propose(jotting: Jotting, known: Known) -> Proposal:
    """One line, with what it may become."""
    found = recognise(jotting.line, today=dates.local_date(jotting.written_at), known=known)
    due = found.day or dates.add_working_days(dates.today(), USUAL_DAYS)
    return Proposal(jotting=jotting, found=found, due=max(due, dates.today()), likely=_likely(found))


def _likely(found: Recognised) -> str:
    """A promise to somebody, else what is heard again, else a talk."""
    if found.agreed and (found.names or found.street):
        return Jotting.Outcome.AGREEMENT
    if found.signal or (found.often and (found.street or found.theme)):
        return Jotting.Outcome.SIGNAL
    return Jotting.Outcome.MOMENT

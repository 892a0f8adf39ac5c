"""Lists of casework as files: moments, agreements, signals and connections. Out only; nobody reads them in.

What somebody keeps for themselves is in no file, also not in their own (a file goes round).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localtime

from wijknet.casework.models import Agreement, Case, CaseParty, ContactMoment, Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file of one list: its title, and per column the head and what stands under it."""

    title: str
    model: Any
    columns: tuple[tuple[str, Callable[[Any], Any]], ...]
    narrow: Callable[[Any], "QuerySet[Any]"]

    @property
    def heads(self) -> list[str]:
        return [head for head, _value in self.columns]

    def cells(self, thing: Any) -> list[Any]:
        return [value(thing) for _head, value in self.columns]


def _names(things: Any) -> str:
    return "; ".join(str(thing) for thing in things)


def _side(world: str) -> Callable[[Case], str]:
    return lambda case: _names(party for party in case.sides if party.world == world)


MOMENTS = Sheet(
    title="Contactmomenten",
    model=ContactMoment,
    narrow=lambda rows: (
        rows.exclude(visibility=ContactMoment.Visibility.ONLY_ME)
        .with_parties()
        .prefetch_related("themes")
        .order_by("-at", "-pk")
    ),
    columns=(
        ("Wanneer", lambda moment: localtime(moment.at).date()),
        ("Wijk", lambda moment: moment.area.name),
        ("Hoe", lambda moment: moment.get_how_display()),
        ("Minuten", lambda moment: moment.minutes),
        ("Met wie", lambda moment: _names(moment.parties.all())),
        ("Wat speelt er", lambda moment: moment.line),
        ("Thema's", lambda moment: _names(moment.themes.all())),
        ("Door", lambda moment: str(moment.by)),
    ),
)
AGREEMENTS = Sheet(
    title="Afspraken",
    model=Agreement,
    narrow=lambda rows: rows.filter(only_me=False).with_names().order_by("due", "pk"),
    columns=(
        ("Wat", lambda agreement: agreement.what),
        ("Voor wie", lambda agreement: str(agreement.for_whom)),
        ("Wijk", lambda agreement: agreement.area.name),
        ("Door", lambda agreement: str(agreement.by)),
        ("Afgesproken op", lambda agreement: agreement.made_on),
        ("Uiterlijk", lambda agreement: agreement.due),
        ("Nagekomen op", lambda agreement: agreement.kept_on),
        ("Ingetrokken op", lambda agreement: agreement.withdrawn_on),
        ("Wat is er verteld", lambda agreement: agreement.told),
    ),
)
SIGNALS = Sheet(
    title="Signalen",
    model=Signal,
    narrow=lambda rows: rows.select_related("theme", "area", "buurt").order_by("-last_heard_on", "-pk"),
    columns=(
        ("Waar gaat het over", lambda signal: signal.title),
        ("Wijk", lambda signal: signal.area.name),
        ("Buurt", lambda signal: signal.buurt.name if signal.buurt else ""),
        ("Straat", lambda signal: signal.street),
        ("Thema", lambda signal: signal.theme.name if signal.theme else ""),
        ("Aantal mensen", lambda signal: signal.raised_count),
        ("Eerst gehoord", lambda signal: signal.first_heard_on),
        ("Laatst gehoord", lambda signal: signal.last_heard_on),
        ("Gesloten op", lambda signal: signal.closed_on),
    ),
)
CASES = Sheet(
    title="Verbindingen",
    model=Case,
    narrow=lambda rows: (
        rows.defer(None)
        .prefetch_related(None)
        .select_related(None)
        .select_related("area", "by", "theme")
        .prefetch_related(Prefetch("parties", CaseParty.objects.with_names()))
        .order_by("-opened_at", "-pk")
    ),
    columns=(
        ("Titel", lambda case: case.title),
        ("Wijk", lambda case: case.area.name),
        ("De vraag", lambda case: case.question),
        ("Leefwereld", _side("LIFE")),
        ("Systeemwereld", _side("SYSTEM")),
        ("Rol", lambda case: case.get_role_display()),
        ("Staat", lambda case: case.get_state_display()),
        ("Volgende stap", lambda case: case.next_step),
        ("Wie is aan zet", lambda case: case.get_turn_display()),
        ("Uiterlijk", lambda case: case.due),
        ("Opgepakt door", lambda case: str(case.by)),
        ("Opgepakt op", lambda case: localtime(case.opened_at).date()),
        ("Afgerond op", lambda case: case.closed_on),
        ("Resultaat in de wijk", lambda case: case.result_life),
        ("Resultaat bij de gemeente en partners", lambda case: case.result_system),
    ),
)

"""The work of a wijk as numbers, for a team: never per colleague, and without a word of what was said.

What somebody keeps for themselves is in no number, also not for themselves: everybody reads the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from initiatives.models import Initiative
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, Signal
from wijknet.ui import dates

# Beyond this a number says no more than "many".
MOST = 99
# Working days ahead in which something is due soon.
AHEAD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a wijk; `late` when it says that a day has passed. `route` and `query` lead to the list."""

    label: str
    count: int
    route: str
    query: str = ""
    late: bool = False

    @property
    def words(self) -> str:
        return str(self.count) if self.count <= MOST else f"{MOST}+"


@dataclass(frozen=True, slots=True, kw_only=True)
class WijkWork:
    """What is open in one wijk."""

    area: Area
    numbers: list[Number]

    @property
    def is_quiet(self) -> bool:
        return not any(number.count for number in self.numbers)


def work_of(wijken: Sequence[Area]) -> list[WijkWork]:
    """The wijken in their order: four queries, however many wijken."""
    keys = [wijk.pk for wijk in wijken]
    today = dates.today()
    soon = Q(due__gte=today, due__lte=dates.add_working_days(today, AHEAD))
    late, very_late = Q(due__lt=today), Q(due__lt=Case.objects.very_late_before(today))
    theirs = Q(turn=Case.Turn.SYSTEM)
    cases = _per_wijk(Case.objects.open(), keys, open=Q(), late=late, very_late=very_late, theirs=theirs)
    agreements = _per_wijk(Agreement.objects.open().filter(only_me=False), keys, open=Q(), soon=soon, late=late)
    waiting = Initiative.objects.filter(moderation__in=["RECEIVED", "LOOKING"])
    past = Q(waiting_on__in=["WIJKMANAGER", "MUNICIPALITY"], waiting_until__lt=today)
    submissions = _per_wijk(waiting, keys, open=Q(), late=past)
    signals = _per_wijk(Signal.objects.open(), keys, open=Q())
    return [
        WijkWork(
            area=wijk,
            numbers=[
                *_case_numbers(cases.get(wijk.pk, {})),
                *_agreement_numbers(agreements.get(wijk.pk, {})),
                _number(submissions.get(wijk.pk, {}), "open", "inzendingen die wachten", "initiatives-desk"),
                _number(submissions.get(wijk.pk, {}), "late", "inzendingen te laat", "initiatives-desk", late=True),
                _number(signals.get(wijk.pk, {}), "open", "signalen open", "signals"),
            ],
        )
        for wijk in wijken
    ]


def _case_numbers(row: dict[str, int]) -> list[Number]:
    return [
        _number(row, "open", "verbindingen open", "cases"),
        _number(row, "theirs", "daarvan is de gemeente aan zet", "cases", "zet=SYSTEM"),
        _number(row, "late", "verbindingen te laat", "cases", "staat=laat", late=True),
        _number(row, "very_late", "verbindingen veel te laat", "cases", "staat=veel-te-laat", late=True),
    ]


def _agreement_numbers(row: dict[str, int]) -> list[Number]:
    return [
        _number(row, "open", "afspraken open", "agreements"),
        _number(row, "soon", "afspraken voor deze week", "agreements", "staat=week"),
        _number(row, "late", "afspraken te laat", "agreements", "staat=laat", late=True),
    ]


def _number(row: dict[str, int], name: str, label: str, route: str, query: str = "", *, late: bool = False) -> Number:
    return Number(label=label, count=row.get(name, 0), route=route, query=query, late=late)


def _per_wijk(rows: QuerySet[Any], keys: Iterable[int], **kinds: Q) -> dict[int, dict[str, int]]:
    """Wijk → how many of each kind, in one query."""
    counts = {f"n_{name}": Count("pk", filter=kind) if kind else Count("pk") for name, kind in kinds.items()}
    found = rows.filter(area__in=list(keys)).order_by().values("area").annotate(**counts)
    return {row["area"]: {name: row[f"n_{name}"] for name in kinds} for row in found}

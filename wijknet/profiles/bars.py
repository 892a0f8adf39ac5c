"""Figures of a wijk beside those of its gemeente as bars, from what an edition froze or a page shows.

Two places differ in size, so a count of people is drawn as its share of all who live there; any other figure is drawn
as it is. What is not shown as a number is not drawn either: a bar would say what the number may not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

from wijknet.areas.querysets import ShownFigure

INHABITANTS = "AantalInwoners"
# Parts of all who live somewhere: CBS "Kerncijfers wijken en buurten".
PEOPLE = frozenset(
    ("Mannen", "Vrouwen", "k_0Tot15Jaar", "k_15Tot25Jaar", "k_25Tot45Jaar", "k_45Tot65Jaar", "k_65JaarOfOuder")
)
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One figure twice: how long each bar is, of 100, and the words beside it."""

    name: str
    here: int
    here_text: str
    beside: int
    beside_text: str


def plain(figures: Iterable[ShownFigure]) -> list[dict[str, Any]]:
    """Figures of today in the form that an edition freezes, as `bars_of` takes them."""
    return [asdict(figure) for figure in figures]


def bars_of(figures: Iterable[Mapping[str, Any]]) -> list[Bar]:
    """A pair of bars for each figure that is known of both, in the given order."""
    rows = [row for row in figures if row["value"] is not None and row["beside_value"] is not None]
    total = next((row for row in rows if row["code"] == INHABITANTS), None)
    found = []
    for row in rows:
        if row["code"] in PEOPLE:
            if total and Decimal(total["value"]) and Decimal(total["beside_value"]):
                found.append(_share(row, total))
        elif not _is_count(row):
            found.append(_scaled(row))
    return found


def _share(row: Mapping[str, Any], total: Mapping[str, Any]) -> Bar:
    here = Decimal(row["value"]) * WHOLE / Decimal(total["value"])
    beside = Decimal(row["beside_value"]) * WHOLE / Decimal(total["beside_value"])
    return Bar(
        name=row["name"],
        here=_length(here, WHOLE),
        here_text=_percent(here),
        beside=_length(beside, WHOLE),
        beside_text=_percent(beside),
    )


def _scaled(row: Mapping[str, Any]) -> Bar:
    """Percents of 100; anything else of the larger of both."""
    here, beside = Decimal(row["value"]), Decimal(row["beside_value"])
    most = Decimal(WHOLE) if row["text"].endswith("%") else max(here, beside)
    return Bar(
        name=row["name"],
        here=_length(here, most),
        here_text=row["text"],
        beside=_length(beside, most),
        beside_text=row["beside_text"],
    )


def _is_count(row: Mapping[str, Any]) -> bool:
    """A number of things without a unit; of those the larger place simply has more."""
    text = row["text"]
    return not row["unit"] and text[:1].isdigit() and text[-1:].isdigit()


def _percent(value: Decimal) -> str:
    return f"{number_format(value, decimal_pos=0)}%"


def _length(value: Decimal, most: Decimal | int) -> int:
    return min(WHOLE, max(0, round(value * WHOLE / most))) if most > 0 else 0

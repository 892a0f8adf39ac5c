"""Which figures of a gemeente are not said, so that no small group of people can be worked out from the others.

One pure function over the counts of people of one year: the gemeente and its wijken, all indicators. Every page, file,
drawing and PDF asks it, and what an edition froze is shown by it too.

What is our duty. The gemeente's own research and the sizes of its groups come to us as they were counted: here is the
only guard. CBS publishes its figures guarded and rounded to five, and anybody reads them at CBS; what we do not say of
those is a courtesy. The rule is the same for both, because the smallest group is the gemeente's own choice.

The rule. A count between 0 and the smallest group is not said, nor one that its source calls secret. Of every sum
(the wijken of a gemeente; men and women, ages, marital states, origins and kinds of households within a place) at least
two numbers stay unsaid, together at least the smallest group: the smallest other one goes too, the total last. Then all
sums are solved together, exactly, until no such count comes out. A part that no file gives counts as unsaid. What is
some count divided by another (density, size of a household, per 1.000 people) goes when one of the two does.
The reader is told one reason for all of these: two reasons would tell which of two numbers is the small one.

Not covered: shares that a gemeente brings itself (nothing says of whom they are a share), links between its own
indicators, the same people in two years, a wijk that no file of that year names, and the size that an edition froze
beside the name of a group.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Cell = tuple[int, str]
Values = dict[Cell, Decimal | None]
# Place, indicator, value; None for what the source keeps secret. A tuple, so that the same question is answered once.
Counts = tuple[tuple[int, str, Decimal | None], ...]

# Codes of CBS "Kerncijfers wijken en buurten": a total and the parts that make it up.
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("AantalInwoners", ("Mannen", "Vrouwen")),
    ("AantalInwoners", ("k_0Tot15Jaar", "k_15Tot25Jaar", "k_25Tot45Jaar", "k_45Tot65Jaar", "k_65JaarOfOuder")),
    ("AantalInwoners", ("Ongehuwd", "Gehuwd", "Gescheiden", "Verweduwd")),
    ("AantalInwoners", ("Nederland", "EuropaExclusiefNederland", "BuitenEuropa")),
    ("Nederland", ("Nederland-2",)),
    ("EuropaExclusiefNederland", ("EuropaExclusiefNederland-2", "EuropaExclusiefNederland-3")),
    ("BuitenEuropa", ("BuitenEuropa-2", "BuitenEuropa-3")),
    ("HuishoudensTotaal", ("Eenpersoonshuishoudens", "HuishoudensZonderKinderen", "HuishoudensMetKinderen")),
)
# What is worked out from counts, and would give one of them back.
STANDS_FOR: dict[str, tuple[str, ...]] = {
    "Bevolkingsdichtheid": ("AantalInwoners",),
    "GemiddeldeHuishoudensgrootte": ("AantalInwoners", "HuishoudensTotaal"),
    "PersonenautoSPerHuishouden": ("HuishoudensTotaal",),
    "GeboorteRelatief": ("AantalInwoners", "GeboorteTotaal"),
    "SterfteRelatief": ("AantalInwoners", "SterfteTotaal"),
    "WmoClientenRelatief": ("AantalInwoners", "WmoClienten"),
    "PercentageJongerenMetJeugdzorg": ("JongerenMetJeugdzorgInNatura",),
    "GemiddeldInkomenPerInwoner": ("AantalInwoners", "AantalInkomensontvangers"),
}
# A sum keeps two unknowns.
LEAST = 2


def too_few(value: Decimal, smallest: int) -> bool:
    """Whether a count of people is too small to show. Nobody (0) is no group, so it may be said."""
    return 0 < value < smallest


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is what `parts` make together. `spare`: how many people are in the parts of which no number is known."""

    total: Cell
    parts: tuple[Cell, ...]
    spare: Decimal

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


@lru_cache(maxsize=128)
def unsaid(counts: Counts, gemeente: int, wijken: frozenset[int], smallest: int) -> frozenset[Cell]:
    """The figures that are not said, of the gemeente (its key) and of its wijken, in one year."""
    values = {(area, code): value for area, code, value in counts}
    sums = list(_sums(values, gemeente, wijken))
    small = {cell for cell, value in values.items() if value is None or too_few(value, smallest)}
    small |= {cell for one in sums for cell in _small_gaps(one, values, smallest)}
    hidden = small | {cell for one in sums for cell in one.cells if cell not in values}
    _hide_beside(sums, values, hidden, small, smallest)
    while leaks := _solved(sums, hidden) & small:
        more = {cell for leak in leaks if (cell := _next_to(leak, sums, values, hidden))}
        if not more:
            break
        hidden |= more
        _hide_beside(sums, values, hidden, small, smallest)
    said_with = {
        (area, name) for area, code in hidden & values.keys() for name, bases in STANDS_FOR.items() if code in bases
    }
    return frozenset(hidden & values.keys()) | said_with


def _sums(values: Values, gemeente: int, wijken: frozenset[int]) -> Iterator[Sum]:
    """The sums over the wijken, and those within a place of which some part is published at all."""
    codes = sorted({code for _area, code in values})
    places = (gemeente, *sorted(wijken))
    found = [((gemeente, code), tuple((wijk, code) for wijk in sorted(wijken))) for code in codes]
    told = [(total, parts) for total, parts in SUMS if not set(parts).isdisjoint(codes)]
    found += [((area, total), tuple((area, part) for part in parts)) for area in places for total, parts in told]
    for total, parts in found:
        spare = (values.get(total) or Decimal(0)) - sum(values.get(part) or Decimal(0) for part in parts)
        yield Sum(total, parts, max(spare, Decimal(0)))


def _small_gaps(one: Sum, values: Values, smallest: int) -> list[Cell]:
    """What no file gives, and would come out of this sum as a small group."""
    gaps = [part for part in one.parts if part not in values]
    if one.total in values:
        return gaps if too_few(one.spare, smallest) else []
    whole = sum(values.get(part) or Decimal(0) for part in one.parts)
    return [] if gaps or not too_few(Decimal(whole), smallest) else [one.total]


def _hide_beside(sums: list[Sum], values: Values, hidden: set[Cell], small: set[Cell], smallest: int) -> None:
    """Hide until each sum that has something to keep has enough unsaid."""
    again = True
    while again:
        again = False
        for one in sums:
            while _is_bare(one, values, hidden, small, smallest) and (cell := _smallest_said(one, values, hidden)):
                hidden.add(cell)
                again = True


def _is_bare(one: Sum, values: Values, hidden: set[Cell], small: set[Cell], smallest: int) -> bool:
    """Whether what is unsaid in this sum is one number, or too few people together."""
    unknown = [cell for cell in one.cells if cell in hidden]
    if not any(cell in values or cell in small for cell in unknown):
        return False
    if len(unknown) < LEAST:
        return True
    if one.total in hidden:
        return False
    unnumbered = any(values.get(cell) is None for cell in unknown)
    together = sum((values.get(cell) or Decimal(0) for cell in unknown), one.spare if unnumbered else Decimal(0))
    return together < smallest


def _smallest_said(one: Sum, values: Values, hidden: set[Cell]) -> Cell | None:
    """The part that costs least, then the total; a part of 0 hides nobody, so it goes when nothing else is left."""
    said = sorted((values[part] or Decimal(0), part) for part in one.parts if part not in hidden)
    peopled = [part for value, part in said if value > 0]
    if peopled:
        return peopled[0]
    return one.total if one.total not in hidden else next((part for _value, part in said), None)


def _next_to(leak: Cell, sums: list[Sum], values: Values, hidden: set[Cell]) -> Cell | None:
    """A figure to hide because `leak` comes out: from a sum of its own, else from one that touches those."""
    seen, found = {leak}, [leak]
    for cell in found:
        mine = [one for one in sums if cell in one.cells]
        for one in mine:
            if more := _smallest_said(one, values, hidden):
                return more
        near = [other for one in mine for other in one.cells if other in hidden and other not in seen]
        seen.update(near)
        found += near
    return None


def _solved(sums: list[Sum], hidden: set[Cell]) -> set[Cell]:
    """The unsaid figures of which the sums leave one value only: exact elimination, sum by sum."""
    rows: dict[Cell, dict[Cell, Fraction]] = {}
    for one in sums:
        row = {cell: Fraction(-1 if cell == one.total else 1) for cell in one.cells if cell in hidden}
        for pivot in [cell for cell in row if cell in rows]:
            _subtract(row, rows[pivot], row[pivot])
        if not row:
            continue
        pivot, lead = next(iter(row.items()))
        row = {cell: factor / lead for cell, factor in row.items()}
        for other in rows.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        rows[pivot] = row
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _subtract(row: dict[Cell, Fraction], other: dict[Cell, Fraction], times: Fraction) -> None:
    for cell, factor in other.items():
        left = row.pop(cell, Fraction(0)) - times * factor
        if left:
            row[cell] = left


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """What is not said of a gemeente and its wijken, year by year."""

    smallest: int
    cells: frozenset[tuple[int, int, str]]
    # The numbers themselves, per place, for what could repeat one of them under another name.
    numbers: dict[int, frozenset[Decimal]]
    # Every indicator that counts people here.
    people: frozenset[str]

    def has(self, year: int, area: int, code: str) -> bool:
        return (year, area, code) in self.cells


def unsaid_of(rows: Iterable[tuple[int, str, int, Decimal | None, str]], gemeente: int, smallest: int) -> Unsaid:
    """The same for several years: all rows of those, as place, indicator, year, value and why there is none."""
    years: dict[int, list[tuple[int, str, Decimal | None]]] = {}
    wijken: dict[int, set[int]] = {}
    people: set[str] = set()
    values: dict[tuple[int, int, str], Decimal | None] = {}
    for area, code, year, value, missing in rows:
        people.add(code)
        if area != gemeente:
            wijken.setdefault(year, set()).add(area)
        if value is not None or missing == "GEHEIM":
            years.setdefault(year, []).append((area, code, value))
            values[year, area, code] = value
    cells = frozenset(
        (year, *cell)
        for year, counts in years.items()
        for cell in unsaid(
            tuple(sorted(counts, key=lambda count: count[:2])), gemeente, frozenset(wijken.get(year, ())), smallest
        )
    )
    numbers: dict[int, set[Decimal]] = {}
    for cell in cells:
        if (value := values.get(cell)) is not None:
            numbers.setdefault(cell[1], set()).add(value)
    return Unsaid(
        smallest=smallest,
        cells=cells,
        numbers={area: frozenset(found) for area, found in numbers.items()},
        people=frozenset(people),
    )

"""One figure over the years and over the wijken of a gemeente: as numbers, and as a drawing made on the server.

A year without a value is a gap, and so is a border that moved: a line is only drawn between two values of the same
place. What would tell of a group that is too small is not said (`wijknet/areas/small_groups.py`). Shares and averages
of the gemeente and of the country are drawn beside those of the wijk; a count is not, for it has another size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijknet.areas.models import Area, Border, CountryFigure, Figure, Indicator
from wijknet.areas.querysets import MISSING_TEXTS, unsaid_text
from wijknet.areas.small_groups import Unsaid

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 16, 16, 34, 34
# A line has two ends.
LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value as a page shows it; without one `missing` says why."""

    value: Decimal | None = None
    text: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of a wijk, with the gemeente and the country beside it. `moved` when its borders are others than
    the year before."""

    year: int
    here: Cell
    beside: Cell
    country: Cell
    moved: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One wijk beside the others of its gemeente, in one year."""

    area: Area
    cell: Cell
    share: int
    mine: bool


def cell_of(figure: Figure | None, unsaid: Unsaid) -> Cell:
    """A stored figure as anybody may read it."""
    if figure is None:
        return Cell(missing=_("geen cijfer"))
    if figure.value is None:
        return Cell(missing=str(MISSING_TEXTS[figure.missing]))
    if unsaid.has(figure.year, figure.area_id, figure.indicator.code):
        return Cell(missing=unsaid_text(unsaid.smallest))
    return Cell(value=figure.value, text=figure.indicator.show(figure.value))


def country_cell(figure: CountryFigure | None, indicator: Indicator) -> Cell:
    """The value of the whole country; a file of CBS often leaves that row out."""
    if figure is None:
        return Cell(missing=_("niet in het bestand"))
    return Cell(value=figure.value, text=indicator.show(figure.value))


def years_of(area: Area, indicator: Indicator, unsaid: Unsaid) -> list[Year]:
    """Every loaded year, oldest first. Three queries."""
    rows = Figure.objects.filter(indicator=indicator, area__in={area.pk, area.municipality_id})
    here: dict[int, Figure] = {}
    beside: dict[int, Figure] = {}
    for row in rows.order_by("year"):
        row.indicator = indicator
        (here if row.area_id == area.pk else beside)[row.year] = row
    country = {row.year: row for row in CountryFigure.objects.filter(indicator=indicator)}
    borders = dict(Border.objects.filter(area=area).order_by("year").values_list("year", "digest"))
    found: list[Year] = []
    for year in sorted(here):
        earlier = found[-1].year if found else year
        found.append(
            Year(
                year=year,
                here=cell_of(here[year], unsaid),
                beside=cell_of(beside.get(year), unsaid),
                country=country_cell(country.get(year), indicator),
                moved=_border(borders, earlier) != _border(borders, year),
                source=here[year].source,
            )
        )
    return found


def _border(borders: dict[int, str], year: int) -> str:
    """The outline that held in a year: the last one known by then, or else the first."""
    known = [digest for since, digest in borders.items() if since <= year]
    return known[-1] if known else next(iter(borders.values()), "")


def places_of(area: Area, indicator: Indicator, year: int, unsaid: Unsaid) -> tuple[list[Place], Cell]:
    """All wijken of the gemeente in one year, the largest first, and the gemeente itself. One query."""
    wanted = Figure.objects.filter(indicator=indicator, year=year)
    rows = wanted.filter(area__municipality=area.municipality_id, area__level=Area.Level.WIJK) | wanted.filter(
        area=area.municipality_id
    )
    cells: dict[int, tuple[Area, Cell]] = {}
    for row in rows.select_related("area__municipality"):
        row.indicator = indicator
        cells[row.area_id] = (row.area, cell_of(row, unsaid))
    _whole, total = cells.pop(area.municipality_id or area.pk, (area, Cell(missing=_("geen cijfer"))))
    most = max((cell.value for _place, cell in cells.values() if cell.value is not None), default=Decimal(0))
    places = [
        Place(area=place, cell=cell, share=share_of(cell.value, most), mine=place.pk == area.pk)
        for place, cell in cells.values()
    ]
    places.sort(key=lambda place: (place.cell.value is None, -(place.cell.value or 0), place.area.name))
    return places, total


def share_of(value: Decimal | None, most: Decimal) -> int:
    """How long a bar is, of 100."""
    return 0 if value is None or most <= 0 else max(0, round(value * 100 / most))


def drawing(years: Sequence[Year], title: str, *, beside: bool = False) -> SafeString:
    """The years as a line with gaps, with `beside` also those of the gemeente and the country. Its words stand in the
    table under it; the picture itself has a name."""
    known = [year for year in years if year.here.value is not None]
    if len(known) < LEAST:
        return SafeString("")
    others = [("beside", [year.beside.value for year in years]), ("country", [year.country.value for year in years])]
    others = others if beside else []
    drawn = [value for _kind, values in others for value in values] + [year.here.value for year in known]
    x_of, y_of = _scales(years, [value for value in drawn if value is not None])
    parts = [line for kind, values in others for line in _other_lines(years, values, kind, x_of, y_of)]
    parts += [*_lines(years, x_of, y_of), *_breaks(years, x_of)]
    for year in known:
        x, y = x_of[year.year], y_of[year.here.value or Decimal(0)]
        parts.append(f'<circle class="wn-chart__dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    for year in {known[0].year: known[0], known[-1].year: known[-1]}.values():
        x, y = x_of[year.year], y_of[year.here.value or Decimal(0)]
        anchor = "start" if year is known[0] else "end"
        parts.append(_word(x, y - 10, year.here.text, anchor))
    ends = ((years[0], "start"), (years[-1], "end"))
    parts += [_word(x_of[year.year], HEIGHT - 10, str(year.year), anchor) for year, anchor in ends]
    return SafeString(
        f'<svg class="wn-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="lijn">'
        f'<title id="lijn">{conditional_escape(title)}</title>{"".join(parts)}</svg>'
    )


def _scales(years: Sequence[Year], values: Sequence[Decimal]) -> tuple[dict[int, float], dict[Decimal, float]]:
    first, last = years[0].year, years[-1].year
    low, high = min(values), max(values)
    wide, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    x_of = {year.year: LEFT + wide * (year.year - first) / max(1, last - first) for year in years}
    y_of = {value: TOP + tall * float((high - value) / (high - low or 1)) for value in values}
    y_of.setdefault(Decimal(0), float(TOP))
    return x_of, y_of


def _lines(years: Sequence[Year], x_of: dict[int, float], y_of: dict[Decimal, float]) -> Iterable[str]:
    for one, other in pairwise(years):
        if one.here.value is None or other.here.value is None or other.moved:
            continue
        yield (
            f'<line class="wn-chart__line" x1="{x_of[one.year]:.1f}" y1="{y_of[one.here.value]:.1f}" '
            f'x2="{x_of[other.year]:.1f}" y2="{y_of[other.here.value]:.1f}"/>'
        )


def _other_lines(
    years: Sequence[Year],
    values: Sequence[Decimal | None],
    kind: str,
    x_of: dict[int, float],
    y_of: dict[Decimal, float],
) -> Iterable[str]:
    """A place whose borders do not move here: a thin line between the years that have a value."""
    for (one, low), (other, high) in pairwise(zip(years, values, strict=True)):
        if low is not None and high is not None:
            yield (
                f'<line class="wn-chart__line wn-chart__line--{kind}" x1="{x_of[one.year]:.1f}" y1="{y_of[low]:.1f}" '
                f'x2="{x_of[other.year]:.1f}" y2="{y_of[high]:.1f}"/>'
            )


def _breaks(years: Sequence[Year], x_of: dict[int, float]) -> Iterable[str]:
    for one, other in pairwise(years):
        if other.moved:
            x = (x_of[one.year] + x_of[other.year]) / 2
            yield f'<line class="wn-chart__break" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{HEIGHT - BOTTOM}"/>'
            yield _word(x, TOP - 14, _("andere grenzen"), "middle")


def _word(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text class="wn-chart__word" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{conditional_escape(text)}</text>'
    )

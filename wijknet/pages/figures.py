"""The figures of a wijk: all that the gemeente shows, and one of them over the years and beside the other wijken."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijknet.access import public
from wijknet.areas.exchange.codes import COUNTRY
from wijknet.areas.models import Area, CountryFigure, Figure, Indicator
from wijknet.areas.querysets import DEFAULT_SMALLEST_GROUP, ShownFigure
from wijknet.areas.small_groups import Unsaid
from wijknet.files.services import download
from wijknet.files.sheets import FORMATS, write_sheet
from wijknet.profiles.figures import chosen_codes
from wijknet.profiles.trend import Cell, cell_of, country_cell, drawing, places_of, years_of

HEADS = (
    "code",
    "gebied",
    "indicator",
    "cijfer",
    "onderwerp",
    "eenheid",
    "jaar",
    "waarde",
    "waarom niet",
    "bron",
    "betekenis",
)


@public
@require_safe
def figures(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?cijfer=<code>` chooses which one is drawn; `?bestand=csv` gives all of them as a file, each with its source."""
    places = Area.objects.wijken().select_related("municipality__settings")
    area = get_object_or_404(places, municipality__slug=municipality, slug=wijk)
    gemeente = area.municipality or area
    chosen = getattr(gemeente, "settings", None)
    smallest = chosen.minimum_group_size if chosen else DEFAULT_SMALLEST_GROUP
    codes = chosen_codes(chosen.indicators if chosen else None)
    unsaid = Figure.objects.unsaid(gemeente.pk, smallest=smallest)
    if request.GET.get("bestand") in FORMATS:
        return as_file(area, codes, unsaid, request.GET["bestand"])
    shown = Figure.objects.of(area, codes=codes, unsaid=unsaid)
    context: dict[str, Any] = {
        "wijk": area,
        "figures": shown,
        "crumbs": [
            (_("Wijken"), reverse("wijken")),
            (gemeente.name, reverse("municipality", args=[gemeente.slug])),
            (area.name, reverse("area", args=[gemeente.slug, area.slug])),
        ],
    }
    asked = request.GET.get("cijfer", "")
    if asked and asked not in {figure.code for figure in shown}:
        raise Http404("Dit cijfer is er niet.")
    if shown:
        context |= one_figure(area, asked or shown[0].code, shown, unsaid)
    return render(request, "pages/area_figures.html", context)


def one_figure(area: Area, code: str, shown: list[ShownFigure], unsaid: Unsaid) -> dict[str, Any]:
    """One indicator over the years, and in its last year over the wijken."""
    indicator = Indicator.objects.get(code=code)
    years = years_of(area, indicator, unsaid)
    last = next(figure.year for figure in shown if figure.code == code)
    places, total = places_of(area, indicator, last, unsaid)
    # Two counts of people side by side say how large a place is; what does not grow with a place can be compared.
    beside = not indicator.is_count
    title = _("%(name)s in %(place)s, %(first)s tot en met %(last)s") % {
        "name": indicator.name,
        "place": area.name,
        "first": years[0].year,
        "last": years[-1].year,
    }
    return {
        "indicator": indicator,
        "years": years,
        "moved": any(year.moved for year in years),
        "chart": drawing(years, title, beside=beside),
        "lines": beside,
        "country": any(figure.country_text for figure in shown),
        "country_years": any(year.country.text for year in years),
        "country_cell": next((year.country for year in years if year.year == last), None),
        "places": places,
        "total": total,
        "year": last,
        "source": next(figure.source_line for figure in shown if figure.code == code),
    }


def as_file(area: Area, codes: tuple[str, ...], unsaid: Unsaid, kind: str) -> HttpResponse:
    """Every year of every shown indicator: here, for the whole gemeente, and for the country where a file says it."""
    rows = Figure.objects.filter(area__in={area.pk, area.municipality_id}, indicator__code__in=codes)
    rows = rows.select_related("indicator", "area").order_by(
        "indicator__order", "indicator__name", "area__code", "year"
    )
    country = CountryFigure.objects.filter(indicator__code__in=codes).select_related("indicator")
    country = country.order_by("indicator__order", "indicator__name", "year")
    found = [_row(row, row.area.code, row.area.name, cell_of(row, unsaid)) for row in rows]
    found += [_row(row, COUNTRY, _("Nederland"), country_cell(row, row.indicator)) for row in country]
    content = write_sheet(kind, title=_("Cijfers"), heads=HEADS, rows=found)
    name = f"cijfers {area.name.lower()}.{kind}"
    return download(content, name=name, content_type=FORMATS[kind])


def plain(value: Decimal | None) -> Decimal | None:
    """The number without the zeros that the database puts behind it."""
    if value is None or value != value.to_integral_value():
        return value and value.normalize()
    return value.quantize(Decimal(1))


def _row(figure: Figure | CountryFigure, code: str, place: str, cell: Cell) -> tuple[Any, ...]:
    indicator = figure.indicator
    return (
        code,
        place,
        indicator.code,
        indicator.name,
        indicator.group,
        indicator.unit,
        figure.year,
        plain(cell.value),
        cell.missing,
        figure.source,
        indicator.definition,
    )

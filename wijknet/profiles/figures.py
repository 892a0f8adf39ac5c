"""Which figures tell the story of a wijk, and how an edition freezes them."""

from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from wijknet.areas.models import Area, Figure, MunicipalitySettings
from wijknet.areas.querysets import DEFAULT_SMALLEST_GROUP, ShownFigure, unsaid_text
from wijknet.areas.small_groups import Unsaid, too_few
from wijknet.profiles.models import ProfileEdition

# Codes of CBS "Kerncijfers wijken en buurten", without the number at their end. The first four of LARGE that a wijk
# has are shown large, under plain words that say the unit too.
LARGE = {
    "AantalInwoners": "Mensen wonen hier",
    "Woningvoorraad": "Woningen",
    "Bevolkingsdichtheid": "Mensen per km²",
    "GemiddeldeHuishoudensgrootte": "Mensen per huishouden",
    "HuishoudensTotaal": "Huishoudens",
}
MOST_LARGE = 4
HEADLINES = (
    "AantalInwoners",
    "HuishoudensTotaal",
    "Bevolkingsdichtheid",
    "GemiddeldeHuishoudensgrootte",
    "k_0Tot15Jaar",
    "k_15Tot25Jaar",
    "k_25Tot45Jaar",
    "k_45Tot65Jaar",
    "k_65JaarOfOuder",
    "Eenpersoonshuishoudens",
    "HuishoudensMetKinderen",
    "Woningvoorraad",
    "Koopwoningen",
    "HuurwoningenTotaal",
    "InBezitWoningcorporatie",
    "AfstandTotHuisartsenpraktijk",
    "AfstandTotGroteSupermarkt",
    "AfstandTotSchool",
)


def chosen_codes(indicators: list[str] | None) -> tuple[str, ...]:
    """What the gemeente chose to show, in its settings; else the list above."""
    return tuple(indicators) if indicators else HEADLINES


def headline_figures(
    area: Area, *, smallest: int | None = None, codes: tuple[str, ...] | None = None
) -> list[ShownFigure]:
    """The figures of today that stand beside a profile; `smallest` as in `Figure.objects.of`.

    `codes` is for who has the settings of the gemeente at hand; else they are read.
    """
    if codes is None:
        rows = MunicipalitySettings.objects.filter(municipality=area.municipality_id or area.pk)
        codes = chosen_codes(rows.values_list("indicators", flat=True).first())
    return Figure.objects.of(area, codes=codes, smallest=smallest)


def large_figures(figures: list[ShownFigure]) -> list[ShownFigure]:
    """The few that are shown large, with the number alone: the words above it say what it counts."""
    found = {figure.code: figure for figure in figures if figure.code in LARGE}
    chosen = [replace(found[code], name=name, unit="") for code, name in LARGE.items() if code in found]
    return [replace(figure, beside_text=figure.beside_text.split(" ", 1)[0]) for figure in chosen[:MOST_LARGE]]


def frozen(figures: list[ShownFigure]) -> list[dict[str, Any]]:
    """The same as plain JSON, for an edition; numbers become text, so that nothing is rounded."""
    return [{**asdict(figure), "source_line": figure.source_line, **_as_text(figure)} for figure in figures]


def still_said(figures: list[dict[str, Any]], area: Area, unsaid: Unsaid) -> list[dict[str, Any]]:
    """What an edition froze, without what would tell of a small group by now."""
    whole = area.municipality_id or area.pk

    def gone(figure: dict[str, Any], value: str | None, place: int) -> bool:
        if value is None:
            return False
        small = figure["code"] in unsaid.people and too_few(Decimal(value), unsaid.smallest)
        return small or unsaid.has(figure["year"], place, figure["code"])

    shown = []
    for figure in figures:
        here, beside = gone(figure, figure["value"], area.pk), gone(figure, figure["beside_value"], whole)
        more: dict[str, Any] = {"beside_value": None, "beside_text": ""} if beside else {}
        if here:
            nothing = {"value": None, "text": "", "number": "", "unit": ""}
            more |= {**nothing, "missing": unsaid_text(unsaid.smallest)}
        shown.append({**figure, **more})
    return shown


def said_in(area: Area, editions: list[ProfileEdition]) -> list[list[dict[str, Any]]]:
    """The figures of some editions of a wijk as they may be shown today. A query; two without settings."""
    years = {figure["year"] for edition in editions for figure in edition.figures}
    if not years:
        return [edition.figures for edition in editions]
    gemeente = area.municipality or area
    chosen = getattr(gemeente, "settings", None)
    smallest = chosen.minimum_group_size if chosen else DEFAULT_SMALLEST_GROUP
    unsaid = Figure.objects.unsaid(gemeente.pk, smallest=smallest, years=years)
    return [still_said(edition.figures, area, unsaid) for edition in editions]


def _as_text(figure: ShownFigure) -> dict[str, str | None]:
    values = {"value": figure.value, "beside_value": figure.beside_value, "country_value": figure.country_value}
    return {name: None if value is None else str(value) for name, value in values.items()}

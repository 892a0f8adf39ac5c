"""Which figures tell the story of a wijk, and how an edition freezes them."""

from dataclasses import asdict, replace
from typing import Any

from wijknet.areas.models import Area, Figure
from wijknet.areas.querysets import ShownFigure

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


def headline_figures(area: Area, *, smallest: int | None = None) -> list[ShownFigure]:
    """The figures of today that stand beside a profile, in the order above; `smallest` as in `Figure.objects.of`."""
    return Figure.objects.of(area, codes=HEADLINES, smallest=smallest)


def large_figures(figures: list[ShownFigure]) -> list[ShownFigure]:
    """The few that are shown large, with the number alone: the words above it say what it counts."""
    found = {figure.code: figure for figure in figures if figure.code in LARGE}
    chosen = [replace(found[code], name=name, unit="") for code, name in LARGE.items() if code in found]
    return [replace(figure, beside_text=figure.beside_text.split(" ", 1)[0]) for figure in chosen[:MOST_LARGE]]


def frozen(figures: list[ShownFigure]) -> list[dict[str, Any]]:
    """The same as plain JSON, for an edition; numbers become text, so that nothing is rounded."""
    return [{**asdict(figure), "source_line": figure.source_line, **_as_text(figure)} for figure in figures]


def _as_text(figure: ShownFigure) -> dict[str, str | None]:
    values = {"value": figure.value, "beside_value": figure.beside_value}
    return {name: None if value is None else str(value) for name, value in values.items()}

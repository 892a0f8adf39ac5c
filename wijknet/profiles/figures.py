"""Which figures tell the story of a wijk, and how an edition freezes them."""

from dataclasses import asdict
from typing import Any

from wijknet.areas.models import Area, Figure
from wijknet.areas.querysets import ShownFigure

# Codes of CBS "Kerncijfers wijken en buurten", without the number at their end. The first four are shown large.
LARGE = ("AantalInwoners", "HuishoudensTotaal", "Bevolkingsdichtheid", "GemiddeldeHuishoudensgrootte")
HEADLINES = (
    *LARGE,
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


def headline_figures(area: Area) -> list[ShownFigure]:
    """The figures of today that stand beside a profile, in the order above. Two queries."""
    return Figure.objects.of(area, codes=HEADLINES)


def frozen(figures: list[ShownFigure]) -> list[dict[str, Any]]:
    """The same as plain JSON, for an edition; numbers become text, so that nothing is rounded."""
    return [{**asdict(figure), "source_line": figure.source_line, **_as_text(figure)} for figure in figures]


def _as_text(figure: ShownFigure) -> dict[str, str | None]:
    values = {"value": figure.value, "beside_value": figure.beside_value}
    return {name: None if value is None else str(value) for name, value in values.items()}

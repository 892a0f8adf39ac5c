"""Which figures tell the story of a wijk, and how an edition freezes them."""

from dataclasses import asdict, replace
from typing import Any

from wijknet.areas.models import Area, Figure, MunicipalitySettings
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


def _as_text(figure: ShownFigure) -> dict[str, str | None]:
    values = {"value": figure.value, "beside_value": figure.beside_value}
    return {name: None if value is None else str(value) for name, value in values.items()}

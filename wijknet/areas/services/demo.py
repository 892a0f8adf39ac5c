"""Demo facts: two real gemeenten with their wijken, figures and borders, and made-up themes and groups.

Facts are those of CBS and Kadaster and carry their source and year. Themes and groups are examples; the size of
a group is an estimate and says so. Safe to run twice.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from wijknet.areas.exchange.borders import read_areas
from wijknet.areas.exchange.figures import read_figures
from wijknet.areas.exchange.files import read_bytes, read_csv
from wijknet.areas.models import Area, MunicipalitySettings, ResidentGroup, Theme
from wijknet.areas.services.figures import store_figures
from wijknet.areas.services.loaded import Loaded
from wijknet.areas.services.places import store_areas

FOLDER = Path(__file__).resolve().parent.parent / "demo"
# In this order: a later file may name or draw what an earlier one left open.
PLACES = (
    "arnhem_2022.geojson",
    "goeree_overflakkee_2014.geojson",
    "goeree_overflakkee_dorpen_2014.geojson",
    "goeree_overflakkee_2024.csv",
)
FIGURES = ("kwb_2024.csv",)
# Numbers and addresses under .example: nobody is rung or visited by mistake.
SETTINGS: dict[str, dict[str, Any]] = {
    "GM0202": {
        "phone": "14 026",
        "report_url": "https://meldpunt.arnhem.example/",
        "help_url": "https://wijkteams.arnhem.example/",
        "mediation_url": "https://buren.arnhem.example/",
    },
    "GM1924": {
        "phone": "14 0187",
        "report_url": "https://meldpunt.goeree.example/",
        "help_url": "https://dorpsteams.goeree.example/",
        "mediation_url": "https://buren.goeree.example/",
    },
}

# What the list calls a basis, in its own words.
BASES = {
    "levensfase": ResidentGroup.Basis.LIFE_PHASE,
    "straat": ResidentGroup.Basis.STREET,
    "situatie": ResidentGroup.Basis.SITUATION,
    "taal": ResidentGroup.Basis.LANGUAGE,
}


@transaction.atomic
def load_demo_areas() -> Loaded:
    """Store the demo's places, figures, settings, themes and groups; what is there already stays as it is."""
    loaded = Loaded()
    for name in PLACES:
        places = read_areas(FOLDER / name)
        loaded.tallies += store_areas(places.facts, year=places.year, source=places.source).tallies
    for name in FIGURES:
        loaded.tallies += store_figures(read_figures(FOLDER / name)).tallies
    areas = {area.code: area for area in Area.objects.filter(code__in=codes()).select_related("municipality")}
    for code, values in SETTINGS.items():
        MunicipalitySettings.objects.filter(municipality=areas[code], phone="").update(**values)
    Theme.objects.bulk_create(
        [Theme(municipality=areas[row["gemeente"]], name=row["naam"], aim=row["doel"]) for row in rows("themes.csv")],
        ignore_conflicts=True,
    )
    ResidentGroup.objects.bulk_create(
        [group(areas[row["wijk"]], row) for row in rows("groups.csv")],
        ignore_conflicts=True,
    )
    return loaded


def codes() -> set[str]:
    return set(SETTINGS) | {row["wijk"] for row in rows("groups.csv")}


def group(wijk: Area, row: dict[str, Any]) -> ResidentGroup:
    return ResidentGroup(
        municipality=wijk.municipality or wijk,
        area=wijk,
        name=row["naam"],
        basis=BASES[row["kijkt naar"]],
        size=int(row["aantal"]),
        is_estimate=True,
        source=row["bron"],
        year=int(row["jaar"]),
        matters=row["wat telt"],
    )


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one of our own lists."""
    _, found, _ = read_csv(read_bytes(FOLDER / name), name)
    for _, row in found:
        yield row

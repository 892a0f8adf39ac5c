"""Run the loading commands as a person does, and see what is in the tables afterwards."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.areas.files import FIXTURES, REAL
from wijknet.areas.models import Area, Border, CountryFigure, Figure, Indicator, MunicipalitySettings, Postcode

__all__ = ["FIXTURES", "REAL", "counts", "load", "value"]
TABLES = (Area, Border, CountryFigure, Figure, Indicator, MunicipalitySettings, Postcode)


def load(command: str, file: str | Path, *options: str) -> str:
    """What the command says; `file` is one of the fixtures or a whole path."""
    said = StringIO()
    call_command(command, str(FIXTURES / file), *options, stdout=said)
    return said.getvalue()


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def value(area: str, indicator: str, year: int) -> str:
    """The stored value as text, or the reason why there is none."""
    figure = Figure.objects.get(area__code=area, indicator__code=indicator, year=year)
    return figure.missing if figure.value is None else f"{figure.value.normalize():f}"

"""Tables of places and of what is counted there."""

from wijknet.areas.models.figures import CountryFigure, Figure, Indicator
from wijknet.areas.models.municipality import MunicipalitySettings, Theme
from wijknet.areas.models.places import Area, Border, Postcode
from wijknet.areas.models.plan import Plan
from wijknet.areas.models.scoped import ResidentGroup, Scoped, scoped_indexes

__all__ = [
    "Area",
    "Border",
    "CountryFigure",
    "Figure",
    "Indicator",
    "MunicipalitySettings",
    "Plan",
    "Postcode",
    "ResidentGroup",
    "Scoped",
    "Theme",
    "scoped_indexes",
]

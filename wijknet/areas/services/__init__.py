"""Writes of places and figures: each in one transaction, and each safe to run twice."""

from wijknet.areas.services.demo import load_demo_areas
from wijknet.areas.services.figures import store_figures
from wijknet.areas.services.groups import add_group, change_group
from wijknet.areas.services.loaded import Loaded, Tally
from wijknet.areas.services.places import store_areas
from wijknet.areas.services.plans import add_plan, change_plan
from wijknet.areas.services.postcodes import store_postcodes
from wijknet.areas.services.settings import change_settings

__all__ = [
    "Loaded",
    "Tally",
    "add_group",
    "add_plan",
    "change_group",
    "change_plan",
    "change_settings",
    "load_demo_areas",
    "store_areas",
    "store_figures",
    "store_postcodes",
]

"""Writes of places and figures: each in one transaction, and each safe to run twice.

What a page calls is named here. The loaders read files, and the parts for that (openpyxl, pyproj) take as much memory
as half a web server: a command imports them from their own module, so that no page carries them.
"""

from wijknet.areas.services.groups import add_group, change_group
from wijknet.areas.services.plans import add_plan, change_plan
from wijknet.areas.services.settings import change_settings

__all__ = ["add_group", "add_plan", "change_group", "change_plan", "change_settings"]

"""The dashboard shows the work, so it uses the people and places of the work."""

from tests.casework.conftest import elsewhere, huisarts, linden, safety, traffic, walking_bus

__all__ = ["elsewhere", "huisarts", "linden", "safety", "traffic", "walking_bus"]

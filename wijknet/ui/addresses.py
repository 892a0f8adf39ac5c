"""Addresses of things of which many stand on a page: how one looks is found out once, and then only the key goes in."""

from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

_KEY = 987_654_321_987_654_321


def address_of(name: str, key: int) -> str:
    """As `reverse(name, args=[key])`, for a route with one key of the database."""
    before, after = _around(name, settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{int(key)}{after}"


@cache
def _around(name: str, _urls: str, _prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_KEY]).partition(str(_KEY))
    return before, after

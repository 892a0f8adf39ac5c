"""A rule that several nouns share: how many of a set of columns may be filled."""

from functools import reduce
from operator import or_

from django.db.models import Q


def only(name: str, *names: str, text: str = "") -> Q:
    """Just this column is filled; `text` names a column that is text (empty instead of null)."""
    rest = {f"{other}__isnull": True for other in names if other not in {name, text}}
    return _filled(name, text) & Q(**rest) & (Q() if name == text or not text else Q(**{text: ""}))


def exactly_one(*names: str, text: str = "") -> Q:
    """One of the columns is filled, and no other."""
    return reduce(or_, [only(name, *names, text=text) for name in names])


def at_most_one(*names: str) -> Q:
    """None of the columns is filled, or one."""
    return exactly_one(*names) | Q(**{f"{name}__isnull": True for name in names})


def _filled(name: str, text: str) -> Q:
    return ~Q(**{name: ""}) if name == text else Q(**{f"{name}__isnull": False})

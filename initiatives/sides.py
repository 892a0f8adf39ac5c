"""Ideas, organisations, plans, groups and events as the sides that `initiatives.scoring` weighs.

Whoever hands over a row fetched what stands in it; nothing here asks the database. What an organisation wants and
offers is its own word or that of an alliance it is in. Groups are only those that may be shown.
"""

from collections.abc import Iterable

from actors.models import Actor, AlliancePartner
from initiatives.models import Event, Initiative
from initiatives.scoring import Side, Sort
from wijknet.areas.models import Plan, ResidentGroup
from wijknet.ui.dates import local_date
from wijknet.ui.text import fold


def of_idea(row: Initiative, *, themes: Iterable[str] = (), groups: Iterable[str] = ()) -> Side:
    """With its wijk fetched: the name of the wijk is no place in it."""
    here = fold(row.place_text) not in {"", fold(row.area.name)}
    return Side(
        sort=Sort.IDEA,
        key=row.pk,
        title=row.title,
        text=row.story,
        themes=frozenset(themes),
        groups=tuple(groups),
        places=(row.place_text,) if here else (),
    )


def of_event(row: Event, *, themes: Iterable[str] = (), groups: Iterable[str] = ()) -> Side:
    names = (row.place.name, row.place.street) if row.place else ()
    return Side(
        sort=Sort.EVENT,
        key=row.pk,
        title=row.title,
        text=row.text,
        themes=frozenset(themes),
        groups=tuple(groups),
        places=tuple(filter(None, (*names, row.place_text))),
        start=local_date(row.starts_at),
        end=local_date(row.ends_at),
    )


def of_actor(
    row: Actor, parts: Iterable[AlliancePartner], *, themes: Iterable[str] = (), groups: Iterable[str] = ()
) -> Side:
    said = [row.wants, row.offers, *(text for part in parts for text in (part.wants, part.offers))]
    return Side(
        sort=Sort.PARTNER,
        key=row.pk,
        title=row.name,
        text=" ".join(filter(None, said)),
        themes=frozenset(themes),
        groups=tuple(groups),
        places=tuple(filter(None, (row.name, row.street))),
    )


def of_plan(row: Plan, *, themes: Iterable[str] = (), groups: Iterable[str] = ()) -> Side:
    return Side(
        sort=Sort.PLAN,
        key=row.pk,
        title=row.name,
        text=row.aim,
        themes=frozenset(themes),
        groups=tuple(groups),
        start=row.start,
        end=row.end,
    )


def of_group(row: ResidentGroup) -> Side:
    return Side(sort=Sort.GROUP, key=row.pk, title=row.name, text=row.matters, groups=(row.name,))

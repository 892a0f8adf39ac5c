"""What the log asks after a talk: did they meet there, and for whom did they speak? One thing at a time.

A relation is proposed, never made by itself, and never of persons or of a place of a sensitive kind. What somebody
answered with "nee" is not asked again in that wijk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from django.db.models import Q

from actors.forms.party import fetch, party_value
from actors.models import Actor, InformalNetwork, Reach, Tie
from wijknet.access import Viewer
from wijknet.areas.models import ResidentGroup
from wijknet.casework.models import ContactMoment, PutAside
from wijknet.ui import dates

Side = Actor | InformalNetwork
# After that nobody remembers for whom somebody spoke.
ASK_DAYS = 7
MOST_SIDES = 6
MOST_GROUPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MetTogether:
    """Two that were in one talk, and between whom no relation is known."""

    key: str
    one: Side
    other: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokeFor:
    """A place or network of which the talk may say for which group it speaks; of these groups nothing is known yet."""

    key: str
    side: Side
    groups: Sequence[ResidentGroup]


def question_of(viewer: Viewer, moment: ContactMoment) -> MetTogether | SpokeFor | None:
    """The next thing to ask after this talk, whose parties were fetched with it; nothing when all is known."""
    if dates.local_date(moment.at) < dates.today() - timedelta(days=ASK_DAYS):
        return None
    sides = sides_of(viewer, moment)
    if not sides:
        return None
    aside = set(
        PutAside.objects.filter(area=moment.area_id, key__in=_keys(moment, sides)).values_list("key", flat=True)
    )
    return _met_together(sides, aside) or _spoke_for(viewer, moment, sides, aside)


def sides_of(viewer: Viewer, moment: ContactMoment) -> list[Side]:
    """Who may have a relation: places and networks that were there themselves, that the viewer may see."""
    named = [party for party in moment.parties.all() if party.function_id is None]
    values = [party_value(thing) for party in named if (thing := party.actor or party.network) is not None]
    return list(fetch(viewer, values, kinds=("actor", "network"), in_network=True).values())[:MOST_SIDES]


def tie_key(one: Side, other: Side) -> str:
    """The same for both directions."""
    return "~".join(sorted([party_value(one), party_value(other)]))


def reach_key(moment: ContactMoment, side: Side) -> str:
    return f"{moment.pk}~{party_value(side)}"


def _keys(moment: ContactMoment, sides: Sequence[Side]) -> list[str]:
    return [tie_key(*pair) for pair in combinations(sides, 2)] + [reach_key(moment, side) for side in sides]


def _met_together(sides: Sequence[Side], aside: set[str]) -> MetTogether | None:
    pairs = [pair for pair in combinations(sides, 2) if tie_key(*pair) not in aside]
    if not pairs:
        return None
    actors = [side.pk for side in sides if isinstance(side, Actor)]
    networks = [side.pk for side in sides if isinstance(side, InformalNetwork)]
    source = Q(source_actor__in=actors) | Q(source_network__in=networks)
    target = Q(target_actor__in=actors) | Q(target_network__in=networks)
    ties = Tie.objects.current().filter(source, target).with_sides()
    known = {tie_key(tie.source, tie.target) for tie in ties}
    for one, other in pairs:
        if (key := tie_key(one, other)) not in known:
            return MetTogether(key=key, one=one, other=other)
    return None


def _spoke_for(viewer: Viewer, moment: ContactMoment, sides: Sequence[Side], aside: set[str]) -> SpokeFor | None:
    asked = [side for side in sides if reach_key(moment, side) not in aside]
    if not asked:
        return None
    side = asked[0]
    whom = Q(actor=side.pk) if isinstance(side, Actor) else Q(network=side.pk)
    known = Reach.objects.filter(whom).values("group")
    groups = ResidentGroup.objects.visible_to(viewer).shown().filter(area=moment.area_id)
    found = list(groups.exclude(pk__in=known).order_by("name")[:MOST_GROUPS])
    return SpokeFor(key=reach_key(moment, side), side=side, groups=found) if found else None

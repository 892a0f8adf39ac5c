"""Reads for `actors.duplicates`: which places here may be there twice, and which one may be there already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet, Sum

from actors.duplicates import Candidate, Match, likely_matches, likely_pairs, name_keys
from actors.models import Actor, NotDuplicate
from actors.permissions import MERGERS
from wijknet.access import Viewer

_TEXTS = ("name", "other_names", "street", "house_number", "postcode", "phone", "email", "website")
# A list of work; what is settled makes room for the next.
MOST_PAIRS = 50
# So many places are looked at for a hint, and so many are named in it.
MOST_LOOKED_AT = 400
MOST_HINTED = 5
_AN_HOUR = 3600
# A number of fewer digits is one that is still being typed.
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places that may be one, with the reasons in Dutch."""

    one: Actor
    other: Actor
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What may be the place that is being added: those the viewer may see, and how many more elsewhere."""

    seen: list[Actor]
    elsewhere: int
    same_name: bool = False

    def __bool__(self) -> bool:
        return bool(self.seen or self.elsewhere)


def pairs_for(viewer: Viewer) -> tuple[list[Pair], bool]:
    """The surest pairs of which the viewer may merge both, and whether there are more."""
    mine: QuerySet[Actor] = Actor.objects.visible_to(viewer, *MERGERS).current()
    apart = {frozenset(pair) for pair in NotDuplicate.objects.filter(one__in=mine).values_list("one", "other")}
    found = [match for match in _matches(mine) if frozenset((match.one, match.other)) not in apart]
    shown = found[:MOST_PAIRS]
    keys = {pk for match in shown for pk in (match.one, match.other)}
    actors = {actor.pk: actor for actor in Actor.objects.filter(pk__in=keys).select_related("kind", "area")}
    pairs = [Pair(actors[m.one], actors[m.other], m.why) for m in shown if m.one in actors and m.other in actors]
    return pairs, len(found) > MOST_PAIRS


def hint_for(
    viewer: Viewer, *, municipality_id: int, area_id: int, facts: dict[str, Any], without: Iterable[int] = ()
) -> Hint:
    """Which places of this gemeente the one that is typed may be. Of other wijken only how many."""
    texts: dict[str, Any] = {name: str(facts.get(name) or "") for name in _TEXTS}
    new = Candidate(pk=0, wijk=area_id, town=municipality_id, kind=_key_of(facts.get("kind")), **texts)
    if not new.names:
        return Hint([], 0)
    nearby = Actor.objects.current().filter(municipality=municipality_id).exclude(pk__in=without)
    some = _candidates(nearby.filter(_may_be(new)).order_by("-pk")[:MOST_LOOKED_AT])
    keys = [match.other for match in likely_matches(new, some)]
    same_name = list(nearby.named_exactly(new.name).values_list("pk", flat=True)[:MOST_HINTED])
    keys += [pk for pk in same_name if pk not in keys]
    seen = {
        actor.pk: actor for actor in Actor.objects.visible_to(viewer).filter(pk__in=keys).select_related("area", "kind")
    }
    return Hint([seen[pk] for pk in keys if pk in seen][:MOST_HINTED], len(keys) - len(seen), bool(same_name))


def _matches(mine: QuerySet[Actor]) -> list[Match]:
    """Worked out anew when a place was added, changed or put away; else from the cache."""
    state = mine.order_by().aggregate(Count("pk"), Max("pk"), Sum("version"), Sum("pk"))
    key = "likely-pairs:" + ":".join(str(value) for value in state.values())
    found: list[Match] | None = cache.get(key)
    if found is None:
        found = likely_pairs(_candidates(mine))
        cache.set(key, found, _AN_HOUR)
    return found


def _candidates(actors: QuerySet[Actor]) -> Iterable[Candidate]:
    rows = actors.values_list("pk", "area_id", "municipality_id", "kind_id", "lon", "lat", *_TEXTS)
    for pk, wijk, town, kind, lon, lat, *texts in rows:
        named = dict(zip(_TEXTS, texts, strict=True))
        yield Candidate(pk=pk, wijk=wijk, town=town, kind=kind, lon=lon, lat=lat, **named)


def _may_be(new: Candidate) -> Q:
    """What the database can tell cheaply: a word that begins the same, the same postcode, number or address."""
    ways = [Q(search_text__contains=word) for word in name_keys(new.name, new.other_names) if len(word) > 1]
    ways += [Q(sort_name__startswith=new.names[0].words[0])]
    if new.code:
        ways.append(Q(search_text__contains=new.code.lower()))
    digits = re.sub(r"[^0-9]", "", new.number)[-8:]
    if len(digits) > _FEWEST_DIGITS:
        ways.append(Q(phone__regex=r"\D*".join(digits)))
    if new.email:
        ways.append(Q(email__iexact=new.email))
    if new.host:
        ways.append(Q(website__icontains=new.host))
    return reduce(or_, ways)


def _key_of(kind: Any) -> int | str:
    key = str(getattr(kind, "pk", kind) or "")
    return int(key) if key.isascii() and key.isdigit() else ""

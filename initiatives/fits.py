"""Which events and initiatives of a wijk fit each other, and why: worked out when a page is read, never stored.

The score is made of named parts: theme, group, place and words. Each part that counts is a sentence of the reason, so
what is shown is what was weighed. One query for all candidates, however many there are.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import get_text_list

from initiatives.likeness import Features, features, shared_words
from initiatives.models import Event, EventInitiative, Initiative, Kind, Phase
from wijknet.access import Viewer
from wijknet.ui.text import fold

# What each part counts for, and from which total a pair is proposed: a place or two others, never a theme alone.
THEME, GROUP, PLACE, WORD, TITLE_WORD, MOST_WORDS = 2, 2, 3, 1, 2, 3
ENOUGH = 3
# How many are weighed and shown, and how far back and ahead events count.
WEIGHED, SHOWN = 200, 5
BACK, AHEAD = timedelta(days=30), timedelta(days=120)
_SHORTEST_PLACE = 5
_ENDED = (Phase.SUCCEEDED, Phase.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A pair, seen from one of both. `state` is empty while nobody judged it."""

    event: Event
    initiative: Initiative
    reason: str
    state: str
    score: int

    @property
    def is_linked(self) -> bool:
        return self.state == EventInitiative.State.LINKED


def initiatives_for(event: Event, viewer: Viewer) -> list[Fit]:
    """Of an event whose themes, groups and place were fetched with it: judged ones, then the best that fit."""
    rows = Initiative.objects.visible_to(viewer).in_area(event.area).filter(kind=Kind.IDEA)
    standing = Q(moderation__in=["RECEIVED", "LOOKING", "PUBLIC"]) & ~Q(phase__in=_ENDED)
    link = FilteredRelation("event_links", condition=Q(event_links__event=event))
    themes = Initiative.themes.through.objects.filter(initiative=OuterRef("pk"), theme__in=event.themes.all())
    found = with_state(rows, link, themes).filter(standing | Q(judged__isnull=False)).order_by("-received_on", "-pk")
    groups = [group.name for group in event.groups.all()]
    return best(
        weigh(event, row, features(row.title, row.story), row, groups=groups)
        for row in found.select_related("area")[:WEIGHED]
    )


def events_for(initiative: Initiative, viewer: Viewer) -> list[Fit]:
    """The same for an initiative: events around now, of a row only the next."""
    if initiative.kind != Kind.IDEA:
        return []
    now = timezone.now()
    rows = Event.objects.visible_to(viewer).in_area(initiative.area)
    near = Q(cancelled_on=None, starts_at__gte=now - BACK, starts_at__lte=now + AHEAD)
    link = FilteredRelation("initiative_links", condition=Q(initiative_links__initiative=initiative))
    themes = Event.themes.through.objects.filter(event=OuterRef("pk"), theme__in=initiative.themes.all())
    found = with_state(rows, link, themes).filter(near | Q(judged__isnull=False)).order_by("-starts_at", "-pk")
    mine = features(initiative.title, initiative.story)
    # One group each says enough here, and saves asking for all of them.
    groups = Event.groups.through.objects.filter(event=OuterRef("pk")).order_by("residentgroup__name")
    chosen = found.annotate(for_whom=Subquery(groups.values("residentgroup__name")[:1]))
    fits = [
        weigh(row, initiative, mine, row, groups=[row.for_whom] if row.for_whom else [])
        for row in chosen.select_related("area", "place")[:WEIGHED]
    ]
    return best(one_of_each_row(fits))


def with_state(rows: QuerySet[Any], link: FilteredRelation, themes: QuerySet[Any]) -> QuerySet[Any]:
    """Candidates with how the pair was judged, why, and the first theme that both have."""
    found: QuerySet[Any] = rows.annotate(judged=link).annotate(
        link_state=F("judged__state"),
        link_reason=F("judged__reason"),
        shared_theme=Subquery(themes.order_by("theme__name").values("theme__name")[:1]),
    )
    return found


def one_of_each_row(fits: list[Fit]) -> list[Fit]:
    """Of a row of dates the judged ones, and the one that comes first after now (or else was last)."""
    now = timezone.now()
    first: dict[int, Fit] = {}
    for fit in fits:  # the latest comes first
        series = fit.event.series_id
        if series is not None and not fit.state and (series not in first or fit.event.starts_at >= now):
            first[series] = fit
    return [fit for fit in fits if fit.state or fit.event.series_id is None or first[fit.event.series_id] is fit]


def best(fits: Any) -> list[Fit]:
    """What was judged first (linked, then the proposals, what was dropped last), each with the highest score on top."""
    found = list(fits)
    proposed = sorted((fit for fit in found if not fit.state and fit.score >= ENOUGH), key=lambda fit: -fit.score)
    linked = [fit for fit in found if fit.is_linked]
    dropped = [fit for fit in found if fit.state and not fit.is_linked]
    return [*linked, *proposed[:SHOWN], *dropped]


def weigh(event: Event, initiative: Initiative, mine: Features, row: Any, *, groups: list[str]) -> Fit:
    """One pair: which parts count, as sentences."""
    if row.link_state:
        return Fit(event=event, initiative=initiative, reason=row.link_reason, state=row.link_state, score=0)
    score, said = 0, []
    if row.shared_theme:
        score += THEME
        said.append(f"Allebei gaan ze over {row.shared_theme}.")
    if place := shared_place(event, initiative):
        score += PLACE
        said.append(f"Allebei zijn ze bij {place}.")
    if group := next((name for name in groups if shared_words(mine, name)), ""):
        score += GROUP
        said.append(f"De bijeenkomst is voor {group}, en het idee noemt die ook.")
    in_titles = shared_words(features(initiative.title, ""), event.title)
    words = list(dict.fromkeys([*in_titles, *shared_words(mine, f"{event.title} {event.text}")]))[:MOST_WORDS]
    if words:
        score += WORD * len(words) + (TITLE_WORD if in_titles else 0)
        quoted = get_text_list([f"‘{word}’" for word in words], "en")
        said.append(f"Allebei gaat het om {quoted}.")
    return Fit(event=event, initiative=initiative, reason=" ".join(said)[:300], state="", score=score)


def shared_place(event: Event, initiative: Initiative) -> str:
    """The street or place that both name; empty when they name none."""
    here = fold(f"{event.place_text} {event.title} {event.text}")
    if len(fold(initiative.place_text)) >= _SHORTEST_PLACE and fold(initiative.place_text) in here:
        return initiative.place_text
    there = fold(f"{initiative.place_text} {initiative.title} {initiative.story}")
    names = [event.place.name, event.place.street] if event.place else [event.place_text]
    return next((name for name in names if len(fold(name)) >= _SHORTEST_PLACE and fold(name) in there), "")

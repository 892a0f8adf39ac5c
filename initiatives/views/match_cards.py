"""Koppelkansen as cards: on the list of a wijk, and on the page of an idea."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.forms.matches import SORTS
from initiatives.models import Initiative, Match, MatchState
from initiatives.scoring import Sort
from wijknet.access import Function
from wijknet.accounts.models import User

# How many proposals stand on the page of an idea, and how many rows of it are read at most.
SHOWN, MOST = 5, 40
ICONS = {
    Sort.PARTNER: "people",
    Sort.PLAN: "paper",
    Sort.GROUP: "people",
    Sort.EVENT: "calendar",
    Sort.IDEA: "idea",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A koppelkans as a card shows it. `led` is what came of it, when that is known."""

    match: Match
    idea: Initiative
    label: str
    icon: str
    name: str
    url: str
    yes: str
    may_change: bool
    led: str = ""


def shown(match: Match, viewer: User, *, seen_from: Initiative | None = None, led: str = "") -> Shown:
    """From the chair of an idea (`seen_from`), or of neither."""
    sort = match.sort
    yes = {Sort.PARTNER: _("Maak partner"), Sort.IDEA: _("Breng in contact")}.get(sort, _("Koppel"))
    other = match.initiative if seen_from is not None and match.other_id == seen_from.pk else match.target
    return Shown(
        match=match,
        idea=seen_from or match.initiative,
        label=str(dict(SORTS)[sort.value]),
        icon=ICONS[sort],
        name=other.title if isinstance(other, Initiative) else match.target_name,
        url=url_of(match, other),
        yes=yes,
        may_change=viewer.works_in(match.area_id, match.municipality_id, Function.WIJKMANAGER),
        led=led,
    )


def url_of(match: Match, other: Any) -> str:
    if match.sort in {Sort.IDEA, Sort.EVENT}:
        return str(other.get_desk_url())
    if match.sort == Sort.GROUP:
        gemeente = match.area.municipality or match.area
        return reverse("groups", args=[gemeente.slug, match.area.slug])
    return str(other.get_absolute_url())


def of_idea(found: Initiative, viewer: User) -> dict[str, Any]:
    """What stands on the page of an idea: the best proposals, what was accepted, and its partners. Events have a
    block of their own there. Two queries."""
    rows = Match.objects.of(found).filter(event=None)
    wanted = Q(state=MatchState.ACCEPTED) | Q(pk__in=rows.proposed().values("pk"))
    best = list(rows.filter(wanted).with_sides().order_by("state", "-score", "pk")[:MOST])
    accepted = [match for match in best if match.is_accepted]
    proposals = [match for match in best if match.is_open]
    return {
        "matches": [shown(match, viewer, seen_from=found) for match in (*accepted, *proposals[:SHOWN])],
        "partners": list(found.partners.select_related("actor").order_by("actor__sort_name", "pk")),
    }

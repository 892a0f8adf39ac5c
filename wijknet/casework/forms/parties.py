"""The field "Met wie?": who is near, who was searched for, who was chosen, as chips.

A value is `actor-12`, `network-3`, `group-4`, `function-5` or `nobody`. What is posted is always fetched again
through what the viewer may see, so a guessed key is no choice.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import F

from actors.models import Actor, InformalNetwork, PersonFunction
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.services.rows import Party
from wijknet.ui.forms import ManyChips

NOBODY = "nobody"
NOBODY_LABEL = "Iemand (geen naam)"
NEAR = 5
FOUND = 8
ICONS = {"network": "network", "group": "people", "function": "people"}
KINDS: dict[type, str] = {
    Actor: "actor",
    InformalNetwork: "network",
    ResidentGroup: "group",
    PersonFunction: "function",
}


def value_of(party: Party) -> str:
    return f"{KINDS[type(party)]}-{party.pk}"


def label_of(party: Party) -> str:
    return f"{party.actor} ({party.title})" if isinstance(party, PersonFunction) else str(party)


def fetch(viewer: Viewer, values: Iterable[str]) -> dict[str, Party]:
    """The things behind these values, as far as this viewer may see them; one query per kind."""
    wanted: dict[str, list[int]] = {}
    for value in values:
        kind, _, key = value.partition("-")
        if kind in KINDS.values() and key.isascii() and key.isdigit() and len(key) < 19:
            wanted.setdefault(kind, []).append(int(key))
    found: list[Party] = []
    if keys := wanted.get("actor"):
        found += Actor.objects.visible_to(viewer).current().filter(pk__in=keys)
    if keys := wanted.get("network"):
        found += InformalNetwork.objects.visible_to(viewer).current().filter(pk__in=keys)
    if keys := wanted.get("group"):
        found += ResidentGroup.objects.visible_to(viewer).filter(pk__in=keys)
    if keys := wanted.get("function"):
        seen = Actor.objects.visible_to(viewer).current()
        found += PersonFunction.objects.shown().filter(pk__in=keys, actor__in=seen).select_related("actor")
    return {value_of(party): party for party in found}


def near(viewer: Viewer, area: Area | None) -> list[Party]:
    """Who one spoke to last in this wijk (or in all of mine), then the groups that live there."""
    actors = Actor.objects.visible_to(viewer).current()
    networks = InformalNetwork.objects.visible_to(viewer).current()
    groups = ResidentGroup.objects.visible_to(viewer)
    if area is not None:
        actors, networks, groups = actors.in_area(area), networks.in_area(area), groups.in_area(area)
    latest = F("last_spoken_on").desc(nulls_last=True)
    return [
        *actors.order_by(latest, "sort_name")[:NEAR],
        *networks.order_by(latest, "sort_name")[:2],
        *groups.order_by("name")[:2],
    ]


def search(viewer: Viewer, words: str) -> list[Party]:
    """Actors and networks that carry these words, in every wijk of the viewer."""
    return [
        *Actor.objects.visible_to(viewer).current().with_words(words).order_by("sort_name")[:FOUND],
        *InformalNetwork.objects.visible_to(viewer).current().with_words(words).order_by("sort_name")[:FOUND],
    ]


class PartiesField(forms.MultipleChoiceField):
    """Chips for `parties`; cleans to a list of things, with None for "iemand, geen naam"."""

    widget = ManyChips
    things: dict[str, Party]

    def __init__(self, *args: Any, nobody: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nobody = nobody

    def keep(self, viewer: Viewer, chosen: Iterable[str]) -> None:
        """Know what was chosen; enough to check what comes in."""
        self.things = fetch(viewer, chosen)
        self._fill()

    def offer(self, parties: Iterable[Party]) -> None:
        """Show these too, after what was chosen."""
        for party in parties:
            self.things.setdefault(value_of(party), party)
        self._fill()

    def _fill(self) -> None:
        self.choices = [(value, label_of(party)) for value, party in self.things.items()]
        if self.nobody:
            self.choices = [*self.choices, (NOBODY, NOBODY_LABEL)]
        widget: Any = self.widget
        widget.option_icons = {value: ICONS.get(value.split("-")[0], "") for value in self.things}

    def clean(self, value: Any) -> list[Party | None]:
        chosen = super().clean(value)
        return [self.things.get(choice) for choice in chosen]

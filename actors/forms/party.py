"""Choose with whom or for whom: an actor, a network, a resident group or a gemeente contact, in one field.

A value is `actor:12`, `network:3`, `group:7` or `contact:5`. It counts only when the viewer may see the thing, however
it came into the form. Give the field its viewer in the form's `__init__`:

    self.fields["party"].offer(viewer, area=wijk, q=words)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import F, Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, InformalNetwork, MunicipalContact
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.forms import Chips, Form
from wijknet.ui.text import fold

WHERE_LIVED = ("actor", "network", "group")
EVERYTHING = (*WHERE_LIVED, "contact")
_MODELS: dict[str, type[Model]] = {
    "actor": Actor,
    "network": InformalNetwork,
    "group": ResidentGroup,
    "contact": MunicipalContact,
}
# How each kind is called, with its icon; an actor says its own kind.
_SAID: dict[str, tuple[Any, str]] = {
    "network": (_("informeel netwerk"), "network"),
    "group": (_("bewonersgroep"), "people"),
    "contact": (_("gemeente"), "office"),
}
# A key of more digits is no key of ours, and SQLite cannot look it up.
_LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Party:
    """One choice: its value in the form, how it is called, what kind of thing it is, and its icon."""

    value: str
    label: str
    kind: str
    icon: str


def party_options(
    viewer: Viewer,
    area: Area | None = None,
    q: str = "",
    *,
    kinds: Sequence[str] = WHERE_LIVED,
    in_network: bool = False,
    limit: int = 12,
) -> list[Party]:
    """At most `limit` per kind, with all words of `q` in them; without words those spoken to last come first.

    With `in_network` without actors of a sensitive kind: they have no relations.
    """
    found: list[Party] = []
    for kind in kinds:
        things = _readable(kind, viewer)
        if in_network and kind == "actor":
            things = things.in_network()
        if area is not None:
            things = things.for_area(area) if kind == "contact" else things.in_area(area)
        things = _with_words(kind, things, q)
        found += [_party(kind, thing) for thing in things[:limit]]
    return found


def party_value(thing: Model) -> str:
    """How this thing is called in a form: `actor:12`."""
    kind = next(kind for kind, model in _MODELS.items() if isinstance(thing, model))
    return f"{kind}:{thing.pk}"


def _readable(kind: str, viewer: Viewer) -> Any:
    things: Any = _MODELS[kind]._default_manager.all()
    things = things.visible_to(viewer, *STAFF)
    return things.shown() if kind == "group" else things.current()


def _with_words(kind: str, things: Any, q: str) -> Any:
    if kind == "actor":
        things = things.select_related("kind")
    if kind == "group":
        # A wijk has a dozen groups; they carry no folded column.
        words = fold(q).split()
        wanted = [group.pk for group in things if all(word in fold(group.name) for word in words)] if words else None
        return (things if wanted is None else things.filter(pk__in=wanted)).order_by("name")
    things = things.with_words(q)
    if kind == "contact" or fold(q):
        return things.order_by("sort_name", "pk")
    return things.order_by(F("last_spoken_on").desc(nulls_last=True), "sort_name", "pk")


def _party(kind: str, thing: Any) -> Party:
    words, icon = _SAID.get(kind) or (thing.kind.name, thing.kind.icon)
    return Party(f"{kind}:{thing.pk}", str(thing), str(words), icon)


class PartyField(forms.ChoiceField):
    """One party; gives the thing itself, or None. Without a viewer it offers nothing and accepts nothing."""

    widget = Chips
    default_error_messages = {"invalid_choice": _("Kies iets uit de lijst.")}

    def __init__(self, *, kinds: Sequence[str] = WHERE_LIVED, in_network: bool = False, **kwargs: Any) -> None:
        self.kinds = kinds
        self.in_network = in_network
        self.viewer: Viewer | None = None
        super().__init__(**kwargs)

    def offer(
        self,
        viewer: Viewer,
        *,
        area: Area | None = None,
        q: str = "",
        chosen: str = "",
        without: str = "",
        limit: int = 12,
    ) -> None:
        """Show what this viewer may choose, but for the value `without`. What was chosen before stays on the list,
        also when `q` finds others."""
        self.viewer = viewer
        options = [
            option
            for option in party_options(viewer, area, q, kinds=self.kinds, in_network=self.in_network, limit=limit)
            if option.value != without
        ]
        kept = self.thing_of(chosen) if all(option.value != chosen for option in options) else None
        if kept is not None:
            options.insert(0, _party(chosen.split(":", maxsplit=1)[0], kept))
        self.choices = [(option.value, option.label) for option in options]
        widget = cast("Chips", self.widget)
        widget.option_icons = {option.value: option.icon for option in options}

    def thing_of(self, value: str) -> Model | None:
        """The thing behind a value, if it is of a kind that is asked and the viewer may see it."""
        kind, _colon, key = value.partition(":")
        if self.viewer is None or kind not in self.kinds:
            return None
        if not (key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY):
            return None
        things = _with_words(kind, _readable(kind, self.viewer), "")
        found: Model | None = things.filter(pk=int(key)).first()
        return found

    def clean(self, value: Any) -> Model | None:
        text = str(self.to_python(value))
        if not text:
            self.validate(text)
            return None
        thing = self.thing_of(text)
        if thing is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return thing


class ChoicesForm(Form):
    """One party field on its own, filled from an address: what a picker shows after a search. Never saved."""

    def __init__(
        self, data: QueryDict, *, name: str, label: str, kinds: Sequence[str], in_network: bool = False
    ) -> None:
        super().__init__()
        self.name = name
        self.chosen = data.get(name, "")
        self.fields[name] = PartyField(kinds=kinds, in_network=in_network, label=label)
        self.initial[name] = self.chosen

    def offer(self, viewer: Viewer, area: Area | None, q: str) -> None:
        field = cast("PartyField", self.fields[self.name])
        field.offer(viewer, area=area, q=q, chosen=self.chosen)

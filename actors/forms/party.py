"""With whom, for whom, to whom: one family of fields with which a party is chosen, as chips.

A value is `actor-12`, `network-3`, `group-4`, `function-5` or `contact-6`; `nobody` is "iemand, geen naam". What is
posted is always fetched again through what the viewer may see, so a guessed key is no choice. `PartyField` gives one
thing or None, `PartiesField` a list of them, with None for nobody. In the form's `__init__`, or by `WhoForm`:

    field.keep(viewer, chosen)       # enough to check what comes in
    field.offer(near(viewer, wijk))  # what the eye needs; or found by `search`
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, InformalNetwork, MunicipalContact, PersonFunction
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.forms import Chips, ManyChips
from wijknet.ui.text import fold

Party = Actor | InformalNetwork | PersonFunction | ResidentGroup | MunicipalContact

NOBODY = "nobody"
NOBODY_LABEL = "Iemand (geen naam)"
# With whom one talks; a desk of the gemeente is asked for where it may be chosen.
TALKED_WITH = ("actor", "network", "group", "function")
IN_NETWORK = ("actor", "network")
NEAR = {"actor": 5, "network": 2, "group": 2, "contact": 5}
FOUND = 8
ICONS = {"network": "network", "group": "people", "function": "people", "contact": "office"}
KINDS: dict[type[Model], str] = {
    Actor: "actor",
    InformalNetwork: "network",
    ResidentGroup: "group",
    PersonFunction: "function",
    MunicipalContact: "contact",
}
# A key of more digits is no key of ours, and SQLite cannot look it up.
_LONGEST_KEY = 18


def party_value(party: Model) -> str:
    """How this thing is called in a form: `actor-12`."""
    return f"{KINDS[type(party)]}-{party.pk}"


def party_label(party: Model) -> str:
    """How it is called on a chip; a person by function, never by name."""
    return f"{party.actor} ({party.title})" if isinstance(party, PersonFunction) else str(party)


def fetch(
    viewer: Viewer, values: Iterable[str], *, kinds: Sequence[str] = TALKED_WITH, in_network: bool = False
) -> dict[str, Any]:
    """The things behind these values, as far as this viewer may see and choose them; one query per kind."""
    wanted: dict[str, list[int]] = {}
    for value in dict.fromkeys(values):
        kind, _dash, key = value.partition("-")
        if kind in kinds and key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY:
            wanted.setdefault(kind, []).append(int(key))
    found: list[Model] = []
    for kind, keys in wanted.items():
        found += _readable(kind, viewer, in_network=in_network).filter(pk__in=keys)
    return {party_value(party): party for party in found}


def near(
    viewer: Viewer, area: Area | None, *, kinds: Sequence[str] = TALKED_WITH, in_network: bool = False
) -> list[Any]:
    """Who one spoke to last in this wijk (or in all of mine), then the groups that live there."""
    found: list[Any] = []
    for kind in (kind for kind in kinds if kind in NEAR):
        things = _readable(kind, viewer, in_network=in_network)
        if area is not None:
            things = things.for_area(area) if kind == "contact" else things.in_area(area)
        found += things.order_by(*_ORDER[kind])[: NEAR[kind]]
    return found


def search(viewer: Viewer, words: str, *, kinds: Sequence[str] = TALKED_WITH, in_network: bool = False) -> list[Any]:
    """What carries these words, in every wijk of the viewer; a person by the place and the title of the function."""
    found: list[Any] = []
    for kind in kinds:
        things = _readable(kind, viewer, in_network=in_network)
        if kind == "group":
            # A wijk has a dozen groups; they carry no folded column.
            folded = fold(words).split()
            found += [group for group in things.order_by("name") if all(word in fold(group.name) for word in folded)]
        elif kind == "function":
            places = _readable("actor", viewer, in_network=in_network).with_words(words)
            found += things.filter(actor__in=places)[:FOUND]
        else:
            found += things.with_words(words).order_by("sort_name", "pk")[:FOUND]
    return found


_LATEST = F("last_spoken_on").desc(nulls_last=True)
_ORDER: dict[str, tuple[Any, ...]] = {
    "actor": (_LATEST, "sort_name", "pk"),
    "network": (_LATEST, "sort_name", "pk"),
    "group": ("name", "pk"),
    "contact": ("sort_name", "pk"),
}


def _readable(kind: str, viewer: Viewer, *, in_network: bool) -> Any:
    """What of this kind the viewer may choose."""
    if kind == "function":
        places = Actor.objects.visible_to(viewer).current().filter(kind__sensitive=False)
        return PersonFunction.objects.shown().filter(actor__in=places).select_related("actor")
    if kind == "group":
        return ResidentGroup.objects.visible_to(viewer).shown()
    if kind == "actor":
        actors = Actor.objects.visible_to(viewer).current()
        return actors.in_network() if in_network else actors
    if kind == "network":
        return InformalNetwork.objects.visible_to(viewer).current()
    return MunicipalContact.objects.visible_to(viewer).current()


class _Choosing:
    """What the field for one and the field for several share. Without a viewer nothing holds."""

    things: dict[str, Any]
    kinds: Sequence[str]
    in_network: bool
    nobody: bool
    # The value of what is never a choice: nothing hangs together with itself.
    without = ""

    def keep(self, viewer: Viewer, chosen: Iterable[str]) -> None:
        """Know what was chosen; enough to check what comes in."""
        self.things = fetch(viewer, chosen, kinds=self.kinds, in_network=self.in_network)
        self._fill()

    def keep_things(self, things: dict[str, Any]) -> None:
        """The same, of what was fetched before: where many fields on a page choose from the same."""
        self.things = things
        self._fill()

    def offer(self, parties: Iterable[Model]) -> None:
        """Show these too, after what was chosen."""
        for party in parties:
            if party_value(party) != self.without:
                self.things.setdefault(party_value(party), party)
        self._fill()

    def _fill(self) -> None:
        field: Any = self
        field.choices = [(value, party_label(party)) for value, party in self.things.items()]
        if self.nobody:
            field.choices = [*field.choices, (NOBODY, NOBODY_LABEL)]
        field.widget.option_icons = {value: ICONS.get(value.split("-")[0], "") for value in self.things}

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        copy = super().__deepcopy__(memo)  # type: ignore[misc]
        copy.things = {}
        return copy


class PartiesField(_Choosing, forms.MultipleChoiceField):
    """Several parties; cleans to a list of things, with None for "iemand, geen naam"."""

    widget = ManyChips

    def __init__(
        self,
        *,
        kinds: Sequence[str] = TALKED_WITH,
        in_network: bool = False,
        nobody: bool = True,
        **kwargs: Any,
    ) -> None:
        self.kinds, self.in_network, self.nobody, self.things = kinds, in_network, nobody, {}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        return [self.things.get(choice) for choice in super().clean(value)]


class PartyField(_Choosing, forms.ChoiceField):
    """One party; gives the thing itself, or None."""

    widget = Chips
    default_error_messages = {"invalid_choice": _("Kies iets uit de lijst.")}

    def __init__(
        self,
        *,
        kinds: Sequence[str] = TALKED_WITH,
        in_network: bool = False,
        nobody: bool = False,
        **kwargs: Any,
    ) -> None:
        self.kinds, self.in_network, self.nobody, self.things = kinds, in_network, nobody, {}
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))

"""A form in which a party is looked up by name, and a place that is not there yet is added on the spot.

The page is the same with and without script: "Zoek" and "Voeg toe" send the whole form, and it comes back as it was
typed. With script only the chips are put in anew, while typing. The view:

    form = TalkForm(request.POST or None, **known)
    again = look_up(request, form, by=viewer, make=lambda values: TalkForm(initial=values, **known))
    if again is not None:
        form = again
    elif request.method == "POST" and form.is_valid():
        …
    form.show_who()

and in the template `actors/_who.html` with the field, and the form as `finder`.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from actors.forms.party import PartiesField, PartyField, near, party_value, search
from actors.likely import Hint, hint_for
from actors.models import Actor, ActorKind
from actors.services import add_actor
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.ui.forms import Form

NAME_MISSING = "Vul de naam in van de plek of organisatie."
NAME_LONG = "Maak de naam korter: hoogstens 120 tekens."
KIND_MISSING = "Kies wat voor plek het is."
LIKELY = "Deze plek bestaat misschien al. Kies haar hierboven, of voeg haar toch toe."
# What the button sends that adds it all the same.
SURE = "toch"
_NAMES = 80


class WhoForm(Form):
    """Base of a form with one party field, called `who`. Call `start_who` at the end of `__init__`."""

    who: ClassVar[str] = "parties"

    words = forms.CharField(
        label="Zoek op naam",
        required=False,
        max_length=_NAMES,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    viewer: Viewer
    place: Area
    # What is wrong with the name that was to be added, and what was typed there.
    add_problem = ""
    new_name = ""
    new_kind = ""
    # What may be there already, when a name was to be added.
    hint: Hint | None = None

    def start_who(self, viewer: Viewer, place: Area, chosen: Iterable[str] = ()) -> None:
        """Know who chooses and where; what was posted, or else chosen before, may be chosen."""
        self.viewer, self.place = viewer, place
        self.initial.setdefault(self.who, list(chosen) if self._several else next(iter(chosen), ""))
        self.chips.keep(viewer, self._values())

    def show_who(self) -> None:
        """Fill what the eye needs and a check does not: who is near, or who was searched for."""
        known: dict[str, Any] = {"kinds": self.chips.kinds, "in_network": self.chips.in_network}
        words = self.asked_name
        if self.hint:
            chosen = [actor for actor in self.hint.seen if not (self.chips.in_network and actor.kind.sensitive)]
            self.chips.offer(chosen)
        self.chips.offer(search(self.viewer, words, **known) if words else near(self.viewer, self.place, **known))

    @property
    def chips(self) -> PartiesField | PartyField:
        field: Any = self.fields[self.who]
        found: PartiesField | PartyField = field
        return found

    @property
    def asked_name(self) -> str:
        """The words that were searched for."""
        return str(self["words"].value() or "").replace("\0", "").strip()[:_NAMES]

    @property
    def may_add(self) -> bool:
        """Offered after a search, for that is when a name is missing."""
        return "actor" in self.chips.kinds and bool(self.asked_name or self.add_problem)

    @property
    def new_kinds(self) -> list[ActorKind]:
        kinds = ActorKind.objects.of_municipality(self.place.municipality_id or self.place.pk)
        return list(kinds.filter(sensitive=False) if self.chips.in_network else kinds)

    def add_named(self, data: Any, by: Viewer) -> Actor:
        """The place that is added from this form; one of that name that is there already is chosen instead."""
        name = " ".join(str(data.get("new_name", "")).replace("\0", "").split())
        if not name or len(name) > 120:
            raise ValidationError(NAME_LONG if name else NAME_MISSING)
        same = Actor.objects.visible_to(by).current().in_area(self.place).named_exactly(name)
        known: Actor | None = (same.in_network() if self.chips.in_network else same).first()
        if known is not None:
            return known
        chosen = str(data.get("new_kind", ""))
        kind = next((kind for kind in self.new_kinds if str(kind.pk) == chosen), None)
        if kind is None:
            raise ValidationError(KIND_MISSING)
        if data.get("add") != SURE:
            self.hint = self._hint(by, name, kind)
            if self.hint:
                raise ValidationError(LIKELY)
        return add_actor(by=by, area=self.place, name=name, kind=kind, key=self._key_for(data, name))

    def _hint(self, by: Viewer, name: str, kind: ActorKind) -> Hint:
        municipality = self.place.municipality_id or self.place.pk
        facts = {"name": name, "kind": kind}
        return hint_for(by, municipality_id=municipality, area_id=self.place.pk, facts=facts)

    @property
    def _several(self) -> bool:
        return isinstance(self.chips, PartiesField)

    def _values(self) -> list[str]:
        if self.is_bound:
            data: Any = self.data
            return list(data.getlist(self.add_prefix(self.who)))
        given = self.initial[self.who]
        return list(given or ()) if self._several else [given or ""]

    def _key_for(self, data: Any, name: str) -> UUID | None:
        """The same name added twice from one form is one place."""
        try:
            return uuid5(UUID(str(data.get("request_key", ""))), name.casefold())
        except ValueError:
            return None


Made = TypeVar("Made", bound=WhoForm)


def look_up(request: HttpRequest, form: Made, *, by: Viewer, make: Callable[[dict[str, Any]], Made]) -> Made | None:
    """The form as typed, with names looked up or a place added; None when it was sent to be saved.

    Enter in another field presses the first button of a form, which is "Zoek": without words it saves.
    """
    adding = "add" in request.POST
    searching = "search" in request.POST and bool(form.asked_name or request.headers.get("HX-Request"))
    if not (adding or searching):
        return None
    values = {bound.name: bound.value() for bound in form}
    add_problem = ""
    if adding:
        try:
            added = party_value(form.add_named(request.POST, by))
        except ValidationError as error:
            add_problem = " ".join(error.messages)
        else:
            values[form.who] = [*values[form.who], added] if form._several else added
            values["words"] = ""
    again = make(values)
    again.add_problem = add_problem
    again.hint = form.hint
    again.new_kind = str(request.POST.get("new_kind", "")) if add_problem else ""
    again.new_name = str(request.POST.get("new_name", ""))[:120] if add_problem else again.asked_name
    return again

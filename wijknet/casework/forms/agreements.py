"""Close an agreement with a word, and find agreements back."""

from typing import Any

from django import forms

from actors.forms.party import PartyField
from actors.forms.who import WhoForm
from actors.models import Actor, PersonFunction
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Cards, Chips, Form, RequestKeyForm

KEPT, WITHDRAWN = "kept", "withdrawn"
STATES = (("", "open"), ("laat", "te laat"), ("week", "deze week"), ("klaar", "afgerond"))


class AgreementForm(WhoForm, RequestKeyForm):
    """An agreement without a talk: for one place, someone by function, a network, a group or a street."""

    who = "party"

    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    party = PartyField(
        label="Voor wie?",
        required=False,
        error_messages={"invalid_choice": "Deze keuze is er niet meer. Kies iemand uit de lijst."},
    )
    street = forms.CharField(label="Of voor een straat", required=False, max_length=120)
    what = forms.CharField(label="Wat spreek je af?", max_length=300)
    due = forms.DateField(label="Vóór wanneer?")

    def __init__(
        self, *args: Any, viewer: Viewer, wijken: list[Area], place: Area, chosen: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        area: Any = self.fields["area"]
        area.choices = [(code, wijk.name) for code, wijk in self.wijken.items()]
        self.initial.setdefault("area", place.code)
        self.start_who(viewer, place, [chosen])

    def show(self) -> None:
        """Who works at a place that was chosen stands beside it; then who is near, or was searched for."""
        places = [thing for thing in self.chips.things.values() if isinstance(thing, Actor)]
        functions = PersonFunction.objects.shown().filter(actor__in=places, actor__kind__sensitive=False)
        self.chips.offer(functions.select_related("actor") if places else [])
        self.show_who()

    def clean(self) -> dict[str, Any]:
        """For one, and for somebody: the database says so too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "party" in cleaned and bool(cleaned["party"]) == bool(cleaned.get("street", "").strip()):
            self.add_error("party", "Kies voor wie de afspraak is, of vul een straat in. Niet allebei.")
        return cleaned


class AgreementClosingForm(Form):
    """Never in silence: kept or withdrawn, and what was told."""

    ending = forms.ChoiceField(
        label="Hoe liep het af?",
        choices=[(KEPT, "Nagekomen"), (WITHDRAWN, "Ingetrokken")],
        initial=KEPT,
        widget=Cards(helps={KEPT: "Je hebt gedaan wat je zei.", WITHDRAWN: "Het gaat niet door, en dat weten ze."}),
    )
    told = StaffText(
        label="Wat heb je verteld?",
        help_text="Eén zin aan wie erop wachtte. Die blijft bij de afspraak staan.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op wat je hebt verteld. Een afspraak sluit niet in stilte."},
    )


class AgreementFilter(Form):
    """Which agreements: open by default."""

    staat = forms.ChoiceField(label="Welke", required=False, choices=STATES)
    wie = forms.ChoiceField(label="Van wie", required=False, choices=[("", "de wijk"), ("ik", "mij")])

    def state(self) -> str:
        return str(self.cleaned_data.get("staat", "")) if self.is_valid() else ""

    def mine(self) -> bool:
        return self.is_valid() and self.cleaned_data.get("wie") == "ik"

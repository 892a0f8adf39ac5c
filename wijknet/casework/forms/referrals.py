"""Send something on: to whom, and what about."""

from typing import Any

from django import forms

from actors.forms.party import PartyField
from actors.forms.who import WhoForm
from actors.models import MunicipalContact
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.casework.models import Referral
from wijknet.casework.services import NewReferral
from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Chips, Form, RequestKeyForm

STATES = (("", "open"), ("nu", "vraagt om aandacht"), ("klaar", "afgerond"))
TO_CHOICES = [(to.value, str(to.label).capitalize()) for to in Referral.To]
TO_ICONS = {"REPORT": "flag", "HELP": "heart", "MEDIATION": "people", "DESK": "office", "ACTOR": "place"}
WHAT_MISSING = "Schrijf kort op waar het over gaat."


class ReferralForm(WhoForm, RequestKeyForm):
    """The parts that belong to one address are looked at only when that address is chosen."""

    who = "actor"

    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    to = forms.ChoiceField(label="Naar wie verwijs je?", choices=TO_CHOICES, widget=Chips(icons=TO_ICONS))
    what = StaffText(
        label="Waar gaat het over?",
        help_text="Eén regel, zonder namen. Bij buurtbemiddeling bewaren we deze regel niet.",
        required=False,
        max_length=150,
    )
    street = forms.CharField(label="In welke straat?", required=False, max_length=120)
    kind = forms.ChoiceField(
        label="Wat voor conflict?",
        help_text="Alleen bij buurtbemiddeling. Straat en soort zijn genoeg, namen bewaren we niet.",
        required=False,
        choices=[(kind.value, str(kind.label).capitalize()) for kind in Referral.Kind],
        widget=Chips(),
    )
    contact = forms.ModelChoiceField(
        MunicipalContact.objects.none(), label="Welk gemeentecontact?", required=False, empty_label="Kies een contact"
    )
    actor = PartyField(label="Welke plek of organisatie?", kinds=("actor",), required=False)

    def __init__(self, *args: Any, viewer: Viewer, wijken: list[Area], place: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        fields: Any = self.fields
        fields["area"].choices = [(code, wijk.name) for code, wijk in self.wijken.items()]
        self.initial.setdefault("area", place.code)
        contacts = MunicipalContact.objects.visible_to(viewer).current().for_area(place)
        fields["contact"].queryset = contacts.order_by("sort_name", "pk")
        self.start_who(viewer, place)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        to = data.get("to")
        if to == Referral.To.MEDIATION and not data.get("kind"):
            self.add_error("kind", "Kies wat voor conflict het is. Namen zijn niet nodig.")
        if to and to != Referral.To.MEDIATION and "what" in data and not data["what"]:
            self.add_error("what", WHAT_MISSING)
        if to == Referral.To.DESK and "contact" in data and data["contact"] is None:
            self.add_error("contact", "Kies wie bij de gemeente dit krijgt.")
        if to == Referral.To.ACTOR and "actor" in data and data["actor"] is None:
            self.add_error("actor", "Kies naar welke plek of organisatie je verwijst.")
        return data

    def referral(self) -> NewReferral:
        """Only what belongs to the address that was chosen; of a conflict never the line."""
        data = self.cleaned_data
        mediation = data["to"] == Referral.To.MEDIATION
        return NewReferral(
            to=data["to"],
            contact=data["contact"] if data["to"] == Referral.To.DESK else None,
            actor=data["actor"] if data["to"] == Referral.To.ACTOR else None,
            what="" if mediation else data["what"],
            kind=data["kind"] if mediation else "",
            street=data["street"],
        )


class ReferralFilter(Form):
    """Which referrals: open by default."""

    staat = forms.ChoiceField(label="Welke", required=False, choices=STATES)
    naar = forms.ChoiceField(label="Naar", required=False, choices=[("", "iedereen"), *Referral.To.choices])

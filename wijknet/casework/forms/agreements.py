"""Close an agreement with a word, and find agreements back."""

from django import forms

from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Cards, Form

KEPT, WITHDRAWN = "kept", "withdrawn"
STATES = (("", "open"), ("laat", "te laat"), ("week", "deze week"), ("klaar", "afgerond"))


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

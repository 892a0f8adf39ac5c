"""One line for the notebook, and what it becomes."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms

from actors.forms.party import NOBODY, NOBODY_LABEL
from wijknet.areas.models import Area
from wijknet.casework.models.jottings import LINE, Jotting
from wijknet.casework.proposals import Proposal
from wijknet.privacy.forms import StaffText, named
from wijknet.privacy.freetext import warnings
from wijknet.ui import dates
from wijknet.ui.forms import Form


class JottingForm(Form):
    """Nothing to choose. `uuid` stores a line that was sent twice once; `next` is the page to go back to."""

    line = StaffText(
        asks=False,
        label="Schrijf één regel",
        help_text="Je hoeft niets te kiezen. Vanavond werk je het uit.",
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Schrijf één regel op.",
            "max_length": f"Maak je regel korter: hoogstens {LINE} tekens.",
        },
    )
    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    # Filled by a device that kept the line until it could be sent.
    written_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)


class SortForm(Form):
    """What one line becomes. Filled with what is recognised; whoever agrees only presses a button."""

    who = forms.ChoiceField(label="Met wie of voor wie?", required=False)
    due = forms.DateField(label="Vóór wanneer? (bij een afspraak)", required=False)
    street = forms.CharField(label="In welke straat?", required=False, max_length=120)
    area = forms.ChoiceField(label="Welke wijk?", required=False)
    sure = forms.BooleanField(label="Zo opslaan", required=False)

    def __init__(
        self,
        *args: Any,
        proposal: Proposal,
        near: Iterable[tuple[str, str]],
        wijken: list[Area],
        place: Area,
        **kwargs: Any,
    ) -> None:
        found, key = proposal.found, proposal.jotting.pk
        self.private = warnings(proposal.jotting.line)
        initial = {
            "who": proposal.first.value if proposal.first else NOBODY,
            "due": proposal.due,
            "street": found.street,
            "area": place.code,
        }
        super().__init__(*args, initial=initial, auto_id=f"id_{key}_%s", **kwargs)
        names = {name.value: name.label for name in found.names} | dict(near)
        self._choose("who", [*names.items(), (NOBODY, NOBODY_LABEL)])
        self._choose("area", [(wijk.code, wijk.name) for wijk in wijken])
        if len(wijken) == 1:
            self.fields["area"].widget = forms.HiddenInput()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Colleagues will read the line, so what may be too much is asked about; not when it is thrown away."""
        data: dict[str, Any] = super().clean() or {}
        thrown = self.data.get("outcome") == Jotting.Outcome.THROWN
        if self.private and not thrown and not data.get("sure"):
            words = f"Is dit nodig? Er staat {named(self.private)}. Collega’s lezen het straks."
            self.add_error(None, f"{words} Zet een vinkje bij ‘Zo opslaan’, of gooi de regel weg.")
        return data

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < dates.today():
            raise forms.ValidationError("Kies vandaag of een dag die nog komt.")
        return due

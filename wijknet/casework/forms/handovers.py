"""To whom, and until when."""

from typing import Any

from django import forms

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.services.handovers import colleagues_in
from wijknet.ui.forms import RequestKeyForm


class HandoverForm(RequestKeyForm):
    """A colleague who is wijkmanager in this wijk; without a day it is for good."""

    taker = forms.ModelChoiceField(
        User.objects.none(),
        label="Aan welke collega?",
        empty_label="Kies een collega",
        error_messages={"invalid_choice": "Kies een collega die wijkmanager is in deze wijk."},
    )
    until = forms.DateField(
        label="Tot en met",
        help_text="Daarna komt vanzelf terug wat nog openstaat. Leeg: voorgoed.",
        required=False,
    )

    def __init__(self, *args: Any, viewer: User, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["taker"]
        field.queryset = colleagues_in(area, apart_from=viewer)

"""One line for the notebook."""

from uuid import uuid4

from django import forms

from wijknet.casework.models.jottings import LINE
from wijknet.privacy.forms import StaffText
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

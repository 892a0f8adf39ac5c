"""What a sender says about how it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijknet.casework.models.check_ins import WORDS
from wijknet.ui.forms import Form


class CheckInForm(Form):
    """One line: what holds them up, or why they stop."""

    words = forms.CharField(
        label=_("Wat houdt jullie tegen? (niet verplicht)"),
        help_text=_("Eén zin is genoeg. Noem geen namen."),
        max_length=WORDS,
        required=False,
    )

    def __init__(self, *args: Any, stops: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stops:
            self.fields["words"].label = _("Waarom stoppen jullie?")
            self.fields["words"].required = True

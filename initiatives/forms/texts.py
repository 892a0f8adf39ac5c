"""The texts of a gemeente that wijkmanagers start from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.public import text
from initiatives.models import MESSAGE_LENGTH, Use
from wijknet.ui.forms import Chips, Form, RequestKeyForm


class StandardTextForm(Form):
    """A text with its name and use; `version` is 0 while it is still the one that WijkNet brought along."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    use = forms.ChoiceField(label=_("Waarvoor?"), choices=Use.choices, widget=Chips)
    name = text(_("Korte naam"), 80, help_text=_("Alleen collega's zien deze naam."))
    text = text(
        _("Tekst"),
        MESSAGE_LENGTH,
        rows=8,
        help_text=_("Schrijf korte zinnen. Zet drie puntjes waar een collega iets moet invullen."),
    )
    is_off = forms.BooleanField(label=_("Bied deze tekst niet meer aan"), required=False)


class NewStandardTextForm(RequestKeyForm, StandardTextForm):
    """One more text of the gemeente's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["is_off"]

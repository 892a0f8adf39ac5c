"""Short answers of a sender on their own page."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.public import text
from initiatives.models import MESSAGE_LENGTH
from wijknet.ui.forms import Form

# Beyond this no database has a row.
HIGHEST_KEY = 2**63 - 1


class TextAnswerForm(Form):
    """Whether the words on the page are right; `proposal` says which words those were."""

    proposal = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_KEY)
    answer = forms.ChoiceField(choices=[("ja", _("Ja")), ("nee", _("Nee"))], label=_("Is deze tekst goed?"))
    remark = text(
        _("Wat klopt er niet?"),
        MESSAGE_LENGTH,
        rows=3,
        required=False,
        help_text=_("De wijkmanager leest dit. Dat kan helpen om het samen goed te krijgen."),
    )


class LostLinkForm(Form):
    """What somebody still has of what they sent."""

    reference = text(_("Je nummer"), 40, help_text=_("Dat staat in de mail of op het blad. Bijvoorbeeld WN-2026-0012."))
    email = forms.EmailField(label=_("Je e-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_reference(self) -> str:
        found = re.fullmatch(r"(?:WN)?[\s-]*(\d{4})[\s-]*(\d{4,9})", self.cleaned_data["reference"].strip().upper())
        if not found:
            raise forms.ValidationError(_("Vul een nummer in, bijvoorbeeld WN-2026-0012"))
        return f"WN-{found[1]}-{found[2]}"


class MeetForm(Form):
    """Yes or no to one neighbour, by the number of their idea."""

    other = forms.CharField(max_length=20)
    answer = forms.ChoiceField(choices=[("ja", _("Ja")), ("nee", _("Nee"))])

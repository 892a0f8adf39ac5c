"""Short answers of a sender on their own page."""

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

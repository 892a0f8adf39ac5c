"""What one chooses of koppelkansen, and what a partner wants and brings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.desk import staff_text
from initiatives.models import MatchState
from initiatives.scoring import Sort
from wijknet.areas.models import Area
from wijknet.privacy.forms import remember_stored
from wijknet.ui.forms import Form, VersionForm

# The word of the address → how it was judged; without a word: what waits.
STATES = {"aangenomen": MatchState.ACCEPTED, "past-niet": MatchState.DROPPED}
SORTS = (
    (Sort.PARTNER.value, _("partner")),
    (Sort.PLAN.value, _("plan")),
    (Sort.GROUP.value, _("bewonersgroep")),
    (Sort.EVENT.value, _("bijeenkomst")),
    (Sort.IDEA.value, _("ander initiatief")),
)


class MatchFilter(Form):
    """The filter bar above the list; every choice is in the address."""

    staat = forms.ChoiceField(
        label=_("Wat"),
        choices=[("", _("voorstellen")), ("aangenomen", _("aangenomen")), ("past-niet", _("past niet"))],
        required=False,
    )
    soort = forms.ChoiceField(label=_("Past bij een"), choices=[("", _("alles")), *SORTS], required=False)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)

    def __init__(self, *args: Any, wijken: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijk: Any = self.fields["wijk"]
        wijk.choices = [("", _("alle wijken")), *((area.code, area.name) for area in wijken)]


class PartnerForm(VersionForm):
    goal = staff_text(_("Wat wil de partner bereiken?"), 500, rows=3, required=False)
    contribution = staff_text(
        _("Wat draagt de partner bij?"),
        500,
        rows=3,
        required=False,
        help_text=_("Bijvoorbeeld: een zaal op woensdag, of gereedschap."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)

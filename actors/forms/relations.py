"""Who knows whom, and who reaches which residents: only a choice and one word are asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.party import IN_NETWORK, PartyField, party_value
from actors.forms.who import WhoForm
from actors.models import Actor, InformalNetwork, Reach, Tie
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.privacy.forms import StaffText
from wijknet.ui.dates import today
from wijknet.ui.forms import Chips, Form, form_helper

Side = Actor | InformalNetwork


class TieForm(WhoForm):
    """With whom, of what kind, how close."""

    who = "other"

    other = PartyField(
        label=_("Met wie?"),
        kinds=IN_NETWORK,
        in_network=True,
        error_messages={"required": _("Kies met wie: een plek, een organisatie of een netwerk.")},
    )
    kind = forms.ChoiceField(label=_("Wat voor relatie?"), choices=Tie.Kind, initial=Tie.Kind.KNOWS, widget=Chips)
    strength = forms.TypedChoiceField(label=_("Hoe nauw?"), choices=Tie.Strength, coerce=int, widget=Chips)
    source_text = StaffText(
        label=_("Wie zei dit?"),
        max_length=120,
        required=False,
        help_text=_("Een organisatie of groep. Was het een bewoner? Schrijf dan: een bewoner."),
    )

    start = forms.DateField(label=_("Sinds wanneer?"), required=False)
    end = forms.DateField(label=_("Tot wanneer?"), required=False)

    def __init__(self, viewer: Viewer, side: Side, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_who(viewer, area)
        self.chips.without = party_value(side)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and start > today():
            self.add_error("start", _("Deze relatie moet nog beginnen. Kies een dag die geweest is."))
        elif start and end and end < start:
            self.add_error("end", _("De einddatum ligt vóór de begindatum. Kies een latere dag."))
        return data


class ReachForm(Form):
    """Which group, and one of three words."""

    group = forms.ModelChoiceField(label=_("Welke bewonersgroep?"), queryset=ResidentGroup.objects.none())
    level = forms.ChoiceField(label=_("Bereikt deze plek die groep?"), choices=Reach.Level, widget=Chips)
    source_text = StaffText(
        label=_("Wie zei dit?"),
        max_length=120,
        required=False,
        help_text=_("Een organisatie of groep. Was het een bewoner? Schrijf dan: een bewoner."),
    )

    def __init__(self, viewer: Viewer, side: Side, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = ResidentGroup.objects.visible_to(viewer).shown().filter(municipality=side.municipality_id)
        self.fields["group"].queryset = groups.order_by("name")  # type: ignore[attr-defined]
        self.helper = form_helper(gettext("Bereik opslaan"))

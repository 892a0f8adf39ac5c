"""Which cards to print."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from wijknet.access import STAFF
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.ui.forms import Form

# Ten sheets in all; that is what one carries along.
MOST_CARDS, MOST_BLANK = 24, 16
# Older ideas get a card from their own page.
SHOWN = 60


class CardsForm(Form):
    """Ideas on the site in the wijken of this colleague, and cards for what nobody said yet."""

    kies = forms.ModelMultipleChoiceField(
        label=_("Ideeën op de site"),
        queryset=Initiative.objects.none(),
        to_field_name="reference",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Een van deze ideeën staat niet (meer) op de site.")},
    )
    leeg = forms.IntegerField(
        label=_("Lege kaarten"),
        required=False,
        min_value=0,
        max_value=MOST_BLANK,
        help_text=_("Met de vraag 'Heb jij een idee?'. Vier kaarten passen op één blad."),
    )
    wijk = forms.ChoiceField(label=_("Voor welke wijk zijn de lege kaarten?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {area.code: area for area in Area.objects.wijken_of(user, *STAFF)}
        wijk: Any = self.fields["wijk"]
        wijk.choices = [(code, area.name) for code, area in self.wijken.items()]
        kies: Any = self.fields["kies"]
        seen = Initiative.objects.visible_to(user).public()
        kies.queryset = seen.select_related("area", "municipality")
        kies.choices = list(
            seen.order_by("-published_on", "-pk").values_list("reference", "title")[:SHOWN],
        )

    def clean_kies(self) -> Any:
        chosen = self.cleaned_data["kies"]
        if len(chosen) > MOST_CARDS:
            raise forms.ValidationError(_("Kies hoogstens %(most)d ideeën.") % {"most": MOST_CARDS})
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned.get("kies") and not cleaned.get("leeg"):
            self.add_error("kies", _("Kies een idee, of vraag om lege kaarten."))
        elif cleaned.get("leeg") and not cleaned.get("wijk"):
            self.add_error("wijk", _("Kies de wijk van de lege kaarten."))
        return cleaned

    def blank_for(self) -> Area | None:
        """The wijk of the blank cards."""
        return self.wijken.get(self.cleaned_data.get("wijk") or "")

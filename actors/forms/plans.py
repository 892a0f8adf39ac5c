"""Plans, and what an organisation or network said about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Position
from wijknet.areas.models import Area, Plan, Theme
from wijknet.ui.dates import today
from wijknet.ui.forms import Chips, ManyChips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _PlanFields(ModelForm):
    class Meta:
        model = Plan
        fields = ("name", "owner_text", "aim", "themes", "wijken", "start", "end")
        labels = {
            "name": _("Naam van het plan"),
            "owner_text": _("Van wie is het plan?"),
            "aim": _("Wat is het doel?"),
            "themes": _("Thema's"),
            "wijken": _("Voor welke wijken?"),
        }
        help_texts = {
            "owner_text": _("Bijvoorbeeld: gemeente, afdeling Ruimte."),
            "wijken": _("Kies niets als het de hele gemeente is."),
        }
        widgets = {"aim": forms.Textarea(attrs={"rows": 3}), "themes": ManyChips, "wijken": ManyChips}

    def __init__(self, municipality_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijken = Area.objects.wijken().filter(municipality=municipality_id).order_by("name")
        self.fields["themes"].queryset = Theme.objects.filter(municipality=municipality_id)  # type: ignore[attr-defined]
        self.fields["wijken"].queryset = wijken  # type: ignore[attr-defined]


class PlanNewForm(RequestKeyForm, _PlanFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Plan toevoegen"))


class PlanChangeForm(VersionForm, _PlanFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class PositionForm(RequestKeyForm, ModelForm):
    """Their own words. A wish or a worry stands before for and against."""

    class Meta:
        model = Position
        fields = ("plan", "stance", "words", "source_text", "on")
        labels = {
            "plan": _("Over welk plan?"),
            "stance": _("Wat is het?"),
            "words": _("Wat zeiden zij, in eigen woorden?"),
            "source_text": _("Waar zeiden zij dat?"),
            "on": _("Wanneer?"),
        }
        help_texts = {
            "words": _("Zij kunnen dit zelf inzien. Schrijf niets over een mens."),
            "source_text": _("Bijvoorbeeld: wijkgesprek, brief, overleg in het buurthuis."),
        }
        widgets = {"stance": Chips, "words": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, municipality_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = Plan.objects.filter(municipality=municipality_id).running(today()).order_by("sort_name", "pk")
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        self.fields["stance"].choices = Position.Stance.choices  # type: ignore[attr-defined]
        self.helper = form_helper(gettext("Opslaan wat zij zeiden"))

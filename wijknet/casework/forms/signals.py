"""Note what keeps coming back."""

from typing import Any

from django import forms

from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Chips, RequestKeyForm


class SignalForm(RequestKeyForm):
    title = StaffText(label="Wat komt steeds terug?", max_length=150)
    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    street = forms.CharField(label="In welke straat?", required=False, max_length=120)
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Thema", required=False, empty_label="Nog geen thema")
    count = forms.IntegerField(
        label="Van hoeveel mensen hoorde je dit?",
        help_text="Een aantal, geen namen.",
        min_value=1,
        max_value=1000,
        initial=1,
    )

    def __init__(self, *args: Any, viewer: Viewer, wijken: list[Area], place: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        area: Any = self.fields["area"]
        area.choices = [(code, wijk.name) for code, wijk in self.wijken.items()]
        self.initial.setdefault("area", place.code)
        theme: Any = self.fields["theme"]
        theme.queryset = Theme.objects.filter(municipality__in={wijk.municipality_id for wijk in wijken})

"""Note what keeps coming back."""

from typing import Any

from django import forms

from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Chips, Form, RequestKeyForm


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


class SignalFilter(Form):
    """What the list of signals can be narrowed by; each stands in the address."""

    wijk = forms.ChoiceField(label="Wijk", required=False)
    thema = forms.ChoiceField(label="Thema", required=False)
    staat = forms.ChoiceField(
        label="Welke",
        required=False,
        choices=[
            ("", "open"),
            ("nieuw", "open, nog niet opgepakt"),
            ("opgepakt", "open, met een verbinding"),
            ("klaar", "gesloten"),
        ],
    )

    def __init__(self, *args: Any, wijken: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijk, thema = self.fields["wijk"], self.fields["thema"]
        gemeenten = {place.municipality_id for place in wijken}
        themes = Theme.objects.filter(municipality__in=gemeenten).order_by("name", "pk")
        if isinstance(wijk, forms.ChoiceField) and isinstance(thema, forms.ChoiceField):
            wijk.choices = [("", "al mijn wijken"), *((place.code, place.name) for place in wijken)]
            thema.choices = [("", "alle"), *((str(theme.pk), theme.name) for theme in themes)]

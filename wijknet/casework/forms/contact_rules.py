"""Try out the rules: who gets this?"""

from typing import Any

from django import forms

from wijknet.areas.models import Area, Theme
from wijknet.casework.recognise import theme_in
from wijknet.ui.forms import Form


class TryForm(Form):
    """`?plek=&thema=&woorden=`: a theme, or words in which one is recognised."""

    plek = forms.ModelChoiceField(
        Area.objects.none(), label="Wijk", required=False, empty_label="Kies een wijk", to_field_name="code"
    )
    thema = forms.ModelChoiceField(Theme.objects.none(), label="Thema", required=False, empty_label="Uit de woorden")
    woorden = forms.CharField(
        label="Of: wat zegt een bewoner?",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, wijken: list[Area], themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        place: Any = self.fields["plek"]
        place.queryset = Area.objects.filter(pk__in=[wijk.pk for wijk in wijken]).order_by("name")
        theme: Any = self.fields["thema"]
        theme.queryset = Theme.objects.filter(pk__in=[theme.pk for theme in themes])

    def chosen_theme(self) -> Theme | None:
        """The chosen theme, else the one that the words speak of."""
        data = self.cleaned_data
        if data.get("thema"):
            chosen: Theme = data["thema"]
            return chosen
        key = theme_in(data.get("woorden", ""), [(theme.pk, theme.name) for theme in self.themes])
        return next((theme for theme in self.themes if theme.pk == key), None)

"""In which wijk one walks."""

from typing import Any

from django import forms

from wijknet.areas.models import Area
from wijknet.ui.forms import Form


class RoundFilter(Form):
    """`?wijk=`: one of mine, or all of them."""

    wijk = forms.ChoiceField(label="Wijk", required=False)

    def __init__(self, *args: Any, wijken: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wijk"]
        field.choices = [("", "al mijn wijken"), *((wijk.code, wijk.name) for wijk in wijken)]

"""Note what keeps coming back, keep who wants to hear of it, and answer them all."""

from typing import Any

from django import forms

from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.casework.models.signals import ANSWER
from wijknet.privacy.forms import StaffText
from wijknet.privacy.texts import newest
from wijknet.ui.forms import Chips, Form, RequestKeyForm


class SignalForm(RequestKeyForm):
    title = StaffText(label="Wat komt steeds terug?", max_length=150)
    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    street = forms.CharField(label="In welke straat?", required=False, max_length=120)
    buurt = forms.ModelChoiceField(
        Area.objects.none(), label="In welke buurt?", required=False, empty_label="Weet ik niet"
    )
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
        buurt: Any = self.fields["buurt"]
        buurt.queryset = Area.objects.buurten().filter(parent__in=wijken).order_by("name", "pk")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        buurt, wijk = data.get("buurt"), self.wijken.get(data.get("area", ""))
        if buurt is not None and wijk is not None and buurt.parent_id != wijk.pk:
            self.add_error("buurt", f"Deze buurt ligt niet in {wijk.name}. Kies een andere.")
        return data


class FollowForm(Form):
    """The address of someone who wants to hear the answer, after the words of the consent were read out."""

    email = forms.EmailField(label="E-mailadres", max_length=254)
    agreed = forms.BooleanField(label="De bewoner zei hier ja op", help_text=newest("hear_answer").text)


class SignalAnswerForm(RequestKeyForm):
    """One answer to everyone. `seen` is a stamp of the words and the numbers that were shown before."""

    text = StaffText(
        label="Wat is het antwoord?",
        help_text="Schrijf het zoals je het aan de deur zegt. Noem geen namen.",
        max_length=ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schrijf het antwoord op."},
    )
    close = forms.BooleanField(label="Sluit het signaal hierna", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


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
            ("antwoord", "open, nog antwoord geven"),
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

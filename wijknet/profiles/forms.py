"""What a curator fills in."""

from typing import Any

from django import forms

from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.profiles.models import MAX_QUESTION, MAX_SIGNED_NAME, MAX_TEXT, TEXTS
from wijknet.profiles.texts import tidy
from wijknet.ui.forms import Form, RequestKeyForm, VersionForm


class TextField(StaffText):
    """Running text with paragraphs; it asks first when words may be too much, for everybody will read it.

    A draft may be empty; publishing asks for the parts it needs.
    """

    def __init__(self, label: str, help_text: str, rows: int = 6, max_length: int = MAX_TEXT) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, help_text=help_text, max_length=max_length, required=False, widget=widget)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class NeededText(TextField):
    """A part without which no edition is published. The draft may wait for it, so saving does not ask for it."""

    def __init__(self, label: str, help_text: str, rows: int = 6, max_length: int = MAX_TEXT) -> None:
        super().__init__(label, help_text, rows, max_length)
        self.required = True

    def validate(self, value: Any) -> None:
        """Nothing: `publish_edition` names what is missing."""


class DraftForm(VersionForm, Form):
    """The texts of one wijk, in reading order."""

    use_required_attribute = False

    question = NeededText("Onze vraag aan deze wijk", "Eén vraag. Hier begint het profiel mee.", 2, MAX_QUESTION)
    who = NeededText("Wie de wijk is", "Wie wonen hier, wat bindt hen?")
    breathes = NeededText("Hoe de wijk ademt", "Hoe ziet een gewone dag eruit?")
    makes = NeededText("Wat de wijk een wijk maakt", "Wie helpt wie? Welke groepen kennen elkaar niet?")
    developments = TextField("Wat er verandert", "Wat komt er de komende tijd op de wijk af?", 4)
    programme = TextField("Waar we samen aan werken", "Welke doelen, en wie doen er mee?", 4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)

    def clean_question(self) -> str:
        """One line: it is a heading on the page of the wijk."""
        return " ".join(str(self.cleaned_data["question"]).split())

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class PublishForm(VersionForm, RequestKeyForm, Form):
    """The signature under an edition."""

    signed_name = forms.CharField(
        label="Vastgesteld door",
        help_text="Deze naam komt onder de editie te staan. Noem je team of je functie.",
        max_length=MAX_SIGNED_NAME,
    )

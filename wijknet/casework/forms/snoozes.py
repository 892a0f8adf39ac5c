"""Put something off, with the reason."""

from datetime import date
from typing import Any

from django import forms

from wijknet.privacy.forms import StaffText
from wijknet.ui import dates
from wijknet.ui.forms import Form, RequestKeyForm, VersionForm

LATER = 5


class SnoozeForm(RequestKeyForm):
    """A new day and why."""

    until = forms.DateField(label="Welke dag wordt het?")
    why = StaffText(
        label="Waarom wordt het later?",
        help_text="Dit staat in de tijdlijn. Schrijf niets over gezondheid of andermans naam.",
        max_length=200,
        error_messages={"required": "Schrijf op waarom het later wordt."},
    )

    def __init__(self, *args: Any, due: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", dates.add_working_days(max(due, dates.today()), LATER))


class CaseSnoozeForm(SnoozeForm, VersionForm, Form):
    """The same for the next step of a case, that a colleague may be moving at this moment."""

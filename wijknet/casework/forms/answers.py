"""Ask by personal link, answer without an account, and write it in plain words."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijknet.casework.models import CaseAnswer
from wijknet.casework.models.answers import QUESTION, REFERS_TO, TEXT
from wijknet.casework.services.answers import LINK_DAYS
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.ui import dates
from wijknet.ui.forms import Form, RequestKeyForm, VersionForm

# Working days in which an answer is asked for, unless chosen otherwise.
WANTED_DAYS = 10


class AskForm(RequestKeyForm):
    """The question as it is asked, and by when an answer is wanted."""

    question = StaffText(
        label="Wat vraag je?",
        help_text="Wie antwoordt ziet dit zo. Noem geen namen van bewoners.",
        max_length=QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op wat je vraagt."},
    )
    wanted_by = forms.DateField(label="Graag een antwoord vóór")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("wanted_by", dates.add_working_days(dates.today(), WANTED_DAYS))

    def clean_wanted_by(self) -> date:
        wanted: date = self.cleaned_data["wanted_by"]
        if not dates.today() < wanted <= dates.today() + timedelta(days=LINK_DAYS):
            raise forms.ValidationError(f"Kies een dag na vandaag, binnen {LINK_DAYS} dagen. Zo lang werkt de link.")
        return wanted


class AnswerForm(RequestKeyForm):
    """What someone without an account answers: a text, or who knows it."""

    text = forms.CharField(
        label=_("Jouw antwoord"),
        help_text=_("Je eigen woorden zijn goed. De wijkmanager vertelt het in gewone taal in de wijk."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    refers_to = forms.CharField(
        label=_("Kan een ander dit beter beantwoorden?"),
        help_text=_("Noem de afdeling of functie, bijvoorbeeld: Team Groen. Een naam is niet nodig."),
        max_length=REFERS_TO,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("text") and not data.get("refers_to"):
            self.add_error("text", _("Schrijf je antwoord, of noem hieronder wie het weet."))
        return data


class PlainForm(RequestKeyForm, VersionForm, Form):
    """The same answer in plain words, for the wijk."""

    plain_text = StaffText(
        label="Zo vertel je het in de wijk",
        help_text="Korte zinnen, gewone woorden, geen namen.",
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schrijf het antwoord in gewone woorden."},
    )
    tell = forms.BooleanField(label="Stuur dit ook aan de indiener", required=False)

    def __init__(self, *args: Any, answer: CaseAnswer, may_tell: bool, **kwargs: Any) -> None:
        # Several of these stand on one page: the key of the row keeps their labels apart.
        super().__init__(*args, auto_id=f"id_{answer.pk}_%s", **kwargs)
        if not may_tell:
            del self.fields["tell"]
        remember_stored(self)

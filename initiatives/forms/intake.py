"""What a resident told a colleague, on paper, in the street or by phone."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.desk import staff_text
from initiatives.forms.public import WhoForm, text
from initiatives.models import STORY_LENGTH, TITLE_LENGTH, Channel, Kind
from initiatives.services.submit import PUBLISH, REACH_ADULT, SHOW_NAME, Idea, Place
from wijknet.areas.models import Area
from wijknet.privacy.texts import newest
from wijknet.ui.dates import today
from wijknet.ui.forms import Chips, RequestKeyForm

# A letter may lie for a while; longer ago it is a different story.
LONGEST_AGO = timedelta(days=365)


def said(key: str) -> forms.BooleanField:
    """A tick for a text that was read out, or that the resident signed."""
    return forms.BooleanField(label=_("De bewoner zei ja tegen: ‘%s’") % newest(key).text, required=False)


class IntakeForm(RequestKeyForm, WhoForm):
    """One page: how it came in, what was told, and by whom."""

    channel = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(way.value, way.label) for way in (Channel.STREET, Channel.PHONE, Channel.PAPER)],
        widget=Chips,
    )
    kind = forms.ChoiceField(label=_("Wat is het?"), choices=Kind.choices, initial=Kind.IDEA, widget=Chips)
    received_on = forms.DateField(label=_("Op welke dag?"), widget=forms.DateInput)
    title = staff_text(_("Titel"), TITLE_LENGTH, help_text=_("Een paar woorden, zoals de bewoner het zegt."))
    story = staff_text(
        _("Wat vertelde de bewoner?"),
        STORY_LENGTH,
        rows=8,
        help_text=_("Schrijf het op in de woorden van de bewoner. Noem geen namen van anderen."),
    )
    wijk = forms.ChoiceField(label=_("Wijk"))
    place_text = text(_("Straat of plek"), 200, required=False, help_text=_("Hoogstens de straat, geen huisnummer."))
    adult_knows = said(REACH_ADULT)
    may_publish = said(PUBLISH)
    show_name = said(SHOW_NAME)

    adult_missing = _("Vraag eerst of de ouder of school het weet. Zet dan het vinkje.")

    def __init__(self, *args: Any, wijken: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {area.code: area for area in wijken}
        wijk: Any = self.fields["wijk"]
        wijk.choices = [(area.code, area.name) for area in wijken]
        if len(wijken) > 1:
            wijk.choices = [("", _("Kies de wijk")), *wijk.choices]
        self.fields["received_on"].initial = today
        words = {
            "sender_name": _("Voornaam van de bewoner"),
            "under_16": _("Is de bewoner jonger dan 16?"),
            "contact_name": _("Naam van een ouder of de school"),
            "visit_text": _("Waar en wanneer vinden we de bewoner?"),
            "reach_print": _("Op papier: ik print straks het blad en geef het mee"),
        }
        for name, label in words.items():
            self.fields[name].label = label
        self.fields["sender_name"].error_messages["required"] = _("Vul de voornaam van de bewoner in")
        self.fields["under_16"].error_messages["required"] = _("Kies of de bewoner jonger is dan 16")
        self.fields["email"].help_text = _("Hierheen gaat een link. Daarmee volgt de bewoner wat er gebeurt.")
        self.fields["contact_name"].help_text = _(
            "Alleen onder de 16. Vul hieronder het e-mailadres of telefoonnummer van die ouder of school in."
        )
        for name in ("email", "phone", "sender_name"):
            # The browser of a colleague must not offer their own.
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_received_on(self) -> date:
        on: date = self.cleaned_data["received_on"]
        if not today() - LONGEST_AGO <= on <= today():
            raise forms.ValidationError(_("Kies vandaag of een dag van het afgelopen jaar"))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == Kind.QUESTION:
            cleaned["may_publish"] = cleaned["show_name"] = False
        return cleaned

    def idea(self) -> Idea:
        return Idea(title=" ".join(self.cleaned_data["title"].split()), story=self.cleaned_data["story"])

    def place(self) -> Place:
        words = " ".join(self.cleaned_data["place_text"].split())
        return Place(wijk=self.wijken[self.cleaned_data["wijk"]], place_text=words)

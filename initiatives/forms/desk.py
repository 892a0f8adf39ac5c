"""What the wijkmanager fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.public import text
from initiatives.models import (
    GROWING,
    MESSAGE_LENGTH,
    STORY_LENGTH,
    TITLE_LENGTH,
    Initiative,
    Kind,
    Moderation,
    Phase,
    WaitingOn,
)
from wijknet.areas.models import Area, Theme
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.ui.dates import add_working_days, today
from wijknet.ui.forms import Chips, Form, ManyChips, RequestKeyForm, VersionForm


def staff_text(label: Any, length: int, **options: Any) -> forms.CharField:
    """The same as for residents, and it asks first when words may be too much."""
    return text(label, length, StaffText, **options)


class TurnForm(Form):
    """Who has to move, until when, and what they do."""

    waiting_on = forms.ChoiceField(label=_("Wie is aan zet?"), choices=WaitingOn.choices, widget=Chips)
    until = forms.DateField(label=_("Uiterlijk"), required=False, widget=forms.DateInput)
    waiting_text = staff_text(
        _("Wat gaat er gebeuren?"),
        200,
        required=False,
        help_text=_("De afzender leest dit. Bijvoorbeeld: Fatima belt het buurthuis."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "until" in self.errors or "waiting_on" in self.errors:
            return cleaned
        if cleaned["waiting_on"] == WaitingOn.NOBODY:
            cleaned["until"] = None
        elif cleaned["until"] is None:
            self.add_error("until", _("Vul een datum in, bijvoorbeeld 24-11-2026"))
        elif cleaned["until"] < today():
            self.add_error("until", _("Kies een dag die nog komt"))
        return cleaned


def next_turn(days: int = 5) -> dict[str, Any]:
    """What a form about whose turn it is starts with."""
    return {"waiting_on": WaitingOn.WIJKMANAGER, "until": add_working_days(today(), days)}


class PublishForm(TurnForm):
    word = staff_text(_("Bericht aan de afzender"), MESSAGE_LENGTH, rows=5)
    spoken = forms.BooleanField(label=_("Ik heb de afzender zelf gesproken. Het idee mag op de site."), required=False)
    field_order = ("word", "waiting_on", "until", "waiting_text", "spoken")

    def __init__(self, *args: Any, ask_spoken: bool, of_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_spoken:
            del self.fields["spoken"]
        elif of_child:
            self.fields["spoken"].label = _("Ik heb de ouder of school zelf gesproken. Het idee mag op de site.")

    def clean(self) -> dict[str, Any]:
        return {"spoken": False} | super().clean()


class NotPlaceForm(Form):
    reason = staff_text(
        _("Waarom niet?"),
        MESSAGE_LENGTH,
        rows=8,
        help_text=_("Alleen de afzender leest dit. Schrijf ook wat de afzender wel kan doen."),
    )


class TextForm(VersionForm):
    """Title, story, place and themes; with `asks` the words go to the sender first, with the reason."""

    title = staff_text(_("Titel"), TITLE_LENGTH)
    story = staff_text(_("Verhaal"), STORY_LENGTH, rows=10)
    place_text = text(_("Straat of plek"), 200, required=False, help_text=_("Hoogstens de straat, geen huisnummer."))
    themes = forms.ModelMultipleChoiceField(
        label=_("Thema's"), queryset=Theme.objects.none(), required=False, widget=ManyChips
    )

    why = staff_text(
        _("Waarom andere woorden?"),
        1000,
        rows=3,
        required=False,
        help_text=_("Alleen nodig als je de tekst verandert. De afzender leest dit."),
    )

    def __init__(self, *args: Any, initiative: Initiative, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiative = initiative
        if not asks:
            del self.fields["why"]
        themes: Any = self.fields["themes"]
        themes.queryset = Theme.objects.filter(municipality=initiative.municipality_id)
        if not self.is_bound:
            for name in ("title", "story", "place_text", "version"):
                self.initial[name] = getattr(initiative, name)
            self.initial["themes"] = initiative.themes.all()
        for name in ("title", "story"):
            stored: Any = self.fields[name]
            stored.stored = getattr(initiative, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "why" in self.fields and not self.errors and self.changes_words(cleaned) and not cleaned["why"]:
            self.add_error("why", _("Schrijf op waarom je de tekst verandert"))
        return cleaned

    def changes_words(self, values: dict[str, Any]) -> bool:
        """Whether title, story or place read differently than they do now."""
        return any(values[name] != getattr(self.initiative, name) for name in ("title", "story", "place_text"))


class DisagreeForm(Form):
    """A word to the colleague who asked."""

    note = staff_text(_("Waarom niet?"), 1000, rows=3, help_text=_("Alleen collega's lezen dit."))


class RemarkForm(VersionForm):
    remark = staff_text(
        _("Opmerking voor collega's"),
        MESSAGE_LENGTH,
        rows=4,
        required=False,
        help_text=_("De afzender ziet dit niet op de eigen pagina, maar mag het wel opvragen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)


class AnswerForm(RequestKeyForm):
    text = staff_text(
        _("Bericht aan de afzender"),
        MESSAGE_LENGTH,
        rows=5,
        help_text=_("De afzender krijgt een mail met een link, niet de tekst."),
    )


class PhaseForm(Form):
    phase = forms.ChoiceField(label=_("Fase"), choices=Phase.choices, widget=Chips)
    reason = staff_text(
        _("Waarom stopt het of staat het stil?"),
        300,
        required=False,
        help_text=_("Alleen nodig bij 'Gestopt' en 'Staat stil'. Komt niet op de site."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("phase") in {Phase.STOPPED, Phase.STRANDED} and not cleaned.get("reason"):
            self.add_error("reason", _("Schrijf op waarom het stopt of stilstaat"))
        if cleaned.get("phase") in GROWING:
            cleaned["reason"] = ""
        return cleaned


class RestForm(Form):
    """Until which day it may lie still, and why; the sender reads both."""

    until = forms.DateField(label=_("Rust tot"), help_text=_("Tot die dag vraagt niemand hoe het gaat."))
    why = staff_text(_("Waarom?"), 200, help_text=_("De afzender leest dit. Bijvoorbeeld: na de winter verder."))


class QueueFilter(Form):
    """The filter bar above the queue; every choice is in the address."""

    staat = forms.ChoiceField(
        label=_("Wat"),
        choices=[
            ("", _("te bekijken")),
            ("bericht", _("bericht wacht op antwoord")),
            ("laat", _("wij zijn te laat")),
            ("tekst", _("tekst ligt bij de afzender")),
            ("hulp", _("vraag om hulp te lezen")),
            ("nakijken", _("een collega kijkt mee")),
            ("alles", _("alles")),
            *Moderation.choices,
        ],
        required=False,
    )
    soort = forms.ChoiceField(label=_("Soort"), choices=[("", _("alles")), *Kind.choices], required=False)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    woorden = forms.CharField(label=_("Titel of woord"), required=False, max_length=100)

    def __init__(self, *args: Any, wijken: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijk: Any = self.fields["wijk"]
        wijk.choices = [("", _("alle wijken")), *((area.code, area.name) for area in wijken)]

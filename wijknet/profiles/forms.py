"""What a curator fills in."""

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from wijknet.areas.models import Theme
from wijknet.files.pictures import MOST_BYTES, CleanPicture, clean_picture
from wijknet.privacy.forms import AskingTextarea, StaffText, remember_stored
from wijknet.profiles.models import MAX_QUESTION, MAX_SIGNED_NAME, RICH_TEXTS, TEXTS, ProfilePicture, Quote
from wijknet.profiles.models.picture import MAX_WHY
from wijknet.profiles.models.programme import MAX_DOING, MAX_WITH_WHOM
from wijknet.profiles.models.quote import ConsentHow, QuotePart
from wijknet.profiles.pictured import pictures_in
from wijknet.profiles.rich import cleaned, html_of, marks, words
from wijknet.ui.forms import Chips, Form, ModelForm, RequestKeyForm, VersionForm, form_helper, speak_plainly

# What people read in one part, and what may come in with its tags.
MAX_TEXT = 6000
MAX_MARKUP = 60_000


class LimitOfWords(MaxLengthValidator):
    """Counts what people read, not the tags around it."""

    def clean(self, x: Any) -> int:
        return len(words(str(x)))


class RichTextarea(AskingTextarea):
    """Plain text with marks; the editor of the page takes the HTML beside it, where there is JavaScript."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, marks(str(value or "")), attrs)
        context["widget"]["attrs"]["data-rich"] = html_of(str(value or ""))
        return context


class RichText(StaffText):
    """Rich text; it asks first when words may be too much, for everybody will read it.

    A draft may be empty; publishing asks for the parts it needs.
    """

    def __init__(self, label: str, help_text: str, rows: int = 6) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        limit = [LimitOfWords(MAX_TEXT)]
        super().__init__(label=label, help_text=help_text, required=False, widget=widget, validators=limit)
        self.widget = RichTextarea(attrs=self.widget.attrs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        MaxLengthValidator(MAX_MARKUP, _("Maak de tekst korter. Hij is nu veel te lang."))(text)
        return cleaned(text)

    def readable(self, text: str) -> str:
        return words(text)


class NeededText(RichText):
    """A part without which no edition is published. The draft may wait for it, so saving does not ask for it."""

    def __init__(self, label: str, help_text: str, rows: int = 6) -> None:
        super().__init__(label, help_text, rows)
        self.required = True

    def validate(self, value: Any) -> None:
        """Nothing: `publish_edition` names what is missing."""


class NeededLine(StaffText):
    """The same for the one plain line of the profile: its question."""

    def __init__(self, label: str, help_text: str) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(label=label, help_text=help_text, max_length=MAX_QUESTION, widget=widget)

    def validate(self, value: Any) -> None:
        """Nothing, as above."""


class DraftForm(VersionForm, Form):
    """The texts of one wijk, in reading order."""

    use_required_attribute = False
    # What a colleague wrote in the same part, safe to show, when both saved.
    beside: Mapping[str, str] = MappingProxyType({})

    question = NeededLine("Onze vraag aan deze wijk", "Eén vraag. Hier begint het profiel mee.")
    who = NeededText("Wie de wijk is", "Wie wonen hier, wat bindt hen?")
    breathes = NeededText("Hoe de wijk ademt", "Hoe ziet een gewone dag eruit?")
    makes = NeededText("Wat de wijk een wijk maakt", "Wie helpt wie? Welke groepen kennen elkaar niet?")
    developments = RichText("Wat er verandert", "Wat komt er de komende tijd op de wijk af?", 4)
    programme = RichText("Waar we samen aan werken", "Welke doelen, en wie doen er mee?", 4)

    def __init__(self, *args: Any, pictures: Container[int] = (), **kwargs: Any) -> None:
        """`pictures` are the keys of those that this profile has."""
        self.pictures = pictures
        super().__init__(*args, **kwargs)
        remember_stored(self)

    def clean(self) -> dict[str, Any]:
        """A picture of somebody else, or one that was taken away: told, for else it would go without a word."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in RICH_TEXTS:
            for picture in pictures_in(cleaned.get(name, "")):
                if picture.pk not in self.pictures:
                    self.add_error(name, _unknown(picture.pk))
        return cleaned

    def clean_question(self) -> str:
        """One line: it is a heading on the page of the wijk."""
        return " ".join(str(self.cleaned_data["question"]).split())

    @property
    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Each field, with what stands beside it."""
        return [(self[name], self.beside.get(name, "")) for name in self.fields]

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


def _unknown(pk: int) -> str:
    return _("Foto %(number)s hoort niet bij dit profiel. Kies een foto uit de lijst onder de tekst.") % {"number": pk}


class PublishForm(VersionForm, RequestKeyForm, Form):
    """The signature under an edition."""

    signed_name = forms.CharField(
        label="Vastgesteld door",
        help_text="Deze naam komt onder de editie te staan. Noem je team of je functie.",
        max_length=MAX_SIGNED_NAME,
    )


class ProgrammeForm(VersionForm, Form):
    """Two fields per theme of the gemeente, in the order of the themes."""

    use_required_attribute = False

    def __init__(self, themes: Sequence[Theme], *args: Any, **kwargs: Any) -> None:
        self.themes = themes
        super().__init__(*args, **kwargs)
        for theme in themes:
            lines = forms.Textarea(attrs={"rows": 3})
            doing = StaffText(label=_("Wat doen we?"), required=False, max_length=MAX_DOING, widget=lines)
            with_whom = StaffText(
                label=_("Met wie?"),
                help_text=_("Noem plekken en groepen, geen mensen."),
                required=False,
                max_length=MAX_WITH_WHOM,
            )
            self.fields |= {f"doing-{theme.pk}": doing, f"with-{theme.pk}": with_whom}
            speak_plainly(doing, f"{theme}: {doing.label}")
            speak_plainly(with_whom, f"{theme}: {with_whom.label}")
        remember_stored(self)

    def rows(self) -> list[tuple[Theme, forms.BoundField, forms.BoundField]]:
        return [(theme, self[f"doing-{theme.pk}"], self[f"with-{theme.pk}"]) for theme in self.themes]

    @property
    def programme(self) -> dict[int, tuple[str, str]]:
        sent = self.cleaned_data
        return {theme.pk: (sent[f"doing-{theme.pk}"], sent[f"with-{theme.pk}"]) for theme in self.themes}


def programme_initial(programme: Mapping[int, tuple[str, str]]) -> dict[str, str]:
    """What stands there, by the names of the fields."""
    found: dict[str, str] = {}
    for pk, (doing, with_whom) in programme.items():
        found |= {f"doing-{pk}": doing, f"with-{pk}": with_whom}
    return found


class TakeForm(VersionForm, Form):
    """Which part of an edition goes back into the draft."""

    part = forms.ChoiceField(choices=[(name, name) for name in TEXTS])


class QuoteForm(RequestKeyForm, ModelForm):
    """Somebody's words, with their consent."""

    agreed = forms.BooleanField(
        label=_("Ik las deze tekst voor, en het antwoord was ja"),
        help_text=_("Zonder toestemming komt er geen citaat."),
    )

    class Meta:
        model = Quote
        fields = ("part", "text", "said_by", "given_by", "consent_on", "until")
        labels = {
            "text": _("Wat zei iemand, in eigen woorden?"),
            "given_by": _("Van wie kreeg je toestemming?"),
            "consent_on": _("Wanneer was dat?"),
            "until": _("Tot en met welke dag mag het erin staan?"),
        }
        help_texts = {
            "said_by": _("Dit leest iedereen. Noem geen naam. Bijvoorbeeld: een bewoner, een ondernemer."),
            "given_by": _("Alleen redacteuren zien deze naam. Zo vind je het citaat terug als iemand wil stoppen."),
            "until": _("Hoogstens twee jaar. Daarna gaan de woorden vanzelf overal weg."),
        }
        widgets = {"part": Chips, "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = QuotePart.choices  # type: ignore[attr-defined]
        self.helper = form_helper("Citaat toevoegen")

    def clean_text(self) -> str:
        """One line without marks around it: the page puts those."""
        return " ".join(str(self.cleaned_data["text"]).split()).strip("\"“”„'‘’ ")


class ExtendForm(ModelForm):
    """Somebody was asked again, and said yes."""

    agreed = QuoteForm.base_fields["agreed"]

    class Meta:
        model = Quote
        fields = ("consent_how", "consent_on", "until")
        labels = {
            "consent_how": _("Hoe kreeg je het antwoord?"),
            "consent_on": QuoteForm.Meta.labels["consent_on"],
            "until": QuoteForm.Meta.labels["until"],
        }
        help_texts = {"until": _("Hoogstens twee jaar na het antwoord. Dit geldt ook voor edities die er al zijn.")}
        widgets = {"consent_how": Chips}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_how"].choices = ConsentHow.choices  # type: ignore[attr-defined]
        self.helper = form_helper("Toestemming verlengen")


class TakeAwayForm(Form):
    """Why a picture goes everywhere; readers never see it."""

    why = StaffText(
        label=_("Waarom gaat de foto weg?"),
        help_text=_("Dit komt niet op de site. Noem geen namen."),
        max_length=MAX_WHY,
        error_messages={"required": _("Vul in waarom de foto weg gaat")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Foto weghalen")


class PictureForm(RequestKeyForm, ModelForm):
    """A picture for the text, with words for who cannot see it."""

    picture = forms.FileField(
        label=_("Foto"),
        max_length=255,
        help_text=_("JPG, PNG of WebP, hoogstens 10 MB. Waar en wanneer de foto is gemaakt, halen wij eruit."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Kies een foto"),
            "empty": _("Dit bestand is leeg. Kies een foto."),
            "max_length": _("De naam van het bestand is te lang. Geef de foto een kortere naam."),
        },
    )
    agreed = forms.BooleanField(
        label=_("Wij mogen deze foto gebruiken, en wie erop staat vindt het goed"),
        error_messages={"required": _("Zet een vinkje: anders mag de foto niet op de site")},
    )
    field_order = ("picture", "alt", "caption", "credit", "agreed", "request_key")

    class Meta:
        model = ProfilePicture
        fields = ("alt", "caption", "credit")
        labels = {"alt": _("Wat zie je op de foto?"), "credit": _("Wie maakte de foto?")}
        help_texts = {
            "alt": _("Voor wie de foto niet kan zien. Bijvoorbeeld: buren aan een lange tafel op het plein."),
            "caption": _("Dit komt onder de foto te staan."),
        }
        error_messages = {"alt": {"required": _("Vul in wat je op de foto ziet. Zonder die woorden kan de foto niet.")}}

    def clean_picture(self) -> CleanPicture:
        """Read no more than a picture may be; what is not one is said in plain words."""
        upload: UploadedFile[Any] = self.cleaned_data["picture"]
        return clean_picture(upload.read(MOST_BYTES + 1))

    def clean_alt(self) -> str:
        return " ".join(str(self.cleaned_data["alt"]).split())

    def clean_caption(self) -> str:
        return " ".join(str(self.cleaned_data["caption"]).split())

"""The steps of "Vertel je idee", and what a sender does on their own page."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from initiatives.models import MESSAGE_LENGTH, STORY_LENGTH, TITLE_LENGTH, Initiative, Kind
from initiatives.services.submit import PUBLISH, REACH_ADULT, SHOW_NAME, Idea, Who
from wijknet.privacy.texts import newest
from wijknet.ui.forms import Form, RequestKeyForm, VersionForm
from wijknet.ui.phones import validate_phone

# Nobody types an idea in less; a program does.
MINIMUM_SECONDS = 3
_SIGNER = signing.Signer(salt="initiatives.started")


def text(label: Any, length: int, kind: type[forms.CharField] = forms.CharField, **options: Any) -> forms.CharField:
    """A line or (with `rows`) a block of text."""
    rows = options.pop("rows", 0)
    attrs = options.pop("attrs", {})
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return kind(label=label, max_length=length, widget=widget, **options)


class NotARobot(Form):
    """For the first step: a field that people do not see, and the moment at which the page was opened, signed."""

    website = forms.CharField(
        label=_("Laat dit veld leeg"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    started = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["started"] = _SIGNER.sign(str(int(time.time())))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Laat het veld 'Laat dit veld leeg' leeg."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            seconds = time.time() - int(_SIGNER.unsign(self.data.get("started", "")))
        except (signing.BadSignature, ValueError):
            seconds = -1
        if seconds < MINIMUM_SECONDS:
            self._start_again(seconds)
            raise forms.ValidationError(_("Dat ging wel erg snel. Kijk je tekst na en klik nog een keer."))
        return cleaned

    def _start_again(self, seconds: float) -> None:
        """A moment that was broken on the way is replaced, so that a second click works."""
        if seconds < 0 and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["started"] = self.initial["started"]


class IdeaForm(Form):
    """Step one: what it is about."""

    title = text(
        _("Hoe heet je idee?"),
        TITLE_LENGTH,
        help_text=_("Een paar woorden. Bijvoorbeeld: Kookavond voor alle straten."),
    )
    story = text(
        _("Vertel je idee"),
        STORY_LENGTH,
        rows=8,
        help_text=_("Wat wil je, en waarom? Het hoeft nog niet af te zijn. Noem geen namen van anderen."),
    )

    def __init__(self, *args: Any, kind: str = Kind.IDEA, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.QUESTION:
            self.fields["title"].label = _("Waar gaat het over?")
            self.fields["title"].help_text = _("Een paar woorden. Bijvoorbeeld: Hard rijden bij de school.")
            self.fields["title"].error_messages["required"] = _("Vul in waar het over gaat")
            self.fields["story"].label = _("Wat wil je vragen of vertellen?")
            self.fields["story"].help_text = _("Noem geen namen van anderen.")
            self.fields["story"].error_messages["required"] = _("Vul in wat je wilt vragen of vertellen")
        else:
            self.fields["title"].error_messages["required"] = _("Vul in hoe je idee heet. Een paar woorden is genoeg.")
            self.fields["story"].error_messages["required"] = _("Vertel in een paar zinnen wat je idee is")

    def idea(self) -> Idea:
        return Idea(title=" ".join(self.cleaned_data["title"].split()), story=self.cleaned_data["story"])


class FirstIdeaForm(IdeaForm, NotARobot):
    """Step one before there is a draft; `wijk` comes along from the page of a wijk."""

    wijk = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    field_order = ("title", "story", "website")


YES_NO = (("ja", _("Ja")), ("nee", _("Nee")))


class ReachForm(Form):
    """How to reach somebody: one way or more, each with what it needs."""

    reach_mail = forms.BooleanField(label=_("Per mail"), required=False)
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        help_text=_("Hierheen sturen we een link. Daarmee volg je wat er gebeurt."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    reach_phone = forms.BooleanField(label=_("Per telefoon"), required=False)
    phone = forms.CharField(
        label=_("Telefoonnummer"),
        required=False,
        max_length=40,
        help_text=_("Bijvoorbeeld 06 12 34 56 78."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    reach_visit = forms.BooleanField(label=_("Kom langs"), required=False)
    visit_text = text(
        _("Waar en wanneer vinden we je?"),
        200,
        required=False,
        help_text=_("Bijvoorbeeld: donderdagmiddag in het buurthuis."),
    )
    reach_print = forms.BooleanField(
        label=_("Op papier: ik print straks mijn pagina of schrijf de link op"), required=False
    )

    def clean_phone(self) -> str:
        phone: str = " ".join(self.cleaned_data["phone"].split())
        try:
            if phone:
                validate_phone(phone)
        except forms.ValidationError:
            raise forms.ValidationError(_("Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78")) from None
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ways = {
            "reach_mail": ("email", _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl")),
            "reach_phone": ("phone", _("Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78")),
            "reach_visit": ("visit_text", _("Vul in waar en wanneer we je vinden")),
        }
        for way, (field, message) in ways.items():
            if field not in self.errors and cleaned.get(way) and not cleaned.get(field):
                self.add_error(field, message)
            # What is typed counts as chosen: nobody has to tick twice.
            cleaned[way] = bool(cleaned.get(way) or cleaned.get(field))
        if not self.errors and not any(cleaned.get(way) for way in (*ways, "reach_print")):
            self.add_error("reach_mail", _("Kies hoe we je mogen bereiken"))
        return cleaned


def consent(key: str) -> forms.BooleanField:
    """A tick, off by default, with the words that are agreed to."""
    return forms.BooleanField(label=_(newest(key).text), required=False)


class WhoForm(ReachForm):
    """Step three: who tells it."""

    sender_name = text(_("Je voornaam"), 60, attrs={"autocomplete": "given-name", "class": "wn-input-m"})
    under_16 = forms.ChoiceField(
        label=_("Ben je jonger dan 16?"), choices=YES_NO, initial="nee", widget=forms.RadioSelect
    )
    contact_name = text(
        _("Naam van je ouder of je school"),
        100,
        required=False,
        help_text=_("Alleen als je jonger bent dan 16. Vul hieronder hun e-mailadres of telefoonnummer in."),
        attrs={"class": "wn-input-m"},
    )
    adult_knows = consent(REACH_ADULT)
    may_publish = consent(PUBLISH)
    show_name = consent(SHOW_NAME)

    field_order = ("sender_name", "under_16", "contact_name", "adult_knows")
    adult_missing = _("Zet een vinkje: je ouder of school weet dat je dit vertelt")

    def __init__(self, *args: Any, kind: str = Kind.IDEA, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender_name"].error_messages["required"] = _("Vul je voornaam in")
        self.fields["under_16"].error_messages["required"] = _("Kies of je jonger bent dan 16")
        if kind == Kind.QUESTION:
            del self.fields["may_publish"], self.fields["show_name"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["under_16"] = cleaned.get("under_16") == "ja"
        if not cleaned["under_16"]:
            cleaned["contact_name"] = ""
            return cleaned
        cleaned["show_name"] = False
        if not cleaned.get("contact_name") and "contact_name" not in self.errors:
            self.add_error("contact_name", _("Vul de naam van je ouder of je school in"))
        if not cleaned.get("adult_knows"):
            self.add_error("adult_knows", self.adult_missing)
        if not cleaned.get("email") and not cleaned.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("email", _("Vul het e-mailadres of telefoonnummer van je ouder of school in"))
        return cleaned

    def who(self) -> Who:
        values = {name: value for name, value in self.cleaned_data.items() if name in Who.__dataclass_fields__}
        return Who(**values | {"sender_name": " ".join(values["sender_name"].split())})


class MessageForm(RequestKeyForm):
    """A line to the wijkmanager."""

    text = text(_("Schrijf terug"), MESSAGE_LENGTH, rows=4, help_text=_("De wijkmanager krijgt een seintje."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = _("Schrijf je bericht")


class ChangeOwnForm(VersionForm, ReachForm):
    """Everything that a sender told, to change."""

    title = text(_("Titel"), TITLE_LENGTH)
    story = text(_("Wat je vertelde"), STORY_LENGTH, rows=8)
    place_text = text(_("Straat of plek"), 200, required=False, help_text=_("Een huisnummer is niet nodig."))
    contact_name = text(_("Naam van je ouder of je school"), 100, required=False)
    may_publish = consent(PUBLISH)
    show_name = consent(SHOW_NAME)

    field_order = ("title", "story", "place_text", "contact_name")

    def __init__(self, *args: Any, subject: Initiative, **kwargs: Any) -> None:
        self.subject = subject
        submission = subject.submission
        names = [name for name in self.base_fields if name != "version"]
        initial = {name: getattr(submission, name, None) for name in names} | {
            "title": subject.title,
            "story": subject.story,
            "place_text": subject.place_text,
            "version": subject.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if subject.kind == Kind.QUESTION:
            del self.fields["may_publish"], self.fields["show_name"]
        elif submission.under_16:
            del self.fields["show_name"]
        if not submission.under_16:
            del self.fields["contact_name"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("may_publish", "show_name"):
            cleaned.setdefault(name, False)
        cleaned.setdefault("contact_name", "")
        if self.subject.submission.under_16 and not self.errors:
            if not cleaned["contact_name"]:
                self.add_error("contact_name", _("Vul de naam van je ouder of je school in"))
            if not cleaned["email"] and not cleaned["phone"]:
                self.add_error("email", _("Vul het e-mailadres of telefoonnummer van je ouder of school in"))
        return cleaned

"""Input of events: planning one, saying that you come, and writing down who came."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from initiatives.forms.public import NotARobot
from initiatives.models import Event, EventKind, Rhythm
from initiatives.services.events import Meeting, Repeats
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.privacy.forms import StaffText
from wijknet.ui.dates import AMSTERDAM, clock, today
from wijknet.ui.forms import Form, ManyChips, RequestKeyForm, VersionForm, form_helper
from wijknet.ui.text import fold

MOST_NAMES = 200


class EventFields(Form):
    """What is planned, for one wijk. `names` are places of the wijk that the page offers while typing."""

    kind = forms.ChoiceField(label=_("Wat voor bijeenkomst?"), choices=EventKind.choices)
    title = StaffText(
        label=_("Hoe heet het?"), max_length=120, help_text=_("Bijvoorbeeld: Praat mee over de speeltuin.")
    )
    day = forms.DateField(label=_("Welke dag?"))
    begins = forms.TimeField(label=_("Van"))
    ends = forms.TimeField(label=_("Tot"))
    place_text = StaffText(
        label=_("Waar?"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "plekken", "autocomplete": "off"}),
        help_text=_("Een plek uit wie is wie, of een andere plek. Met straat, als mensen die niet kennen."),
    )
    text = StaffText(
        label=_("Waar gaat het over?"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Noem geen bewoners bij naam."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Thema's"), queryset=Theme.objects.none(), required=False, widget=ManyChips
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Voor wie?"), queryset=ResidentGroup.objects.none(), required=False, widget=ManyChips
    )
    public = forms.BooleanField(label=_("Op de site, voor iedereen"), required=False, initial=True)
    registration = forms.BooleanField(label=_("Mensen melden zich aan"), required=False)
    places = forms.IntegerField(
        label=_("Hoeveel plekken?"),
        required=False,
        min_value=1,
        max_value=5000,
    )

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Actor.objects.current().in_area(area).order_by("sort_name")
        self.known = {fold(actor.name): actor for actor in here.only("pk", "name", "municipality")[:MOST_NAMES]}
        self.names = [actor.name for actor in self.known.values()]
        self.fields["themes"].queryset = Theme.objects.filter(municipality=area.municipality_id)  # type: ignore[attr-defined]
        self.fields["groups"].queryset = ResidentGroup.objects.filter(area=area).shown()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", gettext("Kies een tijd na het begin."))
        if cleaned.get("registration") and not cleaned.get("public"):
            self.add_error("public", gettext("Aanmelden kan alleen als de bijeenkomst op de site staat."))
        if cleaned.get("places") and not cleaned.get("registration"):
            self.add_error("registration", gettext("Zet dit aan als je plekken telt."))
        return cleaned

    def meeting(self) -> Meeting:
        data = self.cleaned_data
        place_text = " ".join(data["place_text"].split())
        return Meeting(
            **{name: data[name] for name in ("kind", "title", "text", "public", "registration", "places")},
            place_text=place_text,
            place=self.known.get(fold(place_text.split(",")[0])),
            starts_at=datetime.combine(data["day"], data["begins"], tzinfo=AMSTERDAM),
            ends_at=datetime.combine(data["day"], data["ends"], tzinfo=AMSTERDAM),
            themes=list(data["themes"]),
            groups=list(data["groups"]),
        )


class EventNewForm(RequestKeyForm, EventFields):
    rhythm = forms.ChoiceField(
        label=_("Komt het terug?"), required=False, choices=[("", _("nee, één keer")), *Rhythm.choices]
    )
    last_on = forms.DateField(label=_("Tot en met welke dag?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Bijeenkomst plannen"))

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] < today():
            raise forms.ValidationError(gettext("Deze dag is geweest. Kies een dag die nog komt."))
        return self.cleaned_data["day"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("rhythm") and not cleaned.get("last_on"):
            self.add_error("last_on", gettext("Vul in tot en met welke dag het terugkomt."))
        return cleaned

    def repeats(self) -> Repeats | None:
        data = self.cleaned_data
        return Repeats(rhythm=data["rhythm"], last_on=data["last_on"]) if data["rhythm"] else None


class EventChangeForm(VersionForm, EventFields):
    following = forms.BooleanField(label=_("Verander ook alle volgende keren"), required=False)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        names = ("kind", "title", "text", "place_text", "public", "registration", "places", "version")
        initial = {name: getattr(event, name) for name in names}
        initial |= {"day": event.day, "begins": clock(event.starts_at), "ends": clock(event.ends_at)}
        initial |= {"themes": event.themes.all(), "groups": event.groups.all()}
        super().__init__(event.area, *args, initial=initial, **kwargs)
        if event.series_id is None:
            del self.fields["following"]
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class CancelForm(Form):
    why = StaffText(
        label=_("Waarom gaat het niet door?"),
        max_length=200,
        help_text=_("Iedereen leest dit. Bijvoorbeeld: de zaal is dicht."),
    )
    following = forms.BooleanField(label=_("Ook alle volgende keren"), required=False)

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["following"]


class VisitorFields(RequestKeyForm):
    name = forms.CharField(
        label=_("Je voornaam"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    email = forms.EmailField(
        label=_("Je e-mailadres"),
        help_text=_("Voor je bevestiging, en als er iets verandert. 30 dagen erna wissen we het."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    people = forms.IntegerField(
        label=_("Met hoeveel mensen kom je?"),
        min_value=1,
        max_value=10,
        initial=1,
    )


class RegisterForm(VisitorFields, NotARobot):
    field_order = ("name", "email", "people", "website")


class RegisterForSomeoneForm(VisitorFields):
    """By a wijkmanager, for who calls or comes by; an address is not needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Voornaam")
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].required = False
        self.fields["people"].label = _("Met hoeveel mensen?")


class CameForm(Form):
    came = forms.MultipleChoiceField(
        label=_("Wie kwam er?"), required=False, widget=ManyChips, help_text=_("Alleen wie zich aanmeldde.")
    )
    others = forms.IntegerField(
        label=_("Hoeveel anderen kwamen er?"),
        required=False,
        min_value=0,
        max_value=5000,
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        rows = list(event.registrations.open().order_by("name", "pk"))
        kwargs["initial"] = {
            "came": [str(row.pk) for row in rows if row.came or (row.came is None and row.state == "PLACE")],
            "others": event.came_without_name,
        }
        super().__init__(*args, **kwargs)
        came: Any = self.fields["came"]
        came.choices = [(str(row.pk), f"{row.name} ({row.people})" if row.people > 1 else row.name) for row in rows]
        if not rows:
            del self.fields["came"]

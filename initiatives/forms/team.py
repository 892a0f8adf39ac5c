"""Who pulls an initiative, who helps, and what has to be done."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.market import plain_phone
from initiatives.forms.public import text
from initiatives.models import Need, NeedKind, TeamMember
from initiatives.services.desk import holds_contact_data
from initiatives.services.team import Part
from wijknet.privacy.texts import newest
from wijknet.ui.forms import Chips, Form, RequestKeyForm

# A first name: letters, with a space, hyphen or apostrophe between them. It may come on the site.
FIRST_NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}\.?")
ROLES = (("helper", _("meehelpen")), ("trekker", _("trekken")))


class AskForm(Form):
    """An address to ask, and for what."""

    email = forms.EmailField(
        label=_("E-mailadres van wie je vraagt"),
        help_text=_("Vraag het eerst zelf. Daarna krijgt die persoon een mail en zegt ja of nee."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Waarvoor?"), choices=ROLES, initial="helper", widget=Chips)


class PartForm(Form):
    """What somebody says of themselves, on the own page."""

    name = text(_("Je voornaam"), 30, attrs={"autocomplete": "given-name", "class": "wn-input-m"})
    does = text(
        _("Wat doe je?"),
        100,
        required=False,
        help_text=_("In gewone woorden. Bijvoorbeeld: ik regel de plantjes. Noem geen namen van anderen."),
    )
    phone = forms.CharField(
        label=_("Telefoonnummer"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    role = forms.ChoiceField(label=_("Wil je meehelpen of trekken?"), choices=ROLES, widget=Chips)
    show_name = forms.BooleanField(label=newest("show_team_name").text, required=False)

    def clean_phone(self) -> str:
        return plain_phone(self.cleaned_data["phone"])

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not FIRST_NAME.fullmatch(name):
            raise forms.ValidationError(_("Vul alleen je voornaam in, met letters. Bijvoorbeeld: Noor"))
        return name

    def part(self) -> Part:
        values = {name: self.cleaned_data[name] for name in ("name", "does", "phone", "show_name")}
        return Part(**values, champion=self.cleaned_data["role"] == "trekker")


class PullForm(Form):
    """The sender says: I pull it."""

    does = text(
        _("Wat doe je zelf?"),
        100,
        required=False,
        help_text=_("In gewone woorden. Bijvoorbeeld: ik praat met de buren."),
    )
    show_name = forms.BooleanField(label=newest("show_team_name").text, required=False)


class CarrierForm(Form):
    """Who carries a task; nobody yet is fine."""

    member = forms.ModelChoiceField(TeamMember.objects.none(), label=_("Wie doet dit?"), required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = members
        field.empty_label = _("nog niemand")
        field.label_from_instance = lambda member: member.name


class TaskForm(CarrierForm, RequestKeyForm):
    """Something that has to be done."""

    what = text(_("Wat moet er gebeuren?"), 150, help_text=_("Noem geen namen van anderen."))
    due = forms.DateField(label=_("Voor welke dag?"), required=False)
    field_order = ("what", "due", "member")


class OwnNeedForm(RequestKeyForm):
    """By the sender; a colleague reads it before it stands on the site."""

    kind = forms.ChoiceField(label=_("Wat voor hulp?"), choices=NeedKind.choices, widget=Chips)
    text = text(
        _("Wat is er nodig?"),
        Need._meta.get_field("text").max_length or 0,
        help_text=_("Bijvoorbeeld: een kruiwagen voor één zaterdag. Iedereen kan dit straks lezen. Noem geen namen."),
    )

    def clean_text(self) -> str:
        words = " ".join(self.cleaned_data["text"].split())
        if holds_contact_data(words):
            raise forms.ValidationError(_("Haal het e-mailadres of telefoonnummer weg. Iedereen leest dit."))
        return words

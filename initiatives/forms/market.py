"""What is needed, and who offers it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.desk import staff_text
from initiatives.forms.public import NotARobot
from initiatives.forms.public import text as words
from initiatives.models import Need, NeedKind
from initiatives.services.market import Help
from wijknet.ui.forms import Chips, Form, RequestKeyForm
from wijknet.ui.phones import validate_phone


def plain_phone(typed: str) -> str:
    """A number that can be dialled, or nothing; else a sentence that says so."""
    phone = " ".join(typed.split())
    try:
        if phone:
            validate_phone(phone)
    except forms.ValidationError:
        raise forms.ValidationError(_("Vul een telefoonnummer in, bijvoorbeeld 06 12 34 56 78")) from None
    return phone


class NeedForm(RequestKeyForm):
    """By a wijkmanager, together with who pulls it."""

    kind = forms.ChoiceField(label=_("Wat voor hulp?"), choices=NeedKind.choices, widget=Chips)
    text = staff_text(
        _("Wat is er nodig?"),
        200,
        help_text=_("Bijvoorbeeld: een kruiwagen voor één zaterdag. Dit staat op de site. Noem geen namen."),
    )


class RefuseNeedForm(Form):
    reason = staff_text(
        _("Waarom niet?"), 1000, rows=4, help_text=_("Alleen de afzender leest dit. Schrijf ook wat wel kan.")
    )


class NeedChoice(Form):
    """One of the open needs of an initiative, or none of them."""

    need = forms.ModelChoiceField(Need.objects.none(), label=_("Voor wat?"), required=False)

    def __init__(self, *args: Any, needs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["need"]
        field.queryset = needs
        field.empty_label = _("iets anders")


class OfferForm(NeedChoice, RequestKeyForm, NotARobot):
    """By anybody."""

    text = words(_("Hoe wil je helpen?"), 1000, rows=4, help_text=_("Noem geen namen van anderen."))
    name = words(_("Je voornaam"), 60, attrs={"autocomplete": "given-name", "class": "wn-input-m"})
    email = forms.EmailField(
        label=_("E-mailadres"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telefoonnummer"),
        required=False,
        max_length=40,
        help_text=_("Een van de twee is genoeg."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    share = forms.BooleanField(
        label=_("Wie het idee had, mag mijn naam zien en hoe ik te bereiken ben."), required=False
    )
    field_order = ("need", "text", "name", "email", "phone", "share", "website")

    def clean_phone(self) -> str:
        return plain_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"email", "phone"} & set(self.errors) and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Vul een e-mailadres of telefoonnummer in"))
        return cleaned

    def what(self) -> Help:
        names = ("text", "name", "email", "phone", "share", "need")
        return Help(**{name: self.cleaned_data[name] for name in names})

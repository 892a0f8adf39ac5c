"""Add and change a group of residents."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijknet.areas.models import ResidentGroup
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.ui.forms import Chips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _GroupFields(ModelForm):
    basis = forms.ChoiceField(label=_("Waarnaar kijk je?"), choices=ResidentGroup.Basis, widget=Chips)
    is_estimate = forms.TypedChoiceField(
        label=_("Is het aantal een cijfer of een schatting?"),
        choices=[("ja", _("schatting")), ("nee", _("cijfer"))],
        coerce=lambda value: value == "ja",
        widget=Chips,
        initial="ja",
    )
    year = forms.IntegerField(
        label=_("Van welk jaar?"),
        required=False,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    matters = StaffText(label=_("Wat telt voor deze groep?"), required=False, max_length=1000, widget=forms.Textarea)

    class Meta:
        model = ResidentGroup
        fields = ("name", "basis", "size", "is_estimate", "source", "year", "matters")
        labels = {
            "name": _("Naam van de groep"),
            "size": _("Hoeveel mensen?"),
            "source": _("Waar komt het aantal vandaan?"),
        }
        help_texts = {
            "name": _("Bijvoorbeeld: ouderen die alleen wonen. Nooit naar afkomst of geloof."),
            "size": _("Weet je het niet? Laat het leeg. Een te kleine groep tonen we nergens."),
            "source": _("Bijvoorbeeld: CBS, of schatting van het wijkteam."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["is_estimate"] = "ja" if self.instance.is_estimate else "nee"
        self.fields["matters"].widget.attrs["rows"] = 3


class GroupNewForm(RequestKeyForm, _GroupFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Groep toevoegen"))


class GroupChangeForm(VersionForm, _GroupFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))

"""Somebody to speak to at a place; the one who leaves and the one who comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Person, PersonFunction
from wijknet.ui.dates import today
from wijknet.ui.forms import Cards, ModelForm, RequestKeyForm, form_helper

_GROUND_HELPS: dict[str, Any] = {
    "FUNCTION": _("Iedereen kan weten dat deze persoon hier werkt of in het bestuur zit."),
    "CONSENT": _("Deze persoon vroeg er zelf om, en kan dat elke dag weer stoppen."),
}


class PersonForm(RequestKeyForm, ModelForm):
    """By function or by own consent; nothing is taken over from who was there before."""

    title = forms.CharField(label=_("Functie"), max_length=80, help_text=_("Bijvoorbeeld: eigenaar, beheerder."))
    start = forms.DateField(label=_("Sinds"), required=False)
    replaces = forms.ModelChoiceField(
        label=_("Wie gaat weg?"), queryset=PersonFunction.objects.none(), required=False, empty_label=_("Niemand")
    )

    class Meta:
        model = Person
        fields = ("name", "phone", "email", "ground", "consent_text", "told_on", "told_how", "retain_until")
        labels = {
            "ground": _("Waarom mag deze persoon hier staan?"),
            "consent_text": _("Wat zei deze persoon zelf?"),
            "told_on": _("Wanneer vertelde je het?"),
            "told_how": _("Hoe vertelde je het?"),
        }
        help_texts = {
            "consent_text": _("Alleen bij toestemming. In eigen woorden: ik wil aanspreekpunt zijn voor …"),
            "told_on": _("Wie na een maand niet weet dat hij hier staat, verdwijnt."),
            "told_how": _("Bijvoorbeeld: in de winkel, met een brief."),
            "retain_until": _("Verplicht bij toestemming."),
        }
        widgets = {
            "ground": Cards(helps=_GROUND_HELPS),
            "consent_text": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(Person.Ground.choices)  # type: ignore[attr-defined]
        leaving = self.fields["replaces"]
        leaving.queryset = actor.functions.shown()  # type: ignore[attr-defined]
        leaving.label_from_instance = lambda function: f"{function.person} ({function.title})"  # type: ignore[attr-defined]
        if not leaving.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["replaces"]
        self.fields["phone"].widget.input_type = "tel"
        order = ("name", "title", "start", "replaces", "phone", "email", "ground", "consent_text", "told_on")
        self.order_fields(order)
        self.helper = form_helper(gettext("Aanspreekpunt opslaan"))

    def clean_start(self) -> Any:
        start = self.cleaned_data["start"]
        if start and start > today():
            raise forms.ValidationError(_("Deze dag is nog niet geweest."), code="future")
        return start

"""Somebody to speak to at a place; the one who leaves and the one who comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Person, PersonFunction
from actors.services.people import CONSENT_LASTS, CONSENT_TEXT
from wijknet.privacy.texts import newest
from wijknet.ui.dates import today
from wijknet.ui.forms import Cards, Chips, Form, ModelForm, RequestKeyForm, VersionForm, form_helper

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
            "email": _("Bij toestemming mailen we hierheen de link om te stoppen."),
            "told_on": _("Wie na een maand niet weet dat hij hier staat, verdwijnt."),
            "told_how": _("Bijvoorbeeld: in de winkel, met een brief."),
            "retain_until": _("Bij toestemming: leeg is een jaar."),
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
        here = list(leaving.queryset)  # type: ignore[attr-defined]
        if not here:
            del self.fields["replaces"]
        else:
            self._as_new_face(here, leaving)
        self.fields["phone"].widget.input_type = "tel"
        self.initial.setdefault("ground", Person.Ground.FUNCTION)
        self.agreed = newest(CONSENT_TEXT).text
        self.helper = form_helper(gettext("Aanspreekpunt opslaan"))

    def _as_new_face(self, here: list[PersonFunction], leaving: forms.Field) -> None:
        """Three taps: who leaves and what they did is filled in, who comes is typed."""
        leaving.widget = Chips()
        named = [(one.pk, leaving.label_from_instance(one)) for one in here]  # type: ignore[attr-defined]
        leaving.widget.choices = [*named, ("", gettext("Niemand: er komt iemand bij"))]
        if len(here) == 1:
            self.initial.setdefault("replaces", here[0].pk)
            self.initial.setdefault("title", here[0].title)

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("replaces", "name", "title", "ground", "consent_text") if name in self.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        shown = {field.name for field in self.main_fields} | {"request_key"}
        return [field for field in self if field.name not in shown]

    def clean_start(self) -> Any:
        return _not_ahead(self.cleaned_data["start"])

    def clean_told_on(self) -> Any:
        return _not_ahead(self.cleaned_data["told_on"])

    def clean(self) -> dict[str, Any]:
        """Who asked for it was told by that; and it holds a year, unless another day is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("ground") == Person.Ground.CONSENT and "told_on" not in self.errors:
            cleaned["told_on"] = cleaned.get("told_on") or today()
            cleaned["told_how"] = cleaned.get("told_how") or gettext("bij het vragen")
            if "retain_until" not in self.errors:
                cleaned["retain_until"] = cleaned.get("retain_until") or today() + CONSENT_LASTS
        return cleaned


class PersonChangeForm(VersionForm, ModelForm):
    """Put right what is kept. Why someone may stand here does not change: who comes otherwise, comes anew."""

    title = forms.CharField(label=_("Functie"), max_length=80)

    class Meta:
        model = Person
        fields = ("name", "phone", "email", "retain_until")

    def __init__(self, function: PersonFunction, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, instance=function.person, **kwargs)
        self.initial["title"] = function.title
        self.order_fields(("name", "title"))
        self.fields["phone"].widget.input_type = "tel"
        if function.person.ground == Person.Ground.CONSENT:
            self.fields["retain_until"].required = True
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class ToldForm(Form):
    """How the person heard that they are in WijkNet."""

    how = forms.ChoiceField(
        label=_("Hoe vertelde je het?"),
        choices=[(words, words) for words in ("in een gesprek", "per telefoon", "per mail", "met een brief")],
        initial="in een gesprek",
        widget=Chips,
    )
    on = forms.DateField(label=_("Wanneer?"), initial=today)

    def clean_on(self) -> Any:
        return _not_ahead(self.cleaned_data["on"])


def _not_ahead(day: Any) -> Any:
    if day and day > today():
        raise forms.ValidationError(_("Deze dag is nog niet geweest."), code="future")
    return day

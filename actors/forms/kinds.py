"""Add and change a kind of a gemeente."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import ActorKind
from actors.models.actor import KIND_ICONS
from actors.rhythm import RHYTHMS
from wijknet.ui.forms import Chips, Form, ModelForm, RequestKeyForm, VersionForm, form_helper

# What each icon shows, as someone who does not see it hears it.
_ICON_WORDS = {
    "agreement": _("handdruk"),
    "book": _("boek"),
    "door": _("deur"),
    "flag": _("vlag"),
    "heart": _("hart"),
    "house": _("huis"),
    "leaf": _("blad"),
    "office": _("kantoor"),
    "paper": _("papier"),
    "people": _("mensen"),
    "place": _("plek"),
    "shop": _("winkel"),
    "table": _("tafel"),
    "walk": _("bewegen"),
}


class _KindFields(ModelForm):
    formal = forms.TypedChoiceField(
        label=_("Formeel of informeel?"),
        choices=[("nee", _("informeel: de plek van mensen zelf")), ("ja", _("formeel: een organisatie met een taak"))],
        coerce=lambda value: value == "ja",
        widget=Chips,
    )
    icon = forms.ChoiceField(
        label=_("Pictogram"),
        choices=[(name, _ICON_WORDS[name]) for name in KIND_ICONS],
        widget=Chips(icons={name: name for name in KIND_ICONS}),
        initial="place",
    )
    rhythm_days = forms.TypedChoiceField(
        label=_("Hoe vaak spreek je zo'n plek?"),
        choices=[("", _("geen vast ritme")), *RHYTHMS],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = ActorKind
        fields = ("name", "formal", "sensitive", "icon", "rhythm_days")
        labels = {"name": _("Naam van de soort"), "sensitive": _("Dit is een gevoelige soort")}
        help_texts = {
            "name": _("Bijvoorbeeld: Weggeefwinkel."),
            "sensitive": _(
                "Zegt de soort iets over geloof, politiek, gezondheid, herkomst of liefde? "
                "Dan horen er geen personen en geen relaties bij."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: ActorKind = self.instance
        if not kind.pk:
            self.initial["formal"] = "nee"
            return
        self.initial["formal"] = "ja" if kind.formal else "nee"
        days = kind.rhythm_days
        if days and days not in dict(RHYTHMS):
            # Kinds of an older list have a rhythm in days that is on no list now.
            choices = self.fields["rhythm_days"].choices  # type: ignore[attr-defined]
            said = gettext("elke %(days)d dagen") % {"days": days}
            self.fields["rhythm_days"].choices = [*choices, (days, said)]  # type: ignore[attr-defined]


class KindNewForm(RequestKeyForm, _KindFields):
    """A name is enough; the rest has a usual value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Soort toevoegen"))


class KindChangeForm(VersionForm, _KindFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class KindMergeForm(Form):
    """Which kind the places get."""

    into = forms.ModelChoiceField(label=_("Welke soort worden deze plekken?"), queryset=ActorKind.objects.none())

    def __init__(self, kind: ActorKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ActorKind.objects.of_municipality(kind.municipality_id or 0).exclude(pk=kind.pk)
        if kind.sensitive:
            others = others.filter(sensitive=True)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]

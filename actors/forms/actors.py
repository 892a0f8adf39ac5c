"""Add, change and find organisations and places."""

from typing import Any

import django_filters
from crispy_forms.layout import HTML, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.filters import ListFilter
from actors.forms.place import PlaceForm
from actors.forms.wijk import wijk_field
from actors.likely import Hint, hint_for
from actors.models import Actor, ActorArea, ActorKind
from actors.querysets import municipalities_of
from wijknet.access import Viewer
from wijknet.access.prepared import prepared
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.privacy.forms import remember_stored
from wijknet.tokens.models import RequestKey
from wijknet.ui.forms import ManyChips, RequestKeyForm, VersionForm, form_helper

_CONTACT = ("phone", "email", "website")
_ASKS_WHILE_TYPING = {
    "hx-trigger": "input changed delay:500ms",
    "hx-include": "closest form",
    "hx-target": "#bestaat-al",
}
_ADDRESS = ("street", "house_number", "postcode", "city")


class ActorNewForm(RequestKeyForm, PlaceForm):
    """Quick add: a name, a kind and a wijk are enough. What may be there already is shown first (`hint`): while
    typing, and when it is sent; who is sure sends it once more with the button for that."""

    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Actor
        fields = ("name", "kind", "area", "street", "house_number", "postcode", "phone", "lon", "lat")
        labels = {"name": _("Naam van de organisatie of plek")}
        help_texts = {"name": _("Nooit de naam van een mens. Een aanspreekpunt voeg je later toe.")}

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.hint: Hint | None = None
        self.fields["area"] = wijk_field(viewer)
        self.fields["kind"].queryset = ActorKind.objects.offered_to(viewer)  # type: ignore[attr-defined]
        self.fields["phone"].widget.input_type = "tel"
        for name in ("name", "house_number", "phone"):
            self.fields[name].widget.attrs |= _ASKS_WHILE_TYPING | {"hx-get": reverse("actor-likely")}
        self.helper = form_helper(
            gettext("Plek toevoegen"),
            "name",
            HTML("{% include 'actors/_likely_here.html' %}"),
            *(name for name in self.fields if name != "name"),
            HTML("{% include 'actors/_pick_fold.html' %}"),
        )

    def clean(self) -> dict[str, Any]:
        """Say it when the gemeente seems to have this place already; who is sure may go on."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name, area = cleaned.get("name"), cleaned.get("area")
        if not (name and area and cleaned.get("request_key")) or cleaned.get("sure"):
            return cleaned
        # What this very form made a click ago is no other place.
        keys = RequestKey.objects.filter(key=cleaned["request_key"], target_label=Actor._meta.label)
        made = [pk for pk in keys.values_list("target_pk", flat=True) if pk]
        self.hint = hint_for(
            self.viewer,
            municipality_id=area.municipality_id,
            area_id=area.pk,
            facts=cleaned,
            without=made,
        )
        if not self.hint:
            return cleaned
        self.helper.add_input(Submit("sure", gettext("Toch toevoegen"), css_class="utrecht-button--secondary-action"))
        where = _("Er is al een plek met deze naam.") if self.hint.same_name else _("Deze plek bestaat misschien al.")
        if not self.hint.seen:
            where = _("In een andere wijk van de gemeente is al zo'n plek. Vraag het je collega daar.")
        raise ValidationError(f"{where} {_('Is het een andere plek? Kies dan ‘Toch toevoegen’.')}", code="likely")


class ActorChangeForm(VersionForm, PlaceForm):
    """Everything that is known of a place."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Actor
        fields = (
            *(
                "name",
                "other_names",
                "kind",
                "area",
                "active_in",
                *_ADDRESS,
                "lon",
                "lat",
                "buurt",
                *_CONTACT,
                "themes",
            ),
            *("connecting", "connecting_why", "ask_first", "wants", "offers", "known_through", "rhythm_days", "public"),
        )
        labels = {
            "active_in": _("Ook actief in"),
            "connecting": _("Dit is een verbindende actor"),
            "connecting_why": _("Waarom verbindend?"),
            "ask_first": _("Vraag hier eerst, voor je iemand stuurt"),
            "public": _("Mag op de openbare wijkpagina, zonder telefoon en e-mail"),
        }
        help_texts = {
            "other_names": _("Zoals mensen de plek noemen, met komma's ertussen."),
            "known_through": _("Via welke organisatie of plek. Noem geen bewoner bij naam."),
            "buurt": _("Leeg: we zoeken de buurt bij het adres of de plek op de kaart."),
            "connecting_why": _("Alleen nodig bij een verbindende actor."),
        }
        widgets = {
            "active_in": ManyChips,
            "themes": ManyChips,
            "connecting_why": forms.Textarea(attrs={"rows": 3}),
            "wants": forms.Textarea(attrs={"rows": 2}),
            "offers": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor: Actor = self.instance
        wijken = Area.objects.wijken().filter(municipality=actor.municipality_id).order_by("name")
        self.fields["area"] = wijk_field(viewer, keep=actor.area, label=_("Wijk waar het zit"))
        kinds = ActorKind.objects.offered_in(actor.municipality_id, keep=actor.kind_id)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["active_in"].queryset = wijken  # type: ignore[attr-defined]
        self.fields["active_in"].required = False
        buurten = Area.objects.buurten().filter(municipality=actor.municipality_id).order_by("name")
        self.fields["buurt"].queryset = buurten  # type: ignore[attr-defined]
        themes = Theme.objects.filter(municipality=actor.municipality_id).order_by("name")
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        self.fields["phone"].widget.input_type = "tel"
        remember_stored(self)
        names = [name for name in self.fields if name != "buurt"]
        after = names.index("lat") + 1
        picture = HTML("{% include 'actors/_pick.html' %}")
        self.helper = form_helper(gettext("Wijzigingen opslaan"), *names[:after], picture, "buurt", *names[after:])


@prepared
def _kinds(viewer: Viewer) -> QuerySet[ActorKind]:
    found: QuerySet[ActorKind] = ActorKind.objects.known_to(viewer)
    return found


@prepared
def _groups(viewer: Viewer) -> QuerySet[ResidentGroup]:
    found: QuerySet[ResidentGroup] = ResidentGroup.objects.visible_to(viewer).shown()
    return found.order_by("name")


class ActorFilter(ListFilter):
    """`?q=&kind=&group=&connecting=`, and with `meer=ja` `theme` and `buurt`; the wijk comes from the switcher."""

    more = ("theme", "buurt")

    kind = django_filters.ChoiceFilter(label=_("Soort"), field_name="kind", empty_label=_("Alle"))
    group = django_filters.ChoiceFilter(label=_("Bereikt"), method="reaching", empty_label=_("Alle"))
    connecting = django_filters.ChoiceFilter(
        label=_("Rol in de wijk"), choices=[("ja", _("verbindend"))], method="connecting_only", empty_label=_("Alle")
    )

    theme = django_filters.ChoiceFilter(label=_("Thema"), field_name="themes", empty_label=_("Alle"))
    buurt = django_filters.ChoiceFilter(label=_("Buurt"), field_name="buurt", empty_label=_("Alle"))

    class Meta(ListFilter.Meta):
        model = Actor

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", _kinds(viewer))
        self.choose("group", _groups(viewer))
        if "theme" not in self.filters:
            return
        around = municipalities_of(viewer)
        self.choose("theme", Theme.objects.filter(municipality__in=around).order_by("name"))
        buurten = Area.objects.buurten().filter(municipality__in=around).order_by("name")
        wijk = self.data.get("wijk")
        self.choose("buurt", buurten.filter(parent__code=wijk) if wijk else buurten)

    def connecting_only(self, queryset: Any, name: str, value: str) -> QuerySet[Actor]:
        found: QuerySet[Actor] = queryset.filter(connecting=True)
        return found

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[Actor]:
        active = ActorArea.objects.filter(area__code=value).values("actor")
        found: QuerySet[Actor] = queryset.filter(pk__in=active)
        return found

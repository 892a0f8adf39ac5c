"""Add, change and find informal networks."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.filters import ListFilter
from actors.forms.wijk import wijk_field
from actors.models import Actor, InformalNetwork
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import ResidentGroup
from wijknet.privacy.forms import remember_stored
from wijknet.ui.forms import ManyChips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _NetworkFields(ModelForm):
    class Meta:
        model = InformalNetwork
        fields = (
            *("name", "other_names", "area", "about", "meeting_place", "meeting_text", "rhythm", "size", "language"),
            *("known_through", "rhythm_days", "actors"),
        )
        labels = {
            "name": _("Naam van het netwerk"),
            "about": _("Wie komt hier samen, en waarvoor?"),
            "meeting_text": _("Of een andere plek"),
            "rhythm": _("Wanneer komen ze samen?"),
            "actors": _("Welke plekken doen mee?"),
        }
        help_texts = {
            "name": _("Bijvoorbeeld: appgroep Akkerstraat, vaste gasten van het café."),
            "other_names": _("Zoals mensen het netwerk noemen, met komma's ertussen."),
            "about": _("Beschrijf de groep. Noem geen bewoners bij naam."),
            "size": _("Een schatting is genoeg."),
            "known_through": _("Via welke organisatie of plek. Noem geen bewoner bij naam."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "actors": ManyChips,
        }

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network: InformalNetwork = self.instance
        places = Actor.objects.visible_to(viewer, *STAFF).current().order_by("sort_name", "pk")
        keep = network.area if network.pk else None
        if keep:
            places = places.filter(municipality=network.municipality_id)
        self.fields["area"] = wijk_field(viewer, keep=keep)
        # Where it meets stays a choice, also when that place is in the archive or not of this viewer's wijken.
        hosts = Actor.objects.filter(Q(pk__in=places.values("pk")) | Q(pk=network.meeting_place_id or 0))
        self.fields["meeting_place"].queryset = hosts.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        self.fields["actors"].queryset = places.in_network()  # type: ignore[attr-defined]


class NetworkNewForm(RequestKeyForm, _NetworkFields):
    """A name and a wijk are enough."""

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        self.helper = form_helper(gettext("Netwerk toevoegen"))


class NetworkChangeForm(VersionForm, _NetworkFields):
    """Who takes part and is not seen by this viewer, keeps taking part."""

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        remember_stored(self)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))

    def clean_actors(self) -> list[Actor]:
        offered = self.fields["actors"].queryset  # type: ignore[attr-defined]
        unseen = Actor.objects.filter(networks=self.instance).exclude(pk__in=offered.values("pk"))
        return [*self.cleaned_data["actors"], *unseen]


class NetworkFilter(ListFilter):
    """`?q=&group=`; the wijk comes from the switcher."""

    group = django_filters.ChoiceFilter(label=_("Bereikt"), method="reaching", empty_label=_("Alle"))

    class Meta(ListFilter.Meta):
        model = InformalNetwork

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("group", ResidentGroup.objects.visible_to(viewer).shown().order_by("name"))

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[InformalNetwork]:
        found: QuerySet[InformalNetwork] = queryset.filter(area__code=value)
        return found

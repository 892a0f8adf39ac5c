"""Add, change and find channels; and who helps with one."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.filters import ListFilter
from actors.forms.wijk import wijk_field
from actors.models import Actor, Buddy, Channel
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import ResidentGroup
from wijknet.privacy.forms import remember_stored
from wijknet.ui.dates import today
from wijknet.ui.forms import Chips, ManyChips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _ChannelFields(ModelForm):
    website = forms.URLField(label=_("Webadres"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Channel
        fields = ("name", "kind", "area", "owner", "groups", "how", "deadline", "website")
        labels = {
            "name": _("Naam van het kanaal"),
            "owner": _("Van welke organisatie of plek?"),
            "groups": _("Welke groepen lezen of zien dit?"),
            "how": _("Hoe plaats je iets?"),
            "deadline": _("Voor wanneer moet het er zijn?"),
        }
        help_texts = {
            "name": _("Bijvoorbeeld: wijkkrant, buurtapp, bord bij de bakker."),
            "how": _("Waar stuur je het heen? Hoe lang mag het zijn? Noem geen bewoners bij naam."),
            "deadline": _("Bijvoorbeeld: elke eerste maandag van de maand."),
        }
        widgets = {"kind": Chips, "groups": ManyChips, "how": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Channel = self.instance
        owners = Actor.objects.visible_to(viewer, *STAFF).current()
        groups = ResidentGroup.objects.visible_to(viewer, *STAFF).shown()
        if channel.pk:
            owners, groups = owners.filter(municipality=channel.municipality_id), groups.filter(area=channel.area_id)
        kept = Actor.objects.filter(Q(pk__in=owners.values("pk")) | Q(pk=channel.owner_id or 0))
        self.fields["area"] = wijk_field(viewer, keep=channel.area if channel.pk else None)
        self.fields["owner"].queryset = kept.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        self.fields["groups"].queryset = groups.order_by("name")  # type: ignore[attr-defined]
        self.fields["kind"].choices = Channel.Kind.choices  # type: ignore[attr-defined]


class ChannelNewForm(RequestKeyForm, _ChannelFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Kanaal toevoegen"))


class ChannelChangeForm(VersionForm, _ChannelFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class BuddyForm(RequestKeyForm, ModelForm):
    """Only with their own words, and until a day."""

    class Meta:
        model = Buddy
        fields = ("name", "helps", "phone", "email", "consent_text", "public", "consent_on", "retain_until")
        labels = {
            "helps": _("Wat doet dit maatje?"),
            "consent_text": _("Waarvoor gaf het maatje toestemming? In eigen woorden"),
            "public": _("De voornaam mag op de openbare wijkpagina"),
            "consent_on": _("Wanneer was dat?"),
            "retain_until": _("Tot wanneer mogen we dit bewaren?"),
        }
        help_texts = {
            "public": _("Alleen als het maatje dat zelf zei. Telefoon en e-mail komen er niet bij."),
            "retain_until": _("Hoogstens twee jaar na de toestemming. Daarna gaat alles vanzelf weg."),
        }
        widgets = {"helps": Chips, "consent_text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helps"].choices = Buddy.Help.choices  # type: ignore[attr-defined]
        self.fields["phone"].widget.input_type = "tel"
        self.initial.update(consent_on=today(), retain_until=today() + timedelta(days=365))
        self.helper = form_helper(gettext("Maatje toevoegen"))


class ChannelFilter(ListFilter):
    """`?q=&kind=`; the wijk comes from the switcher."""

    kind = django_filters.ChoiceFilter(label=_("Soort"), choices=Channel.Kind.choices, empty_label=_("Alle"))

    class Meta(ListFilter.Meta):
        model = Channel

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[Channel]:
        found: QuerySet[Channel] = queryset.filter(area__code=value)
        return found

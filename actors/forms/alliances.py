"""Add, change and find alliances, and what a partner wants and offers."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.filters import ListFilter
from actors.forms.party import PartyField
from actors.forms.who import WhoForm
from actors.forms.wijk import wijk_field
from actors.models import Alliance
from actors.querysets import municipalities_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.ui.forms import Form, ManyChips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _AllianceFields(ModelForm):
    class Meta:
        model = Alliance
        fields = ("name", "area", "goal", "themes", "start")
        labels = {"name": _("Naam van de alliantie"), "goal": _("Wat willen jullie samen?"), "themes": _("Thema's")}
        help_texts = {"goal": _("Eén of twee zinnen zijn genoeg.")}
        widgets = {"goal": forms.Textarea(attrs={"rows": 3}), "themes": ManyChips}

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alliance: Alliance = self.instance
        themes = Theme.objects.filter(municipality__in=municipalities_of(viewer))
        if alliance.pk:
            themes = themes.filter(municipality=alliance.municipality_id)
        self.fields["area"] = wijk_field(viewer, keep=alliance.area if alliance.pk else None)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]


class AllianceNewForm(RequestKeyForm, _AllianceFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Alliantie toevoegen"))


class AllianceChangeForm(VersionForm, _AllianceFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


def _wants() -> StaffText:
    text = forms.Textarea(attrs={"rows": 2})
    return StaffText(label=_("Wat wil deze partner graag?"), required=False, max_length=500, widget=text)


def _offers() -> StaffText:
    text = forms.Textarea(attrs={"rows": 2})
    return StaffText(label=_("Wat biedt deze partner?"), required=False, max_length=500, widget=text)


class PartnerNewForm(WhoForm):
    """Which organisation, network or desk; never a person."""

    who = "partner"

    partner = PartyField(
        label=_("Wie doet mee?"),
        kinds=("actor", "network", "contact"),
        in_network=True,
        error_messages={"required": _("Kies wie er meedoet: een organisatie, een netwerk of een afdeling.")},
    )
    wants = _wants()
    offers = _offers()

    def __init__(self, viewer: Viewer, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_who(viewer, area)


class PartnerChangeForm(Form):
    wants = _wants()
    offers = _offers()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remember_stored(self)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class AllianceFilter(ListFilter):
    """`?q=&theme=`; the wijk comes from the switcher."""

    theme = django_filters.ChoiceFilter(label=_("Thema"), field_name="themes", empty_label=_("Alle"))

    class Meta(ListFilter.Meta):
        model = Alliance

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("theme", Theme.objects.filter(municipality__in=municipalities_of(viewer)))

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[Alliance]:
        found: QuerySet[Alliance] = queryset.filter(area__code=value)
        return found

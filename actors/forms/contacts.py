"""Add, change and find gemeente contacts."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.filters import ListFilter
from actors.models import MunicipalContact
from actors.querysets import municipalities_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.ui.forms import ManyChips, ModelForm, RequestKeyForm, VersionForm, form_helper


class _ContactFields(ModelForm):
    class Meta:
        model = MunicipalContact
        fields = (
            *("department", "name", "function", "themes", "wijken", "deputy"),
            *("phone", "email", "absent_until"),
        )
        labels = {"themes": _("Waarover gaat dit contact?"), "wijken": _("Voor welke wijken?")}
        help_texts = {
            "department": _("Of het loket. Mensen wisselen, een afdeling blijft."),
            "name": _("Laat leeg bij een loket of een team."),
            "wijken": _("Kies niets als het de hele gemeente is."),
            "deputy": _("Wie helpt er als dit contact afwezig is?"),
        }
        widgets = {"themes": ManyChips, "wijken": ManyChips}

    def __init__(self, municipality_id: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputies = MunicipalContact.objects.current().filter(municipality=municipality_id)
        if self.instance.pk:
            deputies = deputies.exclude(pk=self.instance.pk)
        themes = Theme.objects.filter(municipality=municipality_id)
        wijken = Area.objects.wijken().filter(municipality=municipality_id).order_by("name")
        self.fields["deputy"].queryset = deputies.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]
        self.fields["wijken"].queryset = wijken  # type: ignore[attr-defined]
        self.fields["phone"].widget.input_type = "tel"


class ContactNewForm(RequestKeyForm, _ContactFields):
    """A department is enough."""

    def __init__(self, municipality: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(municipality.pk, *args, **kwargs)
        self.helper = form_helper(gettext("Gemeentecontact toevoegen"))


class ContactChangeForm(VersionForm, _ContactFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(kwargs["instance"].municipality_id, *args, **kwargs)
        self.helper = form_helper(gettext("Wijzigingen opslaan"))


class ContactFilter(ListFilter):
    """`?q=&theme=&department=`; the wijk comes from the switcher."""

    theme = django_filters.ChoiceFilter(label=_("Thema"), field_name="themes", empty_label=_("Alle"))
    department = django_filters.ChoiceFilter(label=_("Afdeling"), empty_label=_("Alle"))

    class Meta(ListFilter.Meta):
        model = MunicipalContact

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = self.queryset.order_by("department").values_list("department", flat=True).distinct()
        self.choose("theme", Theme.objects.filter(municipality__in=municipalities_of(viewer)))
        self.filters["department"].extra["choices"] = [(name, name) for name in departments[:200]]

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[MunicipalContact]:
        """Who serves this wijk, or the whole gemeente."""
        named = MunicipalContact.wijken.through.objects.values("municipalcontact")
        here = named.filter(area__code=value)
        around = Area.objects.filter(code=value).values("municipality")
        whole = queryset.filter(municipality__in=around).exclude(pk__in=named)
        found: QuerySet[MunicipalContact] = queryset.filter(pk__in=here) | whole
        return found

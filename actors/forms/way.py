"""To which group the way is asked; it stands in the address."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijknet.areas.models import ResidentGroup
from wijknet.ui.forms import Form


class WayForm(Form):
    """A group that is not there is the same as none."""

    groep = forms.ChoiceField(label=_("Naar welke groep?"), required=False)

    def __init__(self, query: QueryDict, groups: Sequence[ResidentGroup]) -> None:
        super().__init__(query)
        self.groups = {str(group.pk): group for group in groups}
        choices = [("", gettext("Kies een groep")), *((pk, group.name) for pk, group in self.groups.items())]
        cast("forms.ChoiceField", self.fields["groep"]).choices = choices
        self.is_valid()

    @property
    def group(self) -> ResidentGroup | None:
        return self.groups.get(self.cleaned_data.get("groep", ""))

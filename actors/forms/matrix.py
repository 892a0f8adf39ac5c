"""The filter bar above the table of reach, and one cell of it as a button sends it."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.forms.party import fetch
from actors.matrix import NETWORK, Asked
from actors.models import ActorKind, Reach
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.forms import Form

FORGET = "LEEG"
_LEVELS = [*Reach.Level.values, FORGET]


class MatrixFilter(Form):
    """`?q=&soort=&tonen=`; a wrong value in the address is left out."""

    q = forms.CharField(label=_("Zoek een plek of netwerk"), required=False, max_length=100)
    soort = forms.ChoiceField(label=_("Soort"), required=False)
    tonen = forms.ChoiceField(
        label=_("Groepen"), required=False, choices=[("", _("Alle")), ("niemand", _("die niemand bereikt"))]
    )

    def __init__(self, query: QueryDict, municipality_id: int) -> None:
        super().__init__(query)
        self.query = query
        kinds = ActorKind.objects.of_municipality(municipality_id).values_list("pk", "name")
        every = [("", gettext("Alle")), (NETWORK, gettext("Informeel netwerk"))]
        cast("forms.ChoiceField", self.fields["soort"]).choices = [*every, *((str(pk), name) for pk, name in kinds)]
        self.is_valid()

    @property
    def asked(self) -> Asked:
        chosen: dict[str, Any] = self.cleaned_data
        return Asked(
            words=chosen.get("q", ""),
            kind=chosen.get("soort", ""),
            gaps_only=bool(chosen.get("tonen")),
            first=_number(self.query.get("vanaf", "")),
            group=_number(self.query.get("groep", "")) or None,
        )

    @property
    def active(self) -> list[tuple[str, str]]:
        """What is filtered on, each with the address without it."""
        found = []
        for name, value in self.cleaned_data.items():
            if value:
                rest = self.query.copy()
                for key in (name, "vanaf"):
                    rest.pop(key, None)
                words = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                found.append((str(words), f"?{rest.urlencode()}"))
        return found


def _number(text: str) -> int:
    """A number out of the address; anything else is nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


class CellForm(Form):
    """One button of one cell: `7|actor-12|TRUSTED`. The field is called after the button."""

    zet = forms.CharField(max_length=60)

    def __init__(self, viewer: Viewer, area: Area, data: QueryDict) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.area = area

    def clean_zet(self) -> dict[str, Any]:
        group, _bar, rest = self.cleaned_data["zet"].partition("|")
        value, _bar, level = rest.partition("|")
        found = {
            "group": ResidentGroup.objects.in_area(self.area).shown().filter(pk=_number(group)).first(),
            "side": fetch(self.viewer, [value], kinds=("actor", "network")).get(value),
            "level": level,
            "key": f"{group}|{value}",
        }
        if level not in _LEVELS or not found["group"] or not found["side"]:
            raise forms.ValidationError(_("Deze cel is er niet meer. Kies er een uit de tabel."), code="cell")
        return found

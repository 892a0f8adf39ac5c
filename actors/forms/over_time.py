"""Which two days of a network stand beside each other, and about whom; it stands in the address."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.network import Node
from wijknet.log.services import KEEP_CHANGES
from wijknet.ui.dates import today
from wijknet.ui.forms import Form
from wijknet.ui.text import fold


def a_year_before(day: date) -> date:
    """29 February becomes the day before."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


class OverTimeForm(Form):
    """`?van=&tot=&soort=&q=`; without days: a year ago and today."""

    van = forms.DateField(label=_("Toen"))
    tot = forms.DateField(label=_("Nu"))
    soort = forms.ChoiceField(label=_("Soort"), required=False)
    q = forms.CharField(label=_("Naam"), required=False, max_length=100)

    def __init__(self, query: QueryDict) -> None:
        data = query.copy()
        usual = {"van": a_year_before(today()), "tot": today()}
        for name, day in usual.items():
            data[name] = query.get(name) or day.isoformat()
        super().__init__(data)
        # The kinds of this wijk are known only when its network was read: see `offer`.
        chosen = query.get("soort", "")[:60]
        cast("forms.ChoiceField", self.fields["soort"]).choices = [(chosen, chosen)]

    def offer(self, kinds: list[str]) -> None:
        cast("forms.ChoiceField", self.fields["soort"]).choices = [
            ("", gettext("Alle")),
            *((kind, kind) for kind in kinds),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("van"), data.get("tot")
        if first and first < today() - KEEP_CHANGES:
            self.add_error("van", gettext("Kies een dag in de laatste vijf jaar. Verder terug weten we het niet."))
        elif last and last > today():
            self.add_error("tot", gettext("Kies vandaag of een dag die voorbij is."))
        elif first and last and first >= last:
            self.add_error("van", gettext("Kies een dag vóór de tweede dag."))
        return data

    @property
    def days(self) -> tuple[date, date]:
        return self.cleaned_data["van"], self.cleaned_data["tot"]

    @property
    def narrows(self) -> bool:
        return bool(self.cleaned_data["soort"] or self.cleaned_data["q"])

    def keeps(self, node: Node) -> bool:
        words = fold(self.cleaned_data["q"]).split()
        return self.cleaned_data["soort"] in {"", node.kind} and all(word in fold(node.name) for word in words)


def half_a_year_before(day: date) -> date:
    return day - timedelta(days=183)

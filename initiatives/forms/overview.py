"""Which of the public initiatives somebody wants to see: the same choices for page, map, feed and frame, all in the
address."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, Phase
from initiatives.querysets import InitiativeQuerySet
from wijknet.areas.models import Area, Theme
from wijknet.ui.forms import Form

# Where one is in the list; gone when a choice changes.
PLACE_IN_LIST = ("eerder", "later")
# How it is shown: changes nothing about what is found.
VIEW = "weergave"
MOST_THEMES = 200


def where_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The gemeenten that use WijkNet, each as a whole and with its wijken."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Area.objects.wijken().filter(municipality__settings__isnull=False)
    named = rows.values_list("municipality__name", "municipality__code", "code", "name")
    for gemeente, whole, code, name in named.order_by("municipality__name", "name"):
        everywhere = (whole, gettext("heel %(gemeente)s") % {"gemeente": gemeente})
        groups.setdefault(gemeente, [everywhere]).append((code, name))
    return list(groups.items())


class OverviewFilter(Form):
    """The filter bar. A choice that is not on the list is an old address: it is left out, the others count."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    fase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[("", _("alle fasen")), *((p.value, p.label) for p in Phase)]
    )
    woorden = forms.CharField(
        label=_("Titel of woord"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    weergave = forms.ChoiceField(
        required=False, choices=[("", _("lijst")), ("kaart", _("kaart"))], widget=forms.HiddenInput
    )

    def __init__(self, query: QueryDict, **kwargs: Any) -> None:
        super().__init__(query, **kwargs)
        self.query = query
        self.places = where_choices()
        wijk: Any = self.fields["wijk"]
        wijk.choices = [("", _("alle wijken")), *self.places]
        thema: Any = self.fields["thema"]
        names = Theme.objects.order_by("name").values_list("name", flat=True).distinct()[:MOST_THEMES]
        thema.choices = [("", _("alle thema's")), *((name, name) for name in names)]
        self.is_valid()
        self.chosen: dict[str, str] = {
            name: value for name, value in self.cleaned_data.items() if value and name != VIEW
        }

    @property
    def on_map(self) -> bool:
        return self.cleaned_data.get(VIEW) == "kaart"

    @property
    def shareable(self) -> str:
        """The choices as an address says them, always in the same order and without what chooses nothing."""
        return urlencode(self.chosen)

    def place(self) -> Area | None:
        """The wijk or gemeente that was chosen, with its gemeente at hand."""
        code = self.chosen.get("wijk")
        found: Area | None = Area.objects.select_related("municipality").filter(code=code).first() if code else None
        return found

    def rows(self, place: Area | None) -> InitiativeQuerySet:
        """The public initiatives that were asked for, newest first."""
        rows: InitiativeQuerySet = Initiative.objects.public().newest_first()
        if place is not None:
            rows = rows.in_area(place)
        if phase := self.chosen.get("fase"):
            rows = rows.filter(phase=phase)
        if theme := self.chosen.get("thema"):
            rows = rows.about(theme)
        if words := self.chosen.get("woorden"):
            rows = rows.with_words(words)
        return rows

    def words(self) -> list[str]:
        """The choices in words, for a title."""
        return [self._words(name, value) for name, value in self.chosen.items()]

    def active(self) -> list[tuple[str, str]]:
        """Each choice in words, with the address without it."""
        shown = []
        for name, value in self.chosen.items():
            query = self.query.copy()
            for gone in (name, *PLACE_IN_LIST):
                query.pop(gone, None)
            shown.append((self._words(name, value), f"?{query.urlencode()}"))
        return shown

    def _words(self, name: str, value: str) -> str:
        if name == "wijk":
            return next((label for _g, group in self.places for code, label in group if code == value), value)
        return str(Phase(value).label) if name == "fase" else value

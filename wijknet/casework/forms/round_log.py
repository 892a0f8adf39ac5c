"""Log a whole round: what all talks share once, then a line per talk."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from actors.forms.party import PartiesField, near, party_value, search
from actors.forms.who import WhoForm
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.casework.models import ContactMoment
from wijknet.casework.services import Round, RoundLine
from wijknet.casework.services.rounds import MOST_LINES
from wijknet.casework.timeline import HOW_ICON
from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import Chips, ChipsGrid, Form, RequestKeyForm

# As many as fit in a walk along a market; more are a tap away.
LINES = 6
PREFIX = "regel"


class LineForm(Form):
    """One talk. Nothing typed is no talk; nobody chosen is "iemand, geen naam"."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # Who stood here before anybody touched it: no talk as long as nothing is typed.
    given = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    parties = PartiesField(
        label="Met wie?",
        required=False,
        error_messages={"invalid_choice": "Deze keuze is er niet meer. Kies iemand uit de lijst."},
    )
    line = StaffText(
        label="Wat speelt er?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def know(self, things: dict[str, Any]) -> None:
        """What may be chosen here: the same in every line."""
        field: Any = self.fields["parties"]
        field.keep_things(things)

    def chosen(self) -> list[str]:
        return [str(value) for value in self["parties"].value() or []]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        untouched = {data.get("given", "")}
        if "line" in data and not data["line"] and set(self.chosen()) - untouched:
            self.add_error("line", "Schrijf in één regel wat er speelt, of haal de keuze weg.")
        return data

    @property
    def is_talk(self) -> bool:
        return bool(self.cleaned_data.get("line"))

    def talk(self) -> RoundLine:
        data = self.cleaned_data
        return RoundLine(key=data["key"] or uuid4(), line=data["line"], parties=data["parties"])


class RoundForm(WhoForm, RequestKeyForm):
    """Place, time and how once. A name that is looked up or added stands in every line."""

    who = "pool"

    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    where = StaffText(label="Waar ben je?", required=False, max_length=120, help_text="Bijvoorbeeld: de weekmarkt.")
    how = forms.ChoiceField(
        label="Hoe?",
        choices=[(how.value, str(how.label).capitalize()) for how in ContactMoment.How],
        initial=ContactMoment.How.STREET,
        widget=ChipsGrid(icons={how.value: icon for how, icon in HOW_ICON.items()}),
    )
    at = forms.DateTimeField(label="Dag en tijd", widget=forms.DateTimeInput(attrs={"class": "wn-input-m"}))
    minutes = forms.IntegerField(label="Hoe lang per gesprek? (minuten)", min_value=1, max_value=720, initial=10)
    pool = PartiesField(required=False, nobody=False, widget=forms.MultipleHiddenInput)

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        wijken: list[Area],
        place: Area,
        rows: list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        area: Any = self.fields["area"]
        area.choices = [(code, wijk.name) for code, wijk in self.wijken.items()]
        self.initial.setdefault("area", place.code)
        self.initial.setdefault("at", timezone.localtime().replace(second=0, microsecond=0))
        self.start_who(viewer, place)
        self.rows = self._bound_rows() if self.is_bound else self._fresh_rows(rows or [])
        chosen = [value for row in self.rows for value in row.chosen()]
        self.chips.keep(viewer, [*self._values(), *chosen])
        for row in self.rows:
            row.know(self.chips.things)

    def show(self) -> None:
        """Who is near or was searched for stands in every line, after who was chosen in one."""
        self.chips.offer(near(self.viewer, self.place))
        if self.asked_name:
            self.chips.offer(search(self.viewer, self.asked_name))
        for row in self.rows:
            row.know(self.chips.things)

    def typed_rows(self) -> list[dict[str, Any]]:
        """The lines as they stand, to show again without checking them."""
        return [{bound.name: bound.value() for bound in row} for row in self.rows]

    def is_valid(self) -> bool:
        """All lines are checked, also when something above them is wrong."""
        fine = all([super().is_valid(), *(row.is_valid() for row in self.rows)])
        if fine and not any(row.is_talk for row in self.rows):
            self.add_error(None, "Schrijf bij minstens één gesprek op wat er speelt.")
            return False
        return fine

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError("Dit moment ligt in de toekomst. Kies een tijd die voorbij is.")
        return at

    def shared(self) -> Round:
        data = self.cleaned_data
        return Round(where=data["where"], how=data["how"], at=data["at"], minutes=data["minutes"])

    def talks(self) -> list[RoundLine]:
        return [row.talk() for row in self.rows if row.is_talk]

    def _bound_rows(self) -> list[LineForm]:
        count = next((n for n in range(MOST_LINES) if f"{PREFIX}-{n}-key" not in self.data), MOST_LINES)
        return [LineForm(self.data, prefix=f"{PREFIX}-{n}") for n in range(count)]

    def _fresh_rows(self, rows: list[dict[str, Any]]) -> list[LineForm]:
        rows = rows[:MOST_LINES]
        blank: list[dict[str, Any]] = [{} for _ in range(max(LINES - len(rows), 0))]
        return [
            LineForm(prefix=f"{PREFIX}-{number}", initial={"key": uuid4(), **row})
            for number, row in enumerate([*rows, *blank])
        ]


def row_for(thing: Any) -> dict[str, Any]:
    """A line in which this one is chosen already."""
    value = party_value(thing)
    return {"given": value, "parties": [value]}

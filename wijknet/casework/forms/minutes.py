"""Write the minutes of a meeting: who was there, what was said, and a line for each thing we would do."""

from typing import Any

from django import forms

from actors.forms.party import PartiesField, party_label, party_value
from actors.forms.who import WhoForm
from initiatives.models import Event
from wijknet.access import Viewer
from wijknet.casework.services.minutes import MOST_PROMISES, Minutes, Promise
from wijknet.privacy.forms import StaffText
from wijknet.ui import dates
from wijknet.ui.forms import Form, RequestKeyForm

# As many as most meetings give; more are a tap away.
LINES = 3
PREFIX = "afspraak"


class PromiseForm(Form):
    """One thing we would do. Nothing typed is no agreement."""

    what = StaffText(label="Wat zouden we doen?", required=False, max_length=300)
    whom = forms.ChoiceField(
        label="Voor wie?",
        required=False,
        error_messages={"invalid_choice": "Deze keuze is er niet meer. Kies iemand uit de lijst."},
    )
    street = forms.CharField(label="Of voor welke straat?", required=False, max_length=120)
    due = forms.DateField(label="Vóór wanneer?", required=False)

    present: list[str]
    things: dict[str, Any]

    def know(self, things: dict[str, Any], present: list[str]) -> None:
        """Who may be chosen, and who was there: the same in every line."""
        self.things, self.present = things, [value for value in present if value in things]
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]
        whom: Any = self.fields["whom"]
        whom.choices = [("", "Kies wie erbij was")] + [(value, party_label(it)) for value, it in things.items()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "what" not in data:
            return data
        if not data["what"]:
            if data.get("whom") or data.get("street") or data.get("due"):
                self.add_error("what", "Schrijf op wat we zouden doen, of maak deze regel leeg.")
            return data
        if "due" in data and (not data["due"] or data["due"] < dates.today()):
            self.add_error("due", "Kies vandaag of een dag die nog komt.")
        self._check_whom(data)
        return data

    def _check_whom(self, data: dict[str, Any]) -> None:
        """Who was there alone is meant without saying so."""
        if data.get("whom") and data["whom"] not in self.present:
            self.add_error("whom", "Kies hierboven ook dat deze erbij was.")
        elif "whom" in data and not data["whom"] and not data.get("street"):
            if len(self.present) == 1:
                data["whom"] = self.present[0]
            else:
                self.add_error("whom", "Voor wie is de afspraak? Kies wie erbij was, of vul een straat in.")

    @property
    def is_begun(self) -> bool:
        """Something was typed here or is wrong: the page shows this line unfolded."""
        return bool(self.errors) or any(bound.value() for bound in self)

    def promise(self) -> Promise | None:
        data = self.cleaned_data
        if not data["what"]:
            return None
        party = self.things.get(data["whom"])
        return Promise(what=data["what"], due=data["due"], party=party, street="" if party else data["street"])


class MinutesForm(WhoForm, RequestKeyForm):
    """Place, time and themes are those of the meeting, so they are not asked."""

    parties = PartiesField(
        label="Wie was erbij?",
        error_messages={
            "required": "Kies wie erbij was, of kies ‘Iemand (geen naam)’.",
            "invalid_choice": "Deze keuze is er niet meer. Kies iemand uit de lijst.",
        },
    )
    line = StaffText(
        label="Wat is er gezegd?",
        help_text="Schrijf niets over gezondheid of andermans naam.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf op wat er is gezegd."},
    )

    def __init__(
        self, *args: Any, viewer: Viewer, event: Event, rows: list[dict[str, Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        there = [*event.groups.all()]
        chosen = [party_value(thing) for thing in ([event.place, *there] if event.place else there)]
        self.start_who(viewer, event.area, chosen)
        self.rows = self._bound_rows() if self.is_bound else self._fresh_rows(rows or [])
        # For whom something is, may be somebody who was not ticked above: that is said, and not that they are gone.
        self.chips.keep(viewer, [*self._values(), *(str(row["whom"].value() or "") for row in self.rows)])
        self._tell_rows()

    def show(self) -> None:
        """Who is near or was searched for may be chosen, as somebody who was there and in every line."""
        self.show_who()
        self._tell_rows()

    def typed_rows(self) -> list[dict[str, Any]]:
        """The lines as they stand, to show again without checking them."""
        return [{bound.name: bound.value() for bound in row} for row in self.rows]

    def is_valid(self) -> bool:
        """All lines are checked, also when something above them is wrong."""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def minutes(self) -> Minutes:
        promises = [promise for row in self.rows if (promise := row.promise())]
        return Minutes(line=self.cleaned_data["line"], parties=self.cleaned_data["parties"], promises=promises)

    def _tell_rows(self) -> None:
        for row in self.rows:
            row.know(self.chips.things, self._values())

    def _bound_rows(self) -> list[PromiseForm]:
        count = next((n for n in range(MOST_PROMISES) if f"{PREFIX}-{n}-what" not in self.data), MOST_PROMISES)
        return [PromiseForm(self.data, prefix=f"{PREFIX}-{number}") for number in range(count)]

    def _fresh_rows(self, rows: list[dict[str, Any]]) -> list[PromiseForm]:
        blank: list[dict[str, Any]] = [{} for _ in range(max(LINES - len(rows), 0))]
        lines = [*rows, *blank][:MOST_PROMISES]
        return [PromiseForm(prefix=f"{PREFIX}-{number}", initial=row) for number, row in enumerate(lines)]

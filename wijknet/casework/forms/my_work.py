"""Which part of my own work I look at, and what I want of a week."""

from datetime import date
from typing import Any

from django import forms

from wijknet.casework.models.aims import MOST_HOURS
from wijknet.casework.periods import PERIODS, Period, running
from wijknet.ui import dates
from wijknet.ui.forms import Form

# Who leaves out a day sees this period.
USUAL = "maand"
# More than this is not looked at in one go.
MOST_DAYS = 3 * 366


class PeriodForm(Form):
    """`?periode=`, with `?van=` and `?tot=` for days of one's own."""

    periode = forms.ChoiceField(label="Periode", required=False, choices=PERIODS)
    van = forms.DateField(label="Van", required=False)
    tot = forms.DateField(label="Tot en met", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("van"), data.get("tot")
        if data.get("periode") == "zelf" and not self.errors:
            if first is None or last is None:
                self.add_error("van" if first is None else "tot", "Kies twee dagen: van en tot en met.")
            elif last < first:
                self.add_error("tot", "Kies een dag op of na de eerste dag.")
            elif (last - first).days > MOST_DAYS:
                self.add_error("tot", "Kies hoogstens drie jaar.")
        return data

    def period(self) -> Period:
        """What was asked; when that is no period, the usual one."""
        data: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        kind = data.get("periode") or USUAL
        first: date | None = data.get("van")
        last: date | None = data.get("tot")
        if kind == "zelf" and first and last:
            return Period(first=first, last=last)
        return running(USUAL if kind == "zelf" else kind, dates.today())


class AimForm(Form):
    """My aim of a week; empty takes it away."""

    hours = forms.IntegerField(
        label="Hoeveel uur per week wil je in gesprek zijn?",
        help_text=f"Van 1 tot {MOST_HOURS}. Leeg: je hebt geen doel. Alleen jij ziet dit.",
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        error_messages={
            "min_value": f"Vul een getal in van 1 tot {MOST_HOURS}.",
            "max_value": f"Vul een getal in van 1 tot {MOST_HOURS}.",
        },
    )

"""What an admin chooses for their gemeente."""

import re
from datetime import date
from typing import Any

from django import forms
from django.db import models

from wijknet.areas.models import Indicator, MunicipalitySettings
from wijknet.areas.models.municipality import EMBED_HOSTS
from wijknet.ui.dates import today
from wijknet.ui.forms import Form, ModelForm, VersionForm, form_helper

MOST_INDICATORS = 60
# Heading, what it is about, and the fields under it, in the order of the page.
GROUPS = (
    (
        "Voor bewoners",
        "Dit lezen bewoners op hun eigen pagina en in een mail.",
        ("phone", "answer_within_days"),
    ),
    (
        "Wat er op de site komt",
        "Met twee mensen zie je meer dan alleen.",
        ("four_eyes",),
    ),
    (
        "Waar je naar verwijst",
        "Soms hoort een vraag ergens anders. Dan geven we een van deze adressen.",
        ("report_url", "help_url", "mediation_url"),
    ),
    (
        "Op andere sites",
        "Een site kan de lijst van initiatieven laten zien. Alle andere pagina's van WijkNet kunnen dat niet.",
        ("embed_hosts",),
    ),
    (
        "Veilig inloggen",
        "WijkNet weet veel van de wijk. Een wachtwoord alleen is dan weinig.",
        ("second_factor_required",),
    ),
    (
        "Wijkprofiel",
        "Twee lezers zien meer dan één.",
        ("second_reader",),
    ),
    (
        "Bewoners beschermen",
        "In een kleine groep herken je al snel wie het is.",
        ("minimum_group_size",),
    ),
    (
        "Uren en rollen van collega\u2019s",
        "Wie laat zien hoe mensen werken, vraagt dat eerst aan de ondernemingsraad.",
        ("works_council_on",),
    ),
)


def with_https(field: Any, **options: Any) -> forms.Field | None:
    """The form field of a column; a web address that somebody types without a scheme gets the safe one."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    shown: forms.Field | None = field.formfield(**options)
    return shown


class SettingsForm(VersionForm, ModelForm):
    """All settings of one gemeente, each with what it does."""

    class Meta:
        model = MunicipalitySettings
        formfield_callback = with_https
        fields = tuple(name for _title, _text, names in GROUPS for name in names)
        labels = {
            "phone": "Telefoon voor bewoners",
            "answer_within_days": "Eerste antwoord binnen (werkdagen)",
            "four_eyes": "Een collega kijkt mee voordat iets op de site komt, of niet geplaatst wordt",
            "report_url": "Meldpunt voor iets dat kapot is",
            "help_url": "Wijkteam, voor hulp en zorg",
            "mediation_url": "Buurtbemiddeling, bij ruzie tussen buren",
            "embed_hosts": "Alleen op deze sites",
            "second_factor_required": "Vraag iedereen om een tweede stap",
            "second_reader": "Een collega leest mee voor een editie online gaat",
            "minimum_group_size": "Kleinste groep die we laten zien",
            "works_council_on": "De ondernemingsraad stemde in op",
        }
        help_texts = {
            "phone": "Dit nummer staat er als we te laat zijn. Bijvoorbeeld 14 026.",
            "answer_within_days": "Zo lang wacht een bewoner hoogstens op een eerste antwoord. Van 1 tot 60.",
            "four_eyes": "Wie het vraagt, kan het niet zelf goedkeuren. Zorg dat elke wijk twee wijkmanagers heeft.",
            "report_url": "Voor een losse tegel of een kapotte lamp. Begin met https://",
            "help_url": "Voor wie zelf hulp nodig heeft. Begin met https://",
            "mediation_url": "Begin met https://",
            "embed_hosts": "Met een spatie ertussen. Bijvoorbeeld https://www.gemeente.nl https://wijkkrant.nl. "
            "Leeg: elke site mag het.",
            "second_factor_required": "Naast het wachtwoord een code van de telefoon. Wie die nog niet heeft, "
            "stelt hem in bij de volgende klik. Jij ook.",
            "second_reader": "Wie als laatste schreef, kan niet zelf zeggen dat het goed is.",
            "minimum_group_size": "Een kleinere groep krijgt geen cijfer en geen bereik. Ten minste 5.",
            "works_council_on": "Zonder deze datum laat WijkNet geen uren en rollen zien, ook niet aan de collega "
            "zelf. Met de datum ziet ieder alleen het eigen werk. Van het team zie je alleen een som, "
            "van vier mensen of meer. Maak het veld leeg om alles weer uit te zetten.",
        }

    def groups(self) -> list[dict[str, Any]]:
        """The fields under their headings."""
        return [
            {"title": title, "text": text, "fields": [self[name] for name in names]} for title, text, names in GROUPS
        ]

    def clean_embed_hosts(self) -> str:
        """As a browser compares them: small letters, no path."""
        sites = self.cleaned_data["embed_hosts"].lower().replace(",", " ").split()
        told = " ".join(site.rstrip("/") for site in sites)
        if told and not re.fullmatch(EMBED_HOSTS, told):
            raise forms.ValidationError(
                "Vul alleen sites in, met https:// ervoor. Bijvoorbeeld https://www.gemeente.nl"
            )
        return told

    def clean_answer_within_days(self) -> int:
        return self._between("answer_within_days", 1, 60)

    def clean_minimum_group_size(self) -> int:
        return self._between("minimum_group_size", 5, 1000)

    def _between(self, name: str, least: int, most: int) -> int:
        """The database says the same, but not beside the field."""
        number: int = self.cleaned_data[name]
        if not least <= number <= most:
            raise forms.ValidationError(f"Vul een getal in van {least} tot {most}.")
        return number

    def clean_works_council_on(self) -> date | None:
        agreed: date | None = self.cleaned_data["works_council_on"]
        if agreed and agreed > today():
            raise forms.ValidationError("Kies vandaag of een dag die voorbij is.")
        return agreed


class ShownFiguresForm(VersionForm, Form):
    """The indicators of the catalogue, by subject."""

    indicators = forms.MultipleChoiceField(
        label="Welke cijfers laten we zien?",
        help_text="Kies hoogstens 60. Zonder vinkje laten we onze eigen keuze zien.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for code, name, group in Indicator.objects.values_list("code", "name", "group"):
            groups.setdefault(group or "Andere cijfers", []).append((code, name))
        self.fields["indicators"].choices = list(groups.items())  # type: ignore[attr-defined]
        self.helper = form_helper("Keuze opslaan")

    def clean_indicators(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["indicators"]
        if len(chosen) > MOST_INDICATORS:
            raise forms.ValidationError(f"Kies hoogstens {MOST_INDICATORS} cijfers. Nu zijn het er {len(chosen)}.")
        return chosen

"""Read a file: which one, what stands in it, and which of its columns is what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.exchange.columns import SHEETS, Cell, Sheet
from actors.models import ActorKind, ImportRun
from actors.permissions import IMPORTERS
from actors.querysets import municipalities_of
from actors.services.imports import MOST_BYTES, FileView
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.ui.forms import Cards, Form, RequestKeyForm, form_helper

_MOST_SHOWN = 30


class ImportStartForm(RequestKeyForm, Form):
    """The file, and what it is about."""

    kind = forms.ChoiceField(
        label=_("Wat staat er in het bestand?"),
        choices=ImportRun.Kind.choices,
        widget=Cards(
            helps={sheet.name: sheet.explanation for sheet in SHEETS.values()}
            | {ImportRun.Kind.GRAPH: gettext("Punten en lijnen uit Gephi, Kumu of een ander programma. Nooit mensen.")}
        ),
    )
    municipality = forms.ModelChoiceField(label=_("Gemeente"), queryset=Area.objects.none())
    file = forms.FileField(
        label=_("Bestand"),
        max_length=200,
        help_text=_(
            "Een CSV of Excel-bestand (.xlsx) van hoogstens 10 MB en 10.000 rijen. "
            "Een netwerk mag ook GraphML, GEXF of JSON van Kumu zijn."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.graphml,.gexf,.xml,.json"}),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Area.objects.filter(pk__in=municipalities_of(viewer, *IMPORTERS)).order_by("name")
        self.fields["municipality"].queryset = mine  # type: ignore[attr-defined]
        first = list(mine[:2])
        if len(first) == 1:
            self.fields["municipality"].widget = forms.HiddenInput()
            self.initial["municipality"] = first[0].pk
        self.helper = form_helper(gettext("Bestand bekijken"))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("Dit bestand is te groot: hoogstens 10 MB."), code="size")
        return upload


class ImportLookForm(Form):
    """Which sheet, and where its headers stand; looking again changes nothing."""

    blad = forms.ChoiceField(label=_("Blad"), required=False)
    rij = forms.IntegerField(label=_("In welke rij staan de kopjes?"), min_value=1, max_value=10_000, required=False)

    def __init__(self, sheets: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rij"].says_optional = False  # type: ignore[attr-defined]
        self.fields["blad"].says_optional = False  # type: ignore[attr-defined]
        self.fields["blad"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        if len(sheets) < 2:
            del self.fields["blad"]


class ImportColumnsForm(Form):
    """A choice per column of ours; `fill_…` is one answer for every row that has none of its own."""

    def __init__(self, run: ImportRun, seen: FileView, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet: Sheet = SHEETS[run.kind]
        places = [("", gettext("niet overnemen"))]
        for place, head in enumerate(seen.heads):
            sample = seen.sample(place)[:_MOST_SHOWN]
            name = head[:_MOST_SHOWN] or gettext("kolom %(number)d") % {"number": place + 1}
            places.append((str(place), f"{name}: {sample}" if sample else name))
        for column in self.sheet.columns:
            label = column.head
            field = forms.TypedChoiceField(label=label, choices=places, coerce=int, empty_value=None, required=False)
            field.says_optional = False  # type: ignore[attr-defined]  # headings say what is needed
            field.initial = str(seen.guess.get(column.name, ""))
            self.fields[f"column_{column.name}"] = field
        for name in self.sheet.fills:
            self.fields[f"fill_{name}"] = self._fill(run, viewer, name)

    def _fill(self, run: ImportRun, viewer: Viewer, name: str) -> forms.ChoiceField:
        column = self.sheet.column(name)
        words: list[str] = []
        if column.cell == Cell.WORD:
            words = list({value: word for word, value in reversed(list(column.words.items()))}.values())
        elif name == "kind":
            words = [kind.name for kind in ActorKind.objects.of_municipality(run.municipality_id)]
        elif name == "area":
            mine = Area.objects.wijken_of(viewer, *IMPORTERS).filter(municipality=run.municipality_id)
            words = [wijk.name for wijk in mine]
        choices = [("", gettext("per rij, uit het bestand")), *((word, word) for word in sorted(words))]
        label = _("%(column)s, voor rijen zonder") % {"column": column.head}
        field = forms.ChoiceField(label=label, choices=choices, required=False)
        field.says_optional = False  # type: ignore[attr-defined]
        if name == "area" and len(words) == 1:
            field.initial = words[0]
        return field

    @property
    def needed(self) -> list[Any]:
        """What must be known of every row, with the answers for rows without."""
        required = [self[f"column_{column.name}"] for column in self.sheet.columns if column.required]
        return [*required, *(self[f"fill_{name}"] for name in self.sheet.fills)]

    @property
    def found(self) -> list[Any]:
        """Other columns for which we guessed something."""
        return [field for field in self._others() if field.initial]

    @property
    def rest(self) -> list[Any]:
        return [field for field in self._others() if not field.initial]

    def _others(self) -> list[Any]:
        return [self[f"column_{column.name}"] for column in self.sheet.columns if not column.required]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        mapping, fills = self.mapping(), self.answers()
        for column in self.sheet.columns:
            if column.required and column.name not in mapping and column.name not in fills:
                self.add_error(f"column_{column.name}", _("Kies een kolom bij: %(label)s") % {"label": column.head})
        places = list(mapping.values())
        twice = next((name for name, place in mapping.items() if places.count(place) > 1), None)
        if twice:
            self.add_error(f"column_{twice}", _("Deze kolom koos je twee keer."))
        return cleaned

    def mapping(self) -> dict[str, int]:
        """Our column → place in the file."""
        chosen = ((column.name, self.cleaned_data.get(f"column_{column.name}")) for column in self.sheet.columns)
        return {name: place for name, place in chosen if place is not None}

    def answers(self) -> dict[str, str]:
        return {name: text for name in self.sheet.fills if (text := self.cleaned_data.get(f"fill_{name}"))}


class ImportAskForm(Form):
    """The last questions before it is done: only those that this file raises."""

    skip_wrong = forms.BooleanField(label=_("Sla rijen met een fout over"), required=False)
    keep_texts = forms.BooleanField(label=_("Ik keek de teksten na. Sla ze zo op"), required=False)

    def __init__(self, run: ImportRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, count in (("skip_wrong", "wrong"), ("keep_texts", "asks")):
            if not run.counts.get(count):
                self.fields[name].widget = forms.HiddenInput()
        if run.kind == ImportRun.Kind.GRAPH:
            self.fields["skip_wrong"].label = _("Sla punten en lijnen met een fout over")

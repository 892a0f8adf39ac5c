"""What a network file does not say itself: where it belongs, what its points and lines are, and what a number means."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from actors.exchange.lines import NETWORK_WORD, PART, PLACE, WEIGHT, line_kind, says_person
from actors.models import ActorKind, ImportRun, Tie
from actors.permissions import IMPORTERS
from actors.services.imports.graph import BOTH, CLOSE, FAR, KEEP, KIND, numbers_of, words_of
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.files.networks import FileNetwork
from wijknet.ui.forms import Cards, Form
from wijknet.ui.text import fold

# More words for kinds than these are asked together.
_MOST_WORDS = 15
_MOST_SHOWN = 40
_KIND = "kind_"
_OURS = {str(float(strength)) for strength in Tie.Strength.values}


class NetworkQuestionsForm(Form):
    """Only the questions that this file raises; `answers` is what an import remembers of them."""

    area = forms.ChoiceField(label=_("Bij welke wijk hoort dit netwerk?"))
    organisations = forms.BooleanField(
        label=_("Dit zijn organisaties, plekken of netwerken. Geen mensen."),
        error_messages={"required": _("WijkNet bewaart geen netwerk van mensen. Zet dit vinkje alleen als het klopt.")},
    )
    direction = forms.ChoiceField(
        label=_("Wat betekent de richting van een lijn?"),
        choices=[(BOTH, _("Niets")), (KEEP, _("De ene kant noemt de andere"))],
        widget=Cards(
            helps={
                BOTH: gettext("Een lijn geldt naar beide kanten."),
                KEEP: gettext("Terug geldt de lijn alleen als het bestand dat ook zegt."),
            }
        ),
        initial=BOTH,
    )
    relation = forms.ChoiceField(
        label=_("Wat betekent een lijn?"),
        help_text=_("Dit geldt voor lijnen waarvan we het woord niet kennen."),
        choices=Tie.Kind.choices,
        initial=Tie.Kind.KNOWS,
    )
    weight = forms.ChoiceField(label=_("Welk getal zegt hoe nauw de relatie is?"), required=False)
    high = forms.ChoiceField(
        label=_("Wat betekent een hoog getal?"),
        choices=[(CLOSE, _("Een nauwe relatie")), (FAR, _("Juist een minder nauwe relatie"))],
        widget=Cards(
            helps={
                CLOSE: gettext("Bijvoorbeeld: aantal gesprekken per jaar."),
                FAR: gettext("Bijvoorbeeld: 1 is elke dag, 4 is zelden."),
            }
        ),
        required=False,
    )
    strength = forms.TypedChoiceField(
        label=_("Hoe nauw is een relatie zonder getal?"),
        choices=Tie.Strength.choices,
        coerce=int,
        initial=Tie.Strength.WELL,
    )

    def __init__(self, run: ImportRun, network: FileNetwork, viewer: Viewer, data: Any = None) -> None:
        super().__init__(data)
        mine = Area.objects.wijken_of(viewer, *IMPORTERS).filter(municipality=run.municipality_id)
        self._choose("area", [(wijk.code, wijk.name) for wijk in mine])
        self._ask_kinds(run, network)
        self._ask_lines(network)
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]  # a number or none: both are an answer
        for name, value in run.fills.items():
            if name in self.fields:
                self.fields[name].initial = value

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _ask_kinds(self, run: ImportRun, network: FileNetwork) -> None:
        """One question per word for a kind, the most used first, and one for all the rest."""
        kinds = [kind.name for kind in ActorKind.objects.offered_in(run.municipality_id)]
        known = {fold(name): name for name in (*kinds, NETWORK_WORD)}
        choices = [("", gettext("Kies een soort")), *((name, name.capitalize()) for name in known.values())]
        words = {word: found for word, found in words_of(network).items() if not says_person(word)}
        ordered = sorted((word for word in words if word), key=lambda word: (-words[word][1], word))
        asked, rest = ordered[:_MOST_WORDS], len(ordered) > _MOST_WORDS or "" in words
        self.words = [*asked, *([""] if rest else [])]
        for number, word in enumerate(self.words):
            shown, count = words.get(word, ("", 0))
            label = gettext("Wat zijn de punten zonder soort?") if ordered else gettext("Wat zijn de punten?")
            if word:
                points = ngettext("%(count)d punt", "%(count)d punten", count) % {"count": count}
                label = gettext("Wat is ‘%(word)s’? (%(points)s)") % {"word": shown[:_MOST_SHOWN], "points": points}
            self.fields[f"{_KIND}{number}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                initial=run.fills.get(f"{KIND}{word}") or known.get(word, ""),
                error_messages={"required": _("Kies wat deze punten zijn.")},
            )

    def _ask_lines(self, network: FileNetwork) -> None:
        numbers = numbers_of(network)
        plain = all(line_kind(edge.kind) and line_kind(edge.kind) not in {PART, PLACE} for edge in network.edges)
        if plain:
            del self.fields["relation"]
        if not network.directed:
            del self.fields["direction"]
        if not network.edges:
            del self.fields["strength"]
        if not numbers:
            del self.fields["weight"], self.fields["high"]
            return
        shown = [(name, f"{name[:_MOST_SHOWN]} ({_said(*between)})") for name, between in numbers.items()]
        self._choose("weight", [*shown, ("", gettext("Geen van deze getallen"))])
        self.fields["weight"].initial = WEIGHT if WEIGHT in numbers else shown[0][0]
        ours = {str(edge.facts[WEIGHT]) for edge in network.edges if WEIGHT in edge.facts}
        if ours and ours <= {*_OURS, *map(str, Tie.Strength.values)}:
            self.fields["high"].initial = CLOSE

    @property
    def kinds(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(_KIND)]

    @property
    def lines(self) -> list[Any]:
        return [self[name] for name in ("relation", "direction", "weight", "high", "strength") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("weight") and not cleaned.get("high") and "high" not in self.errors:
            self.add_error("high", ValidationError(_("Kies wat een hoog getal betekent."), code="required"))
        return cleaned

    def answers(self) -> dict[str, str]:
        named = {f"{_KIND}{number}": f"{KIND}{word}" for number, word in enumerate(self.words)}
        given = {named.get(name, name): value for name, value in self.cleaned_data.items() if name != "organisations"}
        return {name: str(value) for name, value in given.items() if value not in {None, ""}}


def _said(least: float, most: float) -> str:
    return f"{least:g} – {most:g}".replace(".", ",")

"""What to ask of the trusted circle; everything stands in the address."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from actors.approaches import WEEKS
from actors.circle import Question
from wijknet.areas.models import ResidentGroup
from wijknet.ui.forms import Chips, Form, ManyChips

_EASY, _TRUSTED = "bereikt", "vertrouwd"
_NAMES = ("groep", "trouw", "keer", "weken", "per", "zonder")
# More left out than this is no question about a wijk any more.
_MOST_WITHOUT = 100


class CircleForm(Form):
    """Not asked yet (`is_bound` is off) when the address says nothing. A group that is not there is left out."""

    groep = forms.MultipleChoiceField(
        label=_("Welke groepen wil je bereiken?"),
        widget=ManyChips,
        error_messages={"required": _("Kies een of meer groepen.")},
    )
    trouw = forms.ChoiceField(
        label=_("Hoe goed moet de band zijn?"),
        widget=Chips,
        choices=[(_EASY, _("Bereikt is genoeg")), (_TRUSTED, _("Wordt vertrouwd"))],
    )
    keer = forms.IntegerField(
        label=_("Hoe vaak mag een plek al gevraagd zijn?"),
        help_text=_("Vaker gevraagd? Dan laten we die plek weg."),
        required=False,
        min_value=0,
        max_value=99,
    )
    weken = forms.IntegerField(label=_("In hoeveel weken?"), required=False, min_value=1, max_value=104)
    per = forms.IntegerField(
        label=_("Hoeveel groepen mag één plek hoogstens doen?"), required=False, min_value=1, max_value=60
    )

    def __init__(self, query: QueryDict, groups: Sequence[ResidentGroup]) -> None:
        pks = [str(group.pk) for group in groups]
        data = query.copy()
        data.setlist("groep", [pk for pk in pks if pk in set(query.getlist("groep"))])
        usual = {"trouw": _EASY, "weken": str(WEEKS)}
        for name, value in usual.items():
            data[name] = query.get(name) or value
        super().__init__(data if any(name in query for name in _NAMES) else None, initial=usual)
        # One more may be chosen from a list, which needs a name of its own.
        self.without = [*query.getlist("zonder"), *filter(None, query.getlist("ook"))][:_MOST_WITHOUT]
        choices = [(str(group.pk), group.name) for group in groups]
        cast("forms.MultipleChoiceField", self.fields["groep"]).choices = choices
        self.is_valid()

    @property
    def question(self) -> Question | None:
        """Nothing when there is no question yet, or something in it is wrong."""
        if not self.is_bound or self.errors:
            return None
        chosen: dict[str, Any] = self.cleaned_data
        return Question(
            groups=tuple(int(pk) for pk in chosen["groep"]),
            trusted=chosen["trouw"] == _TRUSTED,
            asked_at_most=chosen["keer"],
            weeks=chosen["weken"],
            groups_at_most=chosen["per"],
            without=tuple(self.without),
        )

    @property
    def has_limits(self) -> bool:
        """Whether the fold with the limits stands open."""
        asked = any(self.data.get(name) or name in self.errors for name in ("keer", "per"))
        return asked or bool(self.without) or "weken" in self.errors

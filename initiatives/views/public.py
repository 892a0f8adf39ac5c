"""The list that everybody may read."""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from initiatives.forms.place import wijk_choices
from initiatives.models import GROWING, Initiative, Phase
from wijknet.access import public
from wijknet.areas.models import Area, Theme
from wijknet.ui.dates import today
from wijknet.ui.forms import Form
from wijknet.ui.paging import page_by_key
from wijknet.ui.pieces import count_words
from wijknet.ui.unchanged import answer

PAGE_SIZE = 24


class ListFilter(Form):
    """The filter bar; every choice is in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    fase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[("", _("alle fasen")), *((p.value, p.label) for p in GROWING)]
    )
    woorden = forms.CharField(
        label=_("Titel of woord"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wijk: Any = self.fields["wijk"]
        wijk.choices = [("", _("alle wijken")), *wijk_choices()]
        thema: Any = self.fields["thema"]
        names = Theme.objects.order_by("name").values_list("name", flat=True).distinct()[:200]
        thema.choices = [("", _("alle thema's")), *((name, name) for name in names)]


@lru_cache(maxsize=1)
def _look() -> int:
    """When the templates were last changed; the same in every process of one release."""
    return max(path.stat().st_mtime_ns for path in (settings.BASE_DIR / "templates").rglob("*.html"))


def stamp(request: HttpRequest, changed: datetime) -> str:
    """What the list is made of: the rows, the choices in the address, the language, the templates.

    The day stands for what seldom changes: names of wijken and themes.
    """
    parts = (changed.isoformat(), today().isoformat(), str(get_language()), str(_look()), request.get_full_path())
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


@public
@require_safe
def initiatives(request: HttpRequest) -> HttpResponseBase:
    """All public initiatives, newest first."""
    changed = Initiative.objects.last_change()
    if changed is None:
        return make_list(request)
    return answer(request, stamp=stamp(request, changed), changed=changed, make=lambda: make_list(request))


def make_list(request: HttpRequest) -> HttpResponse:
    form = ListFilter(request.GET)
    # A choice that is not on the list is an old address: it is left out, the others count.
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    rows = Initiative.objects.public().newest_first()
    if code := chosen.get("wijk"):
        rows = rows.filter(area=Area.objects.filter(code=code).values_list("pk", flat=True).first())
    if phase := chosen.get("fase"):
        rows = rows.filter(phase=phase)
    if theme := chosen.get("thema"):
        rows = rows.filter(themes__name=theme)
    if words := chosen.get("woorden"):
        rows = rows.with_words(words)
    page = page_by_key(rows, request.GET, field="published_on", size=PAGE_SIZE)
    found = count_words(rows) if page.earlier or page.later else str(len(page.items))
    context = {
        "filter_form": form,
        "active": active(request, form, chosen),
        "clear_url": request.path,
        "page": page,
        "found": ngettext("%(n)s initiatief", "%(n)s initiatieven", 1 if found == "1" else 2) % {"n": found},
    }
    return render(request, "initiatives/public/list.html", context)


def active(request: HttpRequest, form: Form, chosen: dict[str, str]) -> list[tuple[str, str]]:
    """Each choice in words, with the address without it."""
    shown = []
    for name, value in chosen.items():
        query = request.GET.copy()
        for gone in (name, "eerder", "later"):
            query.pop(gone, None)
        words = Phase(value).label if name == "fase" else value
        if name == "wijk":
            words = next((label for _g, group in wijk_pairs(form) for code, label in group if code == value), value)
        shown.append((str(words), f"?{query.urlencode()}"))
    return shown


def wijk_pairs(form: Form) -> list[tuple[str, list[tuple[str, str]]]]:
    field: Any = form.fields["wijk"]
    return [choice for choice in field.choices if isinstance(choice[1], list)]

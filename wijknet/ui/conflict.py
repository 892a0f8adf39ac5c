"""Two people changed the same thing: the second one sees both texts and chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import BaseForm, HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijknet.ui.typed import typed_values


class Conflict(Exception):
    """Raised by a service when the version differs. `current` is the thing as it is now, `mine` what was sent in."""

    def __init__(self, current: Model, mine: Mapping[str, Any]) -> None:
        super().__init__(f"{current._meta.label} {current.pk} was changed in between")
        self.current = current
        self.mine = mine


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in both texts, as people read it."""

    label: str
    current: str
    mine: str


def conflict_response(request: HttpRequest, conflict: Conflict, form: BaseForm, *, back: str) -> HttpResponse:
    """The page with both texts (409). `form` is the bound form as sent; `back` shows the thing as it is now."""
    differences = []
    for bound in form:
        if isinstance(bound.field.widget, HiddenInput):
            continue
        current = _as_text(form, bound.name, getattr(conflict.current, bound.name, ""))
        mine = _as_text(form, bound.name, conflict.mine.get(bound.name, form.cleaned_data.get(bound.name)))
        if current != mine:
            differences.append(Difference(label=str(bound.label), current=current, mine=mine))
    context = {
        "differences": differences,
        "values": [(name, value) for name, value in typed_values(request.POST) if name != "version"],
        "version": getattr(conflict.current, "version", 1),
        "back_url": back,
    }
    return render(request, "ui/conflict.html", context, status=409)


def _as_text(form: BaseForm, name: str, value: Any) -> str:
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return _label(form, name, value)
    return ", ".join(sorted(_label(form, name, part) for part in value))


def _label(form: BaseForm, name: str, value: Any) -> str:
    if not isinstance(value, Model):
        for key, label in getattr(form.fields[name], "choices", ()):
            if str(key) == str(value):
                return str(label)
    return "" if value is None else str(value)

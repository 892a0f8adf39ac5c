"""The wijk that something is written down in: only one where the writer is wijkmanager."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijknet.access import Function, Viewer
from wijknet.areas.models import Area
from wijknet.ui.forms import speak_plainly


def wijk_field(viewer: Viewer, *, keep: Area | None = None, label: Any = None) -> "forms.ModelChoiceField[Area]":
    """The writer's own wijken. `keep` is where the thing is now: it may stay there, whoever changes the rest."""
    wijken = Area.objects.wijken_of(viewer, Function.WIJKMANAGER)
    if keep is not None:
        own = viewer.wijk_ids(Function.WIJKMANAGER), viewer.municipality_ids(Function.WIJKMANAGER)
        mine = Q(pk__in=own[0]) | Q(municipality__in=own[1])
        wijken = Area.objects.wijken().filter(mine | Q(pk=keep.pk)).filter(municipality=keep.municipality_id)
    field = forms.ModelChoiceField(queryset=wijken.order_by("name"), label=label or _("Wijk"))
    speak_plainly(field, str(field.label))
    return field


def first_wijk(viewer: Viewer, code: str) -> Area | None:
    """What the form starts with: the wijk of the switcher, or the only one there is."""
    mine = list(Area.objects.wijken_of(viewer, Function.WIJKMANAGER)[:60])
    named = next((wijk for wijk in mine if wijk.code == code), None)
    return named or (mine[0] if len(mine) == 1 else None)

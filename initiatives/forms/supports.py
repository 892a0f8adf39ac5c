"""Stand behind an initiative, and write down hands that were counted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.desk import staff_text
from initiatives.forms.public import NotARobot
from wijknet.ui.dates import today
from wijknet.ui.forms import RequestKeyForm


class SupportForm(NotARobot):
    """One address, one support."""

    email = forms.EmailField(
        label=_("Je e-mailadres"),
        help_text=_("We sturen je een mail met een link. Je steun telt als je daar op de knop klikt."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "website")


class HandsForm(RequestKeyForm):
    """By a wijkmanager, after a meeting."""

    hands = forms.IntegerField(
        label=_("Hoeveel handen telde je?"),
        min_value=1,
        max_value=5000,
    )
    held_on = forms.DateField(label=_("Op welke dag?"), initial=today)
    place = staff_text(
        _("Waar?"),
        100,
        help_text=_("Bijvoorbeeld: het wijkgesprek in het buurthuis. Dit staat op de site. Noem geen namen."),
    )

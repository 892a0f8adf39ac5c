"""The form field for what staff write: it asks first when words may be too much, and never refuses.

The page comes back once, with the text as typed, the words named, and a box "Zo opslaan" under the field. That box
carries a stamp of the words, so other words are asked about again.
"""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijknet.privacy.freetext import Finding, Kind, warnings
from wijknet.privacy.numbers import mask

AGREED = "{}-zo-opslaan"
# What a resident may not want everybody to read.
OF_ONESELF = (Kind.PHONE, Kind.EMAIL, Kind.NAME, Kind.ADDRESS)


class _Asking(forms.Widget):
    """A text field with, when there is something to ask, a box under it."""

    agreed = ""
    stamp = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.agreed = str(data.get(AGREED.format(name), ""))
        return super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.stamp:
            context["ask"] = {
                "name": AGREED.format(name),
                "id": AGREED.format(context["widget"]["attrs"].get("id", name)),
                "stamp": self.stamp,
                "agreed": self.stamp == self.agreed,
            }
        return context


class AskingTextarea(_Asking, forms.Textarea):
    template_name = "privacy/asking_textarea.html"


class AskingTextInput(_Asking, forms.TextInput):
    template_name = "privacy/asking_text_input.html"


class StaffText(forms.CharField):
    """Free text of staff: a BSN or IBAN goes, and words that may be too much are asked about first.

    With `asks` off only the numbers go: for a line that is worked out, and asked about, later.
    `stored` is the text that stood there already: nobody is asked about the same words twice.
    """

    widget: Any = AskingTextInput
    stored = ""
    masked: tuple[str, ...] = ()

    def __init__(self, *, widget: Any = forms.TextInput, asks: bool = True, **kwargs: Any) -> None:
        self.asks = asks
        given = widget() if isinstance(widget, type) else widget
        asking = AskingTextarea if isinstance(given, forms.Textarea) else AskingTextInput
        super().__init__(widget=asking(attrs=given.attrs), **kwargs)

    def readable(self, text: str) -> str:
        """The words of the text, for a field that keeps more than words."""
        return text

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        masked = mask(text)
        self.masked = masked.found
        if not self.asks:
            return masked.text
        known = {(found.kind, found.words) for found in warnings(self.readable(self.stored))} if self.stored else set()
        new = [found for found in warnings(self.readable(masked.text)) if (found.kind, found.words) not in known]
        self.widget.stamp = stamp_of(new)
        if new and self.widget.agreed != self.widget.stamp:
            raise forms.ValidationError(question_about(new), code="ask_first")
        return masked.text


def stamp_of(found: list[Finding]) -> str:
    """The same words give the same stamp; nothing found gives none."""
    words = "\n".join(f"{finding.kind}:{finding.words}" for finding in found)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def question_about(found: list[Finding]) -> str:
    """Which words, and what to do."""
    return _("Is dit nodig? Er staat %(words)s. Haal het weg, of zet hieronder een vinkje bij ‘Zo opslaan’.") % {
        "words": named(found)
    }


def named(found: list[Finding]) -> str:
    """The words, each with what it is: "‘Henk de Vries’ (de naam van iemand)"."""
    each = dict.fromkeys(f"‘{finding.words}’ ({finding.kind.label})" for finding in found)
    return get_text_list(list(each), _("en"))


def before_all_read(*texts: str) -> str:
    """To a resident whose text becomes public: which words of it they may want to keep to themselves; else nothing."""
    found = [finding for text in texts for finding in warnings(text) if finding.kind in OF_ONESELF]
    if not found:
        return ""
    return _("Iedereen kan dit lezen: %(words)s. Wil je dat niet? Haal het dan uit je tekst.") % {"words": named(found)}


def remember_stored(form: forms.BaseForm) -> None:
    """For a form that changes a text: what it starts with was asked about before."""
    for name, field in form.fields.items():
        if isinstance(field, StaffText):
            field.stored = str(form.get_initial_for_field(field, name) or "")


def tell_masked(request: HttpRequest, form: forms.BaseForm) -> None:
    """Say which numbers were taken out of what was just saved."""
    found = [kind for field in form.fields.values() if isinstance(field, StaffText) for kind in field.masked]
    for kind in dict.fromkeys(found):
        count = found.count(kind)
        words = ngettext(
            "We hebben een %(kind)s weggehaald uit je tekst. Zo’n nummer bewaren we niet.",
            "We hebben %(count)s keer een %(kind)s weggehaald uit je tekst. Zulke nummers bewaren we niet.",
            count,
        )
        messages.warning(request, words % {"kind": kind, "count": count})

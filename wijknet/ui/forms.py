"""The forms that every form of WijkNet derives from: words that say what to do, and guards on what comes in.

Use `Form` and `ModelForm` from here instead of Django's. `RequestKeyForm` and `VersionForm` are mixins for
forms that create, and for forms that change something that a colleague may change at the same time.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

Written = TypeVar("Written")
NUL_MESSAGE = _("Er staat een teken in dat we niet kunnen bewaren. Typ de tekst over, in plaats van te plakken.")

# What to do, per kind of field. `{}` becomes the label.
_REQUIRED: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.BooleanField, _("Zet een vinkje bij: %(label)s")),
    (forms.FileField, _("Kies een bestand bij: %(label)s")),
    (forms.ChoiceField, _("Maak een keuze bij: %(label)s")),
    (forms.ModelChoiceField, _("Maak een keuze bij: %(label)s")),
    (forms.Field, _("Vul in: %(label)s")),
)
_INVALID: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.EmailField, _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl")),
    (forms.URLField, _("Vul een webadres in, bijvoorbeeld https://voorbeeld.nl")),
    (forms.DateTimeField, _("Vul een datum en tijd in, bijvoorbeeld 24-11-2026 14:30")),
    (forms.DateField, _("Vul een datum in, bijvoorbeeld 24-11-2026")),
    (forms.TimeField, _("Vul een tijd in, bijvoorbeeld 14:30")),
    (forms.FloatField, _("Vul een getal in, bijvoorbeeld 12,5")),
    (forms.DecimalField, _("Vul een getal in, bijvoorbeeld 12,5")),
    (forms.IntegerField, _("Vul een heel getal in, bijvoorbeeld 12")),
)
_CHOICE = _("Kies iets uit de lijst.")
_TOO_LONG = _("Maak de tekst korter: hoogstens %(limit_value)d tekens. Nu zijn het er %(show_value)d.")
_TOO_SHORT = _("Schrijf iets meer: ten minste %(limit_value)d tekens.")


def _prefer(field: forms.Field, code: str, message: Any) -> None:
    """Use our message unless the form gave its own."""
    django_default = next(
        (messages[code] for kind in type(field).__mro__ if code in (messages := _own_messages(kind))), None
    )
    if field.error_messages.get(code) is django_default:
        field.error_messages[code] = message


def _own_messages(kind: type) -> dict[str, Any]:
    messages: dict[str, Any] = kind.__dict__.get("default_error_messages", {})
    return messages


def _first(table: Iterable[tuple[type[forms.Field], Any]], field: forms.Field) -> Any:
    return next((message for kind, message in table if isinstance(field, kind)), None)


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give one field the messages that say what to do, and a widget that suits the browser."""
    _prefer(field, "required", _first(_REQUIRED, field) % {"label": label})
    if invalid := _first(_INVALID, field):
        _prefer(field, "invalid", invalid)
        field.validators = [_with_message(validator, invalid) for validator in field.validators]
    for code in ("invalid_choice", "invalid_pk_value"):
        if code in field.error_messages:
            _prefer(field, code, _CHOICE)
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = _(
                "Maak de tekst korter: hoogstens %(limit_value)d tekens. Nu zijn het er %(show_value)d."
            )
        elif isinstance(validator, MinLengthValidator):
            validator.message = _TOO_SHORT
        elif isinstance(validator, ProhibitNullCharactersValidator):
            validator.message = NUL_MESSAGE
    if isinstance(field, forms.ModelMultipleChoiceField):
        field.clean = _keys_that_fit(field.clean)  # type: ignore[method-assign, assignment]
    suit_the_browser(field.widget)


def _keys_that_fit(clean: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A key of forty digits is no choice; SQLite would stumble over it."""

    def guarded(value: Any) -> Any:
        try:
            return clean(value)
        except OverflowError as error:
            raise forms.ValidationError(_CHOICE, code="invalid_choice") from error

    return guarded


def suit_the_browser(widget: forms.Widget) -> None:
    """Let a phone show the right keyboard or calendar, and a password manager do its work."""
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        # Django's 40 × 10; the width is ours, and an empty page frightens.
        widget.attrs = {name: value for name, value in widget.attrs.items() if name != "cols"} | {"rows": "4"}
    elif isinstance(widget, forms.PasswordInput):
        widget.attrs.setdefault("autocomplete", "current-password")
    elif type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif type(widget) is forms.TimeInput:
        widget.input_type, widget.format = "time", "%H:%M"


def _with_message(validator: Any, message: Any) -> Any:
    """E-mail and web address are checked by a validator with its own words; give it ours."""
    if getattr(validator, "code", "") == "invalid" and hasattr(validator, "message"):
        validator.message = message
    return validator


def form_helper(submit: str, *layout: Any) -> FormHelper:
    """A crispy helper whose one filled button says what happens: `helper = form_helper("Contactmoment opslaan")`."""
    helper = FormHelper()
    helper.attrs = {"novalidate": True}
    helper.form_class = "wn-form"
    if layout:
        helper.layout = Layout(*layout)
    helper.add_input(Submit("opslaan", submit))
    return helper


def attempt(form: forms.BaseForm, write: Callable[[], Written]) -> Written | None:
    """What the service made; or nothing, and its refusal stands in the form beside the field it is about."""
    try:
        return write()
    except forms.ValidationError as refusal:
        for field, errors in getattr(refusal, "error_dict", {None: refusal.messages}).items():
            form.add_error(field if field in form.fields else None, errors)
        return None


class PlainWords(forms.BaseForm):
    """What Form and ModelForm share: no colon after a label, and plain words for every field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name))


class Form(PlainWords, forms.Form):
    """A form of WijkNet."""


class ModelForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """A model form of WijkNet."""


class RequestKeyForm(PlainWords, forms.Form):
    """For a form that creates: the key that lets the service store a double click once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class VersionForm(PlainWords, forms.Form):
    """For a form that changes something shared: the version that its writer saw.

    With a ModelForm the version comes from the instance; else give it in `initial`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance = getattr(self, "instance", None)
        if instance is not None and instance.pk:
            self.initial.setdefault("version", instance.version)


class Chips(forms.RadioSelect):
    """One choice out of a few short words, as buttons; `icons` gives an icon name per value."""

    nlds = "chips"

    def __init__(self, *args: Any, icons: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option_icons = icons or {}


class ChipsGrid(Chips):
    """The same in three columns, for choices of one word with an icon."""

    nlds = "grid"


class ManyChips(forms.CheckboxSelectMultiple):
    """Several choices out of short words, as buttons."""

    nlds = "chips"

    def __init__(self, *args: Any, icons: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option_icons = icons or {}


class Cards(forms.RadioSelect):
    """One choice out of a few, each with a line of help under it (`helps` per value)."""

    nlds = "cards"

    def __init__(self, *args: Any, helps: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option_helps = helps or {}

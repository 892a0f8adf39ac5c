"""Tags of the crispy template pack `nlds`: which widget needs which markup, and the classes that go on it.

The pack (templates/nlds/ and this file) knows nothing of WijkNet but its few `wn-*` style hooks, so that it
can leave the house one day. A widget may carry `nlds = "chips"`, `"grid"` or `"cards"` to ask for another look.
"""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

_TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
_CLASSES = {
    "input": _TEXTBOX,
    "number": f"{_TEXTBOX} wn-input-xs",
    "date": f"{_TEXTBOX} wn-input-s",
    "tel": f"{_TEXTBOX} wn-input-s",
    "email": f"{_TEXTBOX} wn-input-m",
    "password": f"{_TEXTBOX} wn-input-m",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "select": "utrecht-select utrecht-select--html-select",
    "multiselect": "wn-listbox",
    "checkbox": ("utrecht-form-field__input utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"),
    "radios": "utrecht-form-field__input utrecht-radio-button utrecht-radio-button--html-input",
    "file": "wn-file",
    "hidden": "",
}
_CLASSES["checkboxes"] = _CLASSES["checkbox"]
_INPUT_TYPES = {
    "number": "number",
    "date": "date",
    "datetime-local": "date",
    "time": "date",
    "tel": "tel",
    "email": "email",
    "password": "password",
}


@register.filter
def nlds_kind(field: BoundField) -> str:
    """Which markup a field needs; the subclasses come before what they derive from."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    for widget_class, kind in (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.SelectMultiple, "multiselect"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
        (forms.Textarea, "textarea"),
    ):
        if isinstance(widget, widget_class):
            return kind
    return _INPUT_TYPES.get(getattr(widget, "input_type", ""), "input")


@register.filter
def nlds_look(field: BoundField) -> str:
    """`chips`, `grid`, `cards`, or nothing for the plain list."""
    return str(getattr(field.field.widget, "nlds", ""))


def _classes(field: BoundField) -> str:
    kind = nlds_kind(field)
    classes = [_CLASSES[kind], str(field.field.widget.attrs.get("class", ""))]
    if field.errors and kind not in {"hidden", "file", "multiselect"}:
        base = {"textarea": "utrecht-textarea", "select": "utrecht-select", "radios": "utrecht-radio-button"}
        block = base.get(kind, "utrecht-checkbox" if kind.startswith("checkbox") else "utrecht-textbox")
        classes.append(f"{block}--invalid")
    return " ".join(part for part in classes if part)


@register.simple_tag
def nlds_widget(field: BoundField) -> SafeString:
    """The widget itself, with its classes; Django adds id, aria-describedby and aria-invalid."""
    attrs: dict[str, Any] = {"class": _classes(field)}
    if field.field.widget.attrs.get("placeholder") == field.label:
        attrs["placeholder"] = False  # the label says it already, and stays
    return field.as_widget(attrs=attrs)


@register.simple_tag
def nlds_options(field: BoundField) -> list[dict[str, Any]]:
    """The options of a list of radios or checkboxes: group, id, value, label, selected, attrs and help per option."""
    widget = field.field.widget
    values = widget.format_value(field.value())
    attrs = {"id": field.auto_id, "class": _classes(field)}
    if field.errors:
        attrs["aria-invalid"] = "true"
    helps = getattr(widget, "option_helps", {})
    icons = getattr(widget, "option_icons", {})
    options = []
    for group, choices, _index in widget.optgroups(field.html_name, values, attrs):
        for choice in choices:
            key = str(choice["value"])
            options.append({**choice, "group": group, "help": helps.get(key, ""), "icon": icons.get(key, "")})
    return options


@register.filter
def nlds_anchor(field: BoundField) -> str:
    """The id that a link in the error summary jumps to: the control, or the first one of a list."""
    return f"{field.auto_id}_0" if nlds_kind(field) in {"radios", "checkboxes"} else field.auto_id


@register.filter
def nlds_optional(field: BoundField) -> bool:
    """Whether the label says "(niet verplicht)"; a single checkbox explains itself, `says_optional` is off where the
    page says it once for many fields."""
    quiet = field.field.required or not getattr(field.field, "says_optional", True)
    return not quiet and nlds_kind(field) not in {"checkbox", "hidden"}


_NUMBERS = ("", "", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


def _title(count: int) -> str:
    number = _(_NUMBERS[count]) if 1 < count < len(_NUMBERS) else str(count)
    return ngettext("Er gaat iets mis", "Er gaan %(number)s dingen mis", count) % {"number": number}


@register.simple_tag
def nlds_errors(*parts: Any) -> dict[str, Any]:
    """All errors of forms and formsets as `title` and `links` (text, anchor), in the order of the fields."""
    links: list[dict[str, str]] = []
    for part in parts:
        members = [part] if isinstance(part, forms.BaseForm) else list(part or [])
        if not isinstance(part, forms.BaseForm) and part is not None:
            links += [{"text": str(text), "anchor": ""} for text in part.non_form_errors()]
        for form in members:
            links += [{"text": str(text), "anchor": ""} for text in form.non_field_errors()]
            for field in form:
                anchor = "" if field.is_hidden else nlds_anchor(field)
                links += [{"text": strip_tags(str(text)), "anchor": anchor} for text in field.errors]
    return {"title": _title(len(links)), "links": links}

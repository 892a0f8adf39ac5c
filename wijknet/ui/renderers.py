"""How the widgets of a form get their HTML.

A form of eight fields rendered by Django's templates costs more than the page around it: a template per widget, one
per option and one per list of attributes. The plain widgets are drawn here, to the letter what those templates
give (a test compares them); everything else goes through its template as before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

WIDGETS = "django/forms/widgets/"


def attributes(attrs: Mapping[str, Any]) -> str:
    """`True` gives the bare name, `False` leaves it out."""
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str_of(value))}"')
        for name, value in attrs.items()
        if value is not False
    )


def str_of(value: Any) -> Any:
    """What is safe stays safe; a lazy text is said now."""
    return value if isinstance(value, str) else str(value)


def drawn_input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str_of(value))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{attributes(widget["attrs"])}>'


def drawn_textarea(widget: Mapping[str, Any]) -> str:
    text = conditional_escape(str_of(widget["value"])) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>\n{text}</textarea>'


def drawn_select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{conditional_escape(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        parts += [f"\n  {drawn_option(option)}\n" for option in options]
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


def drawn_option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str_of(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{attributes(option["attrs"])}>{label}</option>'


DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{
        f"{WIDGETS}{name}.html": drawn_input
        for name in ("text", "number", "email", "url", "hidden", "date", "time", "datetime", "checkbox")
    },
    f"{WIDGETS}textarea.html": drawn_textarea,
    f"{WIDGETS}select.html": drawn_select,
}


class Renderer(TemplatesSetting):
    """The project's templates first, but the plain widgets in Python."""

    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> SafeString:
        draw = DRAWN.get(template_name)
        if draw is None:
            return SafeString(super().render(template_name, context, request))  # type: ignore[arg-type]
        return SafeString(draw(context["widget"]).strip())

"""The pieces of wijknet.ui.drawn as tags; the pieces in templates/ui/ use them, and pages include those."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from wijknet.ui import drawn
from wijknet.ui.pieces import Action, CaseCard, Entry, Todo

register = template.Library()


def _token(context: Context) -> str:
    """As `{% csrf_token %}`: nothing where the page has none."""
    return str(context.get("csrf_token") or "").replace("NOTPROVIDED", "")


@register.simple_tag(takes_context=True)
def draw_action(context: Context, action: Action, small: bool = False, about: str = "") -> SafeString:
    return drawn.action(action, token=_token(context), small=bool(small), about=str(about or ""))


@register.simple_tag(takes_context=True)
def draw_todos(context: Context, todos: Iterable[Todo]) -> SafeString:
    return drawn.todos(todos, token=_token(context))


@register.simple_tag(takes_context=True)
def draw_case(context: Context, card: CaseCard, level: int | str = 4) -> SafeString:
    return drawn.case(card, token=_token(context), level=int(level or 4))


@register.simple_tag(takes_context=True)
def draw_cases(context: Context, cards: Iterable[CaseCard], level: int | str = 4) -> SafeString:
    """The cards as items of a list."""
    token, number = _token(context), int(level or 4)
    return SafeString("".join(f"<li>{drawn.case(card, token=token, level=number)}</li>" for card in cards))


@register.simple_tag
def draw_timeline(entries: Iterable[Entry]) -> SafeString:
    return drawn.timeline(entries)


@register.simple_tag
def draw_menu(menu: Iterable[Mapping[str, Any]]) -> SafeString:
    return drawn.menu(menu)


@register.simple_tag
def draw_brand(href: str, place: str = "") -> SafeString:
    return drawn.brand(href, place or "")


@register.simple_tag(takes_context=True)
def draw_switch(context: Context) -> SafeString:
    """Reads my_wijken, current_wijk, switch_url and switch_more from the frame."""
    wijken = list(context.get("my_wijken") or ())
    if not wijken:
        return SafeString("")
    current, kept = context.get("current_wijk") or None, str(context.get("switch_more") or "")
    return drawn.switch(wijken, current, str(_called(context.get("switch_url")) or ""), kept)


def _called(value: Any) -> Any:
    """As a template would take it: the frame hands over some values as functions, asked only when they are shown."""
    return value() if callable(value) else value

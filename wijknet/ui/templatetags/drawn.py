"""The pieces of wijknet.ui.drawn and wijknet.ui.frame as tags; the pieces and shells in templates/ui/ use them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from wijknet.ui import drawn, frame
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
    return frame.menu(menu)


@register.simple_tag
def draw_brand(href: str, place: str = "") -> SafeString:
    return frame.brand(href, place or "")


@register.simple_tag(takes_context=True)
def draw_switch(context: Context) -> SafeString:
    """Reads my_wijken (areas with code and name), current_wijk and switch_url from the frame, and switch_more."""
    wijken = list(context.get("my_wijken") or ())
    if not wijken:
        return SafeString("")
    current, kept = context.get("current_wijk") or None, str(context.get("switch_more") or "")
    return frame.switch(wijken, current, str(_called(context.get("switch_url")) or ""), kept)


@register.simple_tag(takes_context=True)
def draw_me(context: Context) -> SafeString:
    return _me(context)


@register.simple_tag(takes_context=True)
def draw_thumbs(context: Context) -> SafeString:
    """Reads thumbs, log_url, menu and user from the frame."""
    menu = frame.menu(context.get("menu") or ())
    items, log_url = _called(context.get("thumbs")) or (), str(_called(context.get("log_url")) or "")
    return frame.thumbs(items, log_url=log_url, menu=menu, mine=_me(context))


@register.simple_tag(takes_context=True)
def draw_jot(context: Context, url: str) -> SafeString:
    """Reads jot_key and the request."""
    request = context["request"]
    wijk = urlencode({"wijk": request.GET["wijk"]}) if request.GET.get("wijk") else ""
    key = str(_called(context.get("jot_key")) or "")
    return frame.jot(url, wijk=wijk, key=key, back=request.get_full_path(), token=_token(context))


@register.simple_tag(takes_context=True)
def draw_unsent(context: Context) -> SafeString:
    """Reads device from the frame."""
    return frame.unsent(_called(context.get("device")) or {})


def _me(context: Context) -> SafeString:
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return SafeString("")
    account_url, logout_url = reverse("account"), reverse("account_logout")
    return frame.me(str(user), account_url=account_url, logout_url=logout_url, token=_token(context))


def _called(value: Any) -> Any:
    """As a template would take it: the frame hands over some values as functions, asked only when they are shown."""
    return value() if callable(value) else value

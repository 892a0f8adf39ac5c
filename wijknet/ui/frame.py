"""The frame around what a page is about, drawn in Python: it stands on every page of staff, and pages ask for speed.

The tags of `{% load drawn %}` call these, as they call wijknet.ui.drawn. Everything that comes in is escaped here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wijknet.ui.icons import svg


def hidden_token(token: str) -> str:
    """As `{% csrf_token %}`: nothing where the page has none."""
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{conditional_escape(token)}">' if token else ""


def me(name: str, *, account_url: str, logout_url: str, token: str) -> SafeString:
    """Who is signed in, and signing out: a POST, because a link must not act."""
    return SafeString(
        f'<form class="wn-side__me" method="post" action="{conditional_escape(logout_url)}">{hidden_token(token)}'
        f'<a class="utrecht-link wn-hit" href="{conditional_escape(account_url)}">{conditional_escape(name)}'
        f'<span class="wn-hide">, {gettext("mijn account")}</span></a>'
        '<button class="utrecht-button utrecht-button--subtle wn-button-small" type="submit">'
        f"{gettext('Uitloggen')}</button></form>"
    )


def thumbs(items: Iterable[Mapping[str, Any]], *, log_url: str, menu: str, mine: str) -> SafeString:
    """Under the thumb on a phone: logging stands before the last of the items, and "Meer" unfolds the whole menu."""
    rows = [_thumb(item) for item in items]
    if rows and log_url:
        log = f'<a class="wn-tabbar__log" href="{conditional_escape(log_url)}">{svg("plus")}{gettext("Contact")}</a>'
        rows.insert(-1, f"<li>{log}</li>")
    return SafeString(
        f'<nav class="wn-tabbarnav" aria-label="{gettext("Snel naar")}"><ul class="wn-tabbar">{"".join(rows)}'
        f'<li><details class="wn-rest" name="onder"><summary>{svg("more")}{gettext("Meer")}</summary>'
        f'<div class="wn-rest__sheet">{menu}{mine}</div></details></li></ul></nav>'
    )


def _thumb(item: Mapping[str, Any]) -> str:
    current = ' aria-current="page"' if item.get("current") else ""
    url, label = conditional_escape(item["url"]), conditional_escape(item["label"])
    return f'<li><a href="{url}"{current}>{svg(item["icon"])}{label}</a></li>'


def jot(url: str, *, wijk: str, key: str, back: str, token: str) -> SafeString:
    """The notebook field on every staff page: write now, sort later.

    `wijk` goes behind the address (`wijk=WK020207`), `key` stores a line once, `back` is this page.
    """
    action = conditional_escape(f"{url}?{wijk}" if wijk else url)
    words = gettext("<b>Kladblok:</b> schrijf één regel, werk het vanavond uit")
    return SafeString(
        f'<form class="wn-jot" method="post" action="{action}" data-keep="jot">{hidden_token(token)}'
        f'<input type="hidden" name="uuid" value="{conditional_escape(key)}">'
        f'<input type="hidden" name="next" value="{conditional_escape(back)}">'
        f'<label for="klad">{svg("pencil", "sm")}<span>{words}</span></label><div class="wn-jot__in">'
        '<input class="utrecht-textbox utrecht-textbox--html-input" id="klad" name="line" type="text"'
        ' autocomplete="off" maxlength="500" required><button class="utrecht-button utrecht-button--secondary-action"'
        f' type="submit">{gettext("Bewaar regel")}</button></div></form>'
    )


def unsent(device: Mapping[str, Any]) -> SafeString:
    """What this device still has to send; hidden until there is something. `device` is that of wijknet.menu; a page
    without someone signed in has no holder."""
    kinds = ("holder", "secret", "receive", "worker")
    given = {kind: device.get(kind if kind == "holder" else f"{kind}_url", "") for kind in kinds}
    data = "".join(f' data-{kind}="{conditional_escape(value)}"' for kind, value in given.items())
    alone, here = gettext("Nog niet verstuurd"), gettext("Dat gaat vanzelf, zodra je bent ingelogd en er netwerk is.")
    theirs, later = (
        gettext("Van iemand anders, nog niet verstuurd"),
        gettext("Die regels wachten tot diegene hier inlogt."),
    )
    stays, why = gettext("We kunnen niet versturen"), gettext("Deze regels blijven op dit apparaat staan.")
    lines = (("mine", "clock", alone, here), ("others", "clock", theirs, later), ("stuck", "warning", stays, why))
    return SafeString(
        f'<div class="wn-unsent" role="status" data-unsent{data}>'
        f'<p class="wn-toast" data-said hidden>{svg("done")}<span></span></p>'
        f"{''.join(_waiting(*line) for line in lines)}</div>"
    )


def _waiting(name: str, icon: str, what: str, then: str) -> str:
    return (
        f'<p class="utrecht-paragraph" data-{name} hidden>{svg(icon, "sm")}<span>{what} (<b></b>). {then}</span></p>\n'
    )


def menu(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The menu as a list."""
    return SafeString("".join(['<ul class="wn-nav">', *(_menu_item(item) for item in items), "</ul>"]))


def _menu_item(item: Mapping[str, Any]) -> str:
    current = ' aria-current="page"' if item.get("current") else ""
    count = ""
    if item.get("count"):
        words = conditional_escape(item.get("count_label", ""))
        count = f'<span class="wn-count">{item["count"]}<span class="wn-hide"> {words}</span></span>'
    label = conditional_escape(item["label"])
    return f'<li><a href="{conditional_escape(item["url"])}"{current}>{svg(item["icon"])}{label}{count}</a></li>'


def brand(href: str, place: str = "") -> SafeString:
    """The mark and the name; `place` is the name of the gemeente behind it."""
    where = f' <span class="wn-brand__place">{conditional_escape(place)}</span>' if place else ""
    return SafeString(f'<a class="wn-brand" href="{conditional_escape(href)}">{_MARK}WijkNet{where}</a>')


_MARK = (
    '<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.5"'
    ' stroke-linecap="round" stroke-linejoin="round"><path d="M5 25V14L16 5l11 9v11M5 25l11-7 11 7"/>'
    '<circle cx="16" cy="18" r="3" fill="currentColor"/><circle cx="5" cy="25" r="2.5" fill="currentColor"/>'
    '<circle cx="27" cy="25" r="2.5" fill="currentColor"/></svg>'
)


def switch(wijken: Sequence[Any], current: Any, url: str, kept: str) -> SafeString:
    """The wijk switcher; nothing when there is no wijk. `kept` are other choices that go along, as `&name=value`."""
    yours = f"<small>{gettext('Je wijk')}</small>"
    if len(wijken) < 2:
        one = "".join(conditional_escape(wijk.name) for wijk in wijken)
        return SafeString(f'<p class="wn-switch wn-switch--one">{yours}{one}</p>' if one else "")
    every = gettext("Alle wijken")
    rows = []
    if current:
        all_url = conditional_escape(f"{url}?{kept[1:]}" if kept else url)
        rows.append(f'<li><a href="{all_url}">{every}</a></li>')
    for wijk in wijken:
        here = ' aria-current="true"' if current and wijk.pk == current.pk else ""
        link = conditional_escape(f"{url}?wijk={wijk.code}{kept}")
        rows.append(f'<li><a href="{link}"{here}>{conditional_escape(wijk.name)}</a></li>')
    chosen = conditional_escape(current.name) if current else every
    return SafeString(
        f'<details class="wn-switch"><summary><span>{yours}{chosen}</span>{svg("down", "sm")}</summary>'
        f'<ul class="wn-switch__list">{"".join(rows)}</ul></details>'
    )

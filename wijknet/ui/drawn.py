"""Pieces that stand on a page many times, drawn in Python: a template asks ten times as much for the same line.

The tags of `{% load drawn %}` call these; the markup is that of the pieces in templates/ui/ that carry their names.
Everything that comes in is escaped here; `token` is the CSRF token of the page, for a button that posts.
"""

from collections.abc import Iterable

from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wijknet.roles import BY_ROLE, Role
from wijknet.ui.icons import svg
from wijknet.ui.pieces import Action, CaseCard, Entry, Half, Todo


def action(asked: Action, *, token: str, small: bool = False, about: str = "") -> SafeString:
    """ui/_action.html: a link, or a button in a form of its own."""
    size = " wn-button-small" if small else ""
    kind = "primary" if asked.primary else "secondary"
    hidden = f'<span class="wn-hide"> {conditional_escape(about)}</span>' if about else ""
    inner = f"{svg(asked.icon) if asked.icon else ''}{conditional_escape(asked.label)}{hidden}"
    url = conditional_escape(asked.url)
    if asked.post:
        key = f'<input type="hidden" name="csrfmiddlewaretoken" value="{conditional_escape(token)}">' if token else ""
        button = f"utrecht-button utrecht-button--{kind}-action{size}"
        return SafeString(
            f'<form method="post" action="{url}">{key}<button class="{button}" type="submit">{inner}</button></form>'
        )
    classes = f"utrecht-button-link utrecht-button-link--html-a utrecht-button-link--{kind}-action{size}"
    return SafeString(f'<a class="{classes}" href="{url}">{inner}</a>')


def todos(rows: Iterable[Todo], *, token: str) -> SafeString:
    """ui/_todo.html: one line per thing, with the one thing to do about it."""
    return SafeString("".join(['<ul class="wn-todo">', *(_todo(row, token) for row in rows), "</ul>"]))


def _todo(row: Todo, token: str) -> str:
    when = str(conditional_escape(row.when))
    if when:
        when = f'<span class="wn-late">{when}</span> · ' if row.late else f"<b>{when}</b> · "
    do = ""
    if row.action:
        do = f'<div class="wn-todo__do">{action(row.action, token=token, small=True, about=row.what)}</div>'
    what = conditional_escape(row.what)
    return (
        f'<li{" data-late" if row.late else ""}><span class="wn-tile">{svg(row.icon)}</span><div>'
        f'<a class="wn-todo__what wn-link-quiet" href="{conditional_escape(row.url)}">{what}</a>'
        f'<span class="wn-todo__why">{when}{conditional_escape(row.why)}</span></div>{do}</li>'
    )


def case(card: CaseCard, *, token: str, level: int = 4) -> SafeString:
    """ui/_case.html: leefwereld left, systeemwereld right, the role between them."""
    text = BY_ROLE[Role(card.role)]
    life = _half(card.life, gettext("Leefwereld"), "", card.title, token)
    system = _half(card.system, gettext("Systeemwereld"), " wn-case__side--system", card.title, token)
    via = " wn-case__via--open" if card.life.proposal or card.system.proposal else ""
    meta = f"<span>{conditional_escape(card.meta)}</span>" if card.meta else ""
    lock = svg("lock", "sm")
    tag = f'<span class="wn-tag wn-tag--line">{lock}{conditional_escape(card.tag)}</span>' if card.tag else ""
    return SafeString(
        f'<article class="wn-case" data-role="{text.slug}"><h{level} class="wn-case__title">'
        f'<a href="{conditional_escape(card.url)}">{conditional_escape(card.title)}</a></h{level}>'
        f'<div class="wn-case__sides">{life}{system}'
        f'<span class="wn-case__via{via}">{svg(f"role-{text.slug}", "sm")}</span></div>'
        f'<p class="wn-case__meta">{meta}{tag}{_turn(card.turn, late=card.late)}</p></article>'
    )


def _half(half: Half, world: str, extra: str, title: str, token: str) -> str:
    opened = " wn-case__side--open" if half.proposal else ""
    word = f" · {conditional_escape(half.word or gettext('voorstel'))}" if half.proposal else ""
    detail = f"<span>{conditional_escape(half.detail)}</span>" if half.detail else ""
    do = action(half.action, token=token, small=True, about=title) if half.action else ""
    return (
        f'<div class="wn-case__side{extra}{opened}"><span class="wn-overline">{world}{word}</span>'
        f"<b>{conditional_escape(half.name)}</b>{detail}{_turn(half.turn, late=half.late)}{do}</div>"
    )


def _turn(words: str, *, late: bool) -> str:
    return (
        f'<span class="wn-turn{" wn-turn--late" if late else ""}">{conditional_escape(words)}</span>' if words else ""
    )


def timeline(entries: Iterable[Entry]) -> SafeString:
    """ui/_timeline.html: what happened, newest first."""
    return SafeString("".join(['<ol class="wn-timeline">', *(_entry(entry) for entry in entries), "</ol>"]))


def _entry(entry: Entry) -> str:
    title = f"<b>{conditional_escape(entry.title)}</b>"
    if entry.url:
        title = f'<a class="utrecht-link" href="{conditional_escape(entry.url)}">{title}</a>'
    text = f"<span>{linebreaksbr(entry.text)}</span>" if entry.text else ""
    slug = f' data-role="{BY_ROLE[Role(entry.role)].slug}"' if entry.role else ""
    tag = f'<span class="wn-tag">{conditional_escape(entry.tag)}</span>' if entry.tag else ""
    return (
        f'<li{slug}><span class="wn-timeline__dot">{svg(entry.icon)}</span><div class="wn-timeline__body">'
        f'<span>{title}</span><span class="wn-timeline__when">{conditional_escape(entry.when)}</span>{text}'
        f"{role(entry.role) if entry.role else ''}{tag}</div></li>"
    )


def role(name: str) -> SafeString:
    """A role with its colour, icon and full label."""
    text = BY_ROLE[Role(name)]
    icon = svg(f"role-{text.slug}", "sm")
    return SafeString(f'<span class="wn-role" data-role="{text.slug}">{icon}{conditional_escape(text.label)}</span>')

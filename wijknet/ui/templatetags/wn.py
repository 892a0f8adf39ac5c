"""What templates need and Django does not have: icons, dates in words, role tags, bars without inline style."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wijknet.roles import BY_ROLE, Role
from wijknet.ui import dates, drawn
from wijknet.ui.icons import svg
from wijknet.ui.phones import plain_number
from wijknet.ui.theme import tokens

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "phone" %}`, or `{% icon "phone" "sm" %}` beside small text. Always with words next to it."""
    return svg(name, size)


@register.filter
def wn_day(at: date | datetime | None) -> str:
    """`di 24 november 2026`; empty for nothing."""
    return dates.day(at) if at else ""


@register.filter
def wn_short_day(at: date | datetime | None) -> str:
    """`di 24 november`; empty for nothing."""
    return dates.short_day(at) if at else ""


@register.filter
def wn_month(at: date | datetime | None) -> str:
    """`november 2026`; empty for nothing."""
    return dates.month(at) if at else ""


@register.filter
def wn_moment(at: datetime | None) -> str:
    """`di 24 november 2026, 14:30`; empty for nothing."""
    return dates.moment(at) if at else ""


@register.filter
def wn_clock(at: datetime | None) -> str:
    """`14:30`; empty for nothing."""
    return dates.clock(at) if at else ""


@register.filter
def wn_ago(at: date | datetime | None) -> str:
    """`3 weken geleden`; empty for nothing."""
    return dates.ago(at) if at else ""


@register.filter
def wn_due(due: date | None) -> str:
    """`3 werkdagen`, `vandaag` or `1 werkdag te laat`; empty for nothing."""
    return dates.due_words(due) if due else ""


@register.filter
def wn_tel(typed: str) -> str:
    """What goes behind `tel:` for a number as it was typed."""
    return plain_number(typed)


@register.filter
def role_slug(role: str) -> str:
    """The slug that picks colour and icon: `<li data-role="{{ case.role|role_slug }}">`."""
    return BY_ROLE[Role(role)].slug


@register.simple_tag
def role_icon(role: str, size: str = "") -> SafeString:
    return icon(f"role-{BY_ROLE[Role(role)].slug}", size)


@register.simple_tag
def role_tag(role: str) -> SafeString:
    """A role with its colour, icon and full label."""
    return drawn.role(role)


@register.simple_tag
def bar(value: Any, largest: Any, side: str = "start") -> SafeString:
    """A bar as long as `value` is of `largest`; `side="end"` grows from the right. The number stands beside."""
    share = round(100 * float(value or 0) / float(largest)) if largest else 0
    share = max(0, min(100, share))
    start = 100 - share if side == "end" else 0
    return format_html(
        '<svg class="wn-barline" aria-hidden="true"><rect x="{}%" width="{}%" height="100%"/></svg>', start, share
    )


@register.simple_tag
def token(name: str) -> str:
    """The value of a token of the theme, for a mail: `{% token "color-action" %}`."""
    return tokens()[name]


# Pieces that go around what the page writes itself -----------------------------------------------------


def _piece(template_name: str, context: dict[str, Any]) -> SafeString:
    return SafeString(get_template(f"ui/{template_name}").render(context))


@register.simple_block_tag
def datatable(content: str, heads: Any, caption: str, hidden: bool = False, kind: str = "") -> SafeString:
    """`{% datatable heads=heads caption="Wie is wie" %}{% row "Bakkerij" url %}{% cell "Soort" %}…{% endrow %}…`."""
    return _piece(
        "_table.html", {"content": content, "heads": heads, "caption": caption, "hidden": hidden, "kind": kind}
    )


@register.simple_block_tag
def row(content: str, label: str, url: str = "", sub: str = "") -> SafeString:
    """One row of a data table: the thing it is about, then its cells."""
    name = format_html('<a class="utrecht-link" href="{}">{}</a>', url, label) if url else label
    below = format_html('<span class="wn-cellsub">{}</span>', sub) if sub else ""
    return format_html(
        '<tr class="utrecht-table__row"><th class="utrecht-table__header-cell" scope="row">{}{}</th>{}</tr>',
        name,
        below,
        content,
    )


@register.simple_block_tag
def cell(content: str, label: str, numeric: bool = False) -> SafeString:
    """One cell; `label` is its column head, shown before it when the table stacks on a phone."""
    extra = " utrecht-table__cell--numeric-column" if numeric else ""
    return format_html('<td class="utrecht-table__cell{}" data-label="{}">{}</td>', extra, label, content)


@register.simple_block_tag
def lane(content: str, role: str, count: int, new_url: str = "") -> SafeString:
    """The lane of a role around its cards, or around an empty state."""
    return _piece("_lane.html", {"content": content, "text": BY_ROLE[Role(role)], "count": count, "new_url": new_url})


@register.simple_block_tag
def section(content: str, title: str, key: str, aside: str = "") -> SafeString:
    """A part of a page with its heading; `key` becomes its id, `aside` is a muted line beside the heading."""
    beside = format_html('<span class="wn-muted wn-small">{}</span>', aside) if aside else ""
    return format_html(
        '<section class="wn-section" aria-labelledby="{key}"><div class="wn-section__head">'
        '<h2 class="utrecht-heading-2" id="{key}">{title}</h2>{beside}</div>{content}</section>',
        key=key,
        title=title,
        beside=beside,
        content=content,
    )


@register.simple_block_tag
def panel(content: str, title: str = "", key: str = "", soft: bool = False) -> SafeString:
    """A box for a thing that one can pick up; never a box in a box."""
    extra = " wn-panel--soft" if soft else ""
    head = format_html('<h2 class="utrecht-heading-2 wn-h3" id="{}">{}</h2>', key, title) if title else ""
    named = format_html(' aria-labelledby="{}"', key) if title else ""
    return format_html(
        '<section class="wn-panel{} wn-flow wn-flow--tight"{}>{}{}</section>', extra, named, head, content
    )


@register.simple_block_tag
def more(content: str, summary: str, opened: bool = False) -> SafeString:
    """Something that folds open under its own words."""
    state = " open" if opened else ""
    return format_html(
        '<details class="wn-more"{}><summary>{}</summary><div class="wn-more__body">{}</div></details>',
        state,
        summary,
        content,
    )


# Reach and relation: a shape, a word and a ground together ---------------------------------------------

_REACH = {
    "trusted": (
        _("wordt vertrouwd"),
        '<circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none"/><path class="tick" d="m5 8.3 2 2 4-4.3"/>',
    ),
    "reaches": (_("bereikt"), '<circle cx="8" cy="8" r="6"/>'),
    "unknown": (_("weet ik niet"), '<path d="M5.5 6c.3-3.2 5-3 5 .2 0 2-2.5 2-2.5 4M8 13.2h.01"/>'),
    "": (_("nog niet gevraagd"), '<path d="M8 3v10M3 8h10"/>'),
}
_RELATION = {1: (_("spreekt soms"), "1.5"), 3: (_("kent goed"), "3.5"), 5: (_("werkt samen"), "6")}


@register.simple_tag
def reach(level: str = "", who: str = "", url: str = "", small: bool = False) -> SafeString:
    """How a group is reached: TRUSTED, REACHES, UNKNOWN, or nothing when it was not asked yet (dashed).

    `small` is as wide as its words, for a cell of a table.
    """
    words, shape = _REACH[level.lower()]
    known = {"trusted": "trusted", "reaches": "reached", "unknown": "unknown"}.get(level.lower(), "")
    mark = format_html(' data-reach="{}"', known) if known else ""
    named = format_html('<span class="wn-reach__who">{}</span>', who) if who else ""
    inner = format_html(
        '<svg class="wn-reach__sym" viewBox="0 0 16 16" aria-hidden="true">{}</svg><span>{}</span>{}',
        SafeString(shape),
        words,
        named,
    )
    extra = ("" if known else " wn-reach--open") + (" wn-reach--in" if small else "")
    if url:
        return format_html('<a class="wn-reach{}"{} href="{}">{}</a>', extra, mark, url, inner)
    return format_html('<span class="wn-reach{}"{}>{}</span>', extra, mark, inner)


@register.simple_tag
def relation(strength: int) -> SafeString:
    """How close a relation is: 1, 3 or 5; the line is as thick as in the picture."""
    words, width = _RELATION[strength]
    return format_html(
        '<span class="wn-rel"><svg viewBox="0 0 24 8" aria-hidden="true">'
        '<line class="tie" x1="1" x2="23" y1="4" y2="4" stroke-width="{}"/></svg>{}</span>',
        width,
        words,
    )

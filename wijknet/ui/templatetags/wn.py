"""What templates need and Django does not have: icons, dates in words, role tags, bars without inline style."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wijknet.roles import BY_ROLE, Role
from wijknet.ui import dates
from wijknet.ui.icons import ICONS

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "phone" %}`, or `{% icon "phone" "sm" %}` beside small text. Always with words next to it."""
    extra = f" wn-icon--{size}" if size else ""
    # The shapes are our own constants; an unknown name is a mistake in a template and must be seen.
    shapes = SafeString(ICONS[name])
    return format_html('<svg class="wn-icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', extra, shapes)


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
def wn_late(due: date | None) -> bool:
    """Whether a due day has passed."""
    return bool(due and due < dates.today())


@register.filter
def role_slug(role: str) -> str:
    """The slug that picks colour and icon: `<li data-role="{{ case.role|role_slug }}">`."""
    return BY_ROLE[Role(role)].slug


@register.filter
def role_label(role: str) -> str:
    return BY_ROLE[Role(role)].label


@register.simple_tag
def role_icon(role: str, size: str = "") -> SafeString:
    return icon(f"role-{BY_ROLE[Role(role)].slug}", size)


@register.simple_tag
def role_tag(role: str) -> SafeString:
    """A role with its colour, icon and full label."""
    text = BY_ROLE[Role(role)]
    return format_html(
        '<span class="wn-role" data-role="{}">{}{}</span>', text.slug, icon(f"role-{text.slug}", "sm"), text.label
    )


@register.simple_tag
def bar(value: Any, largest: Any, side: str = "start") -> SafeString:
    """A bar as long as `value` is of `largest`; `side="end"` grows from the right. The number stands beside."""
    share = round(100 * float(value or 0) / float(largest)) if largest else 0
    share = max(0, min(100, share))
    start = 100 - share if side == "end" else 0
    return format_html(
        '<svg class="wn-barline" aria-hidden="true"><rect x="{}%" width="{}%" height="100%"/></svg>', start, share
    )

"""What cards of initiatives need on every row, made once per phase."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from initiatives.models import GROWING

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=len(GROWING) + 1)
def phase_dots(number: int) -> SafeString:
    """Six dots of which the first `number` are on; nothing for a phase beside the line. The phase stands next to it."""
    if not number:
        return SafeString("")
    dots = format_html_join("", "<i{}></i>", ((SafeString(' class="on"') if n < number else "",) for n in range(6)))
    return format_html('<span class="wn-dots" aria-hidden="true">{}</span>', dots)

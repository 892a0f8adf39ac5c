"""How often the same sender may try something. One table for all of it: `ACCOUNT_RATE_LIMITS` in the settings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

View = Callable[..., HttpResponseBase]


def limited(action: str) -> Callable[[View], View]:
    """Answer 429 to a POST beyond the rate of `action` in the table. Reading is never limited."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refusal: HttpResponseBase | None = consume_or_429(request, action=action)
            return refusal or view(request, *args, **kwargs)

        return guarded

    return mark


def refuse_reading(request: HttpRequest, *, action: str) -> HttpResponseBase | None:
    """429 when the sender had enough of something that costs much to make, else None. Call it only when it is made."""
    # The public door of the limiter never counts a GET.
    refusal: HttpResponseBase | None = ratelimit.consume_or_429(
        request, app="allauth.account", action=action, limit_get=True
    )
    return refusal


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """The name of a cache entry as it is stored: a keyed hash, so that the table shows no address of anybody."""
    return salted_hmac("wijknet.cache", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()

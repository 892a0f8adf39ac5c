"""How often one address on the internet may do something; the numbers stand in the settings."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse


def refuse_too_many(request: HttpRequest, action: str) -> HttpResponse | None:
    """The page "even wachten" (429) for who does this too often; else nothing, and it is counted."""
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
    return refusal

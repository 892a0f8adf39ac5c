"""What someone typed, to show again when it could not be kept; never a password, code or key."""

import re

from django.http import HttpRequest, QueryDict
from django.http.request import RawPostDataException, UnreadablePostError

_SECRET = re.compile(r"passw(or)?d|token|secret|(^|[_-])(otp|code)$", re.IGNORECASE)
_OURS = {"request_key", "version", "next", "opslaan", "actie"}


def typed_values(data: QueryDict) -> list[tuple[str, str]]:
    """Name and text of every field that may be sent again."""
    return [(name, text) for name, texts in data.lists() if not _SECRET.search(name) for text in texts]


def typed_texts(request: HttpRequest) -> list[str]:
    """The texts of a form that was sent, longest first; nothing when the body cannot be read."""
    try:
        values = typed_values(request.POST)
    except (UnreadablePostError, RawPostDataException, UnicodeError):
        return []
    texts = {text.strip() for name, text in values if name not in _OURS}
    return sorted((text for text in texts if text), key=len, reverse=True)

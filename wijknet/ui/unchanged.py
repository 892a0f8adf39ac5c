"""Pages that many people read and that seldom change: answered without being made again.

A public page says with a stamp (in its ETag) everything that it is made of. A browser that has that very page gets
"not modified"; and for who asks for the first time this process remembers the last few pages that it made.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

# About 30 kB each, so 4 MB per process at most.
MOST_PAGES = 128

_pages: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
_lock = threading.Lock()


@lru_cache(maxsize=1)
def look() -> int:
    """When the templates were last changed; the same in every process of one release."""
    return max(path.stat().st_mtime_ns for path in (settings.BASE_DIR / "templates").rglob("*.html"))


def is_stranger(request: HttpRequest) -> bool:
    """Whether nothing on a page can be about this one visitor: nobody signed in, no message waiting."""
    return not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


def answer(
    request: HttpRequest, *, stamp: str, changed: datetime, make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """The page that `stamp` stands for, last `changed` then. For who may have something of their own on it: anew."""
    if not is_stranger(request):
        return make()
    etag = f'"{stamp}"'
    response = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    if response is None:
        kept = _recall(stamp)
        response = make() if kept is None else HttpResponse(kept[0], content_type=kept[1])
        # A page with a nonce for its scripts is of one answer only.
        if kept is None and response.status_code == 200 and not getattr(request, "_csp_nonce", None):
            _remember(stamp, response.content, response["Content-Type"])
        response["ETag"] = etag
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _recall(stamp: str) -> tuple[bytes, str] | None:
    with _lock:
        if stamp in _pages:
            _pages.move_to_end(stamp)
        return _pages.get(stamp)


def _remember(stamp: str, body: bytes, content_type: str) -> None:
    with _lock:
        _pages[stamp] = body, content_type
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)

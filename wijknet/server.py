"""How gunicorn runs WijkNet: `gunicorn -c python:wijknet.server wijknet.wsgi`.

Everything is loaded before the workers start, so that they share it instead of each holding it: addresses with all
their views and forms, and the pages. Nothing asks the database before a worker does.
"""

import gc
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

preload_app = True
# What a worker read for one request (a spreadsheet, a picture: wijknet.later) goes with it, once it did its share.
max_requests, max_requests_jitter = 5_000, 500


def when_ready(server: Any) -> None:
    """Load what a first visit would, and let the collector leave it alone: to look at it is to copy it."""
    reverse("start")
    pages = Path(settings.BASE_DIR) / "templates"
    for page in pages.rglob("*.html"):
        get_template(page.relative_to(pages).as_posix())
    gc.collect()
    gc.freeze()

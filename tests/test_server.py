"""What the web server loads before its workers start."""

import gc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijknet import server


@pytest.mark.django_db
def test_all_is_loaded_before_the_workers_start_and_nothing_is_asked() -> None:
    """Every page can be read, and no connection is opened that two workers would then share."""
    try:
        with CaptureQueriesContext(connection) as asked:
            server.when_ready(None)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
    assert server.preload_app
    assert server.max_requests
    assert not asked.captured_queries

"""What a load balancer asks: does the process live, and can it do its work?"""

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijknet.access import public

logger = logging.getLogger(__name__)
# Reading the migrations from disk costs a fifth of a second; once all have run, they have for this process.
_answered: set[str] = set()


@public
@never_cache
@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of the database: a restart would not bring that back."""
    return JsonResponse({"status": "ok"})


@public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and cache answer, and every migration has run; else 503 and the names of what fails."""
    checks = {"database": _database, "cache": _cache, "migrations": _migrations}
    failing = []
    for name, check in checks.items():
        try:
            works = check()
        except DatabaseError:
            logger.exception("not_ready", extra={"event": name})
            works = False
        if not works:
            failing.append(name)
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=503)
    return JsonResponse({"status": "ok"})


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    cache.set("readyz", "ok", 60)
    return bool(cache.get("readyz") == "ok")


def _migrations() -> bool:
    if "migrations" not in _answered:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _answered.add("migrations")
    return True

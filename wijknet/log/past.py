"""How things were on an earlier day, from what was written down since then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model, QuerySet

from wijknet.log.models import LogEntry
from wijknet.ui.dates import AMSTERDAM, local_date


@dataclass(frozen=True, slots=True)
class Change:
    """One entry about a thing. Nothing in `before` when it was new, or when its values were erased."""

    pk: int
    on: date
    verb: str
    before: dict[str, Any]
    after: dict[str, Any]


def changes_after(things: QuerySet[Any], day: date) -> Iterator[Change]:
    """What happened to these after that day, the last first. The model of `things` says what they are."""
    model: type[Model] = things.model
    since = datetime.combine(day, time.max, AMSTERDAM)
    rows = LogEntry.objects.filter(model=model._meta.label, object_pk__in=things.order_by().values("pk"), at__gt=since)
    for pk, at, verb, before, after in rows.order_by("-at", "-pk").values_list(
        "object_pk", "at", "verb", "before", "after"
    ):
        yield Change(pk, local_date(at), verb, before or {}, after or {})

"""Paging by key: the next page starts after the last row seen, so page 400 costs what page 1 costs.

No page numbers and no total: over large tables both are slow, and rows that arrive meanwhile shift numbers.
The place is in the query string (`?eerder=…` or `?later=…`), so that a page can be shared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import DateTimeField, IntegerField, Model, Q, QuerySet

ModelT = TypeVar("ModelT", bound=Model)
# Where a page begins: the value of its column, and the key.
Place = tuple[date | int, int]

EARLIER = "eerder"
LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage(Generic[ModelT]):
    """One page, in the order asked. `earlier` and `later` are cursors for ui/_pagination.html, empty where it ends."""

    items: list[ModelT]
    earlier: str
    later: str


def page_by_key(
    queryset: QuerySet[ModelT],
    query: Mapping[str, Any],
    *,
    field: str = "at",
    size: int = 25,
    ascending: bool = False,
    parts: Sequence[Q] = (),
    newest: Callable[[], list[ModelT]] | None = None,
) -> KeyPage[ModelT]:
    """The page that `query` (request.GET) asks for, ordered by (`field`, id), newest or highest first; `field` is never
    null: a moment, a day or a number.

    `ascending` turns the order round, for what is due: the first page starts at the oldest. A cursor that was
    tampered with gives the first page. Two rows may share a moment: the id decides.

    `parts` are filters that together make up the queryset and do not overlap, such as one per wijk: each is read by
    its own index in order, where a list of wijken in one query has to be sorted as a whole.

    `newest` gives the rows of the first page and one more, when the queryset is one that a prepared read has too
    (made with `first_by_key`).
    """
    read = _reader(queryset.model._meta.get_field(field))
    onward, onward_order = (LATER, (field, "pk")) if ascending else (EARLIER, (f"-{field}", "-pk"))
    backward, backward_order = (EARLIER, (f"-{field}", "-pk")) if ascending else (LATER, (field, "pk"))
    back = read(query.get(backward))
    on = None if back else read(query.get(onward))
    if back:
        found = _first(queryset.filter(_beyond(field, back, backward)), backward_order, size + 1, parts)
        rows = found[:size][::-1]
        more_on, more_back = bool(rows), len(found) > size
    else:
        if on:
            queryset = queryset.filter(_beyond(field, on, onward))
        found = newest() if newest and not on else _first(queryset, onward_order, size + 1, parts)
        rows = found[:size]
        more_on, more_back = len(found) > size, bool(on and rows)
    cursors = {
        onward: _cursor(rows[-1], field) if more_on else "",
        backward: _cursor(rows[0], field) if more_back else "",
    }
    return KeyPage(items=rows, earlier=cursors[EARLIER], later=cursors[LATER])


def _first(queryset: QuerySet[ModelT], order: tuple[str, str], count: int, parts: Sequence[Q]) -> list[ModelT]:
    """The first rows in this order.

    Over parts the keys come first, and then the rows: a database that sorts carries all columns along. SQLite stops
    early by itself in a list of wijken; PostgreSQL sorts all of it, so there each part gives its own first keys.
    """
    if len(parts) < 2:
        return list(queryset.order_by(*order)[:count])
    if connections[queryset.db].vendor != "postgresql":
        first = queryset.order_by(*order).values("pk")[:count]
        return list(queryset.filter(pk__in=first).order_by(*order))
    field = order[0].lstrip("-")
    firsts = [queryset.filter(part).order_by(*order).values_list(field, "pk")[:count] for part in parts]
    keys = sorted(firsts[0].union(*firsts[1:], all=True), reverse=order[0].startswith("-"))
    return list(queryset.filter(pk__in=[pk for _, pk in keys[:count]]).order_by(*order))


def first_by_key(
    queryset: QuerySet[ModelT], *, field: str = "at", size: int = 25, parts: Sequence[Q] = ()
) -> QuerySet[ModelT]:
    """The first page, newest first, and one row more: as `page_by_key` reads it, in one query."""
    order = (f"-{field}", "-pk")
    if len(parts) < 2:
        return queryset.order_by(*order)[: size + 1]
    first = first_keys(queryset, order, size + 1, parts)
    return queryset.filter(pk__in=first).order_by(*order)[: size + 1]


def first_keys(queryset: QuerySet[ModelT], order: Sequence[str], count: int, parts: Sequence[Q]) -> QuerySet[Any, Any]:
    """The keys of the first rows in this order, and on PostgreSQL those of each part: it would sort them all."""
    if len(parts) < 2 or connections[queryset.db].vendor != "postgresql":
        return queryset.order_by(*order).values("pk")[:count]
    one, *others = (queryset.filter(part).order_by(*order).values("pk")[:count] for part in parts)
    return one.union(*others, all=True)


def _beyond(field: str, place: Place, direction: str) -> Q:
    """`at <= x AND (at < x OR id < y)`: six times faster on SQLite than the same with OR alone."""
    at, pk = place
    side = "g" if direction == LATER else "l"
    return Q(**{f"{field}__{side}te": at}) & (Q(**{f"{field}__{side}t": at}) | Q(**{f"pk__{side}t": pk}))


def _cursor(row: Model, field: str) -> str:
    at = getattr(row, field)
    if isinstance(at, datetime):
        return f"{at.astimezone(UTC).strftime('%Y%m%dT%H%M%S.%f')}-{row.pk}"
    return f"{at.strftime('%Y%m%d') if isinstance(at, date) else at}-{row.pk}"


def _reader(field: Any) -> Callable[[Any], Place | None]:
    """How a cursor over this column is read; one that was tampered with is none."""

    def read(text: Any) -> Place | None:
        try:
            stamp, pk = str(text or "").rsplit("-", 1)
            if isinstance(field, IntegerField):
                return _key(stamp, least=0), _key(pk)
            if isinstance(field, DateTimeField):
                return datetime.strptime(stamp, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), _key(pk)
            return datetime.strptime(stamp, "%Y%m%d").replace(tzinfo=UTC).date(), _key(pk)
        except (ValueError, OverflowError):
            return None

    return read


def _key(text: str, *, least: int = 1) -> int:
    """A primary key (or number) that fits a database integer; anything else is none of ours."""
    key = int(text)
    if not least <= key < 2**63:
        raise ValueError(text)
    return key


def page_by_name(
    queryset: QuerySet[ModelT],
    query: Mapping[str, Any],
    *,
    field: str = "sort_name",
    size: int = 50,
    first: Callable[[], list[ModelT]] | None = None,
) -> KeyPage[ModelT]:
    """The same for a list by name: ordered by (`field`, id) ascending, so `earlier` holds what comes after.

    `field` is a folded column. A cursor that was tampered with gives another place in the list, or the start. `first`
    gives the rows of the first page and one more, when the queryset is one that a prepared read has too.
    """
    back = _read_name(query.get(LATER))
    on = None if back else _read_name(query.get(EARLIER))
    if back:
        found = list(queryset.filter(_past(field, back, "l")).order_by(f"-{field}", "-pk")[: size + 1])
        rows = found[:size][::-1]
        return KeyPage(
            items=rows,
            earlier=_name_cursor(rows[-1], field) if rows else "",
            later=_name_cursor(rows[0], field) if len(found) > size else "",
        )
    if on:
        queryset = queryset.filter(_past(field, on, "g"))
    found = first() if first and not on else list(queryset.order_by(field, "pk")[: size + 1])
    rows = found[:size]
    return KeyPage(
        items=rows,
        earlier=_name_cursor(rows[-1], field) if len(found) > size else "",
        later=_name_cursor(rows[0], field) if on and rows else "",
    )


def _past(field: str, place: tuple[str, int], side: str) -> Q:
    name, pk = place
    return Q(**{f"{field}__{side}te": name}) & (Q(**{f"{field}__{side}t": name}) | Q(**{f"pk__{side}t": pk}))


def _name_cursor(row: Model, field: str) -> str:
    return f"{getattr(row, field)}~{row.pk}"


def _read_name(text: Any) -> tuple[str, int] | None:
    try:
        name, pk = str(text or "").rsplit("~", 1)
        return None if "\0" in name else (name, _key(pk))
    except ValueError:
        return None

"""Reads whose SQL is built once per shape, and after that only gets other values.

Building a query with joins costs Django more than the database needs to answer it, and a page asks ten. `@prepared`
goes on a function that makes a queryset of a viewer, a place, days and choices; calling it gives the rows. The first
call of a shape (how many wijken and gemeenten the viewer has, of a wijk or of a whole gemeente, which choices) builds
the queryset with stand-ins for the values and remembers the SQL; the next one puts its own values in their places.

Nothing of what was read is kept: every call asks the database, with the wijken that the viewer has at that moment.
What may go wrong is refused when a shape is built: a stand-in that does not come back in the SQL as it went in, and a
day in the SQL that did not come in as a value, for it would still be there tomorrow.
"""

import copy
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from wijknet.access.rows import Maker
from wijknet.access.viewer import STAFF, Function

RowT = TypeVar("RowT")
P = ParamSpec("P")

# Shapes of one function that are remembered.
SHAPES = 64
_FIRST_NUMBER = 2**62
_FIRST_DAY = date(9000, 1, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class CannotPrepare(RuntimeError):
    """The function does something with a value that its SQL does not show; it must be written otherwise."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a viewer has, in the order in which it goes into a query."""

    pk: int
    wijken: tuple[int, ...]
    gemeenten: tuple[int, ...]
    is_authenticated: bool = True

    def wijk_ids(self, *functions: Function) -> frozenset[int]:
        return self._staff(functions, self.wijken)

    def municipality_ids(self, *functions: Function) -> frozenset[int]:
        return self._staff(functions, self.gemeenten)

    def works_in(self, area_id: int | None, municipality_id: int | None, *functions: Function) -> bool:
        raise CannotPrepare("What a viewer may do with one thing is not part of a prepared read.")

    def _staff(self, functions: tuple[Function, ...], found: tuple[int, ...]) -> frozenset[int]:
        if frozenset(functions) != frozenset(STAFF):
            raise CannotPrepare("A prepared read is for STAFF.")
        return frozenset(found)


class _StandIns:
    """Values that stand in for others: different from all that can be in the database, and far from each other, so
    that one with a day added is not taken for the next."""

    def __init__(self) -> None:
        self.made: list[Any] = []

    def like(self, value: Any) -> Any:
        days = timedelta(days=1000 * sum(isinstance(made, date) for made in self.made))
        if isinstance(value, datetime):
            self.made.append(datetime(9000, 1, 1, tzinfo=UTC) + days)
        elif isinstance(value, date):
            self.made.append(_FIRST_DAY + days)
        else:
            self.made.append(_FIRST_NUMBER + 1000 * len(self.made))
        return self.made[-1]

    def argument(self, value: Any) -> Any:
        """The same argument, made of stand-ins in the order in which `_taken` gives its values."""
        if isinstance(value, _Seen):
            pk = self.like(value.pk)
            return _Seen(pk, tuple(map(self.like, value.wijken)), tuple(map(self.like, value.gemeenten)))
        if isinstance(value, Model):
            # With nothing but a key (and the level of an area, which is part of the shape): whoever reads more of it
            # while building asks the database for a row that is not there, and hears so.
            level = {"level": value.level} if hasattr(value, "level") else {}
            known = {value._meta.pk.attname: self.like(value.pk)} | level
            return type(value).from_db(DEFAULT_DB_ALIAS, list(known), list(known.values()))
        if isinstance(value, tuple):
            return tuple(map(self.argument, value))
        return self.like(value) if _varies(value) else value


def _varies(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool))


def _simple(value: Any) -> Any:
    """A viewer as what they have; the rest as it is."""
    if not hasattr(value, "wijk_ids"):
        return value
    wijken, gemeenten = value.wijk_ids(*STAFF), value.municipality_ids(*STAFF)
    return _Seen(value.pk, tuple(sorted(wijken)), tuple(sorted(gemeenten)))


def _taken(value: Any) -> tuple[Any, list[Any]]:
    """What of an argument belongs to the shape, and its values."""
    if isinstance(value, _Seen):
        return (len(value.wijken), len(value.gemeenten)), [value.pk, *value.wijken, *value.gemeenten]
    if isinstance(value, Model):
        return (type(value), getattr(value, "level", "")), [value.pk]
    if isinstance(value, tuple):
        parts = [_taken(part) for part in value]
        return tuple(part for part, _ in parts), [one for _, found in parts for one in found]
    if _varies(value):
        return type(value), [value]
    if value is None or isinstance(value, bool | str):
        return value, []
    raise CannotPrepare(f"{type(value).__name__} cannot be an argument of a prepared read.")


def _adapted(connection: Any, value: Any) -> Any:
    """As the database wants it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _is_day(value: Any) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and bool(_DAY.match(value)))


class _Shape(Generic[RowT]):
    """The SQL of one shape: `slots` say which value goes where, `params` what is the same each time."""

    def __init__(self, queryset: QuerySet[Any, RowT], stand_ins: list[Any]) -> None:
        connection = connections[queryset.db]
        places = {_adapted(connection, value): number for number, value in enumerate(stand_ins)}
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        sql, found = self.compiler.as_sql()
        # How a column becomes a value follows from the columns, and they are asked each by each: remember that too.
        self.converters = self.compiler.get_converters([one[0] for one in self.compiler.select])
        self.maker = Maker.of(queryset, self.compiler)
        self.sql, self.params = sql, list(found)
        if any(str(value) in sql for value in stand_ins):
            raise CannotPrepare("A value stands in the words of the SQL, such as a LIMIT; it would stay there.")
        self.slots: list[tuple[int, int, Callable[[Any], Any] | None]] = []
        for place, value in enumerate(self.params):
            if value in places:
                plain = type(value) in {int, str} or isinstance(value, date)
                self.slots.append((place, places[value], None if plain else type(value)))
            elif _is_day(value) or (isinstance(value, int) and value > _FIRST_NUMBER // 2):
                raise CannotPrepare(f"{value!r} stands in the SQL and is none of the arguments.")

    def rows(self, values: list[Any]) -> list[RowT]:
        connection = connections[self.queryset.db]
        params = self.params.copy()
        for place, number, kind in self.slots:
            value = _adapted(connection, values[number])
            params[place] = kind(value) if kind else value
        with _cursor(connection) as cursor:
            cursor.execute(self.sql, tuple(params))
            found = cursor.fetchall()
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *_args, **_kwargs: [found]
        compiler.get_converters = lambda _columns: self.converters
        asked: Any = self.queryset.all()
        if self.maker:
            # What was asked along for these rows (prefetch_related) is still up to the queryset.
            asked._result_cache = list(self.maker.made(compiler.results_iter([found])))
        else:
            asked.query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(asked)


def _cursor(connection: Any) -> Any:
    """One that hands SQL and values apart to PostgreSQL, which then remembers its plan for the SQL: for a page of
    joins, making plans is most of its work. Without `prepare_threshold` in the settings it is a plain one, and so it is
    while queries are logged, for the log shows SQL with its values."""
    cursor = connection.cursor()
    if connection.vendor == "postgresql" and not connection.queries_logged:
        raw = connection.connection
        if raw.prepare_threshold is not None:
            cursor.cursor = connection.Database.Cursor(raw)
    return cursor


class Prepared(Generic[P, RowT]):
    """A read with the shapes that it remembers; the one that was used longest ago goes first."""

    def __init__(self, build: Callable[P, QuerySet[Any, RowT]]) -> None:
        self.build = build
        # None for a shape that can have no rows, such as what lies in no wijk at all.
        self.shapes: OrderedDict[Any, _Shape[RowT] | None] = OrderedDict()
        update_wrapper(self, build)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[RowT]:
        given = [*map(_simple, args), *(_simple(kwargs[name]) for name in kwargs)]
        taken = [_taken(value) for value in given]
        key = (connections[DEFAULT_DB_ALIAS].vendor, *kwargs, *(part for part, _ in taken))
        if key not in self.shapes:
            self.shapes[key] = self._shape(given, list(kwargs))
            if len(self.shapes) > SHAPES:
                self.shapes.popitem(last=False)
        self.shapes.move_to_end(key)
        shape = self.shapes[key]
        return shape.rows([value for _, values in taken for value in values]) if shape else []

    def _shape(self, given: list[Any], names: list[str]) -> _Shape[RowT] | None:
        stand_ins = _StandIns()
        made = [stand_ins.argument(value) for value in given]
        first = len(made) - len(names)
        build: Callable[..., QuerySet[Any, RowT]] = self.build
        try:
            return _Shape(build(*made[:first], **dict(zip(names, made[first:], strict=True))), stand_ins.made)
        except EmptyResultSet:
            return None


def prepared(build: Callable[P, QuerySet[Any, RowT]]) -> Prepared[P, RowT]:
    """Mark a function that makes a queryset; calling it gives the rows."""
    return Prepared(build)

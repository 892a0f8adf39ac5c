"""Objects made of the rows of a prepared read: what follows from the columns is found out once per shape.

What stands in many rows (a wijk, a gemeente, a kind, a colleague) becomes one object per read, as prefetch_related
makes of it, instead of one per row.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, RelatedPopulator, get_related_populators

Row = list[Any]
_populators: Any = get_related_populators


def _plain(model: type[Model]) -> bool:
    """Whether objects of this model are made as Django makes them, so that values may be put in their places.

    Nobody hears of it when one is made: the house has no signals, and no field of Django's that listens.
    """
    made, usual = cast("Any", model), cast("Any", Model)
    return made.from_db.__func__ is usual.from_db.__func__ and made.__init__ is usual.__init__


def _made(model: type[Model], using: str, names: list[str], values: Row, *, plain: bool) -> Model:
    """As `Model.from_db`, which walks all fields of the model for every object."""
    if not plain:
        return model.from_db(using, names, values)
    made = model.__new__(model)
    made._state = ModelState()
    made._state.db = using
    made._state.adding = False
    made.__dict__.update(zip(names, values, strict=True))
    return made


@dataclass(frozen=True, slots=True)
class Along:
    """What comes along with each row through one relation (select_related), and what comes along with that."""

    model: type[Model]
    plain: bool
    start: int
    end: int
    key: int
    names: list[str]
    keep: Callable[[Model, Model | None], None]
    keep_back: Callable[[Model, Model], None]
    further: "list[Along]"

    @classmethod
    def of(cls, found: RelatedPopulator) -> "Along":
        return cls(
            model=found.model_cls,
            plain=_plain(found.model_cls),
            start=found.cols_start,
            end=found.cols_end,
            key=found.cols_start + found.pk_idx,
            names=found.init_list,
            keep=found.local_setter,
            keep_back=found.remote_setter,
            further=[cls.of(one) for one in found.related_populators],
        )

    def put(self, row: Row, owner: Model, using: str, known: dict[tuple[int, Any], Model]) -> None:
        key = row[self.key]
        if key is None:
            self.keep(owner, None)
            return
        made = known.get((self.start, key))
        if made is None:
            values = row[self.start : self.end]
            made = known[self.start, key] = _made(self.model, using, self.names, values, plain=self.plain)
            for one in self.further:
                one.put(row, made, using, known)
        self.keep(owner, made)
        self.keep_back(made, owner)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the objects of one shape."""

    model: type[Model]
    plain: bool
    using: str
    start: int
    end: int
    names: list[str]
    along: list[Along]
    more: list[tuple[str, int]]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any], compiler: Any) -> "Maker | None":
        """None for rows that are no objects, and where Django has to do more than this."""
        asked: Any = queryset
        if asked._iterable_class is not ModelIterable or asked._known_related_objects:
            return None
        columns = compiler.klass_info["select_fields"]
        populators = _populators(compiler.klass_info, compiler.select, asked.db)
        if any(_is_odd(one) for one in populators):
            return None
        start, end = columns[0], columns[-1] + 1
        return cls(
            model=compiler.klass_info["model"],
            plain=_plain(compiler.klass_info["model"]),
            using=asked.db,
            start=start,
            end=end,
            names=[column[0].target.attname for column in compiler.select[start:end]],
            along=[Along.of(one) for one in populators],
            more=list((compiler.annotation_col_map or {}).items()),
        )

    def made(self, rows: Iterable[Row]) -> Iterator[Model]:
        known: dict[tuple[int, Any], Model] = {}
        for row in rows:
            values = row[self.start : self.end]
            made = _made(self.model, self.using, self.names, values, plain=self.plain)
            for one in self.along:
                one.put(row, made, self.using, known)
            for name, place in self.more:
                setattr(made, name, row[place])
            yield made


def _is_odd(found: RelatedPopulator) -> bool:
    """A child of a parent table has its columns in another order."""
    return found.reorder_for_init is not None or any(map(_is_odd, found.related_populators))

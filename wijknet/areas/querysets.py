"""Reads of places and figures, and the one rule of what a viewer sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext, gettext_lazy

from wijknet.access import Function, Viewer

ModelT = TypeVar("ModelT", bound=models.Model)


class AreaQuerySet(models.QuerySet[Any]):
    def municipalities(self) -> Self:
        return self.filter(level="GEMEENTE")

    def wijken(self) -> Self:
        return self.filter(level="WIJK")

    def buurten(self) -> Self:
        return self.filter(level="BUURT")

    def with_newest_year(self) -> Self:
        """`newest_year`: of the newest borders of any wijk in the same gemeente."""
        sisters = self.model.objects.filter(municipality=OuterRef("municipality"), level="WIJK").order_by()
        newest = sisters.values("municipality").annotate(newest=Max("border_year")).values("newest")
        return self.annotate(newest_year=Subquery(newest))

    def wijken_of(self, viewer: Viewer, *functions: Function) -> Self:
        """The wijken where the viewer holds one of the functions (none named: any), by name."""
        mine = Q(pk__in=viewer.wijk_ids(*functions)) | Q(municipality__in=viewer.municipality_ids(*functions))
        return self.wijken().filter(mine).select_related("municipality").order_by("municipality__name", "name")


class MunicipalitySettingsQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The gemeenten that the viewer runs."""
        return self.filter(municipality__in=viewer.municipality_ids(Function.MUNICIPALITY_ADMIN))

    def works_council_agreed(self, day: date) -> Self:
        """Gemeenten where hours and roles of who works there may be shown: agreed on this day or before."""
        return self.filter(works_council_on__lte=day)


class BorderQuerySet(models.QuerySet[Any]):
    def newest(self) -> Self:
        """One row per area: the last year of which the outline is known."""
        last = self.model.objects.filter(area=OuterRef("area"), geometry__isnull=False).order_by("-year").values("pk")
        return self.filter(pk=Subquery(last[:1]))


class PostcodeQuerySet(models.QuerySet[Any]):
    def at(self, postcode: str, house_number: int | None = None) -> Self:
        """Rows that fit an address, those with house numbers first. Takes "6822 ab" as people type it."""
        found = self.filter(postcode="".join(postcode.split()).upper())
        if house_number is not None:
            found = found.filter(Q(house_from=None) | Q(house_from__lte=house_number, house_to__gte=house_number))
        return found.select_related("area__parent").order_by(F("house_from").desc(nulls_last=True), "area__code")

    def wijk_at(self, postcode: str, house_number: int | None = None) -> Any | None:
        """The wijk of an address, or None when the postcode is not known or lies in more than one wijk."""
        wijken = {}
        for row in self.at(postcode, house_number):
            wijk = row.area if row.area.level == "WIJK" else row.area.parent
            wijken[wijk.pk] = wijk
        return wijken.popitem()[1] if len(wijken) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure as a page shows it, with the value of the whole gemeente of the same year beside it.

    `text` is empty when there is nothing to show; `missing` then says why in plain Dutch. `number` and `unit` are
    the same as `text`, apart. Plain values only, so that an edition can freeze it.
    """

    code: str
    name: str
    definition: str
    group: str
    year: int
    source: str
    value: Decimal | None
    text: str
    number: str
    unit: str
    missing: str
    beside_value: Decimal | None
    beside_text: str

    @property
    def source_line(self) -> str:
        """Source and year; the year is not said twice when the source carries it."""
        return self.source if str(self.year) in self.source else f"{self.source}, {self.year}"


MISSING_TEXTS = {
    "GEHEIM": gettext_lazy("geheim: het gaat om te weinig mensen"),
    "ONTBREEKT": gettext_lazy("geen cijfer: de bron geeft het niet"),
}


class FigureQuerySet(models.QuerySet[Any]):
    def of(
        self,
        area: models.Model,
        *,
        codes: Iterable[str] | None = None,
        year: int | None = None,
        smallest: int | None = None,
    ) -> list[ShownFigure]:
        """The figures of an area, in the order of the catalogue: per indicator the last year with a value.

        `codes` keeps only these indicators, in that order; `year` asks for one year. Counts of people
        below the smallest group of the gemeente are not shown. An indicator that its source has not published
        for the gemeente either is left out, unless it was asked for by code. Two queries; one for who has
        the settings of the gemeente at hand and gives its `smallest` group.
        """
        whole = getattr(area, "municipality_id", None) or area.pk
        rows = self.filter(area__in={area.pk, whole}).select_related("indicator").order_by("-year")
        wanted = None if codes is None else list(codes)
        if wanted is not None:
            rows = rows.filter(indicator__code__in=wanted)
        if year is not None:
            rows = rows.filter(year=year)
        here: dict[int, Any] = {}
        beside: dict[tuple[int, int], Any] = {}
        for row in rows:
            if row.area_id == area.pk and (row.indicator_id not in here or _replaces(row, here[row.indicator_id])):
                here[row.indicator_id] = row
            if row.area_id == whole:
                beside[row.indicator_id, row.year] = row
        smallest = smallest or self._smallest_group(whole)
        pairs = [(row, beside.get((row.indicator_id, row.year))) for row in _in_order(here.values())]
        shown = [_shown(row, other, smallest) for row, other in pairs if wanted is not None or _published(row, other)]
        return sorted(shown, key=lambda figure: wanted.index(figure.code)) if wanted is not None else shown

    def years(self, area: models.Model) -> list[int]:
        """Years with at least one value in this area, newest first."""
        found = self.filter(area=area, value__isnull=False).values_list("year", flat=True)
        return list(found.distinct().order_by("-year"))

    def _smallest_group(self, municipality_id: int) -> int:
        settings = self.model._meta.get_field("area").related_model._meta.get_field("settings").related_model
        found = settings._default_manager.filter(municipality=municipality_id)
        return int(found.aggregate(size=Max("minimum_group_size"))["size"] or DEFAULT_SMALLEST_GROUP)


DEFAULT_SMALLEST_GROUP = 10


def _replaces(row: Any, chosen: Any) -> bool:
    """Rows come newest first: an older one only wins from one without a value."""
    return chosen.value is None and row.value is not None


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.indicator.order, row.indicator.name))


def _published(row: Any, beside: Any | None) -> bool:
    """Whether the source gives this figure at all: here, or for the gemeente as a whole, or it is secret."""
    return row.missing != "ONTBREEKT" or beside is None or beside.value is not None


def too_few(value: Decimal, smallest: int) -> bool:
    """Whether a count of people is too small to show. Nobody (0) is no group, so it may be said."""
    return 0 < value < smallest


def _shown(row: Any, beside: Any | None, smallest: int) -> ShownFigure:
    indicator = row.indicator
    value, missing = row.value, str(MISSING_TEXTS.get(row.missing, ""))
    if value is not None and indicator.counts_people and too_few(value, smallest):
        value = None
        missing = gettext("minder dan %(smallest)s: te weinig mensen om te tonen") % {"smallest": smallest}
    number, unit = ("", "") if value is None else indicator.parts(value)
    is_same = beside is not None and beside.pk == row.pk
    other = None if beside is None or is_same else beside
    return ShownFigure(
        code=indicator.code,
        name=indicator.name,
        definition=indicator.definition,
        group=indicator.group,
        year=row.year,
        source=row.source,
        value=value,
        text=f"{number} {unit}".strip(),
        number=number,
        unit=unit,
        missing=missing,
        beside_value=other.value if other else None,
        beside_text=other.text if other else "",
    )


class ScopedQuerySet(models.QuerySet[ModelT]):
    """For tables with `municipality` and `area`."""

    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """Rows in the wijken and gemeenten where the viewer holds one of the functions (none named: STAFF)."""
        return self.filter(seen_by(viewer, *functions))

    def in_area(self, area: models.Model) -> Self:
        """Rows of one wijk, or of all wijken of a gemeente."""
        return self.filter(Q(municipality=area) if getattr(area, "level", "") == "GEMEENTE" else Q(area=area))


class ResidentGroupQuerySet(ScopedQuerySet[Any]):
    def shown(self) -> Self:
        """Groups that are large enough to have reach, a circle or a figure; unknown size counts as large."""
        smallest = F("municipality__settings__minimum_group_size")
        return self.filter(Q(size=None) | Q(size__gte=smallest) | Q(municipality__settings=None, size__gte=10))


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer, *functions: Function) -> Self:
        """Everybody who works in a gemeente, or in a wijk of it, sees its plans; whatever their function."""
        areas = self.model._meta.get_field("municipality").related_model._default_manager
        around = areas.filter(pk__in=viewer.wijk_ids(*functions)).values("municipality")
        return self.filter(Q(municipality__in=viewer.municipality_ids(*functions)) | Q(municipality__in=around))

    def for_area(self, area: models.Model) -> Self:
        """The plans that name this wijk, and those for the whole gemeente."""
        named = self.model.wijken.through._default_manager
        here = named.filter(area=area).values("plan")
        whole = self.filter(municipality=getattr(area, "municipality_id", None) or area.pk)
        return whole.filter(Q(pk__in=here) | ~Q(pk__in=named.values("plan")))

    def running(self, day: date) -> Self:
        """Not over yet."""
        return self.filter(Q(end=None) | Q(end__gte=day))


def seen_by(viewer: Viewer, *functions: Function) -> Q:
    """The rule itself; only the sides that apply, so that the database can use the index of that side."""
    wanted = functions or (Function.WIJKMANAGER, Function.READER)
    wijken, gemeenten = viewer.wijk_ids(*wanted), viewer.municipality_ids(*wanted)
    if not gemeenten:
        return Q(area__in=wijken)
    return Q(municipality__in=gemeenten) | Q(area__in=wijken) if wijken else Q(municipality__in=gemeenten)


# With more wijken than this, one sorted query costs less than a query per wijk.
MOST_PARTS = 20


def parts_seen_by(viewer: Viewer, *functions: Function) -> list[Q]:
    """The same rule wijk by wijk, for a long list that is read in order (see `page_by_key`); empty when one
    index serves it already, or when there are too many wijken."""
    wanted = functions or (Function.WIJKMANAGER, Function.READER)
    wijken = viewer.wijk_ids(*wanted)
    if viewer.municipality_ids(*wanted) or not 1 < len(wijken) <= MOST_PARTS:
        return []
    return [Q(area=wijk) for wijk in sorted(wijken)]

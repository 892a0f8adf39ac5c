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
from wijknet.areas.small_groups import STANDS_FOR, Unsaid, unsaid_of

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
    country_value: Decimal | None = None
    country_text: str = ""

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
        unsaid: Unsaid | None = None,
    ) -> list[ShownFigure]:
        """The figures of an area, in the order of the catalogue: per indicator the last year with a value.

        `codes` keeps only these indicators, in that order; `year` asks for one year. What would tell
        of a group that is too small is not shown (`small_groups.py`). An indicator that its source has not published
        for the gemeente either is left out, unless it was asked for by code. One query; two for counts of people when
        neither the `smallest` group of the gemeente nor what is `unsaid` is at hand.
        """
        whole = getattr(area, "municipality_id", None) or area.pk
        wanted = None if codes is None else list(codes)
        here: dict[int, Any] = {}
        beside: dict[tuple[int, int], Any] = {}
        counts: list[tuple[int, str, int, Decimal | None, str]] = []
        for values in self._around(area.pk, whole, wanted, year, others=unsaid is None):
            place, when, value, why = values[:4]
            facts = dict(zip(_OF_INDICATOR, values[_OF_FIGURE:], strict=True))
            if facts["counts_people"]:
                counts.append((place, facts["code"], when, value, why))
            if place not in {area.pk, whole} or (wanted is not None and facts["code"] not in wanted):
                continue
            row = self._row(values, facts)
            if place == area.pk and (row.indicator_id not in here or _replaces(row, here[row.indicator_id])):
                here[row.indicator_id] = row
            if place == whole:
                beside[row.indicator_id, when] = row
        if unsaid is None and any(tells_of_people(row.indicator) for row in here.values()):
            unsaid = unsaid_of(counts, whole, smallest or self._smallest_group(whole))
        pairs = [(row, beside.get((row.indicator_id, row.year))) for row in _in_order(here.values())]
        shown = [_shown(row, other, unsaid) for row, other in pairs if wanted is not None or _published(row, other)]
        return sorted(shown, key=lambda figure: wanted.index(figure.code)) if wanted is not None else shown

    def years(self, area: models.Model) -> list[int]:
        """Years with at least one value in this area, newest first."""
        found = self.filter(area=area, value__isnull=False).values_list("year", flat=True)
        return list(found.distinct().order_by("-year"))

    def unsaid(self, municipality: int, *, smallest: int | None = None, years: Iterable[int] | None = None) -> Unsaid:
        """What is not said of a gemeente and its wijken, in these years or in all. A query; two without `smallest`."""
        rows = self.filter(Q(area=municipality) | Q(area__municipality=municipality, area__level="WIJK"))
        rows = rows.filter(indicator__counts_people=True)
        if years is not None:
            rows = rows.filter(year__in=sorted(years))
        smallest = smallest or self._smallest_group(municipality)
        return unsaid_of(
            rows.order_by().values_list("area_id", "indicator__code", "year", "value", "missing"),
            municipality,
            smallest,
        )

    def _around(
        self, area: int, whole: int, codes: list[str] | None, year: int | None, *, others: bool
    ) -> Iterable[tuple[Any, ...]]:
        """The figures of a place and its gemeente, newest first; with `others` all counts of people in its wijken too.

        In one query, for the page of a wijk is asked for most; as plain values, for most of them are only compared.
        """
        mine = Q(area__in={area, whole})
        if codes is not None:
            mine &= Q(indicator__code__in=codes)
        rows = self.filter(mine)
        if others:
            areas = self.model._meta.get_field("area").related_model._default_manager
            near = areas.filter(Q(pk__in={area, whole}) | Q(municipality=whole, level="WIJK")).values("pk")
            rows = self.filter(mine | Q(indicator__counts_people=True), area__in=near)
        if year is not None:
            rows = rows.filter(year=year)
        country = self.model._meta.get_field("indicator").related_model._meta.get_field("country_figures").related_model
        same = country._default_manager.filter(indicator=OuterRef("indicator"), year=OuterRef("year"))
        found = rows.annotate(country=Subquery(same.values("value")[:1])).order_by("-year")
        columns = ("area_id", "year", "value", "missing", "source", "country", "pk")
        plain: Iterable[tuple[Any, ...]] = found.values_list(
            *columns, *(f"indicator__{name}" for name in _OF_INDICATOR)
        )
        return plain

    def _row(self, values: tuple[Any, ...], facts: dict[str, Any]) -> Any:
        """A figure with its indicator, and `country` beside it."""
        area, year, value, missing, source, country, pk = values[:_OF_FIGURE]
        indicator = self.model._meta.get_field("indicator").related_model(**facts)
        row = self.model(
            pk=pk, area_id=area, indicator=indicator, year=year, value=value, missing=missing, source=source
        )
        row.country = country
        return row

    def _smallest_group(self, municipality_id: int) -> int:
        settings = self.model._meta.get_field("area").related_model._meta.get_field("settings").related_model
        found = settings._default_manager.filter(municipality=municipality_id)
        return int(found.aggregate(size=Max("minimum_group_size"))["size"] or DEFAULT_SMALLEST_GROUP)


DEFAULT_SMALLEST_GROUP = 10
_OF_FIGURE = 7
_OF_INDICATOR = ("id", "code", "name", "unit", "decimals", "definition", "group", "order", "counts_people")


def _replaces(row: Any, chosen: Any) -> bool:
    """Rows come newest first: an older one only wins from one without a value."""
    return chosen.value is None and row.value is not None


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.indicator.order, row.indicator.name))


def _published(row: Any, beside: Any | None) -> bool:
    """Whether the source gives this figure at all: here, or for the gemeente as a whole, or it is secret."""
    return row.missing != "ONTBREEKT" or beside is None or beside.value is not None


def tells_of_people(indicator: Any) -> bool:
    """Whether the rule of the smallest group may touch it."""
    return bool(indicator.counts_people) or indicator.code in STANDS_FOR


def unsaid_text(smallest: int) -> str:
    """Why a figure is not said: one reason for all, see `small_groups.py`."""
    return gettext("niet getoond: minder dan %(smallest)s mensen, of zo'n groep is ermee uit te rekenen") % {
        "smallest": smallest
    }


def _said(row: Any, unsaid: Unsaid | None) -> tuple[Decimal | None, str]:
    """The value that a page may show, or why there is none."""
    if row.value is not None and unsaid and unsaid.has(row.year, row.area_id, row.indicator.code):
        return None, unsaid_text(unsaid.smallest)
    return row.value, str(MISSING_TEXTS.get(row.missing, ""))


def _shown(row: Any, beside: Any | None, unsaid: Unsaid | None) -> ShownFigure:
    indicator = row.indicator
    value, missing = _said(row, unsaid)
    number, unit = ("", "") if value is None else indicator.parts(value)
    is_same = beside is not None and beside.pk == row.pk
    other = None if beside is None or is_same else _said(beside, unsaid)[0]
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
        beside_value=other,
        beside_text="" if other is None else indicator.show(other),
        country_value=row.country,
        country_text="" if row.country is None else indicator.show(row.country),
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

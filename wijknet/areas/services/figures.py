"""Store figures: what is new is added, what differs is changed, what is the same is left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from wijknet.areas.exchange.borders import AreaFact
from wijknet.areas.exchange.catalogue import IndicatorFact
from wijknet.areas.exchange.codes import COUNTRY, municipality_of
from wijknet.areas.exchange.figures import FigureFact, FigureFile
from wijknet.areas.models import Area, CountryFigure, Figure, Indicator
from wijknet.areas.services.loaded import Loaded, Tally, some
from wijknet.areas.services.places import Register

AT_A_TIME = 20_000
DESCRIBED = ("name", "unit", "decimals", "definition", "source", "group", "order", "counts_people")


class NoPlaceKnown(Exception):
    """None of the places in the file exists here, so there is nothing to store figures for."""


@transaction.atomic
def store_figures(file: FigureFile, *, new_areas: bool = False, municipality: str | None = None) -> Loaded:
    """Store the figures of the places that are known here.

    `new_areas` makes the other places too, named as the file names them, or else by their code;
    `municipality` (a code) leaves out all others. What the file says of the country is kept in any case.
    """
    described, figures, areas = Tally("indicatoren"), Tally("cijfers"), Tally("gebieden")
    country, touched = Tally("cijfers van Nederland"), set[str]()
    indicators = store_indicators(file, described)
    known = dict(Area.objects.values_list("code", "pk"))
    unknown: dict[str, str] = {}
    facts = iter(file.facts)
    while batch := list(islice(facts, AT_A_TIME)):
        store_country([fact for fact in batch if fact.area == COUNTRY], indicators, country)
        batch = [fact for fact in batch if fact.area != COUNTRY]
        if municipality:
            batch = [fact for fact in batch if municipality_of(fact.area) == municipality]
        absent = {fact.area: fact.name for fact in batch if fact.area not in known}
        if absent and new_areas:
            known |= make_areas(absent, areas)
        elif absent:
            unknown |= absent
            batch = [fact for fact in batch if fact.area in known]
        touched |= store_batch(batch, known, indicators, figures)
    if unknown and not figures.new + figures.changed + figures.same:
        raise NoPlaceKnown(some(sorted(unknown)))
    municipalities = Area.objects.municipalities()
    if not (country.new or country.changed):
        municipalities = municipalities.filter(code__in=touched)
    municipalities.update(figures_version=F("figures_version") + 1)
    if figures.new:
        renew_statistics()
    loaded = Loaded([described, figures])
    if country.new or country.changed or country.same:
        loaded.tallies.append(country)
    if areas.new:
        loaded.tallies.insert(0, areas)
    if unknown:
        loaded.remarks.append(f"Overgeslagen, want niet bekend als gebied: {some(sorted(unknown))}.")
    if file.passed_over:
        loaded.remarks.append(f"Kolommen zonder bekend cijfer: {some(file.passed_over)}.")
    return loaded


def renew_statistics() -> None:
    """Let PostgreSQL count anew: how it reads the page of a wijk follows from how many figures it thinks there are."""
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in (Area, Figure))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def store_indicators(file: FigureFile, tally: Tally) -> dict[str, int]:
    """Make indicators that are not there yet. Only CBS's own metadata changes the words of one that is."""
    rows = list(Indicator.objects.all())
    by_code = {row.code: row for row in rows}
    by_name = {row.name.casefold(): row for row in rows}
    found: dict[str, Indicator] = {}
    new, changed = [], []
    for fact in file.indicators:
        row = by_code.get(fact.code) or (None if fact.key else by_name.get(fact.name.casefold()))
        if row is None:
            row = Indicator(code=fact.code, **_described(fact))
            new.append(row)
        elif file.described and {name: getattr(row, name) for name in DESCRIBED} != _described(fact):
            for name, value in _described(fact).items():
                setattr(row, name, value)
            changed.append(row)
        else:
            tally.same += 1
        found[fact.code] = row
    Indicator.objects.bulk_create(new)
    Indicator.objects.bulk_update(changed, DESCRIBED)
    tally.new += len(new)
    tally.changed += len(changed)
    return {code: row.pk for code, row in found.items()}


def _described(fact: IndicatorFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in DESCRIBED}


def make_areas(names: dict[str, str], tally: Tally) -> dict[str, int]:
    register = Register.load()
    register.add([AreaFact(code=code, name=name) for code, name in names.items()], None, tally)
    return {code: area.pk for code, area in register.rows.items()}


def store_country(facts: list[FigureFact], indicators: dict[str, int], tally: Tally) -> None:
    """Keep the values for the whole country; a cell without one takes nothing away."""
    rows = CountryFigure.objects.filter(year__in={fact.year for fact in facts}) if facts else ()
    before = {(row.indicator_id, row.year): row for row in rows}
    differing = []
    for fact in facts:
        if fact.value is None:
            continue
        key = (indicators[fact.indicator], fact.year)
        old = before.get(key)
        if old and (old.value, old.source) == (fact.value, fact.source):
            tally.same += 1
            continue
        tally.changed += old is not None
        tally.new += old is None
        row = CountryFigure(indicator_id=key[0], year=key[1], value=fact.value, source=fact.source)
        differing.append(row)
    CountryFigure.objects.bulk_create(
        differing, update_conflicts=True, unique_fields=["indicator", "year"], update_fields=["value", "source"]
    )


def store_batch(batch: list[FigureFact], areas: dict[str, int], indicators: dict[str, int], tally: Tally) -> set[str]:
    """Compare some thousands of figures with what is there, and write only what differs. Gives the gemeenten in which
    something changed.

    CBS fills its table over the year, so a cell that is still empty in an older file does not take away a value
    that is known. A value that became secret does go.
    """
    before = existing(batch, areas)
    differing: list[Figure] = []
    touched: set[str] = set()
    for fact in batch:
        key = (areas[fact.area], indicators[fact.indicator], fact.year)
        old = before.get(key)
        if old == (fact.value, fact.missing, fact.source) or (
            old and old[0] is not None and fact.missing == Figure.Missing.ABSENT
        ):
            tally.same += 1
            continue
        if old is None:
            tally.new += 1
        else:
            tally.changed += 1
        touched.add(municipality_of(fact.area))
        differing.append(
            Figure(
                area_id=key[0],
                indicator_id=key[1],
                year=key[2],
                value=fact.value,
                missing=fact.missing,
                source=fact.source,
            )
        )
    Figure.objects.bulk_create(
        differing,
        update_conflicts=True,
        unique_fields=["area", "indicator", "year"],
        update_fields=["value", "missing", "source"],
        batch_size=2000,
    )
    return touched


def existing(batch: list[FigureFact], areas: dict[str, int]) -> dict[tuple[int, int, int], tuple[Any, str, str]]:
    found: dict[tuple[int, int, int], tuple[Any, str, str]] = {}
    pks = sorted({areas[fact.area] for fact in batch})
    years = {fact.year for fact in batch}
    for some_pks in _parts(pks, 5000):
        rows = Figure.objects.filter(area__in=some_pks, year__in=years)
        for area, indicator, year, *rest in rows.values_list(
            "area_id", "indicator_id", "year", "value", "missing", "source"
        ).iterator(chunk_size=5000):
            found[area, indicator, year] = (rest[0], rest[1], rest[2])
    return found


def _parts(items: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

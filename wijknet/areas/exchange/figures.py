"""Figures from a file: the CBS table in its dialects, and a gemeente's own list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.text import slugify

from wijknet.areas.exchange.catalogue import CBS, PLACE_COLUMNS, Catalogue, IndicatorFact, from_metadata, shipped, stem
from wijknet.areas.exchange.codes import COUNTRY, read_code, read_name
from wijknet.areas.exchange.files import read_bytes, read_json, year_of
from wijknet.areas.exchange.problem import FileProblem, shorten
from wijknet.areas.exchange.tables import Table, read_table
from wijknet.areas.exchange.values import NotAValue, Value, cbs_value, plain_value

# What a gemeente may call its columns; the first word is the one that messages use.
PLAIN_COLUMNS = {
    "area": ("gebied", "area", "gebiedscode", "code", "cbs-code", "cbscode", "wijkcode", "buurtcode", "gemeentecode"),
    "indicator": ("indicator", "cijfer", "naam"),
    "year": ("jaar", "year", "peiljaar"),
    "value": ("waarde", "value"),
    "source": ("bron", "source"),
    "unit": ("eenheid", "unit"),
    "definition": ("definitie", "definition", "omschrijving", "toelichting"),
    "group": ("onderwerp", "groep", "thema", "group"),
}
NEEDED = ("area", "indicator", "value", "source")
UNITS_OF_PEOPLE = {"", "aantal", "personen", "mensen", "inwoners", "bewoners", "huishoudens"}


class FigureFact(NamedTuple):
    """One value; `indicator` is a code of `FigureFile.indicators`, `name` the place as the file names it.

    `area` is a code of CBS, or COUNTRY.
    """

    area: str
    name: str
    indicator: str
    year: int
    value: Decimal | None
    missing: str
    source: str


@dataclass(slots=True)
class FigureFile:
    """What a file holds. `facts` reads on while it is used and may find a problem in a later row."""

    indicators: list[IndicatorFact]
    facts: Iterator[FigureFact]
    described: bool
    passed_over: list[str]


def read_figures(path: Path, *, year: int | None = None, metadata: Path | None = None) -> FigureFile:
    """Open a file of figures. `metadata` is CBS's DataProperties.json of the same table."""
    table = read_table(path)
    catalogue = shipped()
    if metadata:
        catalogue = from_metadata(read_json(read_bytes(metadata), metadata.name), metadata.name)
    if is_plain(table):
        return PlainSource(table, catalogue, year).read()
    if table.code_column is None:
        raise FileProblem(
            "de koppen zijn niet van een CBS-tabel, en ook niet 'gebied, indicator, jaar, waarde, bron'",
            file=table.file,
            row=1,
        )
    return CbsSource(table, catalogue, year).read(described=metadata is not None)


def is_plain(table: Table) -> bool:
    lower = {column.lower() for column in table.columns}
    return all(lower & set(PLAIN_COLUMNS[name]) for name in ("indicator", "value"))


@dataclass(slots=True)
class CbsSource:
    """A wide table: a row per place, a column per indicator."""

    table: Table
    catalogue: Catalogue
    year: int | None

    def read(self, *, described: bool) -> FigureFile:
        columns = self.catalogue.resolve(self.table.columns)
        if not columns:
            raise FileProblem(
                "geen enkele kolom is een bekend cijfer; geef de DataProperties.json van CBS met --metadata",
                file=self.table.file,
                row=1,
            )
        known = columns.keys() | PLACE_COLUMNS
        unknown = [column for column in self.table.columns if not known & {column, stem(column)}]
        return FigureFile(list(columns.values()), self._facts(columns), described, unknown)

    def _facts(self, columns: dict[str, IndicatorFact]) -> Iterator[FigureFact]:
        file = self.table.file
        year, source = 0, ""
        codes = [(column, fact.code) for column, fact in columns.items()]
        for number, code, row in self.table.places(country=True):
            if not year:
                year = year_of(self.year, file, row.get("jaar"), row.get("jrstatcode"))
                source = f"{CBS} {year}"
            named = self.table.name_column(code)
            name = read_name(row.get(named), file=file, row=number, column=named) if named else ""
            for column, indicator in codes:
                if column in row:
                    value, missing = self._value(row[column], number, column)
                    yield FigureFact(code, name, indicator, year, value, missing, source)
        if not year:
            raise FileProblem("er staat geen enkele gemeente, wijk of buurt in", file=file)

    def _value(self, cell: Any, number: int | str, column: str) -> Value:
        try:
            return cbs_value(cell)
        except NotAValue:
            raise FileProblem(
                f"'{shorten(cell)}' is geen getal", file=self.table.file, row=number, column=column
            ) from None


@dataclass(slots=True)
class PlainSource:
    """A long list of a gemeente: area, indicator, year, value, source; unit, definition and group if known."""

    table: Table
    catalogue: Catalogue
    year: int | None

    def read(self) -> FigureFile:
        columns, known = self._columns(), self._known()
        indicators: dict[str, IndicatorFact] = {}
        facts: dict[tuple[str, str, int], FigureFact] = {}
        for number, row in self.table.rows:
            indicator = self._indicator(row, columns, known, number)
            fact = self._fact(row, columns, indicator, number)
            key = (fact.area, fact.indicator, fact.year)
            if key in facts:
                raise FileProblem("dit cijfer staat er twee keer in", file=self.table.file, row=number)
            facts[key] = fact
            before = indicators.setdefault(indicator.code, indicator)
            if not before.key and fact.value is not None:
                decimals = min(4, max(before.decimals, decimals_of(fact.value)))
                indicators[indicator.code] = dataclasses.replace(before, decimals=decimals)
        if not facts:
            raise FileProblem("er staat geen enkel cijfer in", file=self.table.file)
        return FigureFile(list(indicators.values()), iter(facts.values()), described=False, passed_over=[])

    def _known(self) -> dict[str, IndicatorFact]:
        """Every name that CBS gives an indicator, in small letters."""
        known = {name.lower(): fact for fact in self.catalogue.facts for name in (fact.name, fact.code, fact.key)}
        by_code = {fact.code: fact for fact in self.catalogue.facts}
        other = {name: by_code[code] for name, code in self.catalogue.other_names.items() if code in by_code}
        return known | other

    def _columns(self) -> dict[str, str]:
        lower = {column.lower(): column for column in self.table.columns}
        found = {
            meaning: lower[name]
            for meaning, names in PLAIN_COLUMNS.items()
            for name in reversed(names)
            if name in lower
        }
        needed = NEEDED if self.year else (*NEEDED, "year")
        absent = [PLAIN_COLUMNS[meaning][0] for meaning in needed if meaning not in found]
        if absent:
            raise FileProblem(f"deze kop ontbreekt: {', '.join(absent)}", file=self.table.file, row=1)
        return found

    def _indicator(
        self, row: dict[str, Any], columns: dict[str, str], known: dict[str, IndicatorFact], number: int | str
    ) -> IndicatorFact:
        name = self._text(row, columns, "indicator", number)
        code = slugify(name)[:100]
        if name.lower() in known:
            return known[name.lower()]
        if not code:
            raise FileProblem("de indicator heeft geen naam", file=self.table.file, row=number)
        unit = self._text(row, columns, "unit", number)
        return IndicatorFact(
            code=code,
            name=name,
            unit=unit[:60],
            definition=self._text(row, columns, "definition", number),
            group=self._text(row, columns, "group", number)[:100] or "Eigen onderzoek",
            source=self._text(row, columns, "source", number),
            counts_people=unit.lower() in UNITS_OF_PEOPLE,
            order=10_000,
        )

    def _text(self, row: dict[str, Any], columns: dict[str, str], meaning: str, number: int | str) -> str:
        column = columns.get(meaning)
        text = " ".join(str(row.get(column) or "").split()) if column else ""
        if "\x00" in text or (meaning in {"indicator", "source"} and len(text) > 200):
            raise FileProblem("deze tekst is te lang of onleesbaar", file=self.table.file, row=number, column=column)
        return text

    def _fact(
        self, row: dict[str, Any], columns: dict[str, str], indicator: IndicatorFact, number: int | str
    ) -> FigureFact:
        file = self.table.file
        code = read_code(row.get(columns["area"]), file=file, row=number, column=columns["area"])
        source = self._text(row, columns, "source", number)
        if not source:
            raise FileProblem(
                "een cijfer zonder bron wordt niet bewaard", file=file, row=number, column=columns["source"]
            )
        year = self._year(row, columns, number)
        cell = row.get(columns["value"])
        try:
            value, missing = plain_value(cell, decimal_comma=self.table.decimal_comma)
        except NotAValue:
            mark = "komma" if self.table.decimal_comma else "punt"
            problem = f"'{shorten(cell)}' is geen getal (schrijf het met een decimale {mark})"
            raise FileProblem(problem, file=file, row=number, column=columns["value"]) from None
        return FigureFact(code or COUNTRY, "", indicator.code, year, value, missing, source)

    def _year(self, row: dict[str, Any], columns: dict[str, str], number: int | str) -> int:
        cell = str(row.get(columns["year"], "")).strip().removesuffix(".0") if "year" in columns else str(self.year)
        if not (cell.isascii() and cell.isdigit() and len(cell) == 4 and 1900 <= int(cell) <= 2100):
            problem = f"'{shorten(cell)}' is geen jaar"
            raise FileProblem(problem, file=self.table.file, row=number, column=columns.get("year"))
        return int(cell)


def decimals_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0

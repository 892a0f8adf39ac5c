"""Store places and their borders. A place is its code; its name and outline belong to a year."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from wijknet.areas.exchange.borders import AreaFact
from wijknet.areas.exchange.codes import level_of, municipality_of, parent_of, plain_name
from wijknet.areas.exchange.svg import forget_maps
from wijknet.areas.models import Area, Border, MunicipalitySettings
from wijknet.areas.services.loaded import Loaded, Tally, some

AT_A_TIME = 1000


@transaction.atomic
def store_areas(
    facts: Iterable[AreaFact], *, year: int, source: str, level: str | None = None, municipality: str | None = None
) -> Loaded:
    """Store places with the name and the outline they had in `year`.

    The place itself keeps the newest name it is known by; what an older or newer file says is kept as its
    Border of that year. `level` and `municipality` (a code) leave out everything else.
    """
    register = Register.load()
    areas, borders, without = Tally("gebieden"), Tally("grenzen"), []
    wanted = (
        fact
        for fact in facts
        if (level is None or level_of(fact.code) == level)
        and (municipality is None or municipality_of(fact.code) == municipality)
    )
    touched: set[str] = set()
    while batch := list(islice(wanted, AT_A_TIME)):
        touched |= {municipality_of(fact.code) for fact in batch}
        register.add(batch, year, areas)
        store_borders(batch, register, year, source, borders)
        without += [fact.code for fact in batch if fact.geometry is None and fact.label]
    unnamed = sorted(register.unnamed)
    loaded = Loaded([areas, borders])
    if not touched:
        loaded.remarks.append("Geen enkel gebied in dit bestand past bij de keuze.")
    if unnamed:
        loaded.remarks.append(f"Zonder naam, laad ook het bestand waar ze in staan: {some(unnamed)}.")
    if without:
        loaded.remarks.append(f"Zonder bruikbare grens, alleen een punt: {some(without)}.")
    if areas.new or areas.changed or borders.new or borders.changed:
        pks = Area.objects.filter(municipality__code__in=touched).values_list("pk", flat=True)
        drawn = [*pks, *(register.rows[code].pk for code in touched)]
        transaction.on_commit(lambda: forget_maps(drawn))
    return loaded


@dataclass(slots=True)
class Register:
    """All places by code, and the addresses that are taken under each parent."""

    rows: dict[str, Area]
    slugs: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    unnamed: set[str] = field(default_factory=set)

    @classmethod
    def load(cls) -> Register:
        fields = ("pk", "code", "level", "name", "slug", "parent_id", "municipality_id", "border_year")
        register = cls({area.code: area for area in Area.objects.only(*fields)})
        for area in register.rows.values():
            register.slugs[area.parent_id].add(area.slug)
        return register

    def add(self, facts: list[AreaFact], year: int | None, tally: Tally) -> None:
        """Make the places that are not there yet, with the places they lie in, and rename the others."""
        named = {municipality_of(fact.code): fact.municipality_name for fact in facts if fact.municipality_name}
        named |= {fact.code: fact.name for fact in facts if fact.name}
        own = {fact.code for fact in facts}
        wanted = {code for fact in facts for code in _with_parents(fact.code)}
        made: set[str] = set()
        for prefix in ("GM", "WK", "BU"):
            new = sorted(code for code in wanted if code.startswith(prefix) and code not in self.rows)
            made.update(new)
            self._make(new, named, own, year)
        changed = [area for code in sorted(wanted - made) if (area := self._renamed(code, named, own, year))]
        Area.objects.bulk_update(changed, ["name", "slug", "border_year"], batch_size=500)
        tally.new += len(made)
        tally.changed += len(changed)
        tally.same += len(own - made) - len(own & {area.code for area in changed})

    def _make(self, codes: list[str], named: dict[str, str], own: set[str], year: int | None) -> None:
        areas = []
        for code in codes:
            above = parent_of(code)
            parent = self.rows[above] if above else None
            name = plain_name(named.get(code, "")) or code
            if name == code:
                self.unnamed.add(code)
            areas.append(
                Area(
                    code=code,
                    level=level_of(code),
                    name=name,
                    slug=self._free_slug(name, code, parent),
                    parent=parent,
                    municipality=None if parent is None else self.rows[municipality_of(code)],
                    border_year=year if code in own else None,
                )
            )
        Area.objects.bulk_create(areas, batch_size=AT_A_TIME)
        self.rows |= {area.code: area for area in areas}
        MunicipalitySettings.objects.bulk_create(
            [MunicipalitySettings(municipality=area) for area in areas if area.level == Area.Level.GEMEENTE]
        )

    def _free_slug(self, name: str, code: str, parent: Area | None) -> str:
        """An address that no sister has: two wijken of the same name get their code behind it."""
        taken = self.slugs[parent.pk if parent else None]
        slug = slugify(name.replace("/", " "))[:100] or code.lower()
        if slug in taken:
            slug = f"{slug}-{code.lower()}"
        taken.add(slug)
        return slug

    def _renamed(self, code: str, named: dict[str, str], own: set[str], year: int | None) -> Area | None:
        """The place with what a newer file says of it, or None when nothing changes.

        An address stays as it is once people could have shared it: only one made of the bare code is replaced.
        """
        area = self.rows[code]
        before = (area.name, area.border_year)
        newest = area.border_year is None or (year is not None and year >= area.border_year)
        name = plain_name(named.get(code, ""))
        if name and name != area.name and (newest or area.name == code):
            if area.name == code:
                self.slugs[area.parent_id].discard(area.slug)
                above = parent_of(code)
                area.slug = self._free_slug(name, code, self.rows[above] if above else None)
                self.unnamed.discard(code)
            area.name = name
        if code in own and year is not None and newest:
            area.border_year = year
        return area if (area.name, area.border_year) != before else None


def _with_parents(code: str) -> Iterator[str]:
    above: str | None = code
    while above:
        yield above
        above = parent_of(above)


def store_borders(facts: list[AreaFact], register: Register, year: int, source: str, tally: Tally) -> None:
    """Store the outline and the name of these places in one year. A list of names leaves an outline be."""
    known: dict[int, Any] = {
        row.area_id: row
        for row in Border.objects.filter(year=year, area__in=[register.rows[fact.code].pk for fact in facts]).defer(
            "geometry"
        )
    }
    new, changed = [], []
    for fact in facts:
        area = register.rows[fact.code]
        border = known.get(area.pk)
        name, digest = fact.name or area.name, digest_of(fact)
        if border is None:
            border = Border(area=area, year=year, name=name, source=source, digest=digest)
            _draw(border, fact)
            new.append(border)
        elif not digest and (border.digest or border.label_lon is not None):
            if border.name != name:
                Border.objects.filter(pk=border.pk).update(name=name)
                tally.changed += 1
            else:
                tally.same += 1
        elif (border.name, border.source, border.digest) != (name, source, digest):
            border = Border(area=area, year=year, name=name, source=source, digest=digest)
            _draw(border, fact)
            changed.append(border)
        else:
            tally.same += 1
    # One statement for both: a bulk update would store "no outline" as the JSON text null.
    Border.objects.bulk_create(
        [*new, *changed],
        update_conflicts=True,
        unique_fields=["area", "year"],
        update_fields=["name", "source", "digest", "geometry", "label_lon", "label_lat"],
        batch_size=AT_A_TIME,
    )
    tally.new += len(new)
    tally.changed += len(changed)


def _draw(border: Border, fact: AreaFact) -> None:
    border.geometry = json.loads(fact.geometry) if fact.geometry else None
    border.label_lon, border.label_lat = fact.label or (None, None)


def digest_of(fact: AreaFact) -> str:
    """The mark of an outline; empty when there is neither an outline nor a point."""
    content = f"{fact.geometry or ''}|{fact.label or ''}"
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest() if len(content) > 1 else ""

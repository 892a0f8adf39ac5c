"""How long a search for koppelkansen takes: `python -m tests.bench.matches`, in CPU seconds of one process.

One wijk with all 905 proposals of the neighbourhood budgets of Amsterdam (2019–2021), against made-up goals, plans,
groups and events, and against each other. What is found is stored; the list of a wijk reads 20 rows of it by an index,
so it is not measured here but by its queries. Skips, and says why, when the
file is not there: `--file` names another place.
"""

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijknet.settings")
django.setup()

from initiatives.matching import best_pairs, told
from initiatives.scoring import Side, Sort
from tests.house import ROOT

FILE = ROOT.parent / "shared" / "data" / "initiatieven" / "buurtbudget_amsterdam_2019_2021.csv"
OTHERS = ROOT / "tests" / "initiatives" / "koppelkansen.json"
TODAY = date(2026, 3, 2)
SEARCH_LIMIT = 10.0
SORTS = {"PARTNER": Sort.PARTNER, "PLAN": Sort.PLAN, "GROUP": Sort.GROUP, "EVENT": Sort.EVENT}


def ideas_of(path: Path) -> list[Side]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        Side(
            sort=Sort.IDEA,
            key=number,
            title=row["titel"],
            text=f"{row['omschrijving']} {row['categorie']}".strip(),
            places=(row["buurt"],) if row["buurt"] else (),
        )
        for number, row in enumerate(rows, 1)
    ]


def others_of() -> list[Side]:
    rows: list[dict[str, Any]] = json.loads(OTHERS.read_text(encoding="utf-8"))["others"]
    return [
        Side(
            sort=SORTS[row["kind"]],
            key=number,
            title=row["title"],
            text=row["text"],
            themes=frozenset(row["themes"]),
            groups=(row["title"],) if row["kind"] == "GROUP" else tuple(row["groups"]),
            places=(row["place"],) if row["place"] else (),
        )
        for number, row in enumerate(rows, 1)
    ]


def cpu_seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def figures(path: Path) -> Iterator[str]:
    """A line per measure: cold, with the words of every side still to be read, and warm."""
    ideas, others = ideas_of(path), others_of()

    def search() -> list[Any]:
        return [told(*pair, today=TODAY) for pair in best_pairs(ideas, others, today=TODAY)]

    for name in ("cold", "warm"):
        took, found = cpu_seconds(search)
        verdict = "ok" if took <= SEARCH_LIMIT else "OVER"
        pairs = f"{len(ideas)} ideas × {len(others)} others and each other: {len(found)} koppelkansen"
        yield f"{pairs}, {name:6} {took:8.2f} s   limit {SEARCH_LIMIT:5.1f} s   {verdict}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matches", description="CPU seconds of a search.")
    parser.add_argument("--file", type=Path, default=FILE)
    path = parser.parse_args().file
    if not path.exists():
        sys.stdout.write(f"koppelkansen: skipped, because {path} is not there\n")
        return
    for line in figures(path):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

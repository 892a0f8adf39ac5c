"""Load gemeenten, wijken and buurten with their names and borders from a file of CBS or PDOK."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijknet.areas.exchange.borders import read_areas
from wijknet.areas.exchange.problem import FileProblem
from wijknet.areas.models import Area
from wijknet.areas.services.places import store_areas


class Command(BaseCommand):
    help = (
        "Laad gemeenten, wijken of buurten: GeoJSON of TopoJSON (ook .gz, WGS84 of RD), of een tabel met codes en "
        "namen. Twee keer laden verandert niets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand")
        parser.add_argument("--year", type=int, help="jaar van de grenzen, als het bestand dat niet zegt")
        parser.add_argument("--level", type=str.upper, choices=Area.Level.values, help="alleen dit niveau")
        parser.add_argument("--municipality", type=str.upper, metavar="GM0202", help="alleen deze gemeente")
        parser.add_argument("--source", default="", help="bron van de grenzen, als dat niet Kadaster en CBS zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = read_areas(options["file"], year=options["year"], source=options["source"][:200])
            loaded = store_areas(
                found.facts,
                year=found.year,
                source=found.source,
                level=options["level"],
                municipality=options["municipality"],
            )
        except FileProblem as problem:
            raise CommandError(f"{problem}. Er is niets geladen.") from problem
        self.stdout.write(f"{options['file'].name}, {found.year}\n{loaded}")

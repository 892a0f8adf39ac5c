"""Load figures from a file of CBS, or from a gemeente's own list."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijknet.areas.exchange.figures import read_figures
from wijknet.areas.exchange.problem import FileProblem
from wijknet.areas.services.figures import NoPlaceKnown, store_figures


class Command(BaseCommand):
    help = (
        "Laad cijfers: CBS Kerncijfers wijken en buurten (OData-JSON, Excel, StatLine-CSV, PDOK) of een eigen CSV "
        "met de koppen gebied, indicator, jaar, waarde, bron. Twee keer laden verandert niets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand")
        parser.add_argument("--year", type=int, help="jaar van de cijfers, als het bestand dat niet zegt")
        parser.add_argument("--metadata", type=Path, help="DataProperties.json van CBS, van dezelfde tabel")
        parser.add_argument("--municipality", type=str.upper, metavar="GM0202", help="alleen deze gemeente")
        parser.add_argument("--new-areas", action="store_true", help="maak ook gebieden die nog niet bekend zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = read_figures(options["file"], year=options["year"], metadata=options["metadata"])
            loaded = store_figures(found, new_areas=options["new_areas"], municipality=options["municipality"])
        except FileProblem as problem:
            raise CommandError(f"{problem}. Er is niets geladen.") from problem
        except NoPlaceKnown as problem:
            raise CommandError(
                f"{options['file'].name}: geen enkel gebied uit dit bestand is bekend ({problem}). Laad eerst de "
                "gebieden met load_areas, of kies --new-areas. Er is niets geladen."
            ) from problem
        self.stdout.write(f"{options['file'].name}\n{loaded}")

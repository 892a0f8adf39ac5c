"""Load which postcode lies in which buurt."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijknet.areas.exchange.postcodes import read_postcodes
from wijknet.areas.exchange.problem import FileProblem
from wijknet.areas.services.postcodes import store_postcodes


class Command(BaseCommand):
    help = (
        "Laad postcodes: een CSV met de koppen postcode en buurtcode, of de lijst van CBS (pc6hnr). "
        "Twee keer laden verandert niets."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand")
        parser.add_argument("--municipality", type=str.upper, metavar="GM0202", help="alleen deze gemeente")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = store_postcodes(read_postcodes(options["file"], municipality=options["municipality"]))
        except FileProblem as problem:
            raise CommandError(f"{problem}. Er is niets geladen.") from problem
        self.stdout.write(f"{options['file'].name}\n{loaded}")

"""Load the places of the demo: Arnhem and Goeree-Overflakkee."""

from typing import Any

from django.core.management.base import BaseCommand

from wijknet.areas.services.demo import load_demo_areas


class Command(BaseCommand):
    help = "Laad de gebieden, cijfers, thema's en bewonersgroepen van de demo. Twee keer laden verandert niets."

    def handle(self, *args: Any, **options: Any) -> None:
        load_demo_areas()
        self.stdout.write("Gebieden van de demo geladen: Arnhem en Goeree-Overflakkee.")

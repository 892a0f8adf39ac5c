"""`manage.py load_demo`: fill a demo. For `make demo`; run again it changes nothing."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from wijknet.pages.demo import actors, casework, events, growing, initiatives, people, profiles, together

# In this order: what stands on the shoulders of something comes after it.
PARTS: tuple[Callable[[], None], ...] = tuple(
    part.load for part in (people, initiatives, actors, together, profiles, events, casework, growing)
)


class Command(BaseCommand):
    help = "Fill the database of a demo: places with figures, people who can sign in, and what they work on."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "load_demo makes users with a password that everybody knows, so it only runs in a demo. "
                "Use `make demo`, or set WIJKNET_MODE=demo on a database of its own."
            )
        call_command("load_demo_areas", stdout=self.stdout)
        with transaction.atomic():
            for load in PARTS:
                load()
        self.stdout.write("\n".join(people.introduction()))

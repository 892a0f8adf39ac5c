"""`manage.py worker`: the one process that does what waits (mails, terms, digests, imports)."""

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from wijknet.jobs.services import release_running, run_due, run_waiting

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Voert uit wat klaarstaat, tot het proces een stopsignaal krijgt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Eén ronde, dan stoppen.")
        parser.add_argument("--pause", type=float, default=2.0, help="Seconden tussen twee rondes.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if options["once"]:
            run_due()
            run_waiting()
            return
        is_fresh = True
        while not stop.is_set():
            try:
                if is_fresh:
                    release_running()
                    is_fresh = False
                run_due()
                run_waiting()
            except DatabaseError:
                # The database is away for a moment: keep trying, like the web server does.
                logger.exception("worker_waits_for_database")
            close_old_connections()
            stop.wait(options["pause"])

"""`manage.py demo`: everything that `make demo` does once Python's packages are there.

For whoever wants to look: builds the browser's files, makes or updates the demo's own database, loads the
demo wijken, starts web server and worker, and says where to go and who can sign in. Run again it changes
nothing. It always uses a database of its own, so that known passwords never land in a real one.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijknet.ui.management.commands.frontend import fingerprint

HOST = "127.0.0.1"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 10


class DemoStopped(Exception):
    """Someone asked the demo to stop."""


def stop_asked(number: int, frame: FrameType | None) -> None:
    raise DemoStopped


def demo_environment(port: int) -> dict[str, str]:
    """What the demo's processes get; the same for each, whatever .env says about a real install."""
    return os.environ | {
        "WIJKNET_MODE": "demo",
        "DATABASE_URL": f"sqlite:///{settings.VAR_DIR / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(settings.VAR_DIR / "demo-files"),
        "EMAIL_URL": f"filemail:///{settings.VAR_DIR / 'mail'}",
        "SITE_URL": f"http://localhost:{port}",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "wijknet.settings",
        "PYTHONUNBUFFERED": "1",
    }


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Whether the web server says that it lives."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def collect_once() -> None:
    """Put the static files in their place, which compresses each of them: only when one may have changed."""
    wanted = fingerprint([settings.BASE_DIR / "build" / ".set-up", settings.BASE_DIR / "requirements.txt"])
    stamp = Path(settings.STATIC_ROOT) / ".set-up"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def web_command(port: int) -> list[str]:
    """gunicorn where it runs; Django's own server on Windows, where it does not."""
    if os.name == "nt":
        return [sys.executable, "manage.py", "runserver", "--noreload", "--nostatic", f"{HOST}:{port}"]
    options = ["--bind", f"{HOST}:{port}", "--workers", "2", "--log-level", "warning"]
    return [sys.executable, "-m", "gunicorn", "wijknet.wsgi", *options]


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and end it when it does not listen."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()


class Command(BaseCommand):
    help = "Show WijkNet with demo data: prepares everything, starts web server and worker, stops on Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
        parser.add_argument("--prepare-only", action="store_true", help="prepare database and files, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        if not port_is_free(port) and not options["prepare_only"]:
            raise CommandError(f"Port {port} is taken. Choose another: PORT={port + 1} make demo")
        if settings.DEMO and options["prepare_only"]:
            self.prepare()
            return
        Path(settings.VAR_DIR).mkdir(exist_ok=True)
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop_asked)
        try:
            self.start(port, demo_environment(port), serve=not options["prepare_only"])
        except DemoStopped:
            self.stdout.write("Stopped.")

    def start(self, port: int, env: dict[str, str], *, serve: bool) -> None:
        """Prepare in a process that runs in demo mode, then serve."""
        again = [sys.executable, "manage.py", "demo", "--prepare-only"]
        if subprocess.run(again, cwd=settings.BASE_DIR, env=env, check=False).returncode:
            raise CommandError("The demo could not be prepared; the reason stands above.")
        if serve:
            self.serve(port, env)

    def prepare(self) -> None:
        """Database, files and demo data, in this process, which runs in demo mode."""
        call_command("frontend")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        collect_once()
        call_command("load_demo")

    def serve(self, port: int, env: dict[str, str]) -> None:
        """Run web server and worker until someone stops us or one of them ends by itself."""
        processes: list[subprocess.Popen[bytes]] = []
        try:
            processes.append(subprocess.Popen(web_command(port), cwd=settings.BASE_DIR, env=env))
            worker = [sys.executable, "manage.py", "worker"]
            processes.append(subprocess.Popen(worker, cwd=settings.BASE_DIR, env=env))
            self.wait_until_up(port, processes)
            self.stdout.write(f"\nWijkNet is at http://localhost:{port}/ (mails: var/mail). Stop with Ctrl-C.")
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
        finally:
            stop(processes)
        raise CommandError("Web server or worker ended by itself; the reason stands above.")

    def wait_until_up(self, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
        started = time.monotonic()
        while time.monotonic() - started < SECONDS_TO_START:
            if answers(port):
                return
            if any(process.poll() is not None for process in processes):
                break
            time.sleep(0.2)
        raise CommandError("The web server did not start; the reason stands above.")

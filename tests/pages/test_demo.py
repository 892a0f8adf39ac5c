"""`manage.py demo`: a database of its own, a port that is free, and everything stopped at the end."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from wijknet.pages.management.commands import demo


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_is_said_with_the_way_out(taken_port: int) -> None:
    with pytest.raises(CommandError, match=f"Port {taken_port} is taken. .* PORT={taken_port + 1}"):
        call_command("demo", port=taken_port)


def test_the_demo_never_touches_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    monkeypatch.setenv("EMAIL_URL", "smtp://real")
    env = demo.demo_environment(8123)
    assert env["DATABASE_URL"].endswith("demo.sqlite3")
    assert env["EMAIL_URL"].startswith("filemail:")
    assert env["WIJKNET_MODE"] == "demo"
    assert env["SITE_URL"] == "http://localhost:8123"


def test_a_server_that_is_not_there_does_not_answer(taken_port: int) -> None:
    with socket.socket() as free:
        free.bind((demo.HOST, 0))
        port = free.getsockname()[1]
    assert demo.port_is_free(port)
    assert not demo.answers(port)
    assert not demo.port_is_free(taken_port)


def test_processes_are_stopped_also_when_they_do_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "SECONDS_TO_STOP", 0.2)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    demo.stop([process])
    process.stdout.close()
    assert process.wait(5) == -signal.SIGKILL


def test_a_request_to_stop_ends_the_waiting() -> None:
    signal_before = signal.signal(signal.SIGTERM, demo.stop_asked)
    try:
        with pytest.raises(demo.DemoStopped):
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, signal_before)


def test_static_files_are_collected_once(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(demo, "call_command", lambda name, **options: ran.append(name))
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path
    (tmp_path / "build").mkdir()
    for name in ("build/.set-up", "requirements.txt"):
        (tmp_path / name).write_text("1", encoding="ascii")
    demo.collect_once()
    demo.collect_once()
    assert ran == ["collectstatic"]
    (tmp_path / "build/.set-up").write_text("2", encoding="ascii")
    demo.collect_once()
    assert ran == ["collectstatic"] * 2

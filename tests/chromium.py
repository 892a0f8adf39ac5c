"""Which Chromium the browser tests use, on any machine.

`$CHROMIUM`, then chromium or Chrome on PATH, then the binary in npm's @sparticuz/chromium, which is packed
with brotli and unpacked once into var/.
"""

import io
import json
import os
import shutil
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import brotli

from tests.house import ROOT

PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
UNPACKED = ROOT / "var" / "chromium"
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NO_BROWSER = (
    "No browser for the browser tests: name one with CHROMIUM=/path/to/chrome, install Chromium or Chrome, or run "
    "make setup on Linux x64, where npm brings one."
)
# Nothing leaves this machine, and nothing is drawn on hardware that differs per machine.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


class NoBrowserError(RuntimeError):
    """No browser to be had; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Chromium:
    executable: str
    flags: tuple[str, ...] = FLAGS
    env: dict[str, str] = field(default_factory=dict)


def installed() -> str | None:
    """A browser that this machine already has."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise NoBrowserError(f"CHROMIUM names {named}, which is not there or cannot be run.")
    candidates = (*((named,) if named else ()), *ON_PATH, *USUAL_PLACES)
    return next((found for name in candidates if (found := shutil.which(name))), None)


def unpack() -> Path:
    """Unpack npm's Chromium beside its libraries, once per version; safe when two test workers do so at once."""
    target = UNPACKED / str(json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"])
    if target.exists():
        return target
    UNPACKED.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=UNPACKED))
    binary = fresh / "chromium"
    binary.write_bytes(brotli.decompress((PACKAGE / "bin" / "chromium.br").read_bytes()))
    binary.chmod(0o755)
    for name in ("al2023", "swiftshader", "fonts"):
        packed = (PACKAGE / "bin" / f"{name}.tar.br").read_bytes()
        with tarfile.open(fileobj=io.BytesIO(brotli.decompress(packed))) as archive:
            archive.extractall(fresh / name, filter="data")
    # Chromium looks for its software graphics beside its own binary.
    for library in (fresh / "swiftshader").rglob("*"):
        if library.is_file():
            shutil.copy(library, fresh)
    try:
        fresh.rename(target)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def find() -> Chromium:
    """The browser to use, or NoBrowserError with one sentence."""
    if executable := installed():
        return Chromium(executable=executable)
    if sys.platform != "linux" or not (PACKAGE / "bin" / "chromium.br").exists():
        raise NoBrowserError(NO_BROWSER)
    folder = unpack()
    libraries = [str(path) for path in (folder / "al2023" / "lib", folder) if path.exists()]
    env = {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}
    if not shutil.which("fc-list"):
        env["FONTCONFIG_PATH"] = str(folder / "fonts")
    return Chromium(executable=str(folder / "chromium"), flags=(*FLAGS, "--headless=shell", "--no-zygote"), env=env)

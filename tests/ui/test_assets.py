"""The sources of the look: colours only in the theme, logical properties, a lock file without addresses, one build."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from wijknet.ui.management.commands.frontend import tools
from wijknet.ui.theme import tokens

ROOT = Path(settings.BASE_DIR)
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
THEME = {"tokens.css", "tokens-dark.css", "tokens-contrast.css"}
# Text without comments and without what a url() or a string holds.
NOISE = re.compile(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", re.DOTALL)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(", re.IGNORECASE)
NAMED = re.compile(
    r"(?:color|background|fill|stroke|border[a-z-]*)\s*:[^;]*\b(?:white|black|red|green|blue|gray|grey|yellow|orange)\b"
)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height))\s*:"
)


def plain(path: Path) -> str:
    return NOISE.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in STYLES if path.name not in THEME], ids=lambda path: path.name)
def test_colours_come_from_the_theme(path: Path) -> None:
    assert not COLOUR.search(plain(path))
    assert not NAMED.search(plain(path))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_properties_are_logical(path: Path) -> None:
    """Right to left must be a matter of `dir`; conditions in @media and @container name a width, they set none."""
    without_conditions = re.sub(r"@(?:media|container)[^{]*", "", plain(path))
    assert PHYSICAL.findall(without_conditions) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_tokens_that_are_used_exist(path: Path) -> None:
    assert set(re.findall(r"var\(--wijknet-([a-z0-9-]+)", path.read_text(encoding="utf-8"))) <= set(tokens())


def test_dark_and_contrast_replace_known_tokens_only() -> None:
    for name in ("tokens-dark.css", "tokens-contrast.css"):
        text = (ROOT / "static" / "css" / "parts" / name).read_text(encoding="utf-8")
        assert set(re.findall(r"^\s*--wijknet-([a-z0-9-]+):", text, re.MULTILINE)) <= set(tokens())


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *(("ink", ground) for ground in ("ground", "ground-sunken", "surface", "action-soft")),
    *(("ink-muted", ground) for ground in ("ground", "ground-sunken", "surface", "action-soft")),
    *(("action", ground) for ground in ("ground", "ground-sunken", "surface", "action-soft")),
    ("on-action", "action"),
    *((name, f"{name}-soft") for name in ("fixer", "bridger", "broker", "entrepreneur")),
    *((name, f"{name}-soft") for name in ("success", "warning", "danger", "info")),
    *((name, "surface") for name in ("fixer", "bridger", "broker", "entrepreneur", "danger")),
    ("reach-reached-ink", "reach-reached"),
    ("reach-trusted-ink", "reach-trusted"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, dark: bool) -> None:
    theme = tokens()
    if dark:
        css = (ROOT / "static" / "css" / "parts" / "tokens-dark.css").read_text(encoding="utf-8")
        theme = theme | dict(re.findall(r"--wijknet-([a-z0-9-]+):\s*([^;]+);", css))
    assert contrast(theme[f"color-{text}"], theme[f"color-{ground}"]) >= 4.5


@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_edges_of_controls_stand_out(ground: str) -> None:
    assert contrast(tokens()["color-line-strong"], tokens()[f"color-{ground}"]) >= 3


def test_lock_file_names_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "registry" not in text
    assert all("integrity" in entry for name, entry in json.loads(text)["packages"].items() if name)


def test_build_gives_small_files(tmp_path: Path) -> None:
    """What a resident loads first, over the wire, stays far below 150 kB."""
    assert (ROOT / "node_modules" / "esbuild").exists(), "Run make setup first: it fetches what the build needs."
    subprocess.run([tools()[0], "build.mjs", str(tmp_path)], cwd=ROOT, check=True, timeout=120)
    built = {path.name for path in tmp_path.iterdir()}
    assert {"wijknet.css", "stijl.css", "public.js", "staff.js", "img"} <= built
    packed = sum(len(gzip.compress((tmp_path / name).read_bytes())) for name in ("wijknet.css", "public.js"))
    assert packed < 60_000
    assert "htmx" not in (tmp_path / "public.js").read_text(encoding="utf-8")

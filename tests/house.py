"""What the tests about the house itself share: which files are ours, and which floor an app stands on."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("wijknet", "actors", "initiatives")
# Made by set-up or use, never committed.
NOT_OURS = {".git", ".venv", "node_modules", "var", "build", "dist", "__pycache__"}


def files(root: Path, pattern: str = "*") -> Iterator[Path]:
    """Our files below a folder whose name matches, caches and made things left out."""
    for path in sorted(root.rglob(pattern)):
        inside = path.relative_to(root).parts
        if path.is_file() and not any(part in NOT_OURS or part.endswith("_cache") for part in inside):
            yield path


def python_files(root: Path = ROOT, *, tests: bool = True) -> Iterator[Path]:
    for name in (*PACKAGES, "tests") if tests else PACKAGES:
        yield from files(root / name, "*.py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def floors() -> dict[str, int]:
    """Floor per package or module, from 1 upwards, read from the import contract itself."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {
        name.strip(" ()"): floor
        for floor, layer in enumerate(reversed(layers), start=1)
        for name in layer.replace("|", ":").split(":")
    }


def package_of(module: str) -> str:
    """The part of a dotted name that stands on a floor: `wijknet.casework.models` → `wijknet.casework`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "wijknet" else parts[0]


def floor_of(module: str) -> int:
    """The floor of a dotted module name; 0 for what is not ours."""
    return floors().get(package_of(module), 0)

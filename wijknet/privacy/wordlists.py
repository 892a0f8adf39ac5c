"""The lists in `words/`: one entry a line."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def listed(name: str) -> tuple[str, ...]:
    """The entries of `words/<name>.txt`, without the lines of explanation."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))

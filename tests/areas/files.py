"""Where the files are that the tests of places read."""

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
# The official files of the whole country, when they lie beside the project.
REAL = Path(__file__).resolve().parents[3] / "shared" / "data"

"""Words one is asked about: how often that is right, per kind, on sentences the lists were not made with."""

import csv
import hashlib
from pathlib import Path

import pytest

from wijknet.privacy.freetext import Kind, warnings

SENTENCES = Path(__file__).parent / "freetext"
FROZEN = "784aa1e12359ff387352afcd5799ab34962232050c1de6002e085d96db65d48d"


def sentences(half: str) -> list[tuple[str, set[str]]]:
    with (SENTENCES / f"{half}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], set(row["kinds"].split())) for row in csv.DictReader(file)]


def measured(half: str, kind: Kind) -> tuple[float, float]:
    """Recall and precision of one kind."""
    wanted = {sentence for sentence, kinds in sentences(half) if kind in kinds}
    warned = {sentence for sentence, _ in sentences(half) if any(found.kind is kind for found in warnings(sentence))}
    right = len(wanted & warned)
    return right / len(wanted), right / max(1, len(warned))


def test_the_set_is_large_and_the_hold_out_half_frozen() -> None:
    development, holdout = sentences("development"), sentences("holdout")
    assert len(development) + len(holdout) >= 400
    assert not {sentence for sentence, _ in development} & {sentence for sentence, _ in holdout}
    assert hashlib.sha256((SENTENCES / "holdout.csv").read_bytes()).hexdigest() == FROZEN
    for kind in Kind:
        assert sum(kind in kinds for _, kinds in holdout) >= 20
    assert sum(not kinds for _, kinds in holdout) >= 60


@pytest.mark.parametrize("half", ["development", "holdout"])
@pytest.mark.parametrize("kind", list(Kind))
def test_it_asks_when_it_should_and_seldom_when_not(kind: Kind, half: str) -> None:
    recall, precision = measured(half, kind)
    assert recall >= 0.95
    assert precision >= 0.8


def test_a_warning_names_the_words_and_their_place() -> None:
    text = "Sprak met Henk de Vries, 06 12 34 56 78."
    name, phone = warnings(text)
    assert (name.kind, name.words) == (Kind.NAME, "Henk de Vries")
    assert (phone.kind, phone.words) == (Kind.PHONE, "06 12 34 56 78")
    assert text[phone.start : phone.end] == phone.words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Overleg op 02-11-2026 14:30 in het buurthuis.",
        "Op 02-11-2026 14 mensen gezien.",
        "Klarendalseweg 2026 wordt mooi.",
        "Akkerstraat 12 huizen zonder tuin.",
        "Het weggetje 3 keer geveegd.",
    ],
)
def test_dates_and_counts_are_no_numbers_of_people(text: str) -> None:
    assert warnings(text) == []


def test_long_and_odd_text_takes_no_long_time() -> None:
    """Every pattern works its way through 20,000 letters that almost match."""
    for text in ("Van de " * 3000, "0 " * 10000, "A" * 20000, "heeft " * 3000, "a." * 10000 + "@", "Jan van " * 2500):
        warnings(text)

"""How a text is read."""

import pytest

from wijknet.profiles.texts import PHOTO_TITLES, parts, words_per_sentence


def test_empty_parts_are_left_out() -> None:
    assert [part.title for part in parts({"who": "Ja.", "makes": ""}, PHOTO_TITLES)] == ["Wie de wijk is"]


def test_new_words_are_marked_since_the_last_edition() -> None:
    [part] = parts({"who": "<p>Ja en nee.</p>"}, PHOTO_TITLES, since={"who": "Ja en ja."})
    assert part.html == "<p>Ja en <mark>nee.</mark></p>"


@pytest.mark.parametrize(
    ("text", "average"),
    [
        ("", 0),
        ("Een twee drie.", 3),
        ("Een twee. Drie vier vijf zes!", 3),
        ("zonder punt", 2),
        ("Kop\nEen twee drie.", 2),
    ],
)
def test_words_per_sentence(text: str, average: int) -> None:
    assert words_per_sentence(text) == average

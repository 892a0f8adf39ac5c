"""How a text is read."""

import pytest

from wijknet.profiles.texts import PHOTO_TITLES, paragraphs, parts, tidy, words_per_sentence


def marked(content: str, since: str) -> list[list[tuple[str, bool]]]:
    [part] = parts({"who": content}, PHOTO_TITLES, since={"who": since})
    return [[(piece.text, piece.new) for piece in paragraph] for paragraph in part.paragraphs]


def test_tidy_keeps_paragraphs_and_drops_noise() -> None:
    assert tidy("  Een \r\nregel\t\r\n\r\n\r\nTwee\rdrie  ") == "Een\nregel\n\n\nTwee\ndrie"


def test_a_blank_line_starts_a_paragraph() -> None:
    assert paragraphs("Een\nregel\n \n\n Twee ") == ["Een\nregel", "Twee"]


def test_empty_parts_are_left_out() -> None:
    assert [part.title for part in parts({"who": "Ja.", "makes": ""}, PHOTO_TITLES)] == ["Wie de wijk is"]


def test_new_words_are_marked() -> None:
    assert marked("Op donderdag is het theeuur, ook voor nieuwe buren.", "Op donderdag is het theeuur.") == [
        [("Op donderdag is het ", False), ("theeuur, ook voor nieuwe buren.", True)]
    ]


def test_nothing_is_marked_when_nothing_changed() -> None:
    assert marked("Een.\n\nTwee.", "Een.\n\nTwee.") == [[("Een.", False)], [("Twee.", False)]]


@pytest.mark.parametrize(
    ("text", "average"), [("", 0), ("Een twee drie.", 3), ("Een twee. Drie vier vijf zes!", 3), ("zonder punt", 2)]
)
def test_words_per_sentence(text: str, average: int) -> None:
    assert words_per_sentence(text) == average

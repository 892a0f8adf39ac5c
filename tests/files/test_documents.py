"""Documents: tagged, safe with whatever people write, and bounded."""

import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

import pytest
import typst
from django.conf import settings
from django.core.exceptions import ValidationError

from tests.nasty import NASTY
from wijknet.files import documents
from wijknet.files.documents import MAY_BREAK, code_of, fonts_folder, make_document, printable
from wijknet.files.glyphs import signs_of

CODE = {"code.svg": code_of("https://wijknet.example/k/WN-2026-0001/")}


def card(**changes: Any) -> dict[str, Any]:
    words = ("above", "facts", "story", "picture", "picture-alt")
    start = {"title": "Geveltuinen", "question": "Doe je mee?", "lines": 3, "write": "Hier.", "scan": "Scan"}
    shown = {"code": "code.svg", "code-alt": "Code", "address": "wijknet.example/k/WN-2026-0001/"}
    return {**dict.fromkeys(words, ""), **start, **shown, **changes}


def sheets(*cards: dict[str, Any]) -> bytes:
    return make_document("cards", {"title": "Kaarten", "author": "WijkNet", "cards": list(cards)}, files=CODE)


def test_tagged_dutch_and_by_page() -> None:
    content = sheets(*[card()] * 5)
    assert content.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Lang(nl)", b"<pdfuaid:part>1<", b"/Type/Pages/Count 2", b"SourceSans3"):
        assert mark in content, mark


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd") #panic() $ \\frac{1}{0} $ `code` *a* _b_ <label> @ref // weg',
        '#import "@preview/cetz:0.3.0"',
        "w" * 3000,
        "Bloemen \N{SUNFLOWER}\N{VARIATION SELECTOR-16} en \N{FAMILY} \x00\x07 \u202e \ufffe \ud800 日本 العربية",
        "",
    ],
)
def test_what_people_write_is_never_read_as_source(words: str) -> None:
    assert sheets(card(title=words, story=words, question=words)).startswith(b"%PDF")


def test_all_that_is_nasty_prints() -> None:
    assert sheets(*(card(title=words, story=words) for words in NASTY)).startswith(b"%PDF")


def test_signs_that_no_face_has() -> None:
    assert printable("Café – €5 “ja” \N{SUNFLOWER}\x00") == "Café – €5 “ja” "
    assert printable("日a") == "?a"
    assert printable("e\u0301") == "é"
    assert printable("regel\r\ntwee\tdrie") == "regel\ntwee drie"
    long = printable("w" * 50)
    assert MAY_BREAK in long
    assert long.replace(MAY_BREAK, "") == "w" * 50
    assert MAY_BREAK not in printable("samenlevingsopbouw op https://wijknet.example/wijken/arnhem/klarendal/")


def test_the_table_of_signs_is_that_of_the_faces() -> None:
    found = signs_of(fonts_folder() / "SourceSans3_400Regular.ttf")
    assert {ord("a"), ord("é"), ord("€"), ord("ш")} <= found
    assert not found & {ord("\N{SUNFLOWER}"), ord("日"), 0xFFFF}


def test_only_our_own_faces() -> None:
    """The setter knows no face of the machine, so a PDF looks the same everywhere."""
    families = typst.Fonts(include_system_fonts=False, font_paths=[fonts_folder()]).families()
    assert "Source Sans 3" in families


def test_too_slow_too_large_and_broken_say_so_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="kon niet worden gemaakt"):
        make_document("cards", {"title": "Kaarten"})
    with pytest.raises(ValidationError, match="kon niet worden gemaakt"):
        sheets(card(picture="../../etc/passwd", **{"picture-alt": "x"}))
    monkeypatch.setattr(documents, "MOST_BYTES_OUT", 10)
    with pytest.raises(ValidationError, match="te groot"):
        sheets(card())
    monkeypatch.setattr(documents, "MOST_BYTES_IN", 10)
    with pytest.raises(ValidationError, match="te groot"):
        sheets(card())


def test_who_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_SECONDS", 0.001)
    with pytest.raises(ValidationError, match="te lang"):
        sheets(card())


def test_few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_WAITING", 0.01)
    monkeypatch.setattr(documents, "_free", BoundedSemaphore(1))
    with documents._free, pytest.raises(ValidationError, match="druk"):
        sheets(card())
    assert sheets(card()).startswith(b"%PDF")
    assert sheets(card()).startswith(b"%PDF")


def test_the_web_process_never_holds_the_setter() -> None:
    names = "import sys, wijknet.files.documents as it; print('typst' in sys.modules, it.SETTER.name)"
    done = subprocess.run(
        [sys.executable, "-c", names], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "typeset.py"]
